"""The difference page and the school's agreement through the door: who gets in, and what stands there."""

import re
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from observe.models.pairs import PairHalf
from observe.models.people import AccessEntry
from observe.models.retention import days_of_school_year, school_year_on
from tests import factories as make
from tests.cast import NAMES
from tests.models.pairs import CODE
from tests.visitor import Visitor
from tests.web.school_year import ZONE, at, today

RATINGS = {
    "olga": {"voices": {"level": 2}, "questions": {"level": 3}, "peers": {"level": "not_observed"}},
    "pia": {"voices": {"level": 4}, "questions": {"level": 3}, "peers": {"level": 2}},
}


def in_this_school_year(moment: datetime) -> datetime:
    """It, or the first minutes of 1 August: agreement is told of a school year, which may have just begun."""
    first, _last = days_of_school_year(school_year_on(today()))
    return max(moment, datetime.combine(first, time(0, 5), ZONE))


def half(store, cast, name: str, code: str = CODE, ratings=None, days_ago: int = 2, **given):
    ratings = ratings or RATINGS[name]
    seen_at = in_this_school_year(at(days_ago))
    lesson = {"kind": "paired", "ratings": ratings, "shared_at": seen_at + timedelta(hours=1), "at": seen_at}
    whom = cast.person(given.pop("whom", "tom"))
    observation = make.make_observation(store, cast.person(name), whom, cast.sofiendal, cast.section, **lesson, **given)
    make.make_half(store, observation, ratings, code)
    return observation


@pytest.fixture
def olgas(store, cast):
    observation = half(store, cast, "olga", notes=[make.note(5, "9 af 22 elever får ordet.", "voices")])
    store.commit()
    return observation


@pytest.fixture
def pias(store, cast, olgas):
    observation = half(store, cast, "pia", notes=[make.note(6, "Alle grupper melder tilbage.", "voices")])
    store.commit()
    return observation


def asked(app, person, path: str, language: str = "en"):
    return Visitor(app, person, language).get(path)


def plain(answer) -> str:
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


def pairs_of(store, cast, *names: str) -> None:
    """One pair of these two each: ``ol`` is Olga and Lena, ``p`` Pia."""
    whole = {"o": "olga", "l": "lena", "p": "pia"}
    for n, both in enumerate(names):
        code = f"PAIR{n:06}"
        for k, letter in enumerate(both):
            ratings = {"voices": {"level": 2 + (n + k) % 2}, "questions": {"level": 3}}
            half(store, cast, whole[letter], code, ratings, days_ago=1 + n % 5)
    store.commit()


def test_each_of_the_two_compares_with_the_other(sqlite_app, cast, olgas, pias):
    text = plain(asked(sqlite_app, cast.olga, f"/leadership/pairs/{olgas.rid}"))
    assert "You chose the same level for 1 of 2 indicators." in text
    assert "1 is farther apart." in text
    assert text.index("Here you saw the same") < text.index("Here you saw it differently")
    for said in ("9 af 22 elever får ordet.", "Alle grupper melder tilbage.", "2 levels apart", "Not seen"):
        assert said in text
    assert "Pia Lindholt" in plain(asked(sqlite_app, cast.olga, f"/leadership/pairs/{olgas.rid}"))
    assert "Olga Rask Villadsen" in plain(asked(sqlite_app, cast.pia, f"/leadership/pairs/{pias.rid}"))


@pytest.mark.parametrize("name", NAMES)
def test_nobody_but_the_two_gets_in(sqlite_app, cast, olgas, pias, name):
    expected = {"olga": 200, "pia": 403, "tom": 403, "lena": 403}
    answer = asked(sqlite_app, cast.person(name), f"/leadership/pairs/{olgas.rid}")
    assert answer.status_code == expected.get(name, 404)
    assert ("melder tilbage" in answer.text) == (name == "olga")


def test_while_the_other_is_missing_nothing_is_compared(sqlite_app, cast, olgas):
    text = plain(asked(sqlite_app, cast.olga, f"/leadership/pairs/{olgas.rid}"))
    assert "The other observation has not arrived yet." in text
    assert "Level" not in text


def test_the_principal_does_not_open_a_half_before_her_own_is_here(sqlite_app, cast, olgas):
    assert asked(sqlite_app, cast.pia, f"/leadership/observations/{olgas.rid}").status_code == 403


def test_halves_that_do_not_fit_are_told_to_both(sqlite_app, store, cast, olgas):
    other = half(store, cast, "pia", whom="tara")
    store.commit()
    for person, observation in ((cast.olga, olgas), (cast.pia, other)):
        text = plain(asked(sqlite_app, person, f"/leadership/pairs/{observation.rid}"))
        assert "The other observation with this code is of another teacher." in text
        assert "Level" not in text


