"""A store for tests of the version set: the cast with their tablets, and the steps of a sync written out."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from observe.models.base import uuid7
from observe.models.engine import WRITES
from observe.models.observations import Observation
from observe.models.versions import Carrier, Result, accept, by_roster, open_envelopes
from tests import factories as make
from tests.cast import make_cast
from tests.databases import engine_on

ARRIVAL = make.LESSON_AT + timedelta(minutes=20)
PEOPLE_WITH_TABLETS = ("olga", "lena", "liam", "tom", "pia")


class Store:
    """The version set behind an engine. ``cast`` holds ids, so that no test depends on an open ORM session."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with Session(engine) as session:
            cast = make_cast(session)
            self.devices = {name: self._enrol(session, cast.person(name)) for name in PEOPLE_WITH_TABLETS}
            self.home = cast.municipality.id
            self.school = _frozen(cast.sofiendal)
            self.elsewhere = _frozen(cast.elsewhere)
            self.section = SimpleNamespace(id=cast.section.id, title=cast.section.title)
            self.people = {
                name: SimpleNamespace(id=person.id, name=person.name)
                for name in (*PEOPLE_WITH_TABLETS, "tara", "ana")
                for person in [cast.person(name)]
            }
            self.rubric = cast.rubric.content_hash
            session.commit()

    def _enrol(self, session: Session, person) -> UUID:
        return make.make_enrolment(session, person, f"token of {person.given_name}").device_id

    def payload(self, whom: str | None = "tom", **given: object) -> dict[str, object]:
        """A visit to ``whom``; ``given`` replaces fields."""
        return make.make_payload(self.school, self.people[whom] if whom else None, self.section) | given

    def body(self, by: str = "olga", **given: object) -> dict[str, object]:
        """A body as the tablet of ``by`` makes it; ``given`` replaces fields."""
        made = make.make_body(self.people[by], given.get("payload"), device_id=str(self.devices[by]))
        return made | {"payload": self.payload()} | given

    def carrier(self, name: str = "olga") -> Carrier:
        return Carrier(self.people[name].id, self.devices[name])

    def push(self, *envelopes: object, by: str = "olga", at: datetime = ARRIVAL) -> list[Result]:
        """One batch, committed."""
        with self.engine.connect().execution_options(**WRITES) as connection:
            results = accept(
                connection, municipality_id=self.home, carrier=self.carrier(by),
                arrivals=open_envelopes(envelopes), judge=by_roster, at=at,
            )  # fmt: skip
            connection.commit()
        return results

    def write(self, change, **given: object):
        """``change(connection, municipality_id=..., **given)``, committed."""
        with self.engine.connect().execution_options(**WRITES) as connection:
            answer = change(connection, municipality_id=self.home, **given)
            connection.commit()
        return answer

    def rows(self, table: type) -> Sequence:
        with Session(self.engine) as session:
            rows = session.scalars(select(table)).all()
            session.expunge_all()
            return rows

    def observations(self) -> dict[tuple, dict[str, object]]:
        """``{(author, rid): columns}`` of the projection."""
        columns = [column.name for column in Observation.__table__.columns]
        return {
            (row.author_id, row.rid): {name: getattr(row, name) for name in columns} for row in self.rows(Observation)
        }

    def counted(self, table: type) -> int:
        return len(self.rows(table))


@contextmanager
def store_on(url: str) -> Iterator[Store]:
    """On a migrated database without rows; its connections are closed at the end."""
    with engine_on(url) as engine:
        yield Store(engine)


def envelope(body: object, vid: object = None, **given: object) -> dict[str, object]:
    """A body as it goes over the wire; text goes as it is."""
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"vid": str(vid or uuid7()), "sha256": sha256, "body": text, **given}


def _frozen(school) -> SimpleNamespace:
    return SimpleNamespace(id=school.id, name=school.name)
