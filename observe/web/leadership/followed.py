"""What the overview says beside its weeks: where there were no visits, and how soon visits were followed up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import ngettext

from observe.aggregates.coverage import Visit, Week
from observe.aggregates.distribution import Share
from observe.aggregates.followup import DAY, WEEK, Shared, read, within
from observe.aggregates.gaps import Gap, gaps
from observe.web.filters import WORD_JOINER
from observe.web.leadership.choices import groups_by_subject, stages_by_grade, titles_of
from observe.web.leadership.run_words import listed

Taught = Mapping[UUID, Sequence[tuple[str, int | None]]]
"""{teacher: (subject, grade level) of what they teach}"""


@dataclass(frozen=True)
class Part:
    """A stage or a group of subjects as a line of the overview."""

    title: str
    gap: Gap


@dataclass(frozen=True)
class FollowUp:
    """None where no visit is old enough, or none can be read yet."""

    within_day: Share | None
    within_week: Share | None
    read: Share | None


def parts_of(taught: Taught, visits: Iterable[Visit], language: str) -> tuple[list[Part], list[Part]]:
    """The stages, and the groups of subjects, in the order of the data file."""
    stages, groups, visits = stages_by_grade(), groups_by_subject(), list(visits)
    by_stage = gaps(
        titles_of("stages", language),
        {teacher: {stages.get(grade) for _, grade in lessons} for teacher, lessons in taught.items()},
        [(visit.teacher_id, stages.get(visit.grade_level)) for visit in visits],
    )
    by_group = gaps(
        titles_of("groups", language),
        {teacher: {groups.get(subject) for subject, _ in lessons} for teacher, lessons in taught.items()},
        [(visit.teacher_id, groups.get(visit.subject)) for visit in visits],
    )
    return _titled(by_stage, "stages", language), _titled(by_group, "groups", language)


def _titled(found: Iterable[Gap], kind: str, language: str) -> list[Part]:
    titles = titles_of(kind, language)
    return [Part(titles[gap.code], gap) for gap in found]


def follow_up(visits: Sequence[Shared], now: datetime) -> FollowUp | None:
    """None where there is nothing to follow up."""
    if not visits:
        return None
    return FollowUp(within(visits, DAY, now), within(visits, WEEK, now), read(visits))


def silent_weeks(weeks: Sequence[Week], today: date) -> str:
    """The weeks that are over and had no visit, as a sentence; empty where there are none, or nothing but those."""
    silent = [week for week in weeks if not week.n_visits and not week.is_running(today)]
    if not silent or len(silent) == len(weeks):
        return ""
    runs = _runs([weeks.index(week) for week in silent])
    named = [_run(weeks[first].number, weeks[last].number) for first, last in runs]
    return ngettext("No visits in week %(weeks)s.", "No visits in weeks %(weeks)s.", len(silent), weeks=listed(named))


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """(first, last) of places that follow each other."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = runs[-1][0], place
        else:
            runs.append((place, place))
    return runs


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}{WORD_JOINER}–{WORD_JOINER}{last}"
