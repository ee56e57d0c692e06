"""The command line: ``observe COMMAND``. A module per command, imported only when it is asked for."""

import importlib
import pkgutil
import sys
from math import isnan

import click

from observe.config import UnusableSettings
from observe.errors import Refusal


class Number(click.FloatRange):
    """A number within bounds: what is none (nan) would pass every comparison."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = super().convert(value, param, ctx)
        return self.fail(f"{value} is no number.", param, ctx) if isnan(found) else found


class Commands(click.Group):
    """Finds ``observe import-roster`` in ``observe.cli.import_roster`` as ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules(__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        return importlib.import_module(f"{__name__}.{name.replace('-', '_')}").command


@click.group(cls=Commands)
@click.version_option(package_name="observe")
def observe() -> None:
    """Observe: the notebook for leaders who go into lessons."""


def main() -> None:
    """Run; a refusal or an unusable setting is one line and exit code 1, never a traceback."""
    try:
        observe()
    except (Refusal, UnusableSettings) as problem:
        click.echo(f"observe: {problem}", err=True)
        sys.exit(1)
