"""What has been kept as long as it may be is deleted on its day, by itself, and nothing else is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from observe.cli.delete_due import KIND, delete_due, plan
from observe.cli.refresh import refresh
from observe.cli.work import do_next
from observe.models.base import uuid7
from observe.models.calibration import CaseAnswer
from observe.models.cells import pack_cells
from observe.models.engine import WRITES
from observe.models.feedback import Acknowledgement, Response
from observe.models.jobs import Job
from observe.models.observations import Observation
from observe.models.pairs import PairHalf
from observe.models.people import AccessEntry, EndedLogin, SignInAttempt
from observe.models.releases import Release
from observe.models.retention import due_until
from observe.models.rollups import MunicipalRollup, Rollup
from observe.models.self_ratings import SelfDraft, SelfShare
from observe.models.versions import ErasedRecord, FeedEvent, Version
from tests import factories as make
from tests.models.versions.store import Store, envelope

AUTUMN, LATER = "2026-11-24T08:00:00Z", "2027-09-02T08:00:00Z"
LAST_DAY = datetime(2029, 7, 31, 12, tzinfo=UTC)
NEXT_DAY = LAST_DAY + timedelta(days=1)
NO_FIGURES = pack_cells([None] * len(make.indicators_of(make.shipped_rubric())), 4)
SENT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TERM = {"starts_on": date(2026, 8, 1), "ends_on": date(2027, 1, 31), "title": "Efteråret 2026"}


def deleted(store: Store, now: datetime, is_asked: bool = True) -> int:
    with Session(store.engine) as session:
        return delete_due(session, now, is_asked)


def pushed(store: Store, at: datetime = SENT, **given: object) -> dict[str, object]:
    body = store.body(**{"observed_at": AUTUMN} | given)
    assert [result.status for result in store.push(envelope(body), at=at)] == ["stored"]
    return body


def insert_rows(store: Store, *rows: object) -> None:
    with Session(store.engine) as session:
        session.add_all(rows)
        session.commit()


@pytest.mark.parametrize(
    ("today", "keep", "until"),
    [
        (date(2029, 7, 31), 2, date(2026, 7, 31)),
        (date(2029, 8, 1), 2, date(2027, 7, 31)),
        (date(2029, 8, 1), 0, date(2029, 7, 31)),
        (date(2027, 7, 31), 0, date(2026, 7, 31)),
    ],
)
def test_on_the_first_of_august_another_school_year_is_due(today, keep, until):
    assert due_until(today, keep) == until


def test_it_is_there_on_its_last_day_and_gone_on_the_next(store):
    body, younger = pushed(store), pushed(store, datetime(2027, 9, 2, 9, tzinfo=UTC), observed_at=LATER)
    assert deleted(store, LAST_DAY) == 0
    assert len(store.rows(Observation)) == 2
    assert deleted(store, NEXT_DAY) == 1
    assert [str(row.rid) for row in store.rows(Observation)] == [younger["rid"]]
    assert [str(row.rid) for row in store.rows(Version)] == [younger["rid"]]
    assert [str(row.rid) for row in store.rows(ErasedRecord)] == [body["rid"]]
    assert deleted(store, NEXT_DAY) == 0


def test_guesses_and_ended_logins_go_after_a_day_although_nobody_signs_in_or_out(store):
    made = {"id": uuid7(), "at": SENT}
    insert_rows(store, EndedLogin(**made), SignInAttempt(**made, key="a"))
    deleted(store, SENT + timedelta(hours=23))
    assert (len(store.rows(EndedLogin)), len(store.rows(SignInAttempt))) == (1, 1)
    deleted(store, SENT + timedelta(hours=25))
    assert (len(store.rows(EndedLogin)), len(store.rows(SignInAttempt))) == (0, 0)


def test_answers_timeline_and_shares_go_with_it(store):
    body = pushed(store)
    about = {"author_id": store.people["olga"].id, "rid": make.UUID(body["rid"])}
    by_tom = about | {"teacher_id": store.people["tom"].id}
    with store.engine.begin() as connection:
        connection.execute(insert(Acknowledgement).values(**by_tom, vid=uuid7(), at=SENT))
        connection.execute(insert(Response).values(**by_tom, draft="Tak", saved_at=SENT, text="Tak", sent_at=SENT))
        connection.execute(insert(SelfShare).values(**about, reader_id=store.people["pia"].id, shared_at=SENT))
        entry = {"id": uuid7(), "municipality_id": store.home, "at": SENT, "action": "read", "detail": ""}
        connection.execute(insert(AccessEntry).values(**entry, **about))
    deleted(store, NEXT_DAY)
    for table in (Acknowledgement, Response, SelfShare, PairHalf):
        assert store.rows(table) == []
    assert [row.action for row in store.rows(AccessEntry) if str(row.rid) == body["rid"]] == ["erased"]


def test_tablets_are_told_and_a_copy_that_comes_again_is_refused(store):
    body = pushed(store)
    deleted(store, NEXT_DAY)
    assert [row.kind for row in store.rows(FeedEvent)][-1] == "erased"
    assert [result.status for result in store.push(envelope(body), at=NEXT_DAY)] == ["erased"]


@pytest.mark.parametrize("kind", ["draft", "withdrawn", "practice", "walkthrough"])
def test_whatever_kind_of_record_it_is(store, kind):
    if kind == "draft":
        pushed(store, stage="draft")
    elif kind == "withdrawn":
        body = pushed(store)
        vid = str(store.rows(Version)[0].vid)
        store.push(envelope(body | {"act": "withdraw", "parents": [vid], "payload": {"reason": "other"}}), at=SENT)
    elif kind == "practice":
        pushed(store, payload=store.payload(None))
    else:
        pushed(
            store, payload=store.payload(None, kind="walkthrough", is_practice=False, teacher={"id": None, "name": ""})
        )
    assert deleted(store, LAST_DAY) == 0
    assert deleted(store, NEXT_DAY) == 1
    assert store.rows(Version) == []


def test_answers_to_cases_and_forms_never_sent_have_the_same_day(store):
    mine = {"municipality_id": store.home, "person_id": store.people["olga"].id, "rubric_hash": store.rubric}
    insert_rows(
        store,
        *[
            CaseAnswer(**mine, case_code=f"c{year}", school_year=year, answered_at=SENT, ratings={})
            for year in (2027, 2028)
        ],
        *[
            SelfDraft(author_id=store.people["tom"].id, rid=uuid7(), fields={}, saved_at=at)
            for at in (SENT, SENT + timedelta(days=400))
        ],
    )
    deleted(store, LAST_DAY)
    assert (len(store.rows(CaseAnswer)), len(store.rows(SelfDraft))) == (2, 2)
    deleted(store, NEXT_DAY)
    assert [row.school_year for row in store.rows(CaseAnswer)] == [2028]
    assert [row.saved_at for row in store.rows(SelfDraft)] == [SENT + timedelta(days=400)]


@pytest.fixture
def settled(store):
    """A term's rows: one of a school that released to the administration, one of a school that did not."""
    with Session(store.engine) as session:
        home = session.get_one(make.Municipality, store.home)
        term = make.make_term(session, home, **TERM)
        for school, is_released in ((store.school, True), (store.elsewhere, False)):
            given = {
                "school_id": school.id,
                "term_id": term.id,
                "rubric_hash": store.rubric,
                "municipality_id": home.id,
            }
            times = {
                "refreshed_at": SENT,
                "settled_at": SENT,
                "n_lessons": 9,
                "figures": NO_FIGURES,
            }
            session.add(Rollup(**given, **times, is_released=is_released))
            whole = {"municipality_id": home.id, "term_id": term.id, "rubric_hash": store.rubric, "made_at": SENT}
            session.add(MunicipalRollup(**whole, is_released=is_released, figures={}))
        principal, school = (
            session.get_one(make.Person, store.people["pia"].id),
            session.get_one(make.School, store.school.id),
        )
        make.make_release(session, principal, school, term)
        session.commit()


