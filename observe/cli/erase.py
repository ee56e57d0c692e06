"""``observe erase RID``: erase a record for good, where the law or its author asks for it."""

from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import Connection, Row, select, union

from observe import clock
from observe.cli.import_roster import opened_home
from observe.errors import NoSuchRecord
from observe.exchange.backup.ledger import erasures, note_erasure
from observe.extensions import db
from observe.models.engine import WRITES, forget_deleted
from observe.models.people import Person
from observe.models.versions import Erasure, FeedEvent, Quarantined, Version, erase


@click.command()
@click.argument("rid", type=click.UUID)
@click.option("--author", type=click.UUID, help="Id of its author, where several people made a record of this id.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(rid: UUID, author: UUID | None, yes: bool) -> None:
    """Erase the record RID: every version, known or not yet, with answers and timeline. It cannot be undone.

    Tablets are told, and drop it once its author has seen that. In the backups it stays until they expire, after 35
    days at the latest; restoring one of them erases it again.
    """
    with opened_home() as app:
        folder = Path(app.extensions["observe_settings"].backup_path)
        with db.engine.connect().execution_options(**WRITES) as connection:
            record = _record(connection, rid, author)
            if not yes:
                click.confirm(f"Erase {_said(connection, record)}? This cannot be undone.", abort=True)
            erasure = Erasure(record.municipality_id, record.author_id, rid, clock.now())
            n = erase(connection, erasure, at=erasure.at)
            if erasure[:3] not in {one[:3] for one in erasures(folder)}:
                note_erasure(folder, erasure)
            connection.commit()
        forget_deleted(db.engine, [Version.__table__, Quarantined.__table__])
    click.echo(f"Erased: {n} versions of {rid}. The ledger in {folder} names it.")


def _record(connection: Connection, rid: UUID, author: UUID | None) -> Row:
    """The one record that is meant, also if only quarantine holds it; raises NoSuchRecord for none and for several."""
    tables = (Version, Quarantined, FeedEvent)
    named = union(*(select(t.municipality_id, t.author_id, t.rid).where(t.rid == rid) for t in tables))
    rows = [row for row in connection.execute(named) if row.author_id and author in (None, row.author_id)]
    if len(rows) != 1:
        raise NoSuchRecord(n=len(rows), rid=rid)
    return rows[0]


def _said(connection: Connection, record: Row) -> str:
    """Whose it is and how much, so that a wrong id is noticed."""
    person = connection.execute(
        select(Person.given_name, Person.family_name).where(Person.id == record.author_id)
    ).first()
    own = (Version.author_id == record.author_id, Version.rid == record.rid)
    days = connection.execute(select(Version.observed_at).where(*own)).scalars().all()
    whose = f"{person.given_name} {person.family_name}".strip() if person else str(record.author_id)
    return f"the record of {whose}, {len(days)} versions" + (f", of {min(days):%Y-%m-%d}" if days else "")
