"""Patterns through their door: two views, filters as links, versions apart, a steady number of queries."""

import re
from html import unescape

import pytest
from sqlalchemy import event

from observe.extensions import db
from observe.models.rubrics import RubricVersion
from tests import factories as make
from tests.cast import NAMES
from tests.models.pairs import CODE
from tests.visitor import Visitor
from tests.web.school_year import fill, visit

PATH = "/leadership/patterns"
OPEN = ("pia", "olga", "lena")


def patterns(app, person, query: str = "", **headers: str) -> str:
    answer = Visitor(app, person).get(f"{PATH}{query}", **headers)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(answer.text))


def row(text: str, title: str) -> str:
    """What stands in the row of an indicator, without markup."""
    found = re.search(rf'rowheader">(?:<a [^>]*>)?{re.escape(title)}(?:</a>)?</th>(.*?)</tr>', text)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group(1)))


def title(code: str) -> str:
    indicators = (each for domain in make.shipped_rubric().rubric["domains"] for each in domain["indicators"])
    return next(each["title"]["en"] for each in indicators if each["code"] == code)


@pytest.mark.parametrize("name", NAMES)
def test_only_leaders_get_in_and_mentors_are_led_to_the_releases(app, cast, year, name):
    answer = Visitor(app, cast.person(name)).get(f"{PATH}?school={cast.sofiendal.id}")
    refused = 403 if name in ("tom", "tara", "ana") else 404
    assert answer.status_code == (200 if name in OPEN else 302 if name == "mona" else refused)


def test_the_principal_sees_the_school_live_and_marked(app, store, cast, year):
    fill(store, year, 1, 21)
    text = patterns(app, cast.pia)
    assert "Working view · not for passing on." in text
    assert "21 visits to 7 teachers, 2 observers." in re.sub(r"<[^>]+>", "", text)
    assert "21 ratings 7 teachers 2 observers" in row(text, title("voices"))
    assert "Level 1: 0, Level 2: 11, Level 3: 10, Level 4: 0" in text


def test_an_observer_sees_their_own_visits_alone(app, store, cast, year):
    fill(store, year, 1, 21)
    assert "11 visits to 7 teachers, 1 observer." in re.sub(r"<[^>]+>", "", patterns(app, cast.olga))
    assert "No ratings in this term yet." in patterns(app, cast.lena)


def test_what_is_not_shared_yet_is_not_in_the_principals_view(app, store, cast, year):
    visit(store, year, cast.tom, 1, is_shared=False)
    store.commit()
    assert "No ratings in this term yet." in patterns(app, cast.pia)
    assert "1 visit to 1 teacher" in patterns(app, cast.olga)


def test_practice_withdrawn_and_self_are_in_no_figure(app, store, cast, year):
    visit(store, year, cast.tom, 1, is_withdrawn=True)
    visit(store, year, cast.tom, 1, kind="self")
    visit(store, year, None, 1)
    visit(store, year, cast.tom, 1, broken_off=True, ratings={})
    store.commit()
    assert "No ratings in this term yet." in patterns(app, cast.pia)


def test_few_visits_get_a_sentence_and_no_mean(app, store, cast, year):
    fill(store, year, 1, 4)
    text = patterns(app, cast.pia)
    assert "Too few visits to say anything about the mean." in row(text, title("voices"))
    assert "glyph--dot" not in text


def test_all_not_observed_is_said_and_nothing_is_computed(app, store, cast, year):
    for teacher in year.teachers:
        visit(store, year, teacher, 2, ratings={"voices": {"level": "not_observed"}})
    store.commit()
    said = row(patterns(app, cast.pia), title("voices"))
    assert "In 7 visits there was no occasion to see it." in said
    assert "0 ratings 7 not seen" in said


def test_one_observer_is_named_as_the_reason_to_doubt(app, store, cast, year):
    fill(store, year, 1, 21, observers=("olga",))
    text = patterns(app, cast.pia)
    assert "All visits were made by one observer." in text
    assert "Nothing yet, because one observer has made all the visits." in text


def test_live_filters_narrow_down_and_keep_each_other(app, store, cast, year):
    fill(store, year, 1, 21)
    text = patterns(app, cast.pia, "?subject=music&stage=mellemtrin")
    assert "3 visits to 1 teacher" in re.sub(r"<[^>]+>", "", text)
    assert re.search(r'id="subject-danish" href="[^"]*stage=mellemtrin[^"]*"', text)
    assert "No visits fit this choice." in patterns(app, cast.pia, "?stage=udskoling")


def test_a_filter_works_as_a_link_and_as_a_swap(app, store, cast, year):
    fill(store, year, 1, 14)
    whole = patterns(app, cast.pia, "?subject=danish")
    part = patterns(app, cast.pia, "?subject=danish", **{"HX-Request": "true", "HX-Target": "patterns"})
    assert "<html" in whole
    assert part.startswith('<div class="page__body" id="patterns">')
    assert part.replace('fold" open', 'fold"').strip() in whole


