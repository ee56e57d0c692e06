"""Heads that stand side by side, compared field by field: what changed on one side only may be joined, the rest is
asked. Pure; the same rule as ``js/offline/merging.js``, and ``tests/vectors/merging.json`` is run by both.
"""

import copy
from collections.abc import Callable, Mapping, Sequence, Set
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
    parts = divided_parts([*payloads, base] if base is not None else payloads)
    flat = [flattened(payload, parts) for payload in payloads]
    before = flattened(base, parts) if base is not None else None
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
    """Equal as JSON: true is not 1, and 1.0 is."""
    if type(one) is not type(other) and {type(one), type(other)} != {int, float}:
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return one == other


def divided_parts(payloads: Sequence[Mapping[str, object]]) -> set[str]:
    """Parts that fall into their entries: those that have the shape for it in every version that has them."""
    named = (*MAPS, "notes")
    return {part for part in named if all(_is_parted(part, one[part]) for one in payloads if part in one)}


def _is_parted(part: str, value: object) -> bool:
    if part != "notes":
        return isinstance(value, dict)
    ids = [note.get("id") if isinstance(note, dict) else None for note in value] if isinstance(value, list) else [None]
    return all(isinstance(one, str) for one in ids) and len(set(ids)) == len(ids)


def flattened(payload: Mapping[str, object], parts: Set[str]) -> dict[Path, object]:
    """Every field of a payload by its path; ``parts`` fall into their entries, anything else stands as a whole."""
    fields: dict[Path, object] = {}
    for part, value in payload.items():
        if part not in parts:
            fields[(part,)] = value
        elif part == "notes":
            fields.update({(part, note["id"]): note for note in value})
        else:
            fields.update({(part, name): one for name, one in value.items()})
    return fields


def joined(
    payloads: Sequence[Mapping[str, object]], fields: Sequence[Field], decide: Callable[[Field], object]
) -> dict[str, object]:
    """The payload of the first head with every differing field as it was decided; ABSENT takes it away."""
    result = copy.deepcopy(dict(payloads[0]))
    notes = [field for field in fields if field.path[0] == "notes" and len(field.path) > 1]
    for field in fields:
        if field not in notes:
            place = result.setdefault(field.path[0], {}) if len(field.path) > 1 else result
            _put(place, field.path[-1], decide(field))
    if notes:
        result["notes"] = _joined_notes(result.get("notes", ()), {field.path[1]: decide(field) for field in notes})
    return result


def _joined_notes(first: Sequence[Mapping[str, object]], decided: Mapping[str, object]) -> list[object]:
    notes = {note["id"]: note for note in first}
    for name, value in decided.items():
        _put(notes, name, value)
    return sorted(notes.values(), key=lambda note: str(note.get("at") or ""))


def _put(place: dict[str, object], name: str, value: object) -> None:
    if value is ABSENT:
        place.pop(name, None)
    else:
        place[name] = copy.deepcopy(value)
