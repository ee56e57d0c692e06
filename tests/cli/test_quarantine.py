"""``observe quarantine`` and ``observe rebuild`` at the command line."""

import pytest
from click.testing import CliRunner
from sqlalchemy import delete

from observe.cli.quarantine import command as quarantine
from observe.cli.rebuild import command as rebuild
from observe.errors import NoSuchTeacher, NotInQuarantine, NotRepairable
from observe.models.observations import Observation
from observe.models.versions import Quarantined, Version
from tests.models.versions.store import envelope, store_on


@pytest.fixture
def store(commanded_url):
    """A store that the commands find in the environment."""
    with store_on(commanded_url) as store:
        yield store


def run(command, *arguments: str) -> str:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False, standalone_mode=False).output


def refused(refusal: type, *arguments: str) -> None:
    result = CliRunner().invoke(quarantine, list(arguments), standalone_mode=False)
    assert isinstance(result.exception, refusal), result.output


def typed_teacher(store) -> dict[str, object]:
    sent = envelope(store.body(payload=store.payload(teacher={"id": None, "name": "Tom fra 4.b"})))
    store.push(sent)
    return sent


def test_an_empty_quarantine_says_so(store):
    assert run(quarantine, "list") == "Nothing is in quarantine.\n"


def test_the_list_says_whose_it_is_and_why(store):
    sent = typed_teacher(store)
    listed = run(quarantine, "list")
    for words in (sent["sha256"][:12], "unknown_teacher", "Olga Rask Villadsen", "Tom fra 4.b", "1 in quarantine."):
        assert words in listed


def test_every_byte_can_be_read(store):
    sent = typed_teacher(store)
    odd = envelope("no JSON \ud800")
    store.push(odd)
    assert sent["body"] in run(quarantine, "show", sent["vid"])
    assert "no JSON \\xed\\xa0\\x80" in run(quarantine, "show", odd["sha256"][:8])


def test_a_typed_teacher_is_mapped_by_e_mail(store):
    sent = typed_teacher(store)
    assert "Tom Bjerregaard Holm" in run(quarantine, "accept", sent["sha256"][:12], "--teacher", "tom@example.org")
    assert store.rows(Observation)[0].teacher_id == store.people["tom"].id
    assert run(quarantine, "list") == "Nothing is in quarantine.\n"
    assert "(let in)" in run(quarantine, "list", "--all")


def test_a_missing_right_is_given_by_accepting(store):
    sent = envelope(store.body("liam"))
    store.push(sent, by="liam")
    assert "let in as it is" in run(quarantine, "accept", sent["vid"])
    assert store.counted(Version) == 1


def test_refusals_change_nothing(store):
    sent = typed_teacher(store)
    wrong = envelope(store.body(payload={}))
    store.push(wrong)
    refused(NotInQuarantine, "accept", "nothing begins so")
    refused(NotInQuarantine, "accept", "")
    refused(NoSuchTeacher, "accept", sent["vid"], "--teacher", "nobody@example.org")
    refused(NotRepairable, "accept", wrong["vid"])
    assert store.counted(Version) == 0
    assert {row.resolved_at for row in store.rows(Quarantined)} == {None}


def test_rebuilding_makes_the_rows_again(store):
    store.push(envelope(store.body()))
    before = store.observations()
    with store.engine.begin() as connection:
        connection.execute(delete(Observation))
    assert "Nordsund Kommune: 1 observations." in run(rebuild)
    assert store.observations() == before
