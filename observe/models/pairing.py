"""Pairs without a network: the code that two tablets share, and the lock that shows that ratings came before the talk.

The same rule as ``js/offline/pairing.js``; ``tests/vectors/pairs.json`` is run by both, ``docs/sync.md`` says it in
words. Pure.
"""

import hashlib
import re
from collections.abc import Mapping

# No I, L, O, 0 or 1, which look alike. 31 is a prime: by weights from 1 to 10 every single wrong character and every
# exchange of two is found.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10
"""Nine random characters, 44 bits, and the one that checks them."""
WORD_LENGTH = 8
"""Seven characters of a commitment, 34 bits, and the one that checks them."""
TITLE = "observe/pair/v1"
# So much of the commitment is turned into the word: twice as many bits as the word can show.
WORD_FROM_DIGITS = 16

_is_salt = re.compile(r"[A-Za-z0-9_-]{22}").fullmatch
_is_commitment = re.compile(r"[0-9a-f]{64}").fullmatch


def is_checked(text: object, length: int) -> bool:
    """Whether it is a code or word of that length as it travels: in capitals, without gaps, its check right."""
    if type(text) is not str or len(text) != length or not set(text) <= set(ALPHABET):
        return False
    return _weighed(text) == 0


def with_check(text: str) -> str:
    """The text with its last character, so that Σ place · value is divisible by 31, places counted from 1."""
    return text + next(sign for sign in ALPHABET if _weighed(text + sign) == 0)


def _weighed(text: str) -> int:
    return sum(place * ALPHABET.index(sign) for place, sign in enumerate(text, start=1)) % len(ALPHABET)


def lock_text(code: str, author: str, rubric: str, salt: str, ratings: Mapping[str, int | str]) -> str:
    """What a commitment is the SHA-256 of: a line each, and one for every rating by its indicator's code."""
    lines = [f"{indicator} {ratings[indicator]}" for indicator in sorted(ratings)]
    return "\n".join([TITLE, code, author.lower(), rubric, salt, *lines])


def commitment_of(code: str, author: str, rubric: str, salt: str, ratings: Mapping[str, int | str]) -> str:
    return hashlib.sha256(lock_text(code, author, rubric, salt, ratings).encode()).hexdigest()


def word_of(commitment: str) -> str:
    """The short form that one reads aloud: the first 16 hex digits modulo 31⁷, in seven characters and a check."""
    n, signs = int(commitment[:WORD_FROM_DIGITS], 16), ""
    for _ in range(WORD_LENGTH - 1):
        n, rest = divmod(n, len(ALPHABET))
        signs = ALPHABET[rest] + signs
    return with_check(signs)


def is_salt(value: object) -> bool:
    """16 random bytes in base64url without padding."""
    return type(value) is str and bool(_is_salt(value))


def is_commitment(value: object) -> bool:
    return type(value) is str and bool(_is_commitment(value))
