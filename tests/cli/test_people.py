"""The commands that let people in: the first administrator, invitations, the notice, and a server that is not ready."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from observe import clock
from observe.cli.create_administrator import command as create_administrator
from observe.cli.invite import command as invite
from observe.cli.migrate import command as migrate
from observe.cli.publish_notice import command as publish_notice
from observe.cli.serve import check_database
from observe.errors import (
    DatabaseBehind,
    EmailOfSeveral,
    EmailTaken,
    UnfinishedNotice,
    UnknownEmail,
    UnreadableNotice,
    WhichMunicipality,
)
from observe.models.accounts import invited
from observe.models.notices import notice_in_force, sections_of
from observe.models.people import Appointment, Person
from tests import factories as make
from tests.databases import engine_on

ANA = ["ana@example.org", "--given-name", "Ana", "--family-name", "Brix"]


@pytest.fixture
def store(commanded_url):
    with engine_on(commanded_url) as engine, Session(engine) as opened:
        yield opened


def run(command, *arguments: str) -> str:
    """What the command printed; a refusal is raised."""
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False, standalone_mode=False).output


def fails_with(refusal: type, command, *arguments: str) -> None:
    result = CliRunner().invoke(command, list(arguments), standalone_mode=False)
    assert isinstance(result.exception, refusal), result.output


def test_an_empty_house_gets_its_first_administrator_and_a_link(store):
    output = run(create_administrator, *ANA, "--municipality", "Nordsund Kommune")
    token = re.search(r"/invitation/(\S+)", output).group(1)
    assert invited(store, token, clock.now()).name == "Ana Brix"
    (post,) = store.query(Appointment)
    assert (post.role, post.school_id, post.is_from_roster) == ("administration", None, False)


def test_an_empty_house_without_a_name_is_asked_for_one(store):
    fails_with(WhichMunicipality, create_administrator, *ANA)
    assert store.query(Person).count() == 0


def test_the_same_administrator_is_not_made_twice(store):
    run(create_administrator, *ANA, "--municipality", "Nordsund Kommune")
    fails_with(EmailTaken, create_administrator, *ANA)


def test_a_misspelt_municipality_does_not_become_a_second_one(store):
    run(create_administrator, *ANA, "--municipality", "Nordsund Kommune")
    fails_with(WhichMunicipality, create_administrator, "b@example.org", *ANA[1:], "--municipality", "Nordsund")


def test_somebody_of_the_roster_is_invited_by_e_mail_whatever_its_case(store):
    make.make_person(store, make.make_municipality(store), "Tom Holm")
    store.commit()
    assert "Tom Holm can set a password within 7 days" in run(invite, "Tom@example.org")


def test_nobody_is_invited_by_an_unknown_or_a_doubled_e_mail(store):
    home = make.make_municipality(store)
    for name in ("Tom Holm", "Tim Holm"):
        make.make_person(store, home, name, email="t@example.org")
    store.commit()
    fails_with(UnknownEmail, invite, "x@example.org")
    fails_with(EmailOfSeveral, invite, "t@example.org")


def test_an_invitation_is_mailed_where_there_is_a_mail_server(monkeypatch, store, smtp_server):
    monkeypatch.setenv("OBSERVE_SMTP_HOST", smtp_server.host)
    monkeypatch.setenv("OBSERVE_SMTP_PORT", str(smtp_server.port))
    make.make_person(store, make.make_municipality(store), "Tom Holm")
    store.commit()
    output = run(invite, "tom@example.org")
    (message,) = smtp_server.messages
    assert re.search(r"/invitation/\S+", output).group() in message.get_content()


def test_a_notice_is_published_in_both_languages_from_files(store, tmp_path):
    home = make.make_municipality(store)
    store.commit()
    (tmp_path / "da.txt").write_text("Overskrift\n\nKommunen er ansvarlig.")
    (tmp_path / "en.txt").write_text("Heading\n\nThe municipality is responsible.")
    run(publish_notice, str(tmp_path / "da.txt"), str(tmp_path / "en.txt"))
    assert notice_in_force(store, home.id).texts["en"].startswith("Heading")


@pytest.mark.parametrize(("content", "refusal"), [
    (b"Skriv til [e-mail] om det.", UnfinishedNotice),
    ("Rød".encode("latin-1"), UnreadableNotice),
    (b" \n", UnreadableNotice),
])  # fmt: skip
def test_a_notice_that_is_not_finished_is_not_published(store, tmp_path, content, refusal):
    home = make.make_municipality(store)
    store.commit()
    (tmp_path / "da.txt").write_bytes(content)
    fails_with(refusal, publish_notice, str(tmp_path / "da.txt"))
    assert notice_in_force(store, home.id) is None


def test_headings_of_a_notice_are_lines_that_end_no_sentence():
    title, first, second = sections_of("Titel\n\nHvem\nKommunen.\nSkriv.\n\nBare tekst.")
    assert (title.heading, title.lines) == ("Titel", ())
    assert (first.heading, first.lines) == ("Hvem", ("Kommunen.", "Skriv."))
    assert (second.heading, second.lines) == ("", ("Bare tekst.",))


def test_a_server_does_not_start_on_old_tables_and_migrating_helps(monkeypatch, make_app, sqlite_files, commanded_url):
    url = sqlite_files.empty()
    monkeypatch.setenv("OBSERVE_DATABASE_URL", url)
    with pytest.raises(DatabaseBehind):
        check_database(make_app(url))
    run(migrate)
    check_database(make_app(url))
