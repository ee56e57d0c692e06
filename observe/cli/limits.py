"""``observe limits``: what a municipality keeps to, and the way to set it."""

from dataclasses import Field, fields

import click
from sqlalchemy import delete, select, true

from observe.cli import Number
from observe.cli.import_roster import opened_home
from observe.extensions import db
from observe.models.limits import Limits, limits_of
from observe.models.observations import Observation
from observe.models.rollups import MunicipalRollup, mark_all
from observe.models.schools import Municipality, municipality_named
from observe.web.loaders import writing

SHIPPED = Limits()
PROMISED = "Teachers were promised when they read what is stored"
PORTIONS = "Lessons counted in portions of one size and of another would differ by single lessons"
# {limit: (why it does not move any more, once there is an observation like these)}
HELD = {
    "share_days": (PROMISED, true()),
    "min_walkthroughs": (PORTIONS, Observation.kind == "walkthrough"),
    "min_pupils": (PORTIONS, Observation.pupil_voice != b""),
    "min_teachers": (PORTIONS, Observation.pupil_voice != b""),
}


def _option(limit: Field) -> click.Option:
    bounds = limit.metadata["bounds"]
    kinds = {int: click.IntRange, float: Number}
    kind = kinds[limit.type](*bounds) if limit.type in kinds else click.Choice(bounds)
    return click.Option([f"--{limit.name.replace('_', '-')}"], type=kind, help=limit.metadata["says"])


class ByLimits(click.Command):
    """An option for each limit."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [*map(_option, fields(Limits)), *super().get_params(ctx)]


@click.command(cls=ByLimits)
@click.option("--shipped", multiple=True, type=click.Choice([f.name for f in fields(Limits)]), help="Put it back.")
@click.option("--municipality", default="", help="Its name, where there are several.")
def command(municipality: str, shipped: tuple[str, ...], **asked: float | str | None) -> None:
    """Set limits, and print all of them. What was released stays as it was; running terms are counted anew."""
    given = {name: value for name, value in asked.items() if value is not None}
    with opened_home():
        if given or shipped:
            writing()
        home = municipality_named(db.session, municipality)
        if given or shipped:
            _set(home, {name: value for name, value in (home.settings | given).items() if name not in shipped})
            db.session.commit()
        click.echo("\n".join([home.name, *(_line(limit, limits_of(home.settings)) for limit in fields(Limits))]))


def _set(home: Municipality, wanted: dict[str, object]) -> None:
    """Raises UsageError for limits that contradict each other, or a promise that was given."""
    now, then = limits_of(home.settings), limits_of(wanted)
    if then.focus_min > then.focus_max:
        raise click.UsageError(f"--focus-min {then.focus_min} is more than --focus-max {then.focus_max}.")
    for name, (why, which) in HELD.items():
        seen = select(Observation.rid).where(Observation.municipality_id == home.id, which).limit(1)
        if getattr(then, name) != getattr(now, name) and db.session.scalar(seen):
            raise click.UsageError(f"{why}: --{name.replace('_', '-')} can be set before there are any.")
    if then.min_schools != now.min_schools:
        _forget_released_sums(home)
    if then != now:
        mark_all(db.session.connection(), home.id)
    home.settings = wanted


def _forget_released_sums(home: Municipality) -> None:
    """The next refresh makes them anew by what the page then says. The sums of all schools stay: made anew, they would
    differ by what one school has released since; who stands beside them is judged again on every look.
    """
    of_released = (MunicipalRollup.municipality_id == home.id, MunicipalRollup.is_released)
    db.session.execute(delete(MunicipalRollup).where(*of_released))


def _line(limit: Field, limits: Limits) -> str:
    now, before = getattr(limits, limit.name), getattr(SHIPPED, limit.name)
    differs = "" if now == before else f" (shipped: {before})"
    wrong = "" if _is_within(now, limit) else f" OUT OF BOUNDS: observe limits --shipped {limit.name}"
    return f"{limit.name:18}{now!s:>7}  {limit.metadata['says']}{differs}{wrong}"


def _is_within(value: object, limit: Field) -> bool:
    """Not so may be what was written by other means than this command."""
    if limit.type is str:
        return value in limit.metadata["bounds"]
    least, most = limit.metadata["bounds"]
    return isinstance(value, int | limit.type) and least <= value <= most
