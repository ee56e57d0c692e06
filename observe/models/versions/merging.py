"""Heads that stand side by side, compared field by field: what changed on one side only may be joined, the rest is
asked. Pure; the same rule as ``js/offline/merging.js``.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# Parts of a payload whose entries are decided one by one.
MAPS = ("ratings", "feedback")
Path = tuple[str, ...]
"""("ratings", code), ("notes", id), ("feedback", "question"), ("subject",)."""


class Absent:
    """Stands for a value that a version does not have: there, null is a value."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()


@dataclass(frozen=True)
class Field:
    """One thing that is decided by itself."""

    path: Path
    values: tuple[object, ...]
    """One for each head, in their order."""
    joined: object
    """What is offered; ABSENT also where ``is_open``."""
    is_open: bool
    """Changed on more than one side, or nobody knows what it was before: a person chooses."""


def differences(base: Mapping[str, object] | None, payloads: Sequence[Mapping[str, object]]) -> list[Field]:
    """The fields that differ. ``base`` is what all heads followed, None where nothing is known of it."""
    flat, before = [flattened(payload) for payload in payloads], flattened(base) if base is not None else None
    paths = dict.fromkeys(path for one in flat for path in one)
    fields = [_field(path, flat, before) for path in paths]
    return [field for field in fields if len(distinct(field.values)) > 1]


def _field(path: Path, flat: Sequence[Mapping[Path, object]], before: Mapping[Path, object] | None) -> Field:
    values = tuple(one.get(path, ABSENT) for one in flat)
    former = before.get(path, ABSENT) if before is not None else None
    changed = [value for value in distinct(values) if before is None or not is_same(value, former)]
    if path[0] == "notes" and before is None:
        # A note that one side has and another never saw is nobody's change but its own.
        changed = [value for value in changed if value is not ABSENT]
    is_open = len(changed) != 1
    return Field(path, values, ABSENT if is_open else changed[0], is_open)


def distinct(values: Sequence[object]) -> list[object]:
    """Each value once, in order of its first place."""
    return [value for place, value in enumerate(values) if not any(is_same(value, one) for one in values[:place])]


def is_same(one: object, other: object) -> bool:
    """Equal as JSON: true is not 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return one == other


def flattened(payload: Mapping[str, object]) -> dict[Path, object]:
    """Every field of a payload by its path; a part of an unexpected shape stands as a whole."""
    fields: dict[Path, object] = {}
    for part, value in payload.items():
        if part == "notes" and type(value) is list:
            fields.update({(part, str(note["id"])): note for note in value})
        elif part in MAPS and type(value) is dict:
            fields.update({(part, name): one for name, one in value.items()})
        else:
            fields[(part,)] = value
    return fields


def joined(
    payloads: Sequence[Mapping[str, object]], fields: Sequence[Field], decide: Callable[[Field], object]
) -> dict[str, object]:
    """The payload of the first head with every differing field as it was decided; ABSENT takes it away."""
    result = copy.deepcopy(dict(payloads[0]))
    notes = {str(note["id"]): note for note in result.get("notes", ())}
    for field in fields:
        value = decide(field)
        if field.path[0] == "notes" and len(field.path) > 1:
            _put(notes, field.path[1], value)
        else:
            _put(result.setdefault(field.path[0], {}) if len(field.path) > 1 else result, field.path[-1], value)
    return {**result, "notes": sorted(notes.values(), key=lambda note: str(note.get("at")))}


def _put(place: dict[str, object], name: str, value: object) -> None:
    if value is ABSENT:
        place.pop(name, None)
    else:
        place[name] = copy.deepcopy(value)
