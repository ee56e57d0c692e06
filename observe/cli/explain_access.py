"""``observe explain-access PERSON THING``: what somebody may do with a thing today, and the rule that decided."""

from collections.abc import Callable, Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from observe import clock
from observe.cli.import_roster import opened_home
from observe.errors.releases import NoSuchPerson, NoSuchThing
from observe.extensions import db
from observe.models.accounts import cleaned_email
from observe.models.observations import Observation
from observe.models.people import Person
from observe.models.releases import Release, openings_of
from observe.models.schools import Municipality, School
from observe.policy.observations import feedback_observations, known_observations, may_answer, may_read
from observe.policy.patterns import may_read_coverage, views_of
from observe.policy.releases import may_know_of, may_read_release, may_release, reads_beyond, visible_releases
from observe.policy.viewer import Viewer, load_viewer

Answer = tuple[str, bool | str]
"""(the rule as module and function, what it says)"""


@click.command()
@click.argument("person")
@click.argument("thing", type=click.UUID)
def command(person: str, thing: UUID) -> None:
    """What PERSON (an e-mail or an id) may do with THING: the id of an observation, a release or a school.

    A line for each rule that was asked. Of a release also which rules withhold figures from them, and how many.
    """
    with opened_home():
        found = _person(db.session, person)
        home = db.session.get(Municipality, found.municipality_id)
        viewer = load_viewer(db.session, found.id, clock.now().astimezone(ZoneInfo(home.tz)).date())
        posts = ", ".join(sorted({post.role for post in viewer.posts})) or "no appointment"
        click.echo(f"{viewer.name} ({posts}) on {viewer.today}")
        for rule, said in _answers(db.session, viewer, thing):
            click.echo(f"  {rule}: {_worded(said)}")


def _worded(said: bool | str) -> str:
    return said if isinstance(said, str) else "yes" if said else "no"


def _person(session: Session, named: str) -> Person:
    rows = select(Person).where(or_(Person.email == cleaned_email(named), Person.id == _id_or_none(named)))
    found = session.scalars(rows).all()
    if len(found) != 1:
        raise NoSuchPerson(n=len(found), person=named)
    return found[0]


def _id_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _answers(session: Session, viewer: Viewer, thing: UUID) -> list[Answer]:
    """All that the rules say about it; an id that several things have is answered for each."""
    observations = session.scalars(select(Observation).filter_by(rid=thing)).all()
    things = [*observations, session.get(Release, thing), session.get(School, thing)]
    said = [
        answer
        for each in things
        if each is not None and each.municipality_id == viewer.municipality_id
        for answer in RULES[type(each)](session, viewer, each)
    ]
    if not said:
        raise NoSuchThing(thing=thing)
    return said


def _of_observation(session: Session, viewer: Viewer, observation: Observation) -> Iterator[Answer]:
    now, rid = clock.now(), observation.rid
    known = session.scalars(known_observations(viewer).where(Observation.rid == rid)).first()
    feedback = session.scalars(feedback_observations(viewer, now).where(Observation.rid == rid)).first()
    yield "policy.observations.visible_observations (read its text)", may_read(session, viewer, observation, now)
    yield "policy.observations.known_observations (know that it took place)", known is not None
    yield "policy.observations.feedback_observations (it is feedback on their own lesson)", feedback is not None
    yield "policy.observations.may_answer (acknowledge and respond)", may_answer(session, viewer, observation, now)


def _of_release(session: Session, viewer: Viewer, release: Release) -> Iterator[Answer]:
    school, is_beyond = session.get(School, release.school_id), reads_beyond(viewer, release.school_id)
    opened = ", ".join(openings_of(session, release.id)) or "nobody"
    yield "models.releases.openings_of (to whom it is open)", opened
    yield "policy.releases.visible_releases (read it)", may_read_release(session, viewer, release)
    yield "policy.releases.may_know_of (a refusal says that it exists)", may_know_of(viewer, release)
    yield "policy.releases.reads_beyond (the limits outside of the school hold too)", is_beyond
    yield "policy.releases.may_release (open it further)", may_release(viewer, school)
    if may_read_release(session, viewer, release):
        rules = [cell["withheld"] or (cell["beyond"] if is_beyond else None) for cell in release.cells]
        for code in sorted({rule["code"] for rule in rules if rule}):
            n = sum(rule is not None and rule["code"] == code for rule in rules)
            yield f"aggregates.privacy, rule {code}", f"withholds {n} of {len(rules)} figures"


def _of_school(session: Session, viewer: Viewer, school: School) -> Iterator[Answer]:
    released = session.scalars(visible_releases(viewer).where(Release.school_id == school.id)).all()
    yield "policy.patterns.views_of (live patterns)", ", ".join(views_of(viewer, school.id)) or "no"
    yield "policy.patterns.may_read_coverage (who was visited when)", may_read_coverage(viewer, school.id)
    yield "policy.releases.visible_releases (releases they read)", str(len(released))
    yield "policy.releases.may_release (release its figures)", may_release(viewer, school)


RULES: dict[type, Callable[[Session, Viewer, object], Iterator[Answer]]] = {
    Observation: _of_observation,
    Release: _of_release,
    School: _of_school,
}
