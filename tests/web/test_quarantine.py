"""What was set aside, through its door: who sees how much, and what putting right, letting in and taking out leave."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.models.observations import Observation
from observe.models.people import AccessEntry
from observe.models.versions import Quarantined
from tests.models.versions.store import envelope


@pytest.fixture
def typed(versions) -> dict[str, object]:
    """By Olga, with a teacher whose name she typed."""
    sent = envelope(versions.body(payload=versions.payload(teacher={"id": None, "name": "Tom fra 4.b"})))
    versions.push(sent)
    return sent


def place(versions, which: int = -1) -> str:
    return f"/quarantine/{versions.rows(Quarantined)[which].seq}"


SEEN = {"olga": 200, "ana": 200, "pia": 404, "lena": 404, "liam": 404, "tom": 404, "tara": 404}


@pytest.mark.parametrize("name", SEEN)
def test_what_is_set_aside_is_for_its_author_and_the_administration(versions, visit, typed, name):
    answer = visit(name).get(place(versions))
    assert answer.status_code == SEEN[name]
    assert ("navnepinde" in answer.text) == (name == "olga")
    assert ("Tom fra 4.b" in visit(name).get("/quarantine/").text) == (SEEN[name] == 200)


@pytest.mark.parametrize("name", ["olga", "ana"])
def test_author_and_administration_may_name_the_teacher(versions, visit, typed, name):
    answer = visit(name).submit(f"{place(versions)}/repair", teacher=str(versions.people["tom"].id))
    assert answer.status_code == 303
    assert versions.rows(Observation)[0].teacher_id == versions.people["tom"].id
    (row,) = versions.rows(Quarantined)
    assert row.resolved_by == versions.people[name].id
    assert "repaired" in {entry.action for entry in versions.rows(AccessEntry)}
    assert "Nothing is set aside" in visit(name).get("/quarantine/").text


def test_a_repair_that_would_be_set_aside_again_changes_nothing_and_says_so(versions, visit, typed):
    answer = visit("ana").submit(f"{place(versions)}/repair", teacher="")
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.text
    assert versions.rows(Quarantined)[0].resolved_at is None


def test_the_author_reads_which_field_is_wrong(versions, visit):
    versions.push(envelope(versions.body(payload=versions.payload(minutes=-3))))
    assert "payload.minutes is -3" in visit("olga").get(place(versions)).text
    assert "payload.minutes" not in visit("ana").get(place(versions)).text


def test_nobody_gives_themselves_a_permission(versions, visit):
    versions.push(envelope(versions.body("liam")), by="liam")
    assert visit("liam").submit(f"{place(versions)}/admission").status_code == 403
    assert versions.counted(Observation) == 0


def test_the_administration_gives_a_missing_permission(versions, visit):
    versions.push(envelope(versions.body("liam")), by="liam")
    assert "Give permission" in visit("ana").get(place(versions)).text
    assert visit("ana").submit(f"{place(versions)}/admission").status_code == 303
    assert versions.counted(Observation) == 1


def test_a_rubric_that_is_not_here_is_replaced_by_one_that_is(versions, visit):
    versions.push(envelope(versions.body(rubric="0" * 64)))
    assert versions.rubric in visit("olga").get(place(versions)).text
    assert visit("olga").submit(f"{place(versions)}/repair", rubric=versions.rubric).status_code == 303
    assert versions.rows(Observation)[0].rubric_hash == versions.rubric


def test_the_author_takes_the_bytes_out_and_the_administration_only_what_names_nobody(versions, visit, typed):
    taken = visit("olga").get(f"{place(versions)}/file")
    assert taken.headers["Content-Disposition"].startswith('attachment; filename="observe-capsule-')
    assert json.loads(taken.text)["versions"] == [typed]
    assert visit("ana").get(f"{place(versions)}/file").status_code == 403
    versions.push(envelope("no JSON"))
    assert "no JSON" in visit("ana").get(f"{place(versions)}/file").text
    assert sum(entry.action == "taken out" for entry in versions.rows(AccessEntry)) == 2


ODD = ["no JSON", "[]", '{"payload": 7}', '{"payload": {"notes": [1, {"text": 2}], "teacher": "x", "feedback": []}}']


@pytest.mark.parametrize("body", ODD)
def test_what_cannot_be_read_has_a_page_all_the_same(versions, visit, body):
    versions.push(envelope(body))
    for language in ("da", "en"):
        assert visit("ana", language).get(place(versions)).status_code == 200
        assert visit("olga", language).get("/quarantine/").status_code == 200


def test_a_place_of_another_municipality_is_not_found(versions, visit, typed):
    assert visit("ana").get("/quarantine/999999").status_code == 404


def test_every_code_has_words_of_its_own(versions, visit, typed):
    codes = ("unreadable", "invalid_field", "clock", "too_new", "unknown_rubric", "unknown_author", "no_permission",
             "unknown_teacher", "other_content", "cannot_open")  # fmt: skip
    said = set()
    for code in codes:
        with Session(versions.engine) as session:
            session.scalars(select(Quarantined)).one().code = code
            session.commit()
        said.add(visit("ana", "da").get(place(versions)).text.split("<h1>")[1].split("</h1>")[0])
    assert len(said) == len(codes)
    assert not said & set(codes)


def test_what_names_another_is_handed_to_the_administration_and_not_to_who_carried_it(versions, visit):
    """Lena's tablet brought what stood in Olga's outbox: its text is not for Lena."""
    versions.push(envelope(versions.body("olga", device_id=str(versions.devices["lena"]))), by="lena")
    file = f"{place(versions)}/file"
    assert visit("lena").get(place(versions)).status_code == 404
    assert visit("lena").get(file).status_code == 404
    assert visit("ana").get(file).status_code == 200
