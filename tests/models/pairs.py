"""What a tablet puts into the payload of a half: a code, a lock on its ratings, and perhaps the other's word."""

from observe.models.pairing import commitment_of

CODE = "K7M2P9XQRZ"
OTHER_CODE = "ABCDEFGHJ4"
SALT = "AAAAAAAAAAAAAAAAAAAAAA"
LOCKED_AT = "2026-11-24T07:18:00.000Z"


def pair_of(
    author: object, rubric: str, ratings: dict[str, dict[str, object]], code: str = CODE, salt: str = SALT,
    told: str | None = None, **lock: object,
) -> dict[str, object]:  # fmt: skip
    """``payload.pair`` with these ratings locked; ``lock`` replaces fields of the lock."""
    levels = {indicator: rating["level"] for indicator, rating in ratings.items()}
    commitment = commitment_of(code, str(author), rubric, salt, levels)
    made = {"at": LOCKED_AT, "salt": salt, "ratings": levels, "commitment": commitment}
    return {"code": code, "lock": made | lock, "told": told}
