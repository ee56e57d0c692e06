"""Releases through their doors: who makes, opens and reads them, and that nothing moves them afterwards."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import event, select

from observe.extensions import db
from observe.models.releases import Release, ReleaseOpening
from tests.cast import NAMES
from tests.visitor import Visitor
from tests.web.school_year import add_term, fill, today, visit

LIST = "/leadership/releases"


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(answer.text)))


def proposal_path(year, term=None) -> str:
    return f"/releases/schools/{year.cast.sofiendal.id}/terms/{(term or year.spring).id}"


def make_it(app, year, name: str = "pia", term=None):
    cast = year.cast
    given = {"school": cast.sofiendal.id, "term": (term or year.spring).id, "rubric": cast.rubric.content_hash}
    return Visitor(app, cast.person(name)).submit("/releases/", **given)


def made(store) -> Release:
    store.expire_all()
    return store.scalars(select(Release)).one()


@pytest.fixture
def release(app, store, year) -> Release:
    """Of 21 visits to seven teachers by two observers, open to the leadership."""
    fill(store, year, 110, 21)
    assert make_it(app, year).status_code == 303
    return made(store)


def open_to(app, year, release: Release, audience: str, name: str = "pia"):
    path = f"/releases/{release.id}/openings/{audience}"
    return Visitor(app, year.cast.person(name)).submit(path)


def test_the_principal_sees_what_a_release_would_show_before_making_it(app, store, year):
    fill(store, year, 110, 21)
    visit(store, year, year.cast.tom, 110, ratings={"calm": {"level": 1}})
    store.commit()
    text = text_of(Visitor(app, year.cast.pia).get(proposal_path(year)))
    assert "22 visits to 8 teachers, 2 observers." in text
    assert "It was rated with fewer than 5 teachers." in text
    assert not store.scalars(select(Release)).all()


def test_the_first_act_freezes_and_opens_to_the_leadership(app, store, year, release):
    assert (release.n_observations, release.n_teachers, release.n_observers) == (21, 7, 2)
    assert release.made_by_id == year.cast.pia.id
    assert release.limits == {"min_teachers": 5, "max_share_of_one": 0.4, "min_observers": 2, "share_days": 7}
    assert [row.audience for row in store.scalars(select(ReleaseOpening))] == ["leadership"]
    text = text_of(Visitor(app, year.cast.lena).get(f"/releases/{release.id}"))
    assert "21 visits to 7 teachers, 2 observers." in text
    assert "21 ratings in 21 visits 7 teachers 2 observers" in text
    assert "Not opened" in text
    assert "Open to the staff" not in text


@pytest.mark.parametrize("audience", ["leadership", "staff", "administration"])
@pytest.mark.parametrize("name", NAMES)
def test_who_reads_it_follows_from_the_acts(app, store, year, release, name, audience):
    if audience != "leadership":
        open_to(app, year, release, audience)
    readers = {"pia", "olga", "lena", "mona"}
    readers |= {"staff": {"tom", "tara"}, "administration": {"ana"}}.get(audience, set())
    expected = 200 if name in readers else 404 if name == "liam" else 403
    for path in ("", "/figures.csv", "/figures.xlsx", "/figures.pdf"):
        answer = Visitor(app, year.cast.person(name)).get(f"/releases/{release.id}{path}")
        assert answer.status_code == expected


@pytest.mark.parametrize(
    ("name", "list_of_it", "link"),
    [
        ("lena", "Releases", "/leadership/patterns"),
        ("mona", "Releases", "/leadership/patterns"),
        ("tara", "Patterns of the school", "/teacher/patterns"),
        ("ana", "Released patterns", "/administration/"),
    ],
)
def test_each_reader_has_a_way_back_to_their_own_list(app, year, release, name, list_of_it, link):
    open_to(app, year, release, "staff")
    open_to(app, year, release, "administration")
    visitor = Visitor(app, year.cast.person(name))
    page = visitor.get(f"/releases/{release.id}").text
    assert re.search(rf'<a href="{link}" aria-current="page">', page)
    back = re.search(r'<p class="eyebrow"><a href="([^"]+)">([^<]+)</a>', page)
    assert back[2] == list_of_it
    assert f'href="/releases/{release.id}"' in visitor.get(back[1]).text


@pytest.mark.parametrize("name", [name for name in NAMES if name != "pia"])
def test_nobody_else_makes_or_opens_one(app, store, year, release, name):
    expected = 404 if name == "liam" else 403
    assert make_it(app, year, name).status_code == expected
    assert Visitor(app, year.cast.person(name)).get(proposal_path(year)).status_code == expected
    assert open_to(app, year, release, "staff", name).status_code == expected
    assert [row.audience for row in store.scalars(select(ReleaseOpening))] == ["leadership"]


def test_the_administration_reads_what_is_open_to_it_and_opens_nothing(app, store, year, release):
    open_to(app, year, release, "administration")
    assert open_to(app, year, release, "staff", "ana").status_code == 403
    assert "staff" not in store.scalars(select(ReleaseOpening.audience)).all()


def test_what_happens_later_does_not_change_it(app, store, year, release):
    page = text_of(Visitor(app, year.cast.lena).get(f"/releases/{release.id}"))
    visit(store, year, year.cast.tom, 102)
    store.commit()
    make_it(app, year)
    assert made(store).n_observations == 21
    assert text_of(Visitor(app, year.cast.lena).get(f"/releases/{release.id}")) == page


def test_opening_again_keeps_the_first_act(app, store, year, release):
    moments = set()
    for _again in range(2):
        open_to(app, year, release, "staff")
        store.rollback()
        moments.add(store.scalars(select(ReleaseOpening.opened_at).filter_by(audience="staff")).one())
    assert len(moments) == 1
    assert open_to(app, year, release, "everybody").status_code == 404


def test_a_term_waits_until_its_last_deadline_has_passed(app, store, year):
    visit(store, year, year.cast.tom, 110)
    fill(store, year, 8, 21)
    assert make_it(app, year, term=year.autumn).status_code == 409
    assert Visitor(app, year.cast.pia).get(proposal_path(year, year.autumn)).status_code == 409
    text = text_of(Visitor(app, year.cast.lena).get(LIST))
    assert "It can be released from" in text
    assert "Over, and not released yet. The principal can do it." in text


def test_a_term_in_which_nothing_was_rated_is_not_offered(app, store, year):
    add_term(store, year.cast, "The year before", 500, 301)
    visit(store, year, year.cast.tom, 110)
    visit(store, year, year.cast.tom, 310, ratings={})
    store.commit()
    page = Visitor(app, year.cast.pia).get(LIST)
    assert re.findall(r"/releases/schools/[^/]+/terms/([^\"]+)", page.text) == [str(year.spring.id)]
    assert "The year before Over. Nothing was rated in it, so there is nothing to release." in text_of(page)
    assert "Nothing was rated" in text_of(Visitor(app, year.cast.lena).get(LIST))
    assert "Nothing was rated" not in text_of(Visitor(app, year.cast.mona).get(LIST))


def test_the_list_reads_no_lesson_of_a_term_that_is_not_released(app, store, year):
    """However many there are, it asks once a term whether there is any."""
    fill(store, year, 110, 21)
    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    Visitor(app, year.cast.pia).get(LIST)
    of_lessons = [query for query in asked if "levels" in query]
    assert len(of_lessons) == 1
    assert "LIMIT" in of_lessons[0]


def test_a_term_that_shares_days_with_a_released_one_is_not_released(app, store, year, release):
    half = add_term(store, year.cast, "Half year", 310, 120)
    store.commit()
    assert make_it(app, year, term=half).status_code == 409
    assert "same days is released" in text_of(Visitor(app, year.cast.pia).get(proposal_path(year, half)))


def test_a_term_of_three_teachers_has_nothing_to_release(app, store, year):
    for teacher in (*year.teachers[:2], year.cast.tom):
        visit(store, year, teacher, 110)
    store.commit()
    assert "Nothing can be released." in text_of(Visitor(app, year.cast.pia).get(proposal_path(year)))
    assert make_it(app, year).status_code == 409
    assert not store.scalars(select(Release)).all()


def test_outside_of_the_school_one_observer_is_not_shown(app, store, year):
    fill(store, year, 110, 21, observers=("pia",))
    assert make_it(app, year).status_code == 303
    release = made(store)
    inside = text_of(Visitor(app, year.cast.lena).get(f"/releases/{release.id}"))
    assert "21 ratings in 21 visits 7 teachers 1 observer" in inside
    outside = text_of(Visitor(app, year.cast.mona).get(f"/releases/{release.id}"))
    assert "It was seen by fewer than 2 observers." in outside
    assert "21 ratings" not in outside


def test_a_slice_is_a_link_and_a_swap(app, store, year, release):
    path = f"/releases/{release.id}?slice=stage-mellemtrin"
    lena = Visitor(app, year.cast.lena)
    part = lena.get(path, **{"HX-Request": "true", "HX-Target": "release"}).text
    assert part.startswith('<div class="page__body" id="release">')
    assert part.replace('fold" open', 'fold"').strip() in lena.get(path).text
    for slice_ in ("stage-udskoling", "group-x", "nonsense"):
        assert lena.get(f"/releases/{release.id}?slice={slice_}").status_code == 404


def test_a_withheld_cell_is_a_dash_with_the_rule_that_decided(app, store, year):
    fill(store, year, 110, 21)
    visit(store, year, year.cast.tom, 110, ratings={"calm": {"level": 1}})
    store.commit()
    make_it(app, year)
    page = unescape(Visitor(app, year.cast.lena).get(f"/releases/{made(store).id}").text)
    rows = {code: re.search(rf'id="row-{code}".*?</tr>', page, re.S).group(0) for code in ("calm", "peers", "voices")}
    assert "Why can I not see this?" in rows["calm"]
    assert "It was rated with fewer than 5 teachers." in rows["calm"]
    assert "<svg" not in rows["calm"]
    assert "Nobody has rated it" in rows["peers"]
    assert "glyph--bar" in rows["voices"]


def test_a_slice_without_any_figure_says_why_once(app, store, year, release):
    text = text_of(Visitor(app, year.cast.lena).get(f"/releases/{release.id}?slice=group-humanities"))
    assert "No figure can be shown here." in text
    assert "what is not shown could be worked out" in text


def test_rooms_list_what_is_opened_to_their_people(app, store, year, release):
    tom, ana = (Visitor(app, year.cast.person(name)) for name in ("tom", "ana"))
    assert "Nothing is released to the staff yet." in text_of(tom.get("/teacher/patterns"))
    assert "No school has opened a release to you yet." in text_of(ana.get("/administration/releases"))
    for audience in ("staff", "administration"):
        open_to(app, year, release, audience)
    assert f"/releases/{release.id}" in tom.get("/teacher/patterns").text
    assert f"/releases/{release.id}" in ana.get("/administration/releases").text
    assert Visitor(app, year.cast.liam).get("/administration/releases").status_code == 403


def test_a_mentor_is_led_to_the_releases(app, store, year, release):
    mona = Visitor(app, year.cast.mona)
    for path in ("/leadership/", "/leadership/patterns"):
        answer = mona.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(LIST)
    assert f"/releases/{release.id}" in mona.get(LIST).text


def test_a_term_moved_by_a_roster_moves_no_release(app, store, year, release):
    year.spring.starts_on -= timedelta(days=300)
    store.commit()
    assert made(store).starts_on == today() - timedelta(days=300)
