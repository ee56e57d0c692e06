"""Ratings from known components of variance: what figures made of them must give back."""

from collections.abc import Hashable, Sequence
from math import sqrt
from random import Random

from observe.aggregates.reliability import Components

MIDDLE = 2.6
"""The mean level before it is rounded to one of the rubric's."""
SHARE_NOT_OBSERVED = 0.05
# Of what is left beside school, teacher and observer, so much is the lesson's, the same for all of its ratings.
SHARE_OF_LESSON = 0.4


class Levels:
    """Draws ratings; a person's part is drawn once and kept, whatever the order of the visits."""

    def __init__(self, components: Components, n_levels: int, seed: int, middle: float = MIDDLE) -> None:
        self.components, self.n_levels, self._seed, self.middle = components, n_levels, seed, middle
        self._drawn: dict[tuple[str, Hashable], float] = {}

    def of_lesson(
        self, school: Hashable, teacher: Hashable, observer: Hashable, lesson: Hashable, codes: Sequence[str]
    ) -> dict[str, int | str]:
        """{indicator code: level or "not_observed"} of one visit."""
        variance, chance = self.components, Random(f"{self._seed} {lesson} {observer}")  # noqa: S311 (no secret)
        level = (
            self.middle
            + self._part("school", school, variance.school)
            + self._part("teacher", teacher, variance.teacher)
            + self._part("observer", observer, variance.observer)
            + self._deviation("lesson", lesson, SHARE_OF_LESSON * variance.rest)
        )
        single = sqrt((1 - SHARE_OF_LESSON) * variance.rest)
        return {
            code: "not_observed" if chance.random() < SHARE_NOT_OBSERVED else self._rounded(chance.gauss(level, single))
            for code in codes
        }

    def _part(self, kind: str, name: Hashable, variance: float) -> float:
        if (kind, name) not in self._drawn:
            self._drawn[kind, name] = self._deviation(kind, name, variance)
        return self._drawn[kind, name]

    def _deviation(self, kind: str, name: Hashable, variance: float) -> float:
        return Random(f"{self._seed} {kind} {name}").gauss(0, sqrt(variance))  # noqa: S311 (no secret)

    def _rounded(self, level: float) -> int:
        return min(max(round(level), 1), self.n_levels)
