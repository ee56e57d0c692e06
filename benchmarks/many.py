"""Many rows of the projection, written straight into their table: pages of figures read nothing else."""

from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, text

from benchmarks.home import Home
from observe import clock
from observe.models.base import uuid7
from observe.models.bulk import insert_rows
from observe.models.observations import Observation
from observe.models.schools import School

N_SCHOOLS = 2_000
PAGE = 10_000


class Many:
    """Writes schools and observation rows, all as one that was pushed but for place, persons, day and levels."""

    def __init__(self, connection: Connection, home: Home, draw: Random) -> None:
        self.connection, self.draw, self.home = connection, draw, home.corners[0].school.municipality_id
        self.schools = [uuid7() for _ in range(N_SCHOOLS - len(home.corners))]
        facts = [{"id": one, "source_id": f"s{n}", "name": f"Skole {n:04}"} for n, one in enumerate(self.schools)]
        connection.execute(insert(School), [{"municipality_id": self.home, **each} for each in facts])
        connection.commit()
        self.people = {school: [uuid4() for _ in range(12)] for school in self.schools}
        self.columns = [column.name for column in Observation.__table__.columns]
        self.like = list(connection.execute(select(*Observation.__table__.columns).limit(1)).one())
        self.levels = [
            bytes(draw.choice((0, 0, 0, 1, 2, 2, 3, 3, 4, 255)) for _ in self.like_levels) for _ in range(500)
        ]
        self.now = clock.now()

    @property
    def like_levels(self) -> bytes:
        return self.like[self.columns.index("levels")]

    def add(self, n: int) -> None:
        for first in range(0, n, PAGE):
            rows = [self._row(number) for number in range(first, min(first + PAGE, n))]
            insert_rows(self.connection, Observation.__table__, rows, "DO NOTHING")
            self.connection.commit()
        # What a server does by itself in the night.
        is_sqlite = self.connection.dialect.name == "sqlite"
        self.connection.execute(text("ANALYZE" if is_sqlite else "ANALYZE observation"))
        self.connection.commit()

    def _row(self, number: int) -> list[object]:
        school: UUID = self.schools[number % len(self.schools)]
        *teachers, olga, lena = self.people[school]
        at = self.now - timedelta(days=self.draw.randrange(1, 190))
        given = {
            "author_id": olga if number % 3 else lena, "rid": uuid7(), "school_id": school, "kind": "visit",
            "teacher_id": self.draw.choice(teachers), "head_vid": uuid7(), "observed_at": at, "observed_on": at.date(),
            "arrived_at": at, "shared_at": at, "levels": self.draw.choice(self.levels), "is_withdrawn": False,
        }  # fmt: skip
        return [given.get(name, value) for name, value in zip(self.columns, self.like, strict=True)]