def test_the_teacher_sees_that_the_other_observer_opened_it(sqlite_app, store, cast, olgas, pias):
    asked(sqlite_app, cast.olga, f"/leadership/pairs/{olgas.rid}")
    store.rollback()
    read = store.scalars(select(AccessEntry).where(AccessEntry.action == "read")).all()
    assert [(row.actor_id, row.author_id, row.rid) for row in read] == [(cast.olga.id, cast.pia.id, pias.rid)]


def test_the_teachers_letter_says_nothing_of_the_comparison(sqlite_app, cast, olgas, pias):
    text = asked(sqlite_app, cast.tom, f"/teacher/observations/{olgas.rid}").text
    assert "/leadership/pairs" not in text


@pytest.mark.parametrize("name", NAMES)
def test_agreement_is_for_the_leaders_of_the_school(sqlite_app, cast, name):
    answer = asked(sqlite_app, cast.person(name), f"/leadership/agreement?school={cast.sofiendal.id}")
    expected = {"olga": 200, "pia": 200, "lena": 200, "tom": 403, "tara": 403, "ana": 403, "mona": 403}
    assert answer.status_code == expected.get(name, 404)


def test_nothing_paired_has_its_sentence(sqlite_app, cast):
    assert "No lesson has been observed by two yet." in plain(asked(sqlite_app, cast.olga, "/leadership/agreement"))


def test_a_leader_who_was_in_no_pair_sees_no_figures_of_two(sqlite_app, store, cast, olgas, pias):
    text = plain(asked(sqlite_app, cast.lena, "/leadership/agreement"))
    assert "Others have observed together once." in text
    assert "AC1 0" not in text
    assert "Weighted kappa" not in text


def test_own_pairs_have_their_figures(sqlite_app, cast, olgas, pias):
    text = plain(asked(sqlite_app, cast.olga, "/leadership/agreement"))
    assert "Your own pairs" in text
    assert "In 1 of 2 ratings both chose the same level. In 1 they were at most one level apart." in text
    assert "All pairs so far are your own." in text


def test_below_ten_lessons_the_page_says_that_its_figures_are_no_result(sqlite_app, cast, olgas, pias):
    text = plain(asked(sqlite_app, cast.olga, "/leadership/agreement"))
    assert "A first hint, not a result. 1 lesson is too little to build on." in text
    assert "chance alone would give" not in text


@pytest.mark.parametrize(
    ("apart_each", "said"),
    [(10, "That is more than chance alone would give."), (2, "Whether that is more than chance alone would give")],
)
def test_from_ten_lessons_on_it_is_told_whether_it_is_more_than_chance(sqlite_app, store, cast, apart_each, said):
    for n in range(12):
        level = 1 + n % 4
        other = 5 - level if n % apart_each == 0 else level
        for name, chosen in (("olga", level), ("pia", other)):
            half(store, cast, name, f"PAIR{n:06}", {"voices": {"level": chosen}}, days_ago=1 + n % 5)
    store.commit()
    text = plain(asked(sqlite_app, cast.olga, "/leadership/agreement"))
    assert said in text
    assert "not a result" not in text
    assert re.search(
        r"Only the same level counts: \d+ % of the way from chance to full agreement. AC1 0.\d\d \(95 %",
        text.replace("\xa0", " ").replace("&nbsp;", " "),
    )


def test_a_domain_of_few_lessons_has_counts_and_nothing_corrected_for_chance(sqlite_app, cast, olgas, pias):
    text = asked(sqlite_app, cast.olga, "/leadership/agreement").text
    assert text.count('class="table agreement"') == 1
    assert text.count("AC1&nbsp;") == 1


def test_a_pair_that_rated_nothing_in_common_has_a_sentence_and_no_figure(sqlite_app, store, cast):
    observation = half(store, cast, "olga", ratings={"voices": {"level": 2}})
    half(store, cast, "pia", ratings={"questions": {"level": 3}})
    store.commit()
    assert asked(sqlite_app, cast.olga, f"/leadership/pairs/{observation.rid}").status_code == 200
    answer = asked(sqlite_app, cast.olga, "/leadership/agreement")
    assert answer.status_code == 200
    assert "No indicator was rated by both." in plain(answer)


def test_the_figures_name_nobody(sqlite_app, store, cast):
    pairs_of(store, cast, *["ol", "op", "ol", "op"] * 3)
    body = asked(sqlite_app, cast.olga, "/leadership/agreement").text
    text = body[body.index("<main") : body.index("</main>")]
    assert "Your own pairs" in text
    for name in ("Olga", "Lena", "Pia", "Tom"):
        assert name not in text


def test_a_doubted_pair_is_shown_to_the_two_and_counts_nowhere(sqlite_app, store, cast, olgas, pias):
    for row in store.scalars(select(PairHalf)):
        row.standing = "doubted"
    store.commit()
    assert "A lock does not fit what arrived." in plain(asked(sqlite_app, cast.olga, f"/leadership/pairs/{olgas.rid}"))
    assert "No lesson has been observed by two yet." in plain(asked(sqlite_app, cast.olga, "/leadership/agreement"))
