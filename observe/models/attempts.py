"""Slows down the guessing of passwords: attempts are rows, because app processes share nothing but the database."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from observe.errors import TooManyAttempts
from observe.models.base import uuid7
from observe.models.people import SignInAttempt

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
# From one place against one address; against one address from anywhere, so that few can be locked out by a stranger;
# from one place against anybody, with room for a school behind one address.
LIMITS = {"pair": 5, "email": 25, "place": 100}


@dataclass(frozen=True)
class Guess:
    """One attempt: its rows, and the keys under which it counts. ``{kind of LIMITS: key}``"""

    ids: tuple[UUID, ...]
    keys: dict[str, str]


def register(session: Session, secret: str, email: str, place: str, at: datetime) -> Guess:
    """Count an attempt before it is judged. Commit, then call ``check``: guesses sent at once then see each other."""
    forget_old(session, at)
    sources = {"pair": f"pair {email} {place}", "email": f"email {email}", "place": f"place {place}"}
    keys = {kind: hmac.new(secret.encode(), text.encode(), sha256).hexdigest() for kind, text in sources.items()}
    guess = Guess(tuple(uuid7() for _ in keys), keys)
    session.add_all(SignInAttempt(id=id_, key=key, at=at) for id_, key in zip(guess.ids, keys.values(), strict=True))
    return guess


def check(session: Session, guess: Guess, at: datetime) -> None:
    """Raises TooManyAttempts with the minutes to wait; the refused guess no longer counts, so that waiting ends."""
    for kind, key in guess.keys.items():
        counted = select(func.count(), func.min(SignInAttempt.at)).where(
            SignInAttempt.key == key, SignInAttempt.at > at - WINDOW
        )
        n_tries, oldest_at = session.execute(counted).one()
        if n_tries > LIMITS[kind]:
            _forget(session, SignInAttempt.id.in_(guess.ids))
            raise TooManyAttempts(minutes=max(1, ceil((oldest_at + WINDOW - at) / timedelta(minutes=1))))


def forgive(session: Session, guess: Guess) -> None:
    """The password was right: this place's guesses at this person count no longer, nor does this one elsewhere."""
    _forget(session, (SignInAttempt.key == guess.keys["pair"]) | SignInAttempt.id.in_(guess.ids))


def forget_old(session: Session, at: datetime) -> None:
    """What no limit counts any more."""
    _forget(session, SignInAttempt.at < at - KEPT)


def _forget(session: Session, which: object) -> None:
    session.execute(delete(SignInAttempt).where(which))
