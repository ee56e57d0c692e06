"""The pages of calibration: the week's case and one's own eye, one case, and its answer."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from observe import clock
from observe.extensions import db
from observe.models.calibration import CaseAnswer, keep_answer
from observe.models.retention import school_year_on
from observe.policy.viewer import Viewer
from observe.web.calibration.bank import Bank, Case, bank_of
from observe.web.calibration.form import Choice, choices_of, ratings_of
from observe.web.calibration.room import blueprint, calibrating_viewer
from observe.web.calibration.standing import answered, standing_of, together_at
from observe.web.calibration.words import INDICATORS_NAMED, group_words, own_words
from observe.web.leadership.choices import school_to_see
from observe.web.loaders import writing
from observe.web.render import page


@blueprint.get("/")
def front() -> Response:
    """Leaders: this week's case, their own eye (nobody else sees it), and the school's agreement. 403 for others."""
    viewer = calibrating_viewer()
    bank = bank_of(db.session, viewer.municipality_id)
    if bank is None:
        return page("calibration/none.html")
    school, schools = school_to_see(db.session, viewer, request.args.get("school"))
    standing, group = standing_of(db.session, viewer, bank), together_at(db.session, viewer, school.id, bank)
    return page(
        "calibration/page.html", bank=bank, week=bank.of_week(viewer.today), today=viewer.today, school=school,
        schools=schools, answered=answered(db.session, viewer, bank), standing=standing, said=own_words(standing),
        group=group, group_said=group_words(group) if group else "", apart=_titles_apart(bank, group),
    )  # fmt: skip


@blueprint.get("/<code>")
def case(code: str) -> Response:
    """Leaders: a case to rate; once answered, beside the reference. 404 for a code that no case has."""
    viewer = calibrating_viewer()
    bank, found = _case(viewer, code)
    answer = answered(db.session, viewer, bank).get(code)
    return _case_page(bank, found, choices_of(bank, found), answer)


@blueprint.post("/<code>")
def answer(code: str) -> Response:
    """Leaders, with ``rating-CODE`` for each indicator. The first answer stands; 422 where one is missing."""
    writing()
    viewer = calibrating_viewer()
    bank, found = _case(viewer, code)
    choices = choices_of(bank, found, request.form)
    if any(choice.is_missing for choice in choices):
        return _case_page(bank, found, choices, None, status=422)
    named = CaseAnswer(
        municipality_id=viewer.municipality_id, person_id=viewer.person_id, rubric_hash=bank.rubric_hash,
        case_code=code, school_year=school_year_on(viewer.today),
    )  # fmt: skip
    _kept, is_new = keep_answer(db.session, named, ratings_of(choices), clock.now())
    db.session.commit()
    saved, stands = _("Your answer is saved. Only you can see it."), _("You had answered already: that one stands.")
    flash(saved if is_new else stands)
    return redirect(url_for("calibration.case", code=code), 303)


def _case(viewer: Viewer, code: str) -> tuple[Bank, Case]:
    bank = bank_of(db.session, viewer.municipality_id) or Bank("", {}, ())
    return bank, bank.case(code)


def _case_page(
    bank: Bank, found: Case, choices: list[Choice], answer: CaseAnswer | None, status: int = 200
) -> Response:
    template = "calibration/answered.html" if answer else "calibration/case.html"
    missing = [choice.indicator for choice in choices if choice.is_missing]
    return page(template, status=status, bank=bank, case=found, choices=choices, answer=answer, missing=missing)


def _titles_apart(bank: Bank, group) -> list[dict[str, str]]:
    """Titles of the indicators that the group is farthest apart on."""
    return [bank.indicators[code]["title"] for code, _distance in (group.apart if group else ())[:INDICATORS_NAMED]]
