"""Two versions of one observation, through the door: what is asked, what is offered, and what saving leaves."""

import json
import re

import pytest

from observe import clock
from observe.models.observations import Observation
from observe.models.versions import Version
from tests.models.versions.store import envelope


@pytest.fixture
def split(versions):
    """``split(one, other, **frame)``: a record of Olga's with two heads, whose payloads differ from a first one so."""

    def made(one: dict, other: dict, act: str = "put") -> str:
        at = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        first = envelope(versions.body(observed_at=at))
        body = json.loads(first["body"])
        sides = [{**body["payload"], **one}, {**body["payload"], **other} if act == "put" else {"reason": "other"}]
        acts = ["put", act]
        edits = [
            envelope({**body, "parents": [first["vid"]], "act": acts[n], "payload": side, "device_seq": n + 2})
            for n, side in enumerate(sides)
        ]
        assert [result.status for result in versions.push(first, *edits, at=clock.now())] == ["stored"] * 3
        assert the_one(versions).n_heads == 2
        return f"/leadership/observations/{body['rid']}/versions"

    return made


def the_one(versions) -> Observation:
    (row,) = versions.rows(Observation)
    return row


def payload_of_head(versions) -> dict:
    head = the_one(versions).head_vid
    return next(json.loads(row.body) for row in versions.rows(Version) if row.vid == head)["payload"]


def heads_in(page: str) -> str:
    return re.search(r'name="heads" value="([^"]+)"', page).group(1)


def field_named(page: str, legend: str) -> str:
    """The name of the question with this legend."""
    return re.search(rf'<fieldset class="difference" id="(field-\d+)"[^>]*>\s*<legend>{legend}</legend>', page).group(1)


def choice_with(page: str, name: str, text: str) -> str:
    found = re.findall(rf'name="{name}" value="(\d+)"[^>]*><span><b[^>]*>[^<]*</b><span[^>]*>([^<]*)<', page)
    return next(value for value, said in found if text in said)


RATED = [{"ratings": {"voices": {"level": 1}}}, {"ratings": {"voices": {"level": 4}}}]


@pytest.mark.parametrize(("name", "status"), [("olga", 200), ("lena", 403), ("ana", 404), ("liam", 404)])
def test_its_author_alone_puts_versions_side_by_side(visit, split, name, status):
    assert visit(name).get(split(*RATED)).status_code == status


def test_a_rating_changed_on_both_sides_is_asked_and_never_merged(versions, visit, split):
    address, olga = split(*RATED), visit("olga")
    page = olga.get(address).text
    name = next(name for name in re.findall(r'id="(field-\d+)"', page) if page.count(f'name="{name}"') == 2)
    assert "checked" not in page.split(f'id="{name}"')[1].split("</fieldset>")[0]
    refused = olga.submit(address, heads=heads_in(page))
    assert refused.status_code == 422
    assert "still to be made" in refused.text
    assert the_one(versions).n_heads == 2


def test_saving_makes_a_version_whose_parents_are_all_heads(versions, visit, split):
    address, olga = split(*RATED), visit("olga")
    page = olga.get(address).text
    (name,) = [name for name in re.findall(r'id="(field-\d+)"', page) if "4 of" in page.split(f'id="{name}"')[1][:900]]
    answers = dict.fromkeys(re.findall(r'id="(field-\d+)"', page), "0")
    answers[name] = choice_with(page, name, "Level 4 of")
    assert olga.submit(address, heads=heads_in(page), **answers).status_code == 303
    assert the_one(versions).n_heads == 1
    assert payload_of_head(versions)["ratings"]["voices"] == {"level": 4}
    body = next(json.loads(row.body) for row in versions.rows(Version) if row.vid == the_one(versions).head_vid)
    assert sorted(body["parents"]) == sorted(heads_in(page).split())
    assert versions.counted(Version) == 4


def test_what_one_side_changed_is_offered_chosen(versions, visit, split):
    address, olga = split({"minutes": 25}, {"wish": "Noget andet"}), visit("olga")
    page = olga.get(address).text
    chosen = dict(re.findall(r'name="(field-\d+)" value="(\d+)" checked', page))
    assert len(chosen) == 2
    assert olga.submit(address, heads=heads_in(page), **chosen).status_code == 303
    assert {name: payload_of_head(versions)[name] for name in ("minutes", "wish")} == {
        "minutes": 25, "wish": "Noget andet",
    }  # fmt: skip


def test_two_texts_may_be_joined(versions, visit, split):
    address, olga = split({"wish": "Den ene"}, {"wish": "Den anden"}), visit("olga")
    page = olga.get(address).text
    name = field_named(page, "What the teacher wished to be looked at")
    answers = {name: "join", f"{name}-text": "Den ene, og den anden"}
    assert olga.submit(address, heads=heads_in(page), **answers).status_code == 303
    assert payload_of_head(versions)["wish"] == "Den ene, og den anden"


def test_a_version_that_came_meanwhile_stops_the_saving(versions, visit, split):
    address, olga = split({"minutes": 25}, {"minutes": 35}), visit("olga")
    page = olga.get(address).text
    head = json.loads(versions.rows(Version)[-1].body)
    versions.push(envelope({**head, "payload": {**head["payload"], "minutes": 45}}), at=clock.now())
    assert olga.submit(address, heads=heads_in(page), **{"field-0": "0"}).status_code == 409
    assert the_one(versions).n_heads == 3


@pytest.mark.parametrize(("act", "is_withdrawn"), [("withdraw", True), ("save", False)])
def test_a_withdrawal_on_one_side_is_a_choice(versions, visit, split, act, is_withdrawn):
    address, olga = split({"minutes": 25}, {}, act="withdraw"), visit("olga")
    page = olga.get(address).text
    assert "withdrawn" in page
    assert olga.submit(address, heads=heads_in(page), act=act).status_code == 303
    assert (the_one(versions).n_heads, the_one(versions).is_withdrawn) == (1, is_withdrawn)


def test_the_letter_leads_its_author_to_the_versions(visit, split):
    address = split({"minutes": 25}, {"minutes": 35})
    assert address in visit("olga").get(address.removesuffix("/versions")).text


def test_one_version_leaves_nothing_to_choose(versions, visit):
    body = versions.body(observed_at=clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    versions.push(envelope(body), at=clock.now())
    assert "nothing to choose" in visit("olga").get(f"/leadership/observations/{body['rid']}/versions").text


@pytest.mark.parametrize("answer", ["7", "join", "nonsense"])
def test_an_answer_to_a_question_that_is_gone_is_no_fault_of_the_server(versions, visit, split, answer):
    """Another version came between looking and saving: what was asked then is not what is asked now."""
    url = split({"minutes": 10}, {"minutes": 20})
    assert visit("olga").submit(url, heads="", **{"field-0": answer}).status_code == 409