def test_rows_that_nobody_released_go_and_releases_stay(store, settled):
    pushed(store)
    deleted(store, LAST_DAY)
    assert len(store.rows(Rollup)) == len(store.rows(MunicipalRollup)) == 2
    deleted(store, NEXT_DAY)
    assert [row.is_released for row in store.rows(Rollup)] == [True]
    assert len(store.rows(MunicipalRollup)) == 2
    assert len(store.rows(Release)) == 1
    with Session(store.engine) as session:
        refresh(session, NEXT_DAY)
    assert [row.is_released for row in store.rows(Rollup)] == [True]


def test_a_municipality_may_keep_less(store):
    pushed(store)
    with Session(store.engine) as session:
        session.get_one(make.Municipality, store.home).settings = {"keep_school_years": 0}
        session.commit()
    assert deleted(store, datetime(2027, 7, 31, 12, tzinfo=UTC)) == 0
    assert deleted(store, datetime(2027, 8, 1, 12, tzinfo=UTC)) == 1


def test_the_day_is_the_municipalitys(store):
    pushed(store)
    assert deleted(store, datetime(2029, 7, 31, 21, 30, tzinfo=UTC)) == 0
    assert deleted(store, datetime(2029, 7, 31, 22, 30, tzinfo=UTC)) == 1


def test_the_work_in_the_background_does_it_every_day(store, database_url, make_app):
    """One lesson was so long ago that its day has come."""
    pushed(store, datetime(2020, 11, 24, 9, tzinfo=UTC), observed_at="2020-11-24T08:00:00Z")
    kept = pushed(store)
    app = make_app(database_url)
    with Session(store.engine) as session:
        session.connection(execution_options=WRITES)
        plan(session, SENT)
        session.commit()
    with app.app_context():
        while do_next(app.extensions["observe_settings"]):
            pass
    with Session(store.engine) as session:
        job = session.scalars(select(Job).where(Job.kind == KIND)).one()
        assert (job.failure, job.finished_at) == (None, None)
        assert job.due_at > datetime.now(UTC) + timedelta(hours=23)
    assert [str(row.rid) for row in store.rows(Observation)] == [kept["rid"]]


def test_a_draft_of_a_tablet_whose_clock_began_anew_is_as_old_as_its_arrival(store):
    pushed(store, stage="draft", observed_at="1970-01-01T00:00:07Z")
    assert deleted(store, LAST_DAY) == 0
    assert deleted(store, NEXT_DAY) == 1


def test_more_than_half_goes_only_when_somebody_asks_for_it(store, caplog):
    """As on a server whose clock is years ahead."""
    for _ in range(2):
        pushed(store)
    pushed(store, datetime(2027, 9, 2, 9, tzinfo=UTC), observed_at=LATER)
    assert deleted(store, NEXT_DAY, is_asked=False) == 0
    assert "2 of 3 records are past 2027-07-31" in caplog.text
    assert deleted(store, NEXT_DAY) == 2
