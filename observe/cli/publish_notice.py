"""``observe publish-notice FILE...``: put a privacy notice in force; everybody is asked to read it anew."""

import re
from pathlib import Path

import click

from observe import clock, create_app
from observe.errors import UnfinishedNotice, UnreadableNotice
from observe.extensions import db
from observe.models.notices import publish
from observe.models.schools import municipality_named
from observe.web.languages import LANGUAGES
from observe.web.loaders import writing

# The draft that is shipped has places in square brackets that only the municipality can fill.
PLACE = re.compile(r"\[[^\]\n]+\]")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", default="", help="Its name, where there are several.")
def command(files: tuple[Path, ...], municipality: str) -> None:
    """Publish the notice in FILES: plain text, named by language (da.txt, en.txt); any other name is Danish."""
    texts = {_language(file): notice_text(file) for file in files}
    with create_app().app_context():
        writing()
        home = municipality_named(db.session, municipality)
        notice = publish(db.session, home.id, texts, clock.now())
        db.session.commit()
        click.echo(f"In force in {home.name}: {', '.join(sorted(texts))}, {notice.sha256[:12]}.")


def notice_text(file: Path) -> str:
    """Raises UnreadableNotice, or UnfinishedNotice naming the first place that is still to be filled in."""
    try:
        text = file.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        text = ""
    if not text:
        raise UnreadableNotice(file=file.name)
    place = PLACE.search(text)
    if place:
        raise UnfinishedNotice(file=file.name, place=place.group())
    return text


def _language(file: Path) -> str:
    return file.stem if file.stem in LANGUAGES else LANGUAGES[0]
