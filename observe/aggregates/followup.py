"""Follow-up of visits: how soon after the lesson its observer shared the observation, and whether it was read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from observe.aggregates.distribution import Share, share

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Shared(NamedTuple):
    """One visit. ``shared_at`` is None where its author did not share it: the deadline alone is no follow-up."""

    observed_at: datetime
    shared_at: datetime | None
    is_readable: bool
    """Whether its teacher can read it now, by its author or by the deadline."""
    is_read: bool
    """Whether the teacher has acknowledged it."""


def within(visits: Iterable[Shared], span: timedelta, now: datetime) -> Share | None:
    """Of the visits that are at least ``span`` old, those shared by their author within it; None without any."""
    old = [visit for visit in visits if visit.observed_at + span <= now]
    in_time = [visit.shared_at is not None and visit.shared_at <= visit.observed_at + span for visit in old]
    return share(sum(in_time), len(old))


def read(visits: Iterable[Shared]) -> Share | None:
    """Of those that their teachers can read, the ones that were acknowledged; None without any."""
    readable = [visit for visit in visits if visit.is_readable]
    return share(sum(visit.is_read for visit in readable), len(readable))
