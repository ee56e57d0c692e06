"""Rubric files: any rubric is read, every fault is named by line and field, the same content has the same hash."""

import hashlib
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from observe import data
from observe.config import ROOT
from observe.exchange.rubric_files import read_rubric

SHIPPED = Path(data.__path__[0]) / "rubrics" / "undervisning-og-laeringsmiljoe.1.yaml"


def both(text: str) -> dict[str, str]:
    return {"da": f"{text} på dansk", "en": f"{text} in English"}


def rubric(n_domains: int = 1, n_levels: int = 4, n_indicators: int = 1) -> dict[str, object]:
    """A rubric as people would write it, with ``n_indicators`` in each domain."""
    levels = range(1, n_levels + 1)
    return {
        "key": "a-rubric",
        "version": 1,
        "title": both("title"),
        "levels": {n: {"label": both(f"label {n}"), "rule": both(f"rule {n}")} for n in levels},
        "not_observed": {"label": both("not seen"), "rule": both("no occasion")},
        "domains": [
            {
                "code": f"domain_{d}",
                "title": both(f"domain {d}"),
                "indicators": [
                    {
                        "code": f"indicator_{d}_{i}",
                        **{name: both(f"{name} {d} {i}") for name in ("title", "short", "meaning")},
                        "descriptors": {n: both(f"descriptor {n}") for n in levels},
                    }
                    for i in range(n_indicators)
                ],
            }
            for d in range(n_domains)
        ],
    }


class PlainDumper(yaml.SafeDumper):
    def ignore_aliases(self, _node: object) -> bool:
        return True


def written(content: dict[str, object], **layout: object) -> bytes:
    return yaml.dump(content, Dumper=PlainDumper, allow_unicode=True, sort_keys=False, **layout).encode()


def first(content: dict[str, object]) -> dict[str, object]:
    return content["domains"][0]["indicators"][0]


def faults(source: bytes | str) -> list[tuple[int | None, str, str]]:
    source = source.encode() if isinstance(source, str) else source
    return [(fault.line, fault.field, fault.code) for fault in read_rubric(source).faults]


def test_shipped_rubric_has_no_fault():
    reading = read_rubric(SHIPPED.read_bytes(), SHIPPED.name)
    assert reading.faults == ()
    assert SHIPPED.name == f"{reading.rubric['key']}.{reading.rubric['version']}.yaml"


def test_shipped_rubric_names_the_rules_that_raters_need():
    rules = read_rubric(SHIPPED.read_bytes()).rubric["rater_rules"]
    assert {"words", "recover", "tone", "goal"} <= {code for rule in rules for code in rule["indicators"]}


def test_example_of_the_documents_is_a_rubric():
    text = (ROOT.parent / "docs" / "files-in.md").read_text()
    example = text.partition("```yaml\n")[2].partition("```")[0]
    assert read_rubric(example.encode()).faults == ()


@settings(max_examples=20)
@given(n_domains=st.integers(1, 6), n_levels=st.integers(2, 9), n_indicators=st.integers(1, 8))
def test_any_number_of_domains_levels_and_indicators_is_read(n_domains, n_levels, n_indicators):
    reading = read_rubric(written(rubric(n_domains, n_levels, n_indicators)))
    assert reading.faults == ()
    assert [level["level"] for level in reading.rubric["levels"]] == list(range(1, n_levels + 1))
    found = [indicator for domain in reading.rubric["domains"] for indicator in domain["indicators"]]
    assert len(found) == n_domains * n_indicators
    assert {len(indicator["descriptors"]) for indicator in found} == {n_levels}


def test_three_domains_five_levels_and_forty_indicators_are_read():
    content = rubric(n_domains=3, n_levels=5, n_indicators=13)
    content["domains"][2]["indicators"].append({**content["domains"][0]["indicators"][0], "code": "the_fortieth"})
    found = [i for domain in read_rubric(written(content)).rubric["domains"] for i in domain["indicators"]]
    assert len(found) == 40


def test_hash_is_of_the_stored_bytes():
    reading = read_rubric(written(rubric()))
    assert hashlib.sha256(reading.body).hexdigest() == reading.content_hash
    assert json.loads(reading.body) == reading.rubric


