"""Whose answers to cases anybody sees: one's own, and figures of three leaders or more."""

import pytest
from sqlalchemy.orm import Session

from observe.models.calibration import CaseAnswer, keep_answer
from observe.policy.calibration import answers_of_the_school, may_calibrate, own_answers
from observe.policy.viewer import Viewer, load_viewer
from tests import factories as make
from tests.cast import NAMES, Cast

YEAR = 2027


@pytest.fixture
def answers(store: Session, cast: Cast) -> dict[str, CaseAnswer]:
    """Everybody who observes has rated the first case."""
    return {name: answer(store, cast, name)[0] for name in ("olga", "pia", "lena", "liam")}


def answer(store: Session, cast: Cast, name: str, level: int = 2) -> tuple[CaseAnswer, bool]:
    person = cast.person(name)
    named = CaseAnswer(
        municipality_id=person.municipality_id, person_id=person.id, rubric_hash=cast.rubric.content_hash,
        case_code="fractions", school_year=YEAR,
    )  # fmt: skip
    return keep_answer(store, named, {"explain": level}, make.LESSON_AT)


def viewer(store: Session, cast: Cast, name: str) -> Viewer:
    return load_viewer(store, cast.person(name).id, make.LESSON_AT.date())


@pytest.mark.parametrize("name", NAMES)
def test_leaders_calibrate_and_nobody_else(store, cast, name):
    assert may_calibrate(viewer(store, cast, name)) == (name in ("olga", "pia", "lena", "liam"))


@pytest.mark.parametrize("name", NAMES)
def test_everybody_reads_their_own_answers_alone(store, cast, answers, name):
    found = store.scalars(own_answers(viewer(store, cast, name))).all()
    assert found == ([answers[name]] if name in answers else [])


@pytest.mark.parametrize("name", NAMES)
def test_figures_of_a_school_rest_on_its_leaders_and_are_for_them(store, cast, answers, name):
    rule = answers_of_the_school(viewer(store, cast, name), cast.sofiendal.id, YEAR)
    expected = {answers[one].id for one in ("olga", "pia", "lena")} if name in ("olga", "pia", "lena") else set()
    assert {row.id for row in store.scalars(rule)} == expected


def test_the_first_answer_stands(store, cast):
    first, is_new = answer(store, cast, "olga", level=2)
    again, is_new_again = answer(store, cast, "olga", level=3)
    assert (is_new, is_new_again) == (True, False)
    assert (again.id, again.ratings) == (first.id, {"explain": 2})
