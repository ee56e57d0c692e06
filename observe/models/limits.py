"""Limits that a municipality may set, with the ones shipped; ``Municipality.settings`` holds those that differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields


def _limit(shipped: float | str, bounds: tuple[object, ...], says: str) -> object:
    """A field; ``bounds`` are the least and the most that may be set, or the words to choose from."""
    return field(default=shipped, metadata={"bounds": bounds, "says": says})


@dataclass(frozen=True)
class Limits:
    """Each with what it says, in ``fields(Limits)``: ``observe limits`` reads them there."""

    share_days: int = _limit(7, (0, 60), "A teacher reads an observation at the latest so many days after the lesson.")
    draft_days: int = _limit(14, (1, 365), "After so many days the author is asked to finish or discard a draft.")
    focus_min: int = _limit(3, (1, 10), "The fewest indicators in focus that are suggested; any number is allowed.")
    focus_max: int = _limit(5, (1, 20), "The most indicators in focus that are suggested.")
    min_teachers: int = _limit(
        5, (3, 20), "A cell with fewer teachers is not shown to those who may not read its observations."
    )
    max_share_of_one: float = _limit(
        0.4, (0.2, 0.5), "A cell is not shown either if one teacher has a larger share of its visits."
    )
    min_observers: int = _limit(2, (2, 10), "Beyond the school a cell with fewer observers is not shown.")
    min_schools: int = _limit(3, (3, 20), "A cell across schools is not shown with fewer schools.")
    min_pupils: int = _limit(20, (10, 200), "What pupils answered is counted in portions of so many pupils at least.")
    min_walkthroughs: int = _limit(
        5, (3, 50), "A principal sees the ratings of others' walkthroughs so many at a time."
    )
    ends_share: float = _limit(
        0.1, (0.0, 1.0), "A roster that ends a larger share of the people is refused until the number is confirmed."
    )
    sealing: str = _limit(
        "shared", ("never", "shared", "always"), "Which tablets seal what they finish; shared: those that several use."
    )
    prune_days: int = _limit(
        30, (0, 3650), "A tablet keeps the text of what a backup has for so many days more, and asks before it goes."
    )
    prune_days_shared: int = _limit(0, (0, 3650), "The same on a tablet that several people use.")
    keep_school_years: int = _limit(
        2, (1, 10), "An observation is deleted on 31 July, so many school years after the one it was made in."
    )


def limits_of(settings: Mapping[str, object]) -> Limits:
    """The limits with a municipality's own on top; names that are not ours are ignored."""
    known = {f.name for f in fields(Limits)}
    return Limits(**{name: value for name, value in settings.items() if name in known})
