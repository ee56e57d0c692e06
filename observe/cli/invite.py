"""``observe invite EMAIL``: a link by which one person sets a password."""

import click
from flask_babel import gettext as _
from sqlalchemy import select

from observe import clock, create_app
from observe.config import Settings
from observe.errors import EmailOfSeveral, UnknownEmail
from observe.exchange.mail import compose, send
from observe.extensions import db
from observe.models.accounts import INVITATION_LASTS, cleaned_email, invite
from observe.models.people import Person
from observe.web.loaders import writing


@click.command()
@click.argument("email")
def command(email: str) -> None:
    """Make a link by which the person with this EMAIL sets a password; mail it where SMTP is set."""
    app = create_app()
    with app.app_context():
        writing()
        person = _person(email)
        invite_and_tell(app.extensions["observe_settings"], person)


def invite_and_tell(settings: Settings, person: Person) -> None:
    """Commits the invitation, prints its link, and mails it if there is a mail server."""
    token = invite(db.session, person.id, clock.now())
    db.session.commit()
    link = f"{settings.base_url}/invitation/{token}"
    click.echo(f"{person.name} can set a password within {INVITATION_LASTS.days} days, once, at\n{link}")
    if settings.smtp_host and person.email:
        send(settings, compose(settings, person, lambda: _words(person, link)))
        click.echo(f"The link was mailed to {person.email}.")


def _person(email: str) -> Person:
    found = db.session.scalars(select(Person).where(Person.email == cleaned_email(email))).all()
    if not found:
        raise UnknownEmail(email=email)
    if len(found) > 1:
        raise EmailOfSeveral(email=email)
    return found[0]


def _words(person: Person, link: str) -> tuple[str, str]:
    lines = (
        _("Hello %(name)s,", name=person.given_name),
        _("You can now use Observe. Choose a password here:"),
        link,
        _("The link works once, and for %(n)s days.", n=INVITATION_LASTS.days),
        "Observe",
    )
    return _("Your way into Observe"), "\n\n".join(lines) + "\n"
