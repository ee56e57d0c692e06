"""The hash that is verified where nobody has the address."""

import pytest
from argon2.exceptions import VerifyMismatchError

from observe.models.accounts import HASHER, NOBODYS_HASH


def test_a_password_is_compared_with_nobodys_hash_at_the_cost_of_ours_and_never_has_it():
    assert not HASHER.check_needs_rehash(NOBODYS_HASH)
    with pytest.raises(VerifyMismatchError):
        HASHER.verify(NOBODYS_HASH, "kridt og tavle i 4.b")
