"""Merges the rooms' translations, observe/translations/parts/<locale>/*.po, into one messages.mo per locale."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).parent / "observe" / "translations"


class Disagreement(ValueError):
    """Two rooms translate one source string differently."""


def merged(locale: str, folder: Path = TRANSLATIONS) -> Catalog:
    """One catalogue of all parts of `locale`; raises Disagreement where two parts differ on a source string."""
    catalogue = Catalog(locale=locale, project="observe", charset="utf-8")
    said_by = {}
    for part in sorted((folder / "parts" / locale).glob("*.po")):
        with part.open("rb") as source:
            messages = read_po(source, locale=locale)
        for message in messages:
            if not message.id or message.fuzzy:
                continue
            earlier = said_by.setdefault((message.id, message.context), (message.string, part.name))
            if earlier[0] != message.string:
                raise Disagreement(f"{message.id!r}: {earlier[1]} says {earlier[0]!r}, {part.name} {message.string!r}")
            catalogue.add(message.id, message.string, context=message.context)
    return catalogue


def compile_all(folder: Path = TRANSLATIONS) -> list[Path]:
    """Writes <locale>/LC_MESSAGES/messages.mo for every locale that has parts, and names the files written."""
    written = []
    for parts in sorted(path for path in (folder / "parts").glob("*") if path.is_dir()):
        target = folder / parts.name / "LC_MESSAGES" / "messages.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as sink:
            write_mo(sink, merged(parts.name, folder))
        written.append(target)
    return written


if __name__ == "__main__":
    try:
        compile_all()
    except Disagreement as fault:
        sys.exit(f"translations: {fault}")
