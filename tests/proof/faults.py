"""The faults of a network, by the names that tests/js/model/tablet.js gives them: what becomes of one request."""

import json
from collections.abc import Callable
from typing import NamedTuple

from werkzeug.test import TestResponse


class Answer(NamedTuple):
    """What a tablet hears. ``json`` is None where it was none."""

    status: int
    json: dict | None


Carry = Callable[[], TestResponse]


def _heard(answer: TestResponse) -> Answer:
    return Answer(answer.status_code, answer.json if answer.is_json else None)


def _twice(carry: Carry) -> Answer:
    carry()
    return _heard(carry())


def _lost_after(carry: Carry) -> None:
    carry()


def _error_after(carry: Carry) -> Answer:
    carry()
    return Answer(500, {"code": "unforeseen"})


def _other_batch(carry: Carry) -> Answer:
    status, told = _heard(carry())
    return Answer(status, {**told, "batch_id": "somebody else's"})


def _cut_results(carry: Carry) -> Answer:
    status, told = _heard(carry())
    return Answer(status, {**told, "results": told.get("results", [])[1:]})


def _other_hashes(carry: Carry) -> Answer:
    status, told = _heard(carry())
    return Answer(status, {**told, "results": [{**one, "sha256": "f" * 64} for one in told.get("results", [])]})


def _cut_off(carry: Carry) -> Answer | None:
    """The answer ends in the middle: a tablet that cannot read it has heard nothing."""
    text = carry().get_data(as_text=True)
    try:
        return Answer(200, json.loads(text[: len(text) // 2]))
    except ValueError:
        return None


FAULTS: dict[str, Callable[[Carry], Answer | None]] = {
    "none": lambda carry: _heard(carry()),
    "lost_before": lambda carry: None,
    "lost_after": _lost_after,
    "twice": _twice,
    "html": lambda carry: Answer(200, None),
    "login_page": lambda carry: Answer(200, {"title": "Sign in to the school network"}),
    "portal_413": lambda carry: Answer(413, None),
    "error_before": lambda carry: Answer(500, None),
    "error_after": _error_after,
    "busy": lambda carry: Answer(503, {"code": "busy"}),
    "too_many": lambda carry: Answer(429, {"code": "too_many"}),
    "other_batch": _other_batch,
    "cut_results": _cut_results,
    "other_hashes": _other_hashes,
    "cut_off": _cut_off,
}
NAMES = tuple(FAULTS)
