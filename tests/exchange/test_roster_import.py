"""Bringing a roster in: what is new, what changed, who ends, on both databases; twice changes nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select, update

from observe.errors import OtherMunicipality
from observe.exchange.oneroster import read_roster
from observe.exchange.roster_import import difference_of, known_ids, write
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.people import Appointment, Person
from observe.models.schools import Municipality, School, Section, SectionTeacher
from tests.exchange import rosters

TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 24)


@pytest.fixture
def take(app, tmp_path):
    """``take(tables, at=..., mode=...)`` imports a set and returns the difference that was written."""
    numbers = iter(range(1_000_000))

    def take(made, at=TODAY, **how):
        folder = rosters.written(tmp_path / str(next(numbers)), made, **how)
        with db.engine.connect().execution_options(**WRITES) as connection, connection.begin():
            reading = read_roster(folder, known_ids(connection))
            assert reading.problems == ()
            difference = difference_of(connection, reading.roster, at)
            write(connection, difference)
        return difference

    with app.app_context():
        yield take


@pytest.fixture
def ask(take):
    """``ask(statement)``: rows of a new transaction."""

    def ask(statement) -> list[tuple]:
        with db.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(statement)]

    return ask


def posts():
    """Who holds what until when, by given name."""
    return (
        select(Person.given_name, Appointment.role, Appointment.starts_on, Appointment.ends_on)
        .join(Person, Person.id == Appointment.person_id)
        .order_by(Person.given_name, Appointment.starts_on)
    )


def without(made: rosters.Tables, *names: str) -> rosters.Tables:
    """The set without these people."""
    return {
        table: [row for row in rows if row.get("userSourcedId", row["sourcedId"]) not in names]
        for table, rows in made.items()
    }


def test_first_roster_makes_everything(take, ask):
    difference = take(rosters.tables())
    assert {change.verb for change in difference.changes} == {"new"}
    assert ask(select(Municipality.name)) == [("Nordsund Kommune",)]
    assert ask(select(School.name).order_by(School.name)) == [("Havne",), ("Sofiendal",)]
    assert ask(select(Section.title, Section.subject, Section.grade_level)) == [("4.b", "danish", 4)]
    assert [(name, role) for name, role, *_ in ask(posts())] == [
        ("Ana", "administration"),
        ("Liam", "principal"),
        ("Olga", "leader"),
        ("Pia", "principal"),
        ("Tara", "teacher"),
        ("Tom", "teacher"),
    ]


def test_same_roster_twice_changes_nothing(take):
    take(rosters.tables())
    assert take(rosters.tables()).changes == ()
    assert take(rosters.tables(), at=TODAY + timedelta(days=400)).changes == ()


def test_pupils_reach_no_table(take, ask):
    take(rosters.tables())
    assert ask(select(func.count()).where(Person.given_name.in_(("Emil", "Freja")))) == [(0,)]


def test_who_is_absent_ends_today_and_nobody_is_deleted(take, ask):
    take(rosters.tables())
    difference = take(without(rosters.tables(), "tara"))
    assert [(change.verb, change.table) for change in difference.changes] == [("ends", "appointment")]
    assert ("Tara", "teacher", None, ON) in ask(posts())
    assert take(without(rosters.tables(), "tara"), at=TODAY + timedelta(days=3)).changes == ()


def test_who_returns_begins_anew(take, ask):
    take(rosters.tables())
    take(without(rosters.tables(), "tara"))
    back = TODAY + timedelta(days=30)
    take(rosters.tables(), at=back)
    assert {row for row in ask(posts()) if row[0] == "Tara"} == {
        ("Tara", "teacher", None, ON),
        ("Tara", "teacher", back.date(), None),
    }
    assert take(rosters.tables(), at=back + timedelta(days=1)).changes == ()


def test_who_returns_on_the_same_day_never_left(take, ask):
    take(rosters.tables())
    take(without(rosters.tables(), "tara"))
    take(rosters.tables())
    assert [row for row in ask(posts()) if row[0] == "Tara"] == [("Tara", "teacher", None, None)]


def test_dates_of_a_role_are_kept(take, ask):
    made = rosters.tables()
    made["roles"][1].update(beginDate="2026-08-01", endDate="2027-08-01")
    take(made)
    assert ("Tom", "teacher", date(2026, 8, 1), date(2027, 7, 31)) in ask(posts())
    assert take(made, at=TODAY + timedelta(days=400)).changes == ()


def test_role_that_turns_out_never_to_have_ended_goes_on(take, ask):
    made = rosters.tables()
    made["roles"][1]["beginDate"] = "2026-08-01"
    take(made)
    take(without(made, "tom"))
    take(made, at=TODAY + timedelta(days=10))
    assert [row for row in ask(posts()) if row[0] == "Tom"] == [("Tom", "teacher", date(2026, 8, 1), None)]
    assert take(made, at=TODAY + timedelta(days=11)).changes == ()


def test_new_name_is_a_change_with_what_stood_before(take):
    take(rosters.tables())
    made = rosters.tables()
    made["users"][1]["familyName"] = "Holm"
    (change,) = take(made).changes
    assert (change.verb, change.name, change.before) == ("changed", "Tom Holm", {"family_name": "Nord"})


def test_school_that_vanishes_is_drastic(take):
    take(rosters.tables())
    made = without(rosters.tables(), "liam", "havne")
    difference = take(made)
    assert difference.is_drastic
    assert difference.n_schools_ending == 1


def test_more_than_a_tenth_that_ends_is_drastic(take):
    take(rosters.tables())
    assert take(without(rosters.tables(), "tara")).is_drastic
    assert not take(without(rosters.tables(), "tara")).is_drastic


def test_appointment_made_by_hand_is_not_ended(take, ask):
    take(rosters.tables())
    with db.engine.begin() as connection:
        tara = select(Person.id).where(Person.given_name == "Tara").scalar_subquery()
        connection.execute(update(Appointment).where(Appointment.person_id == tara).values(is_from_roster=False))
    assert take(without(rosters.tables(), "tara")).changes == ()


def test_first_administrator_is_recognised_by_the_email(take, ask):
    _make_administrator("ana@example.org")
    take(rosters.tables())
    assert ask(select(Person.source_id).where(Person.given_name == "Ana")) == [("ana",)]
    assert ask(select(func.count()).select_from(Municipality)) == [(1,)]


def test_roster_of_another_municipality_is_refused(take):
    take(rosters.tables())
    made = rosters.tables()
    made["orgs"][0]["sourcedId"] = "another"
    for row in (*made["orgs"], *made["courses"], *made["roles"]):
        row.update({column: "another" for column, value in row.items() if value == "kommune"})
    with pytest.raises(OtherMunicipality):
        take(made)


def test_delta_adds_changes_and_ends_only_what_it_names(take, ask):
    take(rosters.tables())
    gone = {"status": "tobedeleted"}
    changes = {
        "orgs": [],
        "users": [rosters.user("tara") | {"familyName": "Ny"}, rosters.user("lena")],
        "roles": [rosters.role("lena", "teacher", "havne"), rosters.role("tom", "teacher", "sofiendal") | gone],
        "enrollments": [rosters.enrolment("tom", "teacher") | gone, rosters.enrolment("tara", "teacher")],
    }
    difference = take(changes, mode="delta")
    assert {(change.verb, change.table, change.name) for change in difference.changes} == {
        ("changed", "person", "Tara Ny"),
        ("new", "person", "Lena Nord"),
        ("new", "appointment", "Lena Nord, teacher, Havne"),
        ("ends", "appointment", "Tom Nord, teacher, Sofiendal"),
        ("ends", "section_teacher", "Tom Nord, 4.b"),
        ("new", "section_teacher", "Tara Ny, 4.b"),
    }
    assert take(changes, mode="delta").changes == ()


def test_delta_of_one_dot_one_says_all_appointments_of_those_it_names(take, ask):
    take(rosters.tables_1_1(), version="1.1")
    moved = {"role": "teacher", "orgSourcedIds": "havne"}
    changes = {"users": [rosters.user("tara") | moved, rosters.user("tom") | moved | {"status": "tobedeleted"}]}
    difference = take(changes, version="1.1", mode="delta")
    assert {(change.verb, change.name) for change in difference.changes} == {
        ("new", "Tara Nord, teacher, Havne"),
        ("ends", "Tara Nord, teacher, Sofiendal"),
        ("ends", "Tom Nord, teacher, Sofiendal"),
    }


def test_delta_without_courses_leaves_the_subject_as_it_is(take, ask):
    take(rosters.tables())
    take({"classes": [rosters.section("4b", "De blå")]}, mode="delta")
    assert ask(select(Section.title, Section.subject, Section.grade_level)) == [("De blå", "danish", 4)]


def test_section_that_is_absent_ends_and_may_return(take, ask):
    take(rosters.tables())
    made = rosters.tables()
    made["classes"], made["enrollments"] = [rosters.section("5b", "5.b")], [rosters.enrolment("tom", "teacher", "5b")]
    take(made)
    assert set(ask(select(Section.title, Section.ended_on))) == {("4.b", ON), ("5.b", None)}
    take(rosters.tables())
    assert set(ask(select(Section.title, Section.ended_on))) == {("4.b", None), ("5.b", ON)}
    assert ask(select(func.count()).select_from(SectionTeacher)) == [(2,)]


names = st.sampled_from([*rosters.STAFF, "lena", "mona", "åse"])
said = st.sampled_from(["teacher", "principal", "siteAdministrator", "districtAdministrator", "student", "parent"])
days = st.none() | st.dates(date(2026, 8, 1), date(2027, 7, 31)).map(date.isoformat)


@st.composite
def any_tables(draw) -> rosters.Tables:
    """A whole set in which anybody may hold any roles at any school for any time, and teach."""
    made = rosters.tables()
    held = draw(st.sets(st.tuples(names, said, st.sampled_from(["sofiendal", "havne"])), max_size=12))
    people = sorted({name for name, *_ in held})
    made["users"] = [rosters.user(name) | {"enabledUser": draw(st.sampled_from(["true", "false"]))} for name in people]
    made["roles"] = [
        rosters.role(*role) | {"beginDate": draw(days) or "", "endDate": draw(days) or ""} for role in sorted(held)
    ]
    teaching = draw(st.sets(st.sampled_from(people))) if people else ()
    made["enrollments"] = [rosters.enrolment(name, "teacher") for name in sorted(teaching)]
    return made


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=any_tables(), pause=st.integers(0, 200))
def test_whatever_came_before_importing_twice_changes_nothing(take, moments, made, pause):
    # The examples share one database: each comes on top of what the ones before it left, some time later.
    moments.append(moments[-1] + timedelta(days=pause))
    take(made, at=moments[-1])
    assert take(made, at=moments[-1]).changes == ()


@pytest.fixture
def moments() -> list[datetime]:
    return [TODAY]


def _make_administrator(email: str) -> None:
    with db.engine.begin() as connection:
        home = _insert(connection, Municipality(name="Nordsund", settings={}))
        names = {"given_name": "Ana", "family_name": "Brix", "email": email}
        _insert(connection, Person(municipality_id=home, **names))


def _insert(connection: Connection, row) -> object:
    values = {column: value for column, value in vars(row).items() if not column.startswith("_")}
    return connection.execute(type(row).__table__.insert().values(**values)).inserted_primary_key[0]
