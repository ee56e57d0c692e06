"""``observe rotate-seal-key``: a new key for tablets to seal to; the former keys go on opening what is on its way."""

from pathlib import Path

import click
from flask import current_app
from sqlalchemy import Connection, select

from observe import clock
from observe.cli.import_roster import opened_home
from observe.errors import NotARetiredSealKey, SealKeyStillNeeded
from observe.exchange.seal_keys import destroy_key, keyring_in, make_key, unusable_keys
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.schools import Municipality
from observe.models.seal_keys import keys_in_use, n_that_may_return, note_destroyed, rotate
from observe.models.versions import by_roster, judge_waiting


@click.command()
@click.option("--destroy", metavar="KID", help="Destroy a retired key instead, once no tablet can still bring its own.")
@click.option("--open", "is_opening", is_flag=True, help="Open what waits for keys that were put back, and no more.")
def command(destroy: str | None, is_opening: bool) -> None:
    """Make a new seal key. Tablets take it at their next pull; what older keys sealed can be opened as before."""
    with opened_home(), db.engine.connect().execution_options(**WRITES) as connection:
        if destroy:
            said = _destroyed(connection, destroy)
        elif is_opening:
            said = _opened(connection)
        else:
            kid = make_and_rotate(connection)
            said = f"Tablets seal to {kid} from now on. Back up {_folder()} apart from the database."
        connection.commit()
        if destroy:
            # After the commit: a key that is gone although the table says otherwise would be handed out.
            destroy_key(_folder(), destroy)
    click.echo(said)


def make_and_rotate(connection: Connection) -> str:
    """The private half is on disk before any tablet can hear of the public one; returns the kid."""
    kid, point = make_key(_folder())
    rotate(connection, kid, point, clock.now())
    return kid


def make_first_key() -> None:
    """A home without a key gets one; one whose keys are lost hears of it and keeps what it has."""
    with db.engine.connect().execution_options(**WRITES) as connection:
        if keys_in_use(connection)["current"] is None:
            make_and_rotate(connection)
        for kid in unusable_keys(connection, _folder()):
            click.echo(f"The seal key {kid} is not in {_folder()}: put it back from its backup.", err=True)
        connection.commit()


def _destroyed(connection: Connection, kid: str) -> str:
    n = n_that_may_return(connection, kid)
    if n is None:
        raise NotARetiredSealKey(kid=kid)
    if n:
        raise SealKeyStillNeeded(kid=kid, n=n)
    note_destroyed(connection, kid, clock.now())
    return f"{kid} was destroyed. Delete it from its backups too."


def _opened(connection: Connection) -> str:
    """What a missing key kept in quarantine is judged as if it came now."""
    known = {"judge": by_roster, "at": clock.now(), "keyring": keyring_in(_folder())}
    homes = connection.execute(select(Municipality.id)).scalars().all()
    n = sum(judge_waiting(connection, municipality_id=home, **known) for home in homes)
    return f"{n} versions were opened and let in."


def _folder() -> Path:
    return Path(current_app.extensions["observe_settings"].seal_keys_path)
