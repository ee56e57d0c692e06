"""``observe create-administrator EMAIL``: the first person of an empty house, who is in no roster yet."""

import click
from sqlalchemy import select

from observe import create_app
from observe.cli.invite import invite_and_tell
from observe.errors import EmailTaken, WhichMunicipality
from observe.extensions import db
from observe.models.accounts import cleaned_email
from observe.models.people import Appointment, Person
from observe.models.schools import Municipality
from observe.web.loaders import writing


@click.command()
@click.argument("email")
@click.option("--given-name", prompt=True)
@click.option("--family-name", prompt=True)
@click.option("--municipality", default="", help="Its name; it is made if there is none yet.")
@click.option("--language", type=click.Choice(["da", "en"]), default="da", show_default=True)
def command(email: str, given_name: str, family_name: str, municipality: str, language: str) -> None:
    """Make an administrator with this EMAIL, and a link by which they set a password."""
    app = create_app()
    with app.app_context():
        writing()
        home = _municipality(municipality)
        if db.session.scalar(select(Person.id).where(Person.email == cleaned_email(email))):
            raise EmailTaken(email=email)
        names = {"given_name": given_name, "family_name": family_name, "language": language}
        person = Person(municipality_id=home.id, email=cleaned_email(email), **names)
        db.session.add(person)
        db.session.flush()
        db.session.add(_post(home, person))
        invite_and_tell(app.extensions["observe_settings"], person)


def _municipality(name: str) -> Municipality:
    """The one of this name, or the only one; a new one for a name in an empty house."""
    there = db.session.scalars(select(Municipality).order_by(Municipality.name)).all()
    named = [one for one in there if one.name == name] if name else there
    if len(named) == 1:
        return named[0]
    if there or not name:
        raise WhichMunicipality(names=", ".join(one.name for one in there) or "NAME")
    made = Municipality(name=name, settings={})
    db.session.add(made)
    db.session.flush()
    return made


def _post(home: Municipality, person: Person) -> Appointment:
    """Not from the roster: no import may end it."""
    return Appointment(municipality_id=home.id, person_id=person.id, role="administration", is_from_roster=False)
