"""Three lessons of the demo that two leaders saw together: a lock for each, and levels that differ a little."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from random import Random
from typing import Any
from uuid import UUID

from observe.cli.demo.bodies import Payload
from observe.cli.demo.visits import Visit
from observe.data import shipped
from observe.models.pairing import ALPHABET, CODE_LENGTH, commitment_of, with_check, word_of

N_PAIRS = 3
# How the second observer's level differs from the first's; most often not at all.
SHIFTS = (0, 0, 0, 0, 1, -1, -2)


def partners(planned: Sequence[Visit]) -> dict[Visit, str]:
    """``{visit: the second observer}`` for the last three of the principal's school whose observer has a colleague."""
    school = shipped("demo/roster")["schools"][0]
    leaders = [school["principal"], *school["leaders"]]
    seen = [visit for visit in planned if visit.school == school["id"] and not visit.is_showcase][-N_PAIRS:]
    return {visit: leaders[(leaders.index(visit.observer) + 1) % len(leaders)] for visit in seen}


def halves(
    payload: Payload, authors: tuple[UUID, UUID], rubric: Mapping[str, Any], content_hash: str, at: str, turn: int
) -> tuple[Payload, Payload]:
    """The first observer's payload and the second's, locked, each with the other's word; ``turn`` is which pair."""
    random = Random(at)  # noqa: S311 (an invented lesson, no secret)
    code = with_check("".join(random.choices(ALPHABET, k=CODE_LENGTH - 1)))
    both = deepcopy(payload), _seen_again(payload, len(rubric["levels"]), random, turn)
    locks = [_lock(one, code, author, content_hash, at, random) for one, author in zip(both, authors, strict=True)]
    for one, lock, other in zip(both, locks, reversed(locks), strict=True):
        one |= {"kind": "paired", "pair": {"code": code, "lock": lock, "told": word_of(other["commitment"])}}
    return both


def _seen_again(payload: Payload, n_levels: int, random: Random, turn: int) -> Payload:
    """The same lesson by other eyes: some levels differ, and the notes are fewer and in other words."""
    other = deepcopy(payload)
    for rating in other["ratings"].values():
        if rating["level"] != "not_observed":
            rating["level"] = min(n_levels, max(1, rating["level"] + random.choice(SHIFTS)))
    own = {code: note for note in payload["notes"] for code in note["indicators"]}
    said = shipped("demo/notes")["again"]
    levels = {code: rating["level"] for code, rating in other["ratings"].items() if rating["level"] != "not_observed"}
    kept = [
        _in_other_words(own[code], _said_of(texts, levels[code] / n_levels, turn))
        for code, texts in said.items()
        if code in own and code in levels
    ]
    other["notes"] = sorted(kept, key=lambda note: note["minute"]) or other["notes"][:1]
    other["feedback"]["worked_notes"] = [note["id"] for note in other["notes"][:1]]
    return other


def _said_of(texts: Mapping[str, Sequence[str]], height: float, turn: int) -> str:
    """What fits a level this high, from 0 to 1."""
    fitting = texts["much" if height > 1 / 2 else "little"]
    return fitting[turn % len(fitting)]


def _in_other_words(note: Payload, text: str) -> Payload:
    """Seen at the same moment; a tool that counted was the first observer's."""
    return {name: note[name] for name in ("id", "at", "minute", "indicators")} | {"kind": "saw", "text": text}


def _lock(payload: Payload, code: str, author: UUID, content_hash: str, at: str, random: Random) -> dict[str, Any]:
    ratings = {indicator: rating["level"] for indicator, rating in payload["ratings"].items()}
    salt = "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", k=22))
    commitment = commitment_of(code, str(author), content_hash, salt, ratings)
    return {"at": at, "salt": salt, "ratings": ratings, "commitment": commitment}
