"""``observe migrate``: bring the database to the newest migration; a new one gets what it needs once."""

import click
import flask_migrate

from observe import create_app
from observe.cli.rotate_seal_key import make_first_key
from observe.extensions import db
from observe.models.engine import initialise


@click.command()
def command() -> None:
    """Bring the database to the newest migration."""
    with create_app().app_context():
        initialise(db.engine)
        flask_migrate.upgrade()
        make_first_key()
        db.engine.dispose()
