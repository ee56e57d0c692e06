"""A payload against the rubric that it was rated by."""

from observe.models.levels import NOT_OBSERVED, RubricShape
from observe.models.versions.payloads.pair import pair_rubric_fault


def rubric_fault(payload: dict[str, object], shape: RubricShape | None) -> str | None:
    """What does not fit the rubric; ``shape`` is None where the version names no rubric."""
    ratings = payload["ratings"]
    if shape is None:
        return "rubric is missing, but there are ratings." if ratings else pair_rubric_fault(payload, None)
    if not ratings.keys() <= shape.known:
        return f"payload.ratings has {sorted(ratings.keys() - shape.known)!r:.200}, which the rubric has not."
    for code, rating in ratings.items():
        if rating["level"] != "not_observed" and rating["level"] > shape.n_levels:
            return f"payload.ratings.{code}.level is {rating['level']}; the rubric has levels 1 to {shape.n_levels}."
    return _codes_fault(payload, shape) or pair_rubric_fault(payload, shape)


def _codes_fault(payload: dict[str, object], shape: RubricShape) -> str | None:
    if not shape.known.issuperset(payload.get("focus", ())):
        return "payload.focus names an indicator that the rubric has not."
    for place, note in enumerate(payload.get("notes", ())):
        if not shape.known.issuperset(note.get("indicators", ())):
            return f"payload.notes[{place}].indicators names one that the rubric has not."
    return None


def levels_of(payload: dict[str, object]) -> dict[str, int]:
    """``{indicator code: level}``, NOT_OBSERVED for what was marked so."""
    return {
        code: NOT_OBSERVED if rating["level"] == "not_observed" else rating["level"]
        for code, rating in payload["ratings"].items()
    }
