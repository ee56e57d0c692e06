"""Releases under attack through their doors: a stranger, a colleague leader and a teacher collect, add and subtract."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from observe import clock
from observe.cli.refresh import refresh
from observe.models.observations import Observation
from observe.models.people import Appointment, Person
from observe.models.releases import Release, ReleaseOpening
from observe.models.rollups import DirtyMark, MunicipalRollup, Rollup
from observe.models.schools import Term
from tests import factories as make
from tests.attackers import ALL, Lesson, Loot, cells_with, collect, marks_of, pinned, rows_of, ways_of_counting
from tests.cast import Cast
from tests.releases_across import CODES as EVERY_CODE
from tests.releases_across import add_release, cell
from tests.visitor import Visitor
from tests.web.school_year import add_term, at, make_school_year, today

CODES = ("voices", "thinktime", "ontask")
INDICATORS = {"participation": CODES} | {code: (code,) for code in CODES}
MIN_TEACHERS, MIN_OBSERVERS = 3, 2
TEACHERS = ("a", "b", "c", "d", "e", "tom")
READERS = ("tara", "lena", "tom", "ana")
"""Tara was never visited and is a stranger to the lessons, as is Ana, who reads from outside; Lena observed some, and
Tom was visited."""
OUTSIDE = ("ana",)
# One of those inside and one from outside: these also read the PDF, and what they had before somebody left.
PATIENT = ("lena", "ana")
AUDIENCES = ("staff", "administration")
LESSONS = st.lists(
    st.builds(
        Lesson,
        teacher=st.sampled_from(TEACHERS),
        observer=st.sampled_from(["olga", "lena"]),
        subject=st.sampled_from(["danish", "music"]),
        grade_level=st.sampled_from([None, 2, 5]),
        levels=st.tuples(*[st.sampled_from([0, 2, 3, 255])] * len(CODES)),
    ),
    min_size=4,
    max_size=16,
)


def term_of(teachers: str, subject: str = "danish", grade: int | None = 5, observers=("olga", "lena")) -> list[Lesson]:
    names = [{"t": "tom"}.get(each, each) for each in teachers]
    return [Lesson(name, observers[at % len(observers)], subject, grade, (2, 3, 3)) for at, name in enumerate(names)]


# Whoever is one of three is told of two.
THREE = term_of("abt")
# What the one lesson in music says follows from the whole and the rest.
ONE_APART = [*term_of("abcdet" * 2), *term_of("a", "music", 2)]
# The whole less the stage of four is the stage of two.
STAGES = [*term_of("abcd" * 2, grade=2), *term_of("et" * 2)]
# In the second term a teacher has left; the others are the same.
LEFT = term_of("abcde" * 2)
# Danish was seen by one leader, music by the other; or music by one alone, and Danish by both.
EYES = [*term_of("abcde", observers=("olga",)), *term_of("abcde", "music", observers=("lena",))]
ONE_LEADER = term_of("abcdet" * 2, observers=("olga",))
ONE_EYE = [*term_of("abcde" * 2), *term_of("bcdet", "music", observers=("lena",))]


class School(NamedTuple):
    cast: Cast
    terms: dict[str, Term]
    people: dict[str, Person]


@pytest.fixture
def school(store, cast) -> School:
    """Two terms that are over, a half year across both, and a municipality with small limits."""
    year = make_school_year(store, cast)
    cast.municipality.settings = {"min_teachers": MIN_TEACHERS, "max_share_of_one": 1.0}
    winter = add_term(store, cast, "Winter", 500, 301)
    half = add_term(store, cast, "Half year", 400, 200, kind="semester")
    store.commit()
    people = dict(zip("abcde", year.teachers, strict=False)) | {name: cast.person(name) for name in (*READERS, "olga")}
    return School(cast, {"Winter": winter, "Spring": year.spring, "Half year": half}, people)


def emptied(store, school) -> None:
    for table in (ReleaseOpening, Release, MunicipalRollup, Rollup, DirtyMark, Observation):
        store.execute(delete(table))
    store.execute(update(Appointment).where(Appointment.person_id == school.people["a"].id).values(ends_on=None))
    store.commit()


def visited(store, school, last_days_ago: int, lessons: list[Lesson]) -> dict[int, Lesson]:
    """The lessons took place, a day apart; each is named by its day."""
    for number, lesson in enumerate(lessons):
        levels = dict(zip(CODES, lesson.levels, strict=True))
        ratings = {
            code: {"level": "not_observed" if level == 255 else level} for code, level in levels.items() if level
        }
        moment, people = at(last_days_ago + number), school.people
        given = {"ratings": ratings, "subject": lesson.subject, "grade_level": lesson.grade_level}
        who = (people[lesson.observer], people[lesson.teacher], school.cast.sofiendal)
        make.make_observation(store, *who, at=moment, shared_at=moment, **given)
    store.commit()
    return {last_days_ago + number: lesson for number, lesson in enumerate(lessons)}


def released(app, store, school, title: str) -> Release | None:
    """By Pia, and opened to everybody; None where the limits or an overlap refuse it."""
    pia, there = Visitor(app, school.cast.pia), set(store.scalars(select(Release.id)))
    given = {
        "school": school.cast.sofiendal.id,
        "term": school.terms[title].id,
        "rubric": school.cast.rubric.content_hash,
    }
    assert pia.submit("/releases/", **given).status_code in (303, 404, 409)
    store.rollback()
    made = store.scalars(select(Release).where(Release.id.not_in(there))).first()
    for audience in AUDIENCES if made else ():
        assert pia.submit(f"/releases/{made.id}/openings/{audience}").status_code == 303
    store.rollback()
    return made


def leave(store, school) -> None:
    """Teacher "a" is no longer at the school, and what was written of them is withdrawn."""
    gone = school.people["a"].id
    store.execute(update(Appointment).where(Appointment.person_id == gone).values(ends_on=today() - timedelta(days=1)))
    store.execute(update(Observation).where(Observation.teacher_id == gone).values(is_withdrawn=True))
    store.commit()


def staying(lessons: dict[int, Lesson]) -> dict[int, Lesson]:
    return {number: lesson for number, lesson in lessons.items() if lesson.teacher != "a"}


@example(winter=THREE, spring=ONE_APART)
@example(winter=STAGES, spring=LEFT)
@example(winter=EYES, spring=ONE_EYE)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(winter=LESSONS, spring=LESSONS)
def test_over_two_terms_nobody_pins_fewer_persons_than_the_limits(sqlite_app, store, school, winter, spring):
    emptied(store, school)
    first, second = visited(store, school, 310, winter), visited(store, school, 210, spring)
    made = [(released(sqlite_app, store, school, "Winter"), first)]
    early = {name: loots(sqlite_app, school, name, made) for name in PATIENT}
    leave(store, school)
    made.append((released(sqlite_app, store, school, "Spring"), staying(second)))
    # Its days are those of both: the difference of the three would be a few visits.
    made.append((released(sqlite_app, store, school, "Half year"), staying(first) | staying(second)))
    for name in READERS:
        late = loots(sqlite_app, school, name, made, has_paper=name in PATIENT)
        assert late[: len(early.get(name, ()))] == early.get(name, [])
        for loot, lessons in late:
            assert_truthful(loot, lessons)
        for is_counted in ways_of_counting():
            known = [one for loot, lessons in late for one in equations(loot, lessons, is_counted)]
            assert pinned(known, name, 0, MIN_TEACHERS - 1) is None
            if name in OUTSIDE:
                assert pinned(known, None, 1, MIN_OBSERVERS - 1) is None


def loots(app, school, name: str, made, has_paper: bool = False) -> list[tuple[Loot, dict[int, Lesson]]]:
    """Of every release that was made, with the lessons it counts."""
    reader = Visitor(app, school.people[name])
    return [(collect(reader, f"/releases/{release.id}", has_paper), lessons) for release, lessons in made if release]


def equations(loot: Loot, lessons: dict[int, Lesson], is_counted) -> list[set]:
    """Each number as the set of marks that it counts."""
    return marks_of(sorted(loot.given & cells_with(lessons, INDICATORS)), lessons, INDICATORS, is_counted)


def assert_truthful(loot: Loot, lessons: dict[int, Lesson]) -> None:
    """The numbers are those of the visits: else the attackers would be trying a system that is not there."""
    for place in loot.counts.keys() & cells_with(lessons, INDICATORS):
        levels = (1, 2, 3, 4, 255)
        counted = [marks_of([place], lessons, INDICATORS, lambda level, one=one: level == one)[0] for one in levels]
        assert loot.counts[place] == tuple(map(len, counted))


@pytest.fixture
def others(store, school):
    """Three more schools that opened every figure of the winter to the administration, and what each says."""

    def others() -> tuple[int, ...]:
        counts = (3, 9, 20, 8)
        for number in range(3):
            place = make.make_school(store, school.cast.municipality, f"Skole {clock.now():%M%S%f} {number}")
            cells = [cell(code, counts) for code in EVERY_CODE]
            add_release(store, place, school.terms["Winter"], school.cast.pia, cells, clock.now())
        store.commit()
        return tuple(3 * count for count in counts)

    return others


@example(winter=ONE_LEADER)
@example(winter=ONE_EYE)
@example(winter=ONE_APART)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(winter=LESSONS)
def test_from_the_sum_over_schools_the_administration_learns_of_no_cell_that_is_withheld(
    sqlite_app, store, school, others, winter
):
    """It knows every other school's figures, and takes them away."""
    emptied(store, school)
    lessons, known = visited(store, school, 310, winter), others()
    made = [(released(sqlite_app, store, school, "Winter"), lessons)]
    refresh(store, clock.now())
    summed = sum_over_schools(sqlite_app, school)
    leave(store, school)
    refresh(store, clock.now())
    assert sum_over_schools(sqlite_app, school) == summed
    own = {(ALL, code) for code, (n_schools, counts) in summed.items() if n_schools > 3 or counts != known}
    ((loot, _),) = loots(sqlite_app, school, "ana", made) or [(Loot(frozenset(), {}), lessons)]
    told = Loot(loot.given | own, loot.counts)
    assert_truthful(told, lessons)
    for is_counted in ways_of_counting():
        numbers = equations(told, lessons, is_counted)
        assert pinned(numbers, "ana", 0, MIN_TEACHERS - 1) is None
        assert pinned(numbers, "ana", 1, MIN_OBSERVERS - 1) is None


def sum_over_schools(app, school) -> dict[str, tuple[int, tuple[int, ...]]]:
    """{indicator: (schools, ratings per level)} as the file of the administration has them."""
    path = f"/administration/patterns/figures.csv?term={school.terms['Winter'].id}"
    rows = rows_of(Visitor(app, school.people["ana"]).get(path).data)
    return {
        row["code"]: (int(row["n_schools"]), tuple(int(row[f"n_level_{level}"]) for level in (1, 2, 3, 4)))
        for row in rows
        if row["n_schools"]
    }
