"""The code and the lock of a pair on the server: the shared vectors, and that a lock holds for its ratings alone."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.models.pairing import (
    ALPHABET,
    CODE_LENGTH,
    WORD_LENGTH,
    commitment_of,
    is_checked,
    lock_text,
    with_check,
    word_of,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "pairs.json").read_text(encoding="utf-8"))
AUTHOR, RUBRIC, SALT = "0193579c-2a00-7000-8000-0000000000a1", "5c1f" * 16, "A" * 22
Codes = st.text(ALPHABET, min_size=CODE_LENGTH - 1, max_size=CODE_LENGTH - 1).map(with_check)
Levels = st.one_of(st.integers(1, 9), st.just("not_observed"))
Ratings = st.dictionaries(st.sampled_from(["a", "a1", "a_b", "ab", "b", "voices"]), Levels, max_size=6)


def test_alphabet_is_that_of_the_tablet():
    assert VECTORS["alphabet"] == ALPHABET


@pytest.mark.parametrize("code", VECTORS["codes"])
def test_code_of_the_tablet_is_one_here(code):
    assert is_checked(code, CODE_LENGTH)


@pytest.mark.parametrize("typed", VECTORS["typed"], ids=lambda typed: typed["typed"])
def test_what_the_tablet_refuses_is_refused_here(typed):
    assert is_checked(typed["text"], typed["length"]) == (typed["fault"] is None)


@pytest.mark.parametrize("vector", VECTORS["locks"], ids=lambda vector: vector["name"])
def test_lock_of_the_tablet_is_the_same_here(vector):
    given_here = [vector[name] for name in ("code", "author", "rubric", "salt", "ratings")]
    assert lock_text(*given_here) == vector["text"]
    assert commitment_of(*given_here) == vector["commitment"] == hashlib.sha256(vector["text"].encode()).hexdigest()
    assert word_of(vector["commitment"]) == vector["word"]
    assert is_checked(vector["word"], WORD_LENGTH)


@given(code=Codes, place=st.integers(0, CODE_LENGTH - 1), sign=st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_found(code, place, sign):
    slip = code[:place] + sign + code[place + 1 :]
    assert is_checked(slip, CODE_LENGTH) == (slip == code)


@given(one=Ratings, other=Ratings)
def test_a_commitment_is_the_same_if_and_only_if_the_ratings_are(one, other):
    made = [commitment_of(VECTORS["codes"][0], AUTHOR, RUBRIC, SALT, ratings) for ratings in (one, other)]
    assert (made[0] == made[1]) == (one == other)
