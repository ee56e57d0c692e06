"""What an interval timer counted, as a letter draws it: how often each label was seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from observe.models.versions.payloads.notes import is_intervals


@dataclass(frozen=True)
class Counted:
    seconds: int
    rows: tuple[tuple[str, int], ...]
    """(label, times), in the order of the labels."""
    n_missed: int
    """Intervals for which nothing was tapped."""


def counted_of(note: Mapping[str, object]) -> Counted | None:
    """None where there is none, or it was stored before the field was known and has another shape."""
    found = note.get("intervals")
    if not is_intervals(found):
        return None
    marks = found["marks"]
    rows = tuple((label, marks.count(place)) for place, label in enumerate(found["labels"]))
    return Counted(found["seconds"], rows, marks.count(None))
