"""The leadership's room: time near teaching, coverage and patterns. Evidence is read in ``evidence`` alone."""

from functools import partial

from flask import Blueprint, redirect, request, url_for
from flask_babel import get_locale
from werkzeug import Response

from observe import clock
from observe.errors import LeadersOnly
from observe.extensions import db
from observe.policy.patterns import may_read_coverage, views_of
from observe.policy.releases import may_release
from observe.web.leadership.choices import Asked, school_to_see
from observe.web.leadership.evidence import EvidenceDesk
from observe.web.leadership.indicator import IndicatorDesk
from observe.web.leadership.other_kinds import other_kinds_of
from observe.web.leadership.overview import overview_of
from observe.web.leadership.paired import latest_halves
from observe.web.leadership.patterns import PatternsDesk
from observe.web.leadership.planner import CHOICES, number_asked, plan_of
from observe.web.leadership.released import entries_of
from observe.web.loaders import current_viewer
from observe.web.readers import note_readings
from observe.web.render import page

blueprint = Blueprint("leadership", __name__, url_prefix="/leadership")


@blueprint.get("/")
def overview() -> Response:
    """Leaders of the school (?school=): who was visited when. A mentor is led to the releases."""
    viewer = current_viewer()
    school, schools = school_to_see(db.session, viewer, request.args.get("school"))
    if not may_read_coverage(viewer, school.id):
        return redirect(url_for("leadership.releases", school=school.id))
    shown = overview_of(db.session, viewer, school, clock.now(), get_locale().language)
    halves = latest_halves(db.session, viewer, school.id)
    return page("leadership/overview.html", shown=shown, schools=schools, today=viewer.today, halves=halves)


@blueprint.get("/planner")
def planner() -> Response:
    """Leaders of the school: the next visits (?n=), from who was visited when and by whom; no rating is asked for."""
    viewer = current_viewer()
    school, schools = school_to_see(db.session, viewer, request.args.get("school"))
    if not may_read_coverage(viewer, school.id):
        raise LeadersOnly
    n = number_asked(request.args.get("n"))
    plan = plan_of(db.session, viewer, school, n, clock.now(), get_locale().language)
    return page("leadership/planner.html", plan=plan, schools=schools, choices=CHOICES)


@blueprint.get("/patterns")
def patterns() -> Response:
    """Leaders of the school: figures by ``policy.patterns``; htmx gets #patterns alone. A mentor as above."""
    viewer = current_viewer()
    asked = Asked.read(request.args)
    school, schools = school_to_see(db.session, viewer, asked.school)
    if not views_of(viewer, school.id):
        return redirect(url_for("leadership.releases", school=school.id))
    desk = PatternsDesk(db.session, viewer, school, asked, clock.now(), get_locale().language)
    shown = {"sheet": desk.sheet(schools), "today": viewer.today}
    return page("leadership/patterns.html", {"patterns": "leadership/_patterns.html"}, **shown)


@blueprint.get("/other")
def other_kinds() -> Response:
    """Leaders of the school (?school=, ?term=): walkthroughs, and what pupils answered. A mentor as above."""
    viewer = current_viewer()
    school, _schools = school_to_see(db.session, viewer, request.args.get("school"))
    if not may_read_coverage(viewer, school.id):
        return redirect(url_for("leadership.releases", school=school.id))
    address = partial(url_for, "leadership.other_kinds", school=school.id)
    language, wanted = get_locale().language, request.args.get("term")
    shown = other_kinds_of(db.session, viewer, school, wanted, language, lambda term: address(term=term))
    return page("leadership/other_kinds.html", shown=shown, today=viewer.today)


@blueprint.get("/patterns/<code>")
def indicator(code: str) -> Response:
    """One domain or indicator of the rubric by itself; NotFound for a code of no version.

    As the patterns, and back to them where nothing was rated: they say so, and no version has words to show.
    """
    viewer = current_viewer()
    asked = Asked.read(request.args, code)
    school, schools = school_to_see(db.session, viewer, asked.school)
    if not views_of(viewer, school.id):
        return redirect(url_for("leadership.releases", school=school.id))
    desk = IndicatorDesk(db.session, viewer, school, asked, clock.now(), get_locale().language)
    shown = desk.drilled(schools)
    if shown is None:
        return redirect(url_for("leadership.patterns", school=school.id, view=asked.view))
    return page("leadership/indicator.html", {"patterns": "leadership/_indicator.html"}, shown=shown)


@blueprint.get("/patterns/<code>/evidence")
def evidence(code: str) -> Response:
    """Who may read the observations of a view reads their notes with this tag here; each is noted as opened."""
    viewer = current_viewer()
    asked = Asked.read(request.args, code)
    school, schools = school_to_see(db.session, viewer, asked.school)
    if not views_of(viewer, school.id):
        raise LeadersOnly
    now = clock.now()
    desk = EvidenceDesk(db.session, viewer, school, asked, now, get_locale().language)
    shown = desk.evidence(schools, request.args.get("before"))
    note_readings(viewer, [(visit.author_id, visit.rid) for visit in shown.visits], now)
    return page("leadership/evidence.html", shown=shown)


@blueprint.get("/releases")
def releases() -> Response:
    """Leaders and mentors of the school (?school=): its terms, and which of them are released to the viewer."""
    viewer = current_viewer()
    school, schools = school_to_see(db.session, viewer, request.args.get("school"))
    entries = entries_of(db.session, viewer, school)
    may = {"is_principal": may_release(viewer, school), "is_leader": may_read_coverage(viewer, school.id)}
    return page("releases/list.html", school=school, schools=schools, entries=entries, **may)
