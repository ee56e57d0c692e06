"""Logins that were ended: a row tells all app processes that a cookie, although signed, opens nothing any more."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Exists, delete, exists
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from observe.models.people import EndedLogin

# Longer than any cookie of such a login is valid.
KEPT = timedelta(days=1)


def end_login(session: Session, login_id: UUID, at: datetime) -> None:
    """For good; a second time changes nothing."""
    forget_old(session, at)
    session.merge(EndedLogin(id=login_id, at=at))


def forget_old(session: Session, at: datetime) -> None:
    """Rows that no cookie needs any more."""
    session.execute(delete(EndedLogin).where(EndedLogin.at < at - KEPT))


def is_ended(login_id: ColumnElement[UUID]) -> Exists:
    """False for no id: a login of a release that gave none."""
    return exists().where(EndedLogin.id == login_id)
