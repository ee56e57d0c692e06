"""``observe migrate``: bring the database to the newest migration; a new SQLite file gets write-ahead logging."""

import click
import flask_migrate

from observe import create_app
from observe.extensions import db
from observe.models.engine import initialise


@click.command()
def command() -> None:
    """Bring the database to the newest migration."""
    with create_app().app_context():
        initialise(db.engine)
        flask_migrate.upgrade()
