"""The notes of a payload: evidence with its moment, and what a tally or a timer counted beside the text."""

from observe.models.moments import clock_time_or_none
from observe.models.versions.payloads.shapes import MOST_MINUTES, are_all, is_codes, is_id, is_prose, is_text, is_whole

NOTE_KINDS = ("saw", "heard", "counted")
NOTE_KEYS = frozenset(("id", "at", "minute", "kind", "text", "indicators", "tally", "intervals"))
TALLY_KEYS = frozenset(("label", "n"))
INTERVALS_KEYS = frozenset(("seconds", "labels", "marks"))
LABEL_LENGTH = 80
MOST_TALLIED = 9999
SHORTEST_INTERVAL_SECONDS, LONGEST_INTERVAL_SECONDS = 5, 3600
FEWEST_LABELS, MOST_LABELS = 2, 3
MOST_MARKS = 1000


def notes_fault(payload: dict[str, object]) -> str | None:
    notes = payload.get("notes", [])
    if type(notes) is not list:
        return "payload.notes is not a list."
    for place, note in enumerate(notes):
        if type(note) is not dict:
            return f"payload.notes[{place}] is not an object."
        minute = note.get("minute", 0)
        if not (
            is_id(note.get("id"))
            and is_prose(note.get("text"))
            and note.get("kind") in NOTE_KINDS
            and type(minute) is int
            and 0 <= minute <= MOST_MINUTES
            and is_codes(note.get("indicators", []))
        ):
            return f"payload.notes[{place}] is {note!r:.200}."
        if not clock_time_or_none(note.get("at")):
            return f"payload.notes[{place}].at is {note.get('at')!r:.80}."
        wrong = _counted_fault(note)
        if wrong:
            return f"payload.notes[{place}].{wrong} is {note[wrong]!r:.200}."
    return None


def _counted_fault(note: dict[str, object]) -> str | None:
    """The name of the field that is wrong; a tool's field that is null counts as none."""
    if note.get("tally") is not None and not _is_tally(note["tally"]):
        return "tally"
    if note.get("intervals") is not None and not is_intervals(note["intervals"]):
        return "intervals"
    return None


def _is_tally(value: object) -> bool:
    return type(value) is dict and _is_label(value.get("label")) and is_whole(value.get("n"), 0, MOST_TALLIED)


def is_intervals(value: object) -> bool:
    """``marks`` holds for every interval the place of the label that was seen, null where nobody tapped."""
    if type(value) is not dict or not are_all(value.get("labels"), _is_label):
        return False
    n_labels, marks = len(value["labels"]), value.get("marks")
    return (
        FEWEST_LABELS <= n_labels <= MOST_LABELS
        and is_whole(value.get("seconds"), SHORTEST_INTERVAL_SECONDS, LONGEST_INTERVAL_SECONDS)
        and are_all(marks, lambda mark: mark is None or is_whole(mark, 0, n_labels - 1))
        and len(marks) <= MOST_MARKS
    )


def _is_label(value: object) -> bool:
    return value is not None and is_text(value, LABEL_LENGTH)


def is_strange_note(note: dict[str, object]) -> bool:
    """Whether it has fields that this release does not know."""
    return (
        not note.keys() <= NOTE_KEYS
        or not (note.get("tally") or {}).keys() <= TALLY_KEYS
        or not (note.get("intervals") or {}).keys() <= INTERVALS_KEYS
    )