def test_layout_and_comments_do_not_change_the_hash():
    content = rubric()
    plain = written(content)
    other = b"# a comment\n" + written(content, width=40)
    assert plain != other
    assert read_rubric(plain).content_hash == read_rubric(other).content_hash


def test_a_word_changes_the_hash():
    changed = rubric()
    changed["domains"][0]["indicators"][0]["meaning"]["da"] += "!"
    assert read_rubric(written(rubric())).content_hash != read_rubric(written(changed)).content_hash


def test_missing_language_is_said_in_words():
    said = [(fault.place, str(fault.sentence)) for fault in read_rubric(b"title: {da: Ro}\n", "mine.yaml").faults]
    assert ("mine.yaml:1, title.en", "The English text is missing.") in said


@pytest.mark.parametrize(
    ("spoil", "field", "code"),
    [
        (lambda r: r.update(colour="red"), "colour", "unknown_field"),
        (lambda r: r.pop("title"), "title", "missing_field"),
        (lambda r: r.update(version="one"), "version", "not_number"),
        (lambda r: r.update(version=True), "version", "not_number"),
        (lambda r: r.update(key="Æ rubric"), "key", "not_key"),
        (lambda r: r.update(title="Ro"), "title", "no_languages"),
        (lambda r: r["title"].update(en=" "), "title.en", "empty"),
        (lambda r: r["title"].update(en=False), "title.en", "not_text"),
        (lambda r: r["title"].update(de="Ruhe"), "title.de", "unknown_field"),
        (lambda r: r["levels"].pop(2), "levels", "levels"),
        (lambda r: r.update(levels={1: r["levels"][1]}), "levels", "levels"),
        (lambda r: r.update(domains=[]), "domains", "empty"),
        (lambda r: r.update(domains={}), "domains", "not_list"),
        (lambda r: r["domains"][0].update(code="Start"), "domains.1.code", "not_code"),
        (lambda r: r["domains"].append("more"), "domains.2", "not_fields"),
        (lambda r: first(r).update(needs=["x"]), "domain_0.indicator_0_0.needs.1", "unknown_code"),
        (lambda r: first(r)["descriptors"].pop(3), "domain_0.indicator_0_0.descriptors.3", "missing_field"),
        (lambda r: r.update(rater_rules=[{**both("a"), "colour": "red"}]), "rater_rules.1.colour", "unknown_field"),
        (lambda r: r.update(rater_rules=[{**both("a"), "indicators": []}]), "rater_rules.1.indicators", "empty"),
    ],
)
def test_fault_is_named_by_field(spoil, field, code):
    content = rubric()
    spoil(content)
    assert (field, code) in [(at, what) for _, at, what in faults(written(content))]


def test_codes_of_domains_and_indicators_stand_once():
    content = rubric(n_domains=2)
    content["domains"][1]["indicators"][0]["code"] = "domain_0"
    assert [code for _, _, code in faults(written(content))] == ["duplicate_code"]


def test_fault_is_named_by_line():
    source = written(rubric()).decode().replace("da: descriptor 3 på dansk", "da: ''")
    line = next(n for n, text in enumerate(source.splitlines(), 1) if text.strip() == "da: ''")
    assert faults(source) == [(line, "domain_0.indicator_0_0.descriptors.3.da", "empty")]


def test_all_faults_are_found_in_one_reading():
    found = faults("key: a\nkey: b\nversion: 0\ntitle: {da: Ro}\n")
    assert {("key", "twice"), ("version", "not_number"), ("title.en", "missing_language")} <= {f[1:] for f in found}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"),
        (b"a: [1\nb: 2", "not_yaml"),
        (b"a: b\n\ttab: c", "not_yaml"),
        ("title: Læring".encode("latin-1"), "not_utf8"),
        (b"a: &x [1, 2]\nb: [*x, *x, *x]", "alias"),
        (b"- 1\n- 2", "not_fields"),
        (b"key: " + b"a" * 2_000_001, "too_large"),
        (b"a: \x00", "not_yaml"),
    ],
)
def test_what_is_no_rubric_at_all_is_refused(source, code):
    assert code in {what for _, _, what in faults(source)}


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_make_the_reader_fall(source):
    reading = read_rubric(source)
    assert reading.faults
    assert reading.rubric is None
