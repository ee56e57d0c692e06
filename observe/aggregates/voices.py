"""What pupils answered, over a school's lessons: counted in portions, so that no lesson can be found by subtracting.

A live figure could be subtracted from last week's, and a lesson's answers would be left. So the lessons are taken in
the order in which they arrived and counted only when a portion is full: it has the limits' teachers and pupils, and so
has what is left of it for each observer who knows their own lessons.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from observe.aggregates.distribution import Share, share
from observe.models.limits import Limits
from observe.models.voices import Voice


class AskedLesson(NamedTuple):
    """A lesson in which pupils were asked: keys of who, never names."""

    teacher: Hashable
    observer: Hashable
    voice: Voice


@dataclass(frozen=True)
class Voices:
    """One set of questions over the lessons that are counted; ``questions`` is empty while no portion is full."""

    set: int
    questions: tuple[tuple[Share | None, ...], ...]
    """Per question, the share of each answer among those who answered it."""
    n_pupils: int
    n_lessons: int
    n_teachers: int
    n_waiting: int
    """Pupils asked in lessons that are not counted yet."""


def voices_of(lessons: Sequence[AskedLesson], limits: Limits) -> Voices | None:
    """The figures of the newest set of questions, None where nobody was asked; ``lessons`` in the order of arrival."""
    if not lessons:
        return None
    newest = max(lesson.voice.set for lesson in lessons)
    shape = next(tuple(map(len, lesson.voice.counts)) for lesson in lessons if lesson.voice.set == newest)
    asked = [
        lesson for lesson in lessons if lesson.voice.set == newest and tuple(map(len, lesson.voice.counts)) == shape
    ]
    counted = in_portions(asked, limits)
    n_pupils = _n_pupils(counted)
    return Voices(
        newest,
        tuple(_shares(counted, question) for question in range(len(shape))) if counted else (),
        n_pupils,
        len(counted),
        len({lesson.teacher for lesson in counted}),
        _n_pupils(asked) - n_pupils,
    )


def in_portions(lessons: Iterable[AskedLesson], limits: Limits) -> list[AskedLesson]:
    """Those that stand in a full portion."""
    counted: list[AskedLesson] = []
    portion: list[AskedLesson] = []
    for lesson in lessons:
        portion.append(lesson)
        if _is_full(portion, limits):
            counted += portion
            portion = []
    return counted


def _is_full(portion: Sequence[AskedLesson], limits: Limits) -> bool:
    rests = [
        [lesson for lesson in portion if lesson.observer != observer]
        for observer in {lesson.observer for lesson in portion}
    ]
    return all(_is_enough(part, limits) for part in (portion, *filter(None, rests)))


def _is_enough(lessons: Sequence[AskedLesson], limits: Limits) -> bool:
    n_teachers = len({lesson.teacher for lesson in lessons})
    return n_teachers >= limits.min_teachers and _n_pupils(lessons) >= limits.min_pupils


def _n_pupils(lessons: Iterable[AskedLesson]) -> int:
    return sum(lesson.voice.n for lesson in lessons)


def _shares(lessons: Sequence[AskedLesson], question: int) -> tuple[Share | None, ...]:
    """Pupils of one lesson answer alike: each lesson is a cluster of the effective number."""
    rows = [lesson.voice.counts[question] for lesson in lessons]
    sizes = [sum(row) for row in rows]
    return tuple(share(sum(column), sum(sizes), sizes) for column in zip(*rows, strict=True))
