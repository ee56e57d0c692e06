"""One domain or indicator through its door: whose figures, what the levels mean, terms, weeks, and the evidence."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from observe.models.people import AccessEntry
from tests import factories as make
from tests.cast import NAMES
from tests.visitor import Visitor
from tests.web.school_year import at, fill, visit

PATH = "/leadership/patterns"
SAID = "9 of 22 pupils speak."


def shown(app, person, path: str, language: str = "en") -> str:
    answer = Visitor(app, person, language).get(f"{PATH}/{path}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def with_note(store, year, days_ago: int, observer: str = "olga", is_shared: bool = True, text: str = SAID):
    note = make.note(4, text, "voices", start=at(days_ago))
    return visit(store, year, year.cast.tom, days_ago, observer, is_shared, notes=[note])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", ["voices", "voices/evidence"])
def test_only_leaders_get_in_and_a_mentor_is_led_to_releases(app, store, cast, year, name, path):
    with_note(store, year, 3)
    with_note(store, year, 3, "lena")
    store.commit()
    status = Visitor(app, cast.person(name)).get(f"{PATH}/{path}?school={cast.sofiendal.id}").status_code
    expected = {"pia": 200, "olga": 200, "lena": 200, "liam": 404, "mona": 302 if path == "voices" else 403}
    assert status == expected.get(name, 403)


def test_a_code_of_no_version_is_not_found(app, store, cast, year):
    fill(store, year, 1, 3)
    for path in ("nonsense", "nonsense/evidence", "voices/evidence?before=nonsense", "voices?stage=nonsense"):
        assert Visitor(app, cast.pia).get(f"{PATH}/{path}").status_code == 404


def test_the_descriptors_of_every_level_stand_in_full_with_their_counts(app, store, cast, year):
    fill(store, year, 1, 21)
    text = shown(app, cast.pia, "voices")
    voices = next(
        each for domain in make.shipped_rubric().rubric["domains"] for each in domain["indicators"]
        if each["code"] == "voices"
    )  # fmt: skip
    for descriptor in voices["descriptors"]:
        assert descriptor["en"] in text
    assert f"{voices['descriptors'][1]['en']} 11 ratings, 52 %" in text
    assert f"{voices['descriptors'][3]['en']} 0 ratings, 0 %" in text
    assert all(sign["en"] in text for sign in voices["look_fors"])


def test_a_domain_leads_to_its_indicators(app, store, cast, year):
    fill(store, year, 1, 21)
    whole = Visitor(app, cast.pia).get(PATH).text
    assert f'href="{PATH}/participation"' in whole
    domain = Visitor(app, cast.pia).get(f"{PATH}/participation?stage=mellemtrin").text
    assert f'href="{PATH}/voices?stage=mellemtrin"' in domain


def test_the_term_before_stands_beside_with_what_changed(app, store, cast, year):
    for number in range(24):
        who, by = year.teachers[number % 7], ("olga", "pia", "lena")[number % 3]
        visit(store, year, who, 110 + number, by, ratings={"voices": {"level": 1 + number % 2}})
        visit(store, year, who, 5 + number, by, ratings={"voices": {"level": 3 + number % 2}})
    store.commit()
    text = shown(app, cast.pia, "voices")
    assert "Probably higher than in the term before." in text
    assert "24 ratings 7 teachers 3 observers" in text[text.index("Spring") :]
    whole = shown_all(app, cast.pia)
    now, since = "All of the ratings are at levels 3 and 4.", "Probably higher than in the term before."
    assert f"Talk time and participation. {now} {since}" in whole
    assert "24 ratings, middle between levels 1 and 2" in whole
    assert "24 ratings, middle between levels 3 and 4" in whole


def shown_all(app, person) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", Visitor(app, person).get(PATH).text)))


def test_few_weeks_are_told_in_text_and_six_have_a_chart(app, store, cast, year):
    fill(store, year, 1, 14)
    text = shown(app, cast.pia, "voices")
    assert re.search(r"There are ratings in [23] weeks. From 6 weeks on", text)
    assert "The band is what" not in text
    for week in range(4, 9):
        visit(store, year, cast.tom, 7 * week)
    store.commit()
    assert "The weeks go up and down as they usually do." in shown(app, cast.pia, "voices")


def test_stages_and_subjects_stand_apart(app, store, cast, year):
    visit(store, year, cast.tom, 3, grade_level=8, subject="music")
    visit(store, year, cast.tara, 3)
    store.commit()
    text = shown(app, cast.pia, "voices")
    assert re.search(r"By stage .* Upper primary .* 1 rating 1 teacher 1 observer .* Lower secondary", text)
    assert re.search(r"By subject .* Humanities .* Practical and creative subjects", text)


def test_evidence_is_newest_first_without_names_or_levels(app, store, cast, year):
    with_note(store, year, 9, text="The older.")
    newer = with_note(store, year, 3, text="The newer.")
    visit(store, year, cast.tara, 2, notes=[make.note(1, "Another tag.", "questions")])
    store.commit()
    text = shown(app, cast.pia, "voices/evidence")
    assert text.index("The newer.") < text.index("The older.")
    assert "Another tag." not in text
    assert cast.tom.name not in text
    assert "Level" not in text
    assert f"/leadership/observations/{newer.rid}" in Visitor(app, cast.pia).get(f"{PATH}/voices/evidence").text


def test_evidence_is_of_what_the_viewer_may_read_alone(app, store, cast, year):
    with_note(store, year, 3, is_shared=False, text="Not shared yet.")
    with_note(store, year, 4, "lena", text="Lena saw it.")
    store.commit()
    assert "Not shared yet." in shown(app, cast.olga, "voices/evidence")
    assert "Lena saw it." not in shown(app, cast.olga, "voices/evidence")
    assert "Not shared yet." not in shown(app, cast.pia, "voices/evidence")
    assert "Lena saw it." in shown(app, cast.pia, "voices/evidence")


def test_reading_evidence_is_noted_once_a_day_for_each_observation(app, store, cast, year):
    made = {with_note(store, year, days).rid for days in (3, 4)}
    store.commit()
    for _ in range(2):
        shown(app, cast.pia, "voices/evidence")
    shown(app, cast.olga, "voices/evidence")
    store.expire_all()
    noted = store.execute(select(AccessEntry.rid, AccessEntry.actor_id)).all()
    assert {rid for rid, _ in noted} == made
    assert [actor for _, actor in noted] == [cast.pia.id] * 2


def test_evidence_is_paged(app, store, cast, year):
    for days in range(1, 13):
        with_note(store, year, days, text=f"Day {days}.")
    store.commit()
    first = Visitor(app, cast.pia).get(f"{PATH}/voices/evidence").text
    older = unescape(re.search(r'href="([^"]+before=[^"]+)"', first).group(1))
    second = Visitor(app, cast.pia).get(older).text
    assert [day for day in range(1, 13) if f"Day {day}." in first] == list(range(1, 11))
    assert [day for day in range(1, 13) if f"Day {day}." in second] == [11, 12]
    assert "before=" not in second
