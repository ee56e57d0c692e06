"""``observe quarantine list | show | accept``: look at what was set aside, and let it in."""

from datetime import datetime
from uuid import UUID

import click
from sqlalchemy import Connection, Row, or_, select

from observe import clock
from observe.cli.import_roster import opened_home
from observe.errors import NoSuchTeacher, NotInQuarantine
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.people import Person
from observe.models.versions import Quarantined, accept_as_is, by_roster, map_teacher, uuid_or_none


@click.group()
def command() -> None:
    """Versions set aside: kept as they came, until what is missing comes or somebody lets them in."""


@command.command("list")
@click.option("--all", "is_all", is_flag=True, help="Those let in since, too.")
def list_all(is_all: bool) -> None:
    """One line each: the beginning of its sha256, when it came, code, author and what is wrong."""
    with opened_home(), db.engine.connect() as connection:
        rows = connection.execute(_rows(is_all)).all()
        names = _names(connection, {row.author_id for row in rows})
    for row in rows:
        mark = " (let in)" if row.resolved_at else ""
        name = names.get(row.author_id, "author unknown")
        click.echo(f"{row.sha256[:12]}  {_minute(row.received_at)}  {row.code}{mark}  {name}: {row.detail}")
    click.echo(f"{len(rows)} in quarantine." if rows else "Nothing is in quarantine.")


@command.command()
@click.argument("which")
def show(which: str) -> None:
    """All that is known of one, and its bytes. WHICH is the beginning of its vid or sha256."""
    with opened_home(), db.engine.connect() as connection:
        row = _one(connection, which, is_all=True)
        names = _names(connection, {row.author_id, row.carried_by})
    click.echo(f"vid         {row.vid or 'none'}\nsha256      {row.sha256}\nrid         {row.rid}")
    click.echo(f"author      {names.get(row.author_id, row.author_id)}")
    click.echo(f"carried by  {names.get(row.carried_by, 'its author')}")
    click.echo(f"came        {_minute(row.received_at)}, as number {row.seq} of the feed")
    click.echo(f"code        {row.code}: {row.detail}\n")
    click.echo(bytes(row.opened or row.body).decode("utf-8", "backslashreplace"))


@command.command()
@click.argument("which")
@click.option("--teacher", metavar="PERSON", help="E-mail, name or id of the teacher meant by a typed name.")
def accept(which: str, teacher: str | None) -> None:
    """Let one in: as it is, or with the teacher who was meant. WHICH is the beginning of its vid or sha256."""
    with opened_home(), db.engine.connect().execution_options(**WRITES) as connection:
        row = _one(connection, which)
        named = {"municipality_id": row.municipality_id, "vid": row.vid, "sha256": row.sha256, "by": None}
        if teacher:
            meant = _teacher(connection, row.municipality_id, teacher)
            made = map_teacher(connection, **named, teacher=meant, judge=by_roster, at=clock.now())
            said = f"A new version {made} with {meant['name']} stands in its place."
        else:
            accept_as_is(connection, **named, judge=by_roster, at=clock.now())
            said = f"{row.vid} was let in as it is."
        connection.commit()
    click.echo(said)


def _rows(is_all: bool):
    query = select(*Quarantined.__table__.columns).order_by(Quarantined.municipality_id, Quarantined.seq)
    return query if is_all else query.where(Quarantined.resolved_at.is_(None))


def _one(connection: Connection, which: str, is_all: bool = False) -> Row:
    """The one that is meant; raises NotInQuarantine for none and for several."""
    begins = [column.startswith(which, autoescape=True) for column in (Quarantined.vid, Quarantined.sha256)]
    rows = connection.execute(_rows(is_all).where(or_(*begins))).all()
    if len(rows) != 1:
        raise NotInQuarantine(which=which, n=len(rows))
    return rows[0]


def _names(connection: Connection, people: set[UUID | None]) -> dict[UUID | None, str]:
    query = select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(people - {None}))
    return {person: f"{given} {family}".strip() for person, given, family in connection.execute(query)}


def _teacher(connection: Connection, municipality_id: UUID, named: str) -> dict[str, str]:
    """``{id, name}`` of the one person of this municipality so named; raises NoSuchTeacher."""
    wanted = named.strip()
    if uuid_or_none(wanted):
        is_meant = Person.id == UUID(wanted)
    else:
        is_meant = or_(Person.email == wanted.lower(), Person.given_name + " " + Person.family_name == wanted)
    query = select(Person.id, Person.given_name, Person.family_name).where(Person.municipality_id == municipality_id)
    people = connection.execute(query.where(is_meant)).all()
    if len(people) != 1:
        raise NoSuchTeacher(name=named, n=len(people))
    return {"id": str(people[0].id), "name": f"{people[0].given_name} {people[0].family_name}".strip()}


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
