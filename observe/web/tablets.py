"""The tablets one writes on: what they are called, when they were last heard of, and taking one out of use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug import Response

from observe import clock
from observe.errors import NotFound
from observe.extensions import db
from observe.models import devices
from observe.models.numbers import gaps_of
from observe.models.people import Enrolment, Person
from observe.policy.devices import changeable_enrolments, own_enrolments
from observe.policy.viewer import Viewer
from observe.web.loaders import current_viewer, writing
from observe.web.login.cookie import open_login
from observe.web.render import page

blueprint = Blueprint("tablets", __name__, url_prefix="/tablets")


@dataclass(frozen=True)
class Tablet:
    """A person on a tablet."""

    enrolment: Enrolment
    person_name: str
    is_own: bool
    n_people: int
    """How many have signed in on it, this person among them."""
    missing: Sequence[range] = ()
    """Runs of numbers of what the viewer made on it that never came; of one's own alone."""

    @property
    def missing_numbers(self) -> str:
        """As one reads them: 3, 5–7."""
        return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in self.missing)


@blueprint.get("/")
def own() -> Response:
    """Anybody signed in: the tablets on which they have opened the notebook."""
    viewer = current_viewer()
    return page("tablets/page.html", tablets=tablets_of(db.session, viewer, own_enrolments(viewer)))


@blueprint.get("/<uuid:enrolment_id>")
def one(enrolment_id: UUID) -> Response:
    """Whose it is and the administration: what can be done with it. 404 for anybody else."""
    viewer = current_viewer()
    enrolment = _to_change(viewer, enrolment_id)
    here = changeable_enrolments(viewer).where(Enrolment.id == enrolment.id)
    return page("tablets/one.html", tablet=tablets_of(db.session, viewer, here)[0])


@blueprint.post("/<uuid:enrolment_id>/name")
def name(enrolment_id: UUID) -> Response:
    """The same people, with ``name``."""
    writing()
    enrolment = _to_change(current_viewer(), enrolment_id)
    devices.rename(db.session, enrolment, request.form.get("name", ""))
    db.session.commit()
    flash(_("The tablet has its name."))
    return _back(enrolment_id)


@blueprint.post("/<uuid:enrolment_id>/retirement")
def retire(enrolment_id: UUID) -> Response:
    """The same people: what comes from this person on this tablet from now on is set aside."""
    writing()
    viewer = current_viewer()
    here = changeable_enrolments(viewer).where(Enrolment.id == _to_change(viewer, enrolment_id).id)
    devices.retire(db.session, here, viewer.person_id, clock.now())
    db.session.commit()
    flash(_("The tablet is out of use. What it still brings is kept, and set aside."))
    return _back(enrolment_id)


@blueprint.post("/<uuid:enrolment_id>/theft")
def report(enrolment_id: UUID) -> Response:
    """The same people: nothing is taken from the tablet any more, and everybody on it is signed out everywhere."""
    writing()
    viewer = current_viewer()
    enrolment = _to_change(viewer, enrolment_id)
    at, home = clock.now(), viewer.municipality_id
    people = devices.report_stolen(db.session, home, enrolment.device_id, viewer.person_id, at)
    db.session.commit()
    if viewer.person_id in people:
        # Who reports stays signed in here: every other login of theirs has ended.
        open_login(db.session.get_one(Person, viewer.person_id))
    flash(_("The tablet is reported stolen. It brings nothing any more, and everybody on it is signed out everywhere."))
    return _back(enrolment_id)


def tablets_of(session: Session, viewer: Viewer, rule: Select[tuple[Enrolment]]) -> list[Tablet]:
    """The tablets of this rule, those heard of last first. Six queries."""
    rows = session.scalars(rule.order_by(Enrolment.seen_at.desc())).all()
    ids = {row.device_id for row in rows}
    together = session.execute(
        select(Enrolment.device_id, Enrolment.person_id).where(
            Enrolment.municipality_id == viewer.municipality_id, Enrolment.device_id.in_(ids)
        )
    ).all()
    people = session.scalars(select(Person).where(Person.id.in_({row.person_id for row in rows})))
    names = {person.id: person.name for person in people}
    on_device = [device_id for device_id, _person in together]
    own = {row.device_id for row in rows if row.person_id == viewer.person_id}
    gaps = gaps_of(session.connection(), viewer.municipality_id, viewer.person_id, own, clock.now())
    tablets = [
        Tablet(row, names[row.person_id], row.person_id == viewer.person_id, on_device.count(row.device_id))
        for row in rows
    ]
    return [replace(one, missing=gaps.get(one.enrolment.device_id, ())) if one.is_own else one for one in tablets]


def _to_change(viewer: Viewer, enrolment_id: UUID) -> Enrolment:
    enrolment = db.session.scalars(changeable_enrolments(viewer).where(Enrolment.id == enrolment_id)).first()
    if enrolment is None:
        raise NotFound
    return enrolment


def _back(enrolment_id: UUID) -> Response:
    return redirect(url_for("tablets.one", enrolment_id=enrolment_id), 303)
