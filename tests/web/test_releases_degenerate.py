"""Releases of odd terms: empty, of several versions of the rubric, all at one level, all not observed."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from observe.models.releases import Release
from observe.models.rubrics import RubricVersion
from tests import factories as make
from tests.visitor import Visitor
from tests.web.school_year import fill, visit
from tests.web.test_releases import made, make_it, proposal_path, text_of

# Of no other test: what was read of a version stays, by its hash.
NEWER = "5ec0" * 16


@pytest.fixture
def changed(store, year):
    """21 visits by version 1, then 14 by version 2."""
    rubric = year.cast.rubric
    store.add(
        RubricVersion(
            municipality_id=year.cast.municipality.id, content_hash=NEWER, key=rubric.key, version=2,
            body=rubric.body.replace(b'"version":1', b'"version":2'), imported_at=make.LESSON_AT,
        )
    )  # fmt: skip
    fill(store, year, 150, 21)
    for number in range(14):
        observer = ("olga", "pia")[number % 2]
        visit(store, year, year.teachers[number % 7], 105 + number, observer).rubric_hash = NEWER
    store.commit()
    return year


def chips(page: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'id="rubric-\w+"[^>]*><span>([^<]*)</span>', page)]


def test_an_empty_term_has_nothing_to_release_and_says_so(app, year):
    assert "Nothing was rated in this term." in text_of(Visitor(app, year.cast.pia).get(proposal_path(year)))
    assert make_it(app, year).status_code == 404


def test_versions_of_the_rubric_are_offered_one_by_one_and_never_added(app, changed):
    pia = Visitor(app, changed.cast.pia)
    answer = pia.get(proposal_path(changed))
    assert "The rubric was changed during this term. Each version is released by itself" in text_of(answer)
    assert chips(answer.text) == ["Version 2, 14 visits", "Version 1, 21 visits"]
    assert "21 visits to 7 teachers, 2 observers." in text_of(answer)
    assert "14 visits to 7 teachers, 2 observers." in text_of(pia.get(f"{proposal_path(changed)}?rubric={NEWER}"))
    assert pia.get(f"{proposal_path(changed)}?rubric={'x' * 64}").status_code == 404


def test_a_release_of_one_version_says_so_and_leads_its_principal_to_the_other(app, store, changed):
    make_it(app, changed)
    path = f"/releases/{made(store).id}"
    said = "The rubric was changed during this term. Visits by version 1 alone are counted here."
    for name, leads in (("lena", False), ("pia", True)):
        text = text_of(Visitor(app, changed.cast.person(name)).get(path))
        assert said in text
        assert ("See the other versions" in text) == leads
    other = Visitor(app, changed.cast.pia).get(proposal_path(changed))
    assert chips(other.text) == ["Version 2, 14 visits", "Version 1, 21 visits, released"]
    assert "14 visits to 7 teachers" in text_of(other)


def test_both_versions_are_released_as_two_of_the_list(app, store, changed):
    pia = Visitor(app, changed.cast.pia)
    make_it(app, changed)
    given = {"school": changed.cast.sofiendal.id, "term": changed.spring.id, "rubric": NEWER}
    assert pia.submit("/releases/", **given).status_code == 303
    store.expire_all()
    assert sorted(each.n_observations for each in store.scalars(select(Release))) == [14, 21]
    assert pia.get(proposal_path(changed)).status_code == 302
    text = text_of(pia.get("/leadership/releases"))
    assert "Spring, version 1 of the rubric" in text
    assert "Spring, version 2 of the rubric" in text


def test_a_release_of_an_unchanged_rubric_says_nothing_of_versions(app, store, year):
    fill(store, year, 110, 21)
    assert chips(Visitor(app, year.cast.pia).get(proposal_path(year)).text) == []
    make_it(app, year)
    assert "rubric was changed" not in text_of(Visitor(app, year.cast.lena).get(f"/releases/{made(store).id}"))


def test_all_at_one_level_and_all_not_observed_are_released_with_their_sentences(app, store, year):
    for number in range(28):
        observer = ("olga", "pia")[number % 2]
        ratings = {"voices": {"level": 3}, "questions": {"level": "not_observed"}}
        visit(store, year, year.teachers[number % 7], 110 + number, observer, ratings=ratings)
    store.commit()
    make_it(app, year)
    text = text_of(Visitor(app, year.cast.lena).get(f"/releases/{made(store).id}"))
    assert "All ratings are at level 3." in text
    assert "This cannot be said yet Not rated yet: “The lesson gets going”" in text
    assert "nan" not in text.lower().split()
    (cell,) = [each for each in made(store).cells if each["slice"] == ["all", ""] and each["code"] == "questions"]
    assert cell["withheld"]["code"] == "none"