def test_what_is_chosen_stands_above_the_folded_filters_and_a_swap_leaves_them_unfolded(app, store, cast, year):
    fill(store, year, 1, 21)
    whole = patterns(app, cast.pia, "?subject=danish")
    folded = re.search(r'<details class="more fold">.*?</summary>', whole)[0]
    assert re.findall("<span>([^<]+)</span>", folded) == ["The whole school", "Autumn", "Danish"]
    part = patterns(app, cast.pia, "?subject=danish", **{"HX-Request": "true", "HX-Target": "patterns"})
    assert '<details class="more fold" open>' in part


def test_a_filter_with_nothing_to_choose_is_not_offered(app, store, cast, year):
    visit(store, year, cast.tom, 1)
    store.commit()
    text = patterns(app, cast.pia)
    assert "All subjects" not in text
    assert "All stages" not in text
    assert 'id="subject-all"' in patterns(app, cast.pia, "?subject=danish")


def test_a_lesson_that_two_observed_is_told_as_two_visits(app, store, cast, year):
    visit(store, year, cast.tara, 3)
    ratings = {"voices": {"level": 2}, "questions": {"level": 3}}
    for observer in ("olga", "pia"):
        make.make_half(store, visit(store, year, cast.tom, 2, observer, kind="paired"), ratings, CODE)
    store.commit()
    told = "3 visits in 2 lessons to 2 teachers, 2 observers."
    assert told in re.sub(r"<[^>]+>", "", patterns(app, cast.pia))
    assert "1 visit to 1 teacher, 1 observer." in re.sub(r"<[^>]+>", "", patterns(app, cast.pia, "?view=own"))
    overview = Visitor(app, cast.pia).get("/leadership/").text
    assert "2 lessons" in overview
    assert "1 of them had two observers and counts as two visits." in overview
    toms = overview[overview.index("<b>Tom Bjerregaard Holm</b>") :]
    assert "> lesson<" in toms[: toms.index("</tr>")]


@pytest.mark.parametrize(
    "query",
    ["view=nonsense", "term=nonsense", "rubric=nonsense", "subject=nonsense", "stage=x", "school=x"],
)
def test_what_is_not_offered_is_not_found(app, store, cast, year, query):
    fill(store, year, 1, 2)
    assert Visitor(app, cast.pia).get(f"{PATH}?{query}").status_code == 404


def test_the_first_and_the_last_day_of_a_term_belong_to_it(app, store, cast, year):
    for days_ago in (100, 101, 300, 301):
        visit(store, year, cast.tom, days_ago)
    store.commit()
    for term, n in ((year.autumn, "1 visit"), (year.spring, "2 visits")):
        text = re.sub(r"<[^>]+>", "", patterns(app, cast.pia, f"?term={term.id}"))
        assert f"{n} to 1 teacher, 1 observer." in text


def test_versions_of_the_rubric_are_never_added_together(app, store, cast, year):
    newer = RubricVersion(
        municipality_id=cast.municipality.id, content_hash="n" * 64, key=cast.rubric.key, version=2,
        body=cast.rubric.body, imported_at=make.LESSON_AT,
    )  # fmt: skip
    store.add(newer)
    fill(store, year, 1, 5)
    visit(store, year, cast.tom, 1).rubric_hash = newer.content_hash
    store.commit()
    text = patterns(app, cast.pia)
    assert "The rubric was changed during this term." in text
    assert "1 visit to 1 teacher" in re.sub(r"<[^>]+>", "", text)
    older = patterns(app, cast.pia, f"?rubric={cast.rubric.content_hash}")
    assert "5 visits to 5 teachers" in re.sub(r"<[^>]+>", "", older)


def test_the_number_of_queries_stays_the_same_with_more_visits(app, store, cast, year):
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    seen = []
    for n in (3, 12, 40):
        fill(store, year, 1, n)
        for path in (PATH, "/leadership/"):
            visitor = Visitor(app, cast.pia)
            visitor.get(path)
            asked.clear()
            visitor.get(path)
            seen.append((path, len(asked)))
    assert len(set(seen)) == 2
    assert max(n for _path, n in seen) <= 18


def test_other_leaders_have_no_live_figures_of_the_school(app, store, cast, year):
    fill(store, year, 110, 21, observers=("olga", "pia"))
    for query in ("?view=school", f"?view=limited&term={year.spring.id}"):
        assert Visitor(app, cast.lena).get(f"{PATH}{query}").status_code == 404
    own = patterns(app, cast.lena, f"?term={year.spring.id}")
    assert "none of your own visits in it has ratings" in own
