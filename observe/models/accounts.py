"""Local sign-in: passwords as argon2id hashes, and the links by which a person sets one."""

from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes, token_urlsafe
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.low_level import ARGON2_VERSION
from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from observe.errors import InvitationUsedOrOld
from observe.models.people import Account, Invitation, Person

# Long enough that guessing on line is hopeless with throttling; NIST SP 800-63B asks for length, not for signs.
SHORTEST_PASSWORD = 12
# argon2 reads all of it: a megabyte of password would be a way to keep the server busy.
LONGEST_PASSWORD = 200
INVITATION_LASTS = timedelta(days=7)
HASHER = PasswordHasher()


def nobodys_hash() -> str:
    """A hash with our parameters, drawn by lot: no password has it, and no start of a program waits for its making."""
    cost = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    salt, digest = (b64encode(token_bytes(n)).decode().rstrip("=") for n in (HASHER.salt_len, HASHER.hash_len))
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${digest}"


# Verified where nobody has the address, so that the answer takes as long as for somebody known.
NOBODYS_HASH = nobodys_hash()


def person_signing_in(session: Session, email: str, password: str) -> Person | None:
    """The person whose e-mail and password these are. Two municipalities may know the same e-mail."""
    rows = session.execute(
        select(Person, Account.password_hash)
        .join(Account, Account.person_id == Person.id)
        .where(Person.email == cleaned_email(email))
        .order_by(Person.id)
    ).all()
    if not rows:
        _holds(NOBODYS_HASH, password)
    return next((person for person, password_hash in rows if _holds(password_hash, password)), None)


def cleaned_email(email: str) -> str:
    return email.strip().lower()


def set_password(session: Session, person: Person, password: str, at: datetime) -> Account:
    """Replace the person's password; logins older than ``at`` no longer count."""
    return session.merge(Account(person_id=person.id, password_hash=HASHER.hash(password), changed_at=at))


def end_all_logins(connection: Connection, at: datetime) -> None:
    """Of everybody who has a password; the passwords stay."""
    connection.execute(update(Account).values(changed_at=at))


def is_usable(password: str, person: Person) -> bool:
    """Long enough, not endless, and not what anybody would try first for this person."""
    too_easy = {cleaned_email(person.email or ""), person.name.lower()}
    few_signs = len(set(password)) < SHORTEST_PASSWORD // 3
    return (
        SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
        and password.strip().lower() not in too_easy
        and not few_signs
    )


def invite(session: Session, person_id: UUID, at: datetime) -> str:
    """The token of a new link for this person; links made earlier no longer open."""
    still_open = update(Invitation).where(Invitation.person_id == person_id, Invitation.expires_at > at)
    session.execute(still_open.values(expires_at=at))
    token = token_urlsafe(32)
    session.add(
        Invitation(token_hash=_hashed(token), person_id=person_id, made_at=at, expires_at=at + INVITATION_LASTS)
    )
    return token


def invited(session: Session, token: str, at: datetime) -> Person:
    """Whom a link is for; raises InvitationUsedOrOld, also for a token that never was."""
    invitation = session.get(Invitation, _hashed(token))
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= at:
        raise InvitationUsedOrOld
    return session.get_one(Person, invitation.person_id)


def use_invitation(session: Session, token: str, at: datetime) -> Person:
    """Whom the link is for, once: the second of two simultaneous callers gets InvitationUsedOrOld."""
    person = invited(session, token, at)
    unused = update(Invitation).where(Invitation.token_hash == _hashed(token), Invitation.used_at.is_(None))
    if session.execute(unused.values(used_at=at)).rowcount != 1:
        raise InvitationUsedOrOld
    return person


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _holds(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password[:LONGEST_PASSWORD])
    except VerificationError:
        return False
