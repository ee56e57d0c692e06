"""Two halves of one lesson: that they find each other, and what is said where they do not fit. Nothing is set aside."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.models.base import uuid7
from observe.models.observations import Observation
from observe.models.pairing import word_of
from observe.models.pairs import PairHalf
from observe.models.people import Person
from observe.models.rubrics import RubricVersion
from observe.models.schools import School
from observe.models.versions import Erasure, FeedEvent, Version, by_roster, erase, rebuild
from tests import factories as make
from tests.models.pairs import CODE, OTHER_CODE, pair_of
from tests.models.versions.store import ARRIVAL, envelope

RATINGS = {"voices": {"level": 2}, "questions": {"level": 3}, "peers": {"level": "not_observed"}}
OTHER_RATINGS = {"voices": {"level": 3}, "questions": {"level": 3}}


@pytest.fixture(params=["olga first", "lena first"])
def names(request) -> tuple[str, str]:
    """In either order of arrival."""
    return ("olga", "lena") if request.param == "olga first" else ("lena", "olga")


def half(store, by: str, whom: str = "tom", ratings=RATINGS, pair=None, rubric=None, **given) -> dict[str, object]:
    """The body of a half, locked unless ``pair`` says otherwise."""
    rubric = rubric or store.rubric
    payload = given.pop("payload", {})
    made = pair or pair_of(store.people[by].id, rubric, ratings)
    content = store.payload(whom, kind="paired", ratings=ratings, pair=made, **payload)
    return store.body(by, payload=content, rubric=rubric, **given)


def pair_up(store, first: str, second: str, **changed) -> None:
    """The second half with what is ``changed``."""
    pushed(store, first, half(store, first))
    pushed(store, second, half(store, second, **{"ratings": OTHER_RATINGS, **changed}))


def pushed(store, by: str, body: dict[str, object]):
    (result,) = store.push(envelope(body), by=by)
    assert result.status == "stored", result
    return body


def standings(store) -> dict[str, str]:
    names = {person.id: name for name, person in store.people.items()}
    return {names[row.author_id]: row.standing for row in store.rows(PairHalf)}


def is_open(store) -> set[bool]:
    return {row.is_open for row in store.rows(PairHalf)}


def test_two_halves_find_each_other(store, names):
    pair_up(store, *names)
    assert standings(store) == {"olga": "complete", "lena": "complete"}
    assert is_open(store) == {True}


def test_a_half_alone_waits(sqlite_store):
    pushed(sqlite_store, "olga", half(sqlite_store, "olga"))
    assert standings(sqlite_store) == {"olga": "waiting"}
    assert is_open(sqlite_store) == {False}


def test_a_half_that_is_not_locked_opens_nothing(sqlite_store, names):
    pushed(sqlite_store, names[0], half(sqlite_store, names[0]))
    pushed(sqlite_store, names[1], half(sqlite_store, names[1], pair={"code": CODE}))
    assert standings(sqlite_store) == {names[0]: "waiting", names[1]: "unlocked"}
    assert is_open(sqlite_store) == {False}


def test_another_code_is_another_pair(sqlite_store):
    other = pair_of(sqlite_store.people["lena"].id, sqlite_store.rubric, OTHER_RATINGS, code=OTHER_CODE)
    pair_up(sqlite_store, "olga", "lena", pair=other)
    assert standings(sqlite_store) == {"olga": "waiting", "lena": "waiting"}


def test_another_teacher_is_told_to_both(sqlite_store, names):
    pair_up(sqlite_store, *names, whom="tara")
    assert set(standings(sqlite_store).values()) == {"other_teacher"}
    assert len(sqlite_store.observations()) == 2


def test_another_day_is_told_to_both(sqlite_store, names):
    pair_up(sqlite_store, *names, observed_at="2026-11-23T07:02:00Z")
    assert set(standings(sqlite_store).values()) == {"other_day"}


def test_another_school_is_told_to_both(sqlite_store):
    payload = {"school_id": str(sqlite_store.elsewhere.id)}
    with sqlite_store.engine.begin() as connection:
        _appoint_elsewhere(sqlite_store, connection)
    pair_up(sqlite_store, "olga", "lena", payload=payload)
    assert set(standings(sqlite_store).values()) == {"other_school"}


def _appoint_elsewhere(store, connection) -> None:
    with Session(connection) as session:
        school = session.get_one(School, store.elsewhere.id)
        for name, role in (("lena", "leader"), ("tom", "teacher")):
            make.appoint(session, session.get_one(Person, store.people[name].id), role, school)


def test_another_version_of_the_rubric_is_told_to_both(sqlite_store, names):
    with Session(sqlite_store.engine) as session:
        known = session.scalars(select(RubricVersion)).one()
        facts = {"municipality_id": known.municipality_id, "imported_at": known.imported_at, "key": known.key}
        session.add(RubricVersion(content_hash="b" * 64, version="9", body=known.body, **facts))
        session.commit()
    pair_up(sqlite_store, *names, rubric="b" * 64)
    assert set(standings(sqlite_store).values()) == {"other_rubric"}


def test_one_author_twice_is_told_to_both(sqlite_store, names):
    pair_up(sqlite_store, *names)
    pushed(sqlite_store, "olga", half(sqlite_store, "olga"))
    assert {row.standing for row in sqlite_store.rows(PairHalf)} == {"twice"}


def test_taking_the_second_back_makes_the_pair_whole_again(sqlite_store):
    pair_up(sqlite_store, "olga", "lena")
    vid, again = uuid7(), half(sqlite_store, "olga")
    sqlite_store.push(envelope(again, vid))
    back = {"rid": again["rid"], "parents": [str(vid)], "act": "withdraw", "payload": {"reason": "other"}}
    sqlite_store.push(envelope(sqlite_store.body("olga", **back)))
    found = sorted(row.standing for row in sqlite_store.rows(PairHalf))
    assert found == ["complete", "complete", "withdrawn"]


def test_a_third_half_is_told_to_all_three(sqlite_store, names):
    pair_up(sqlite_store, *names)
    pushed(sqlite_store, "pia", half(sqlite_store, "pia"))
    assert standings(sqlite_store) == {"olga": "crowded", "lena": "crowded", "pia": "crowded"}


def test_a_changed_rating_under_an_old_commitment_is_doubted(sqlite_store, names):
    pair = pair_of(sqlite_store.people[names[1]].id, sqlite_store.rubric, OTHER_RATINGS)
    pair["lock"]["ratings"] = {"voices": 4, "questions": 3}
    pair_up(sqlite_store, *names, pair=pair)
    assert set(standings(sqlite_store).values()) == {"doubted"}


def test_the_lock_of_another_is_no_lock_of_mine(sqlite_store):
    copied = pair_of(sqlite_store.people["olga"].id, sqlite_store.rubric, OTHER_RATINGS)
    pair_up(sqlite_store, "olga", "lena", pair=copied)
    assert set(standings(sqlite_store).values()) == {"doubted"}


def test_a_rating_that_is_changed_after_the_lock_changes_nothing_of_what_was_locked(sqlite_store):
    pair_up(sqlite_store, "olga", "lena")
    locked = {row.author_id: row.levels for row in sqlite_store.rows(PairHalf)}
    _edit(sqlite_store, ratings=RATINGS | {"voices": {"level": 4}})
    assert standings(sqlite_store) == {"olga": "complete", "lena": "complete"}
    assert {row.author_id: row.levels for row in sqlite_store.rows(PairHalf)} == locked


def test_a_second_lock_in_a_later_version_is_doubted(sqlite_store):
    pair_up(sqlite_store, "olga", "lena")
    changed = RATINGS | {"voices": {"level": 4}}
    _edit(sqlite_store, ratings=changed, pair=pair_of(sqlite_store.people["olga"].id, sqlite_store.rubric, changed))
    assert set(standings(sqlite_store).values()) == {"doubted"}


def test_a_second_lock_in_a_new_observation_is_doubted(sqlite_store):
    pair_up(sqlite_store, "olga", "lena")
    first = _observation_of(sqlite_store, "olga")
    back = {"rid": str(first.rid), "parents": [str(first.head_vid)], "act": "withdraw", "payload": {"reason": "other"}}
    sqlite_store.push(envelope(sqlite_store.body("olga", **back)))
    assert standings(sqlite_store)["lena"] == "waiting"
    pushed(sqlite_store, "olga", half(sqlite_store, "olga", ratings=OTHER_RATINGS))
    assert sorted(row.standing for row in sqlite_store.rows(PairHalf)) == ["doubted", "doubted", "withdrawn"]


def test_the_same_lock_in_a_new_observation_holds(sqlite_store):
    """Who chose the wrong teacher withdraws and makes a new one."""
    pair_up(sqlite_store, "lena", "olga", whom="tara", ratings=RATINGS)
    first = _observation_of(sqlite_store, "olga")
    back = {"reason": "wrong_teacher"}
    frame = {"rid": str(first.rid), "parents": [str(first.head_vid)], "act": "withdraw", "payload": back}
    sqlite_store.push(envelope(sqlite_store.body("olga", **frame)))
    pushed(sqlite_store, "olga", half(sqlite_store, "olga"))
    assert sorted(row.standing for row in sqlite_store.rows(PairHalf)) == ["complete", "complete", "withdrawn"]


@pytest.mark.parametrize(("told", "standing"), [(True, "complete"), (False, "doubted")])
def test_the_word_that_was_told_is_compared_with_what_came(sqlite_store, names, told, standing):
    other, own = names
    theirs = pair_of(sqlite_store.people[other].id, sqlite_store.rubric, RATINGS)["lock"]["commitment"]
    word = word_of(theirs if told else "0" * 64)
    pair = pair_of(sqlite_store.people[own].id, sqlite_store.rubric, OTHER_RATINGS, told=word)
    pair_up(sqlite_store, other, own, pair=pair)
    assert set(standings(sqlite_store).values()) == {standing}


def test_the_other_author_hears_of_it_by_an_event(sqlite_store):
    first = pushed(sqlite_store, "olga", half(sqlite_store, "olga"))
    assert _events(sqlite_store) == []
    pushed(sqlite_store, "lena", half(sqlite_store, "lena", ratings=OTHER_RATINGS))
    assert _events(sqlite_store) == [(sqlite_store.people["olga"].id, first["rid"])]


def test_a_record_that_is_no_half_any_more_leaves_its_pair(sqlite_store):
    pair_up(sqlite_store, "olga", "lena")
    _edit(sqlite_store, kind="visit", pair=None)
    assert standings(sqlite_store) == {"lena": "waiting"}


def test_erasing_a_half_leaves_the_other_waiting(sqlite_store):
    pair_up(sqlite_store, "olga", "lena")
    row = _observation_of(sqlite_store, "olga")
    sqlite_store.write(_erase, erasure=Erasure(sqlite_store.home, row.author_id, row.rid, ARRIVAL))
    assert standings(sqlite_store) == {"lena": "waiting"}
    assert sqlite_store.people["lena"].id in {author for author, _ in _events(sqlite_store)}


def _erase(connection, municipality_id, erasure):
    return erase(connection, erasure, at=ARRIVAL)


def test_rebuilding_gives_the_same_halves(store):
    pair_up(store, "olga", "lena")
    pushed(store, "pia", half(store, "pia"))
    before = _halves(store)
    store.write(rebuild, judge=by_roster, at=ARRIVAL)
    assert _halves(store) == before


def test_a_practice_is_no_half(sqlite_store):
    pair = pair_of(sqlite_store.people["olga"].id, sqlite_store.rubric, RATINGS)
    payload = sqlite_store.payload(None, kind="paired", pair=pair)
    pushed(sqlite_store, "olga", sqlite_store.body("olga", payload=payload))
    assert sqlite_store.counted(PairHalf) == 0


def _edit(store, **change) -> None:
    """Olga's observation again, with a change, on top of what is there."""
    row = _observation_of(store, "olga")
    body = next(version for version in store.rows(Version) if version.vid == row.head_vid).body
    payload = json.loads(body)["payload"] | change
    frame = {"rid": str(row.rid), "parents": [str(row.head_vid)], "payload": payload}
    pushed(store, "olga", store.body("olga", **frame))


def _observation_of(store, name: str):
    return next(row for row in store.rows(Observation) if row.author_id == store.people[name].id)


def _halves(store) -> set[tuple[object, ...]]:
    columns = [column.name for column in PairHalf.__table__.columns]
    return {tuple(getattr(row, name) for name in columns) for row in store.rows(PairHalf)}


def _events(store) -> list[tuple[object, str]]:
    return [(event.author_id, str(event.rid)) for event in store.rows(FeedEvent) if event.kind == "paired"]
