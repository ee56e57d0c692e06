"""Limits that a municipality may set, with the ones shipped; ``Municipality.settings`` holds those that differ."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Limits:
    share_days: int = 7
    """A teacher reads an observation at the latest this many days after the lesson."""
    draft_days: int = 14
    """After this many days the author is asked to finish or discard a draft."""
    focus_min: int = 3
    focus_max: int = 5
    """How many indicators in focus are suggested; any number is allowed."""
    min_teachers: int = 5
    """Fewer teachers than this behind a cell, and it is not shown to those who may not read its observations."""
    max_share_of_one: float = 0.4
    """A cell is not shown either if one teacher has a larger share of its visits."""
    min_observers: int = 2
    """Beyond the school a cell is not shown with fewer observers than this."""
    min_schools: int = 3
    """A cell across schools is not shown with fewer schools than this."""
    min_pupils: int = 20
    """What pupils answered is counted in portions of at least so many pupils, and of ``min_teachers``."""
    min_walkthroughs: int = 5
    """A principal sees the ratings of others' walkthroughs so many at a time."""
    ends_share: float = 0.1
    """A roster that ends a larger share of the people is refused until the number is confirmed."""
    sealing: str = "shared"
    """Which tablets seal what they finish: never, shared (those that several people use) or always."""
    prune_days: int = 30
    """A tablet keeps the text of what a backup has for so many days more; the server is asked before it goes."""
    prune_days_shared: int = 0
    """The same on a tablet that several people use."""
    keep_school_years: int = 2
    """An observation is deleted on 31 July, this many school years after the one it was made in."""


def limits_of(settings: Mapping[str, object]) -> Limits:
    """The limits with a municipality's own on top; names that are not ours are ignored."""
    known = {f.name for f in fields(Limits)}
    return Limits(**{name: value for name, value in settings.items() if name in known})
