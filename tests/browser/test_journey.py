"""The main job, end to end: a leader observes without a network, the teacher reads, the leadership sees."""

import pytest

from tests.browser.school_day import begin_visit, finish_visit, open_notebook, open_school, send_now, sign_in

SEEN = "Timens mål står på tavlen."
TYPED = "Pigen ved reolen rækker hånden op"


@pytest.fixture
def school(settings):
    return open_school(settings)


def test_what_was_observed_offline_survives_a_kill_and_reaches_the_server(tablet, live_server, school):
    open_notebook(tablet, live_server.url)
    live_server.kill()
    begin_visit(tablet)
    tablet.fill("Ny iagttagelse", SEEN)
    tablet.press("Gem")
    tablet.see(SEEN)
    tablet.fill("Ny iagttagelse", TYPED)
    tablet.see("Gemt på tabletten")
    tablet.kill()

    tablet.reopen(f"{live_server.url}/capture")
    tablet.see("Kladder")
    tablet.press("Fortsæt")
    tablet.see(SEEN)
    tablet.until(lambda: tablet.evaluate("document.querySelector('#evidence').value") == TYPED, "the unsent words")
    tablet.press("Gem")
    finish_visit(tablet)
    tablet.see("1 observation er kun på denne tablet")

    live_server.start()
    send_now(tablet)
    tablet.see("Modtaget")


def test_the_teacher_reads_and_acknowledges_and_the_pattern_has_counted_it(make_tablet, live_server, school):
    olgas = make_tablet("chromium", width=820, height=1180)
    open_notebook(olgas, live_server.url)
    begin_visit(olgas)
    olgas.fill("Ny iagttagelse", SEEN)
    olgas.press("Gem")
    olgas.press("Vurderinger")
    olgas.press("Niveau 3")
    olgas.see("Gemt på tabletten")
    finish_visit(olgas)
    olgas.see("Modtaget")

    toms = make_tablet("chromium", width=390, height=844)
    sign_in(toms, live_server.url, "tom@example.org")
    toms.press("4.b")
    toms.see(SEEN)
    toms.see("svarede tre nye elever")
    toms.press("Jeg har læst det")
    toms.see("Du læste det")

    pias = make_tablet("chromium")
    sign_in(pias, live_server.url, "pia@example.org")
    pias.open(f"{live_server.url}/leadership/")
    pias.see("1 lektion hos 1 af 2")
    pias.press("Mønstre")
    pias.see("1 vurdering")
