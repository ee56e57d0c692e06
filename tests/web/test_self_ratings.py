"""A teacher's own rating through the door: kept while written, read by nobody else, shared by name and taken back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from observe import clock
from observe.models.observations import Observation
from observe.models.self_ratings import SelfDraft, SelfShare
from tests import factories as make
from tests.cast import NAMES
from tests.visitor import Visitor

FIELDS = {"minutes": "45", "section": "4.b", "subject": "danish", "note": "Pauserne hjalp.", "rating-voices": "3"}


@pytest.fixture
def tom(sqlite_app, store, cast):
    store.commit()
    return Visitor(sqlite_app, cast.tom)


def begun(visitor, **given: str) -> str:
    """The address of a form that was just begun."""
    visitor.get("/teacher/self")
    answer = visitor.submit("/teacher/self", **given)
    assert answer.status_code == 303
    return answer.location


def when(days: int = 1) -> str:
    return (clock.now() - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def saved(visitor) -> str:
    """The address of a rating that was saved."""
    form = begun(visitor)
    visitor.get(form)
    answer = visitor.submit(form, act="done", when=when(), **FIELDS)
    assert answer.status_code == 303, re.sub(r"\s+", " ", answer.text)[:2000]
    return answer.location


def row(store) -> Observation:
    store.rollback()
    return store.scalars(select(Observation).where(Observation.kind == "self")).one()


def test_every_descriptor_can_be_read_where_one_rates(tom):
    text = tom.get(begun(tom)).text
    rubric = make.shipped_rubric().rubric
    indicators = [one for domain in rubric["domains"] for one in domain["indicators"]]
    assert text.count('<fieldset class="rating') == len(indicators)
    assert text.count("ladder__step") == sum(len(one["descriptors"]) for one in indicators)


def test_what_is_written_is_kept_until_it_is_finished(tom, store):
    form = begun(tom)
    tom.get(form)
    answer = tom.save(form, "self-saved", when=when(), **FIELDS)
    assert "Saved at" in answer.text
    assert store.scalars(select(SelfDraft)).one().fields["note"] == "Pauserne hjalp."
    assert 'value="3" aria-describedby="rating-voices-3" checked' in tom.get(form).text
    assert "Begun" in tom.get("/teacher/self").text


def test_what_lacks_is_said_at_the_field_and_nothing_typed_is_lost(tom, store):
    form = begun(tom)
    tom.get(form)
    answer = tom.submit(form, act="done", **(FIELDS | {"when": when(90), "minutes": "0"}))
    assert answer.status_code == 422
    assert "within the last 60 days" in answer.text
    assert "from 1 to 180" in answer.text
    assert "Pauserne hjalp." in answer.text
    assert store.scalars(select(SelfDraft)).one().fields["minutes"] == "0"
    assert store.scalars(select(Observation)).all() == []


def test_a_finished_rating_is_a_version_of_ones_own_and_its_draft_is_gone(tom, store, cast):
    address = saved(tom)
    own = row(store)
    assert (own.author_id, own.teacher_id, own.kind, own.shared_at) == (cast.tom.id, cast.tom.id, "self", None)
    assert own.levels.strip(b"\0") == b"\3"
    assert store.scalars(select(SelfDraft)).all() == []
    assert "Pauserne hjalp." in tom.get(address).text


def test_the_list_names_section_and_subject_of_what_is_begun_and_what_is_saved(tom):
    form = begun(tom)
    tom.get(form)
    tom.save(form, "self-saved", when=when(), **(FIELDS | {"section": ""}))
    saved(tom)
    titles = re.findall(r'<b data-slot="title">(.*?)</b>', tom.get("/teacher/self").text)
    assert titles == ["Danish", "4.b, Danish"]


def test_an_edit_is_a_next_version_of_the_same_record(tom, store):
    address = saved(tom)
    first = row(store).head_vid
    tom.get(f"{address}/form")
    answer = tom.submit(f"{address}/form", act="done", when=when(), **(FIELDS | {"rating-voices": "2"}))
    assert answer.status_code == 303, answer.text
    own = row(store)
    assert (own.n_heads, own.levels.strip(b"\0")) == (1, b"\2")
    assert own.head_vid != first


@pytest.mark.parametrize("name", [name for name in NAMES if name != "tom"])
def test_nobody_else_finds_it_before_it_is_shared(sqlite_app, store, cast, tom, name):
    rid = saved(tom).rsplit("/", 1)[1]
    other = Visitor(sqlite_app, cast.person(name))
    for address in (f"/teacher/self/{rid}", f"/teacher/self/{rid}/form", f"/leadership/observations/self/{rid}",
                    f"/leadership/observations/{rid}", f"/teacher/observations/{rid}"):  # fmt: skip
        assert other.get(address).status_code == 404


def test_shared_by_name_it_is_read_by_that_leader_alone_until_it_is_taken_back(sqlite_app, store, cast, tom):
    address = saved(tom)
    rid = address.rsplit("/", 1)[1]
    olga, pia = (Visitor(sqlite_app, cast.person(name)) for name in ("olga", "pia"))
    there = f"/leadership/observations/self/{rid}"
    tom.get(address)
    tom.submit(f"{address}/share", reader=str(cast.olga.id), act="share")
    assert "Pauserne hjalp." in olga.get(there).text
    assert pia.get(there).status_code == 404
    tom.submit(f"{address}/share", reader=str(cast.olga.id), act="back")
    assert olga.get(there).status_code == 404
    share = store.scalars(select(SelfShare)).one()
    assert share.withdrawn_at is not None


@pytest.mark.parametrize("name", ["tara", "liam", "mona", "ana", "tom"])
def test_it_is_shared_with_leaders_of_the_school_and_nobody_else(store, cast, tom, name):
    address = saved(tom)
    tom.get(address)
    assert tom.submit(f"{address}/share", reader=str(cast.person(name).id), act="share").status_code == 404
    assert store.scalars(select(SelfShare)).all() == []


def test_a_rating_begun_from_the_feedback_has_its_lesson_filled_in(sqlite_app, store, cast):
    at = clock.now() - timedelta(days=1)
    seen = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, cast.section, at=at, shared_at=at)
    store.commit()
    tom = Visitor(sqlite_app, cast.tom)
    page = tom.get(begun(tom, beside=str(seen.rid))).text
    assert 'name="section" value="4.b"' in page
    assert 'name="minutes" value="15"' in page


def test_beside_the_feedback_on_the_lesson_both_ratings_stand_in_one_table(sqlite_app, store, cast, tom):
    address = saved(tom)
    at = row(store).observed_at + timedelta(minutes=10)
    seen = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, cast.section, at=at, shared_at=at)
    store.commit()
    table = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", tom.get(address).text))
    assert re.search(r"Talk time and participation 3 · \S.* 2 · ", table)
    assert "See both side by side" in tom.get(f"/teacher/observations/{seen.rid}").text
    olga = Visitor(sqlite_app, cast.olga)
    assert "has shared a rating" not in olga.get(f"/leadership/observations/{seen.rid}").text
    tom.submit(f"{address}/share", reader=str(cast.olga.id), act="share")
    assert "has shared a rating" in olga.get(f"/leadership/observations/{seen.rid}").text


def test_withdrawn_it_is_gone_from_the_list_and_for_readers(sqlite_app, store, cast, tom):
    address = saved(tom)
    tom.get(address)
    tom.submit(f"{address}/share", reader=str(cast.pia.id), act="share")
    tom.submit(f"{address}/withdrawal")
    assert tom.get(address).status_code == 404
    rid = address.rsplit("/", 1)[1]
    assert Visitor(sqlite_app, cast.pia).get(f"/leadership/observations/self/{rid}").status_code == 404


def test_a_rating_beside_what_is_no_feedback_is_not_begun(tom, store):
    assert tom.submit("/teacher/self", beside="x").status_code == 404
    assert store.scalars(select(SelfDraft)).all() == []


def test_a_level_of_many_digits_leaves_the_form_to_be_put_right(tom):
    form = begun(tom)
    assert tom.submit(form, **{"rating-voices": "9" * 5000}).status_code == 200
    assert tom.get(form).status_code == 200


def test_who_works_at_no_school_begins_none(sqlite_app, store, cast):
    store.commit()
    ana = Visitor(sqlite_app, cast.ana)
    ana.get("/teacher/self")
    assert ana.submit("/teacher/self").status_code == 403
