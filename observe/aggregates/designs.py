"""Balanced tables of the textbooks as G- and D-studies: p × i, persons by conditions, and p × (r:t), raters in tasks.

The notebook's own design, unbalanced, stands in ``generalizability``; both rest on the same equations.
"""

from collections.abc import Sequence

from observe.aggregates.generalizability import RESIDUAL, Components, Dependability, coefficients, components


def crossed(ratings_by_person: Sequence[Sequence[float | None]]) -> Components | None:
    """p × i from ``ratings[person][condition]``: effects p, i and residual (pi, e). None is a missing rating."""
    rows = [
        (rating, person, condition)
        for person, ratings in enumerate(ratings_by_person)
        for condition, rating in enumerate(ratings)
        if rating is not None
    ]
    factors = {"p": [person for _, person, _ in rows], "i": [condition for _, _, condition in rows]}
    return components([rating for rating, _, _ in rows], factors)


def of_crossed(found: Components, n_conditions: int) -> Dependability:
    """D-study of p × I: a person's mean over ``n_conditions`` conditions."""
    relative = found[RESIDUAL] / n_conditions
    return coefficients(found["p"], relative, relative + found["i"] / n_conditions)


def nested_raters(ratings_by_person_task: Sequence[Sequence[Sequence[float]]]) -> Components | None:
    """p × (r:t), the design of Brennan's synthetic data set 4: ``ratings[person][task][rater]``.

    Effects p, t, r:t, pt and residual (prt, e).
    """
    rows = [
        (value, person, task, rater)
        for person, tasks in enumerate(ratings_by_person_task)
        for task, raters in enumerate(tasks)
        for rater, value in enumerate(raters)
    ]
    factors = {
        "p": [person for _, person, _, _ in rows],
        "t": [task for _, _, task, _ in rows],
        "r:t": [(task, rater) for _, _, task, rater in rows],
        "pt": [(person, task) for _, person, task, _ in rows],
    }
    return components([row[0] for row in rows], factors)


def of_nested_raters(found: Components, n_tasks: int, n_raters: int) -> Dependability:
    """D-study of p × (R:T): a person's mean over ``n_tasks`` tasks with ``n_raters`` raters each."""
    n = n_tasks * n_raters
    relative = found["pt"] / n_tasks + found[RESIDUAL] / n
    return coefficients(found["p"], relative, relative + found["t"] / n_tasks + found["r:t"] / n)
