"""The part of a payload that makes two observations a pair; a check returns None or the first fault, with its field."""

from observe.models.levels import HIGHEST_LEVEL, NOT_OBSERVED, RubricShape
from observe.models.moments import clock_time_or_none
from observe.models.pairing import CODE_LENGTH, WORD_LENGTH, commitment_of, is_checked, is_commitment, is_salt

PAIR_KEYS = frozenset(("code", "lock", "told"))
LOCK_KEYS = frozenset(("at", "salt", "ratings", "commitment"))
INDICATOR_LENGTH = 64
Payload = dict[str, object]


def pair_fault(payload: Payload) -> str | None:
    pair = payload.get("pair")
    if pair is None:
        return None
    if type(pair) is not dict:
        return "payload.pair is not an object."
    if payload.get("kind") != "paired":
        return f"payload.pair is there, but payload.kind is {payload.get('kind')!r:.80}."
    if not is_checked(pair.get("code"), CODE_LENGTH):
        return f"payload.pair.code is {pair.get('code')!r:.80}."
    if pair.get("told") is not None and not is_checked(pair["told"], WORD_LENGTH):
        return f"payload.pair.told is {pair['told']!r:.80}."
    return _lock_fault(pair.get("lock"))


def _lock_fault(lock: object) -> str | None:
    if lock is None:
        return None
    if type(lock) is not dict:
        return "payload.pair.lock is not an object."
    checks = (
        ("at", clock_time_or_none(lock.get("at")) is not None),
        ("salt", is_salt(lock.get("salt"))),
        ("commitment", is_commitment(lock.get("commitment"))),
        ("ratings", type(lock.get("ratings")) is dict),
    )
    wrong = next((name for name, is_right in checks if not is_right), None)
    if wrong:
        return f"payload.pair.lock.{wrong} is {lock.get(wrong)!r:.80}."
    for code, level in lock["ratings"].items():
        if not _is_code(code) or not _is_level(level):
            return f"payload.pair.lock.ratings.{code[:INDICATOR_LENGTH]!r} is {level!r:.80}."
    return None


def _is_code(code: str) -> bool:
    """As a rubric has it: what stands in a line of the text that is hashed must not make two."""
    return len(code) <= INDICATOR_LENGTH and code.isascii() and code.replace("_", "a").isalnum()


def _is_level(level: object) -> bool:
    return level == "not_observed" or (type(level) is int and 1 <= level <= HIGHEST_LEVEL)


def pair_rubric_fault(payload: Payload, shape: RubricShape | None) -> str | None:
    """What was locked and does not fit the rubric."""
    ratings = locked_ratings(payload)
    if shape is None:
        return "rubric is missing, but there are locked ratings." if ratings else None
    for code, level in ratings.items():
        if code not in shape.known or (level != "not_observed" and level > shape.n_levels):
            return f"payload.pair.lock.ratings.{code} is {level!r}, which the rubric has not."
    return None


def is_strange_pair(payload: Payload) -> bool:
    """Whether it has fields that this release does not know."""
    pair = payload.get("pair") or {}
    return not pair.keys() <= PAIR_KEYS or not (pair.get("lock") or {}).keys() <= LOCK_KEYS


def locked_ratings(payload: Payload) -> dict[str, int | str]:
    """``{indicator code: level or "not_observed"}`` as locked; empty where nothing is."""
    pair = payload.get("pair")
    return ((pair.get("lock") if pair else None) or {}).get("ratings", {})


def locked_levels(payload: Payload) -> dict[str, int]:
    """The same, NOT_OBSERVED for what was marked so."""
    ratings = locked_ratings(payload)
    return {code: NOT_OBSERVED if level == "not_observed" else level for code, level in ratings.items()}


def lock_of(payload: Payload) -> str | None:
    """The commitment that a version carries; None for one without a lock."""
    pair = payload.get("pair")
    lock = pair.get("lock") if type(pair) is dict else None
    return lock.get("commitment") if type(lock) is dict else None


def holds(payload: Payload, author: str, rubric: str | None) -> bool:
    """Whether the commitment is that of the locked ratings."""
    pair, lock = payload["pair"], payload["pair"]["lock"]
    made = commitment_of(pair["code"], author, rubric or "", lock["salt"], lock["ratings"])
    return made == lock["commitment"]
