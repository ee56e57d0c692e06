"""Opens a folder or a zip of CSV files, and refuses a zip that is a bomb or that points outside itself."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from flask_babel import lazy_gettext as _l

from observe.exchange.faults import Fault

# A country's roster of staff and sections fits ten times over.
MAX_BYTES = 1_000_000_000
MAX_ENTRIES = 1_000
# Rosters shrink by a factor of 5 to 30; bombs by a thousand and more.
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 1_000_000


class Unreadable(Exception):
    """The source as a whole cannot be read; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class Files:
    """CSV files by their name without a folder, each opened once and read as a stream."""

    def __init__(self, found: dict[str, Path | zipfile.ZipInfo], archive: zipfile.ZipFile | None = None) -> None:
        self._found = found
        self._archive = archive

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._found)

    @property
    def n_bytes(self) -> int:
        """The inflated size of all files, as far as the zip tells the truth."""
        return sum(_size(at) for at in self._found.values())

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """The file's bytes; raises Unreadable for a damaged zip."""
        damaged = Unreadable(_whole(name, "damaged", _l("The file is damaged or locked and cannot be read.")))
        at = self._found[name]
        try:
            stream = at.open("rb") if isinstance(at, Path) else self._archive.open(at)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            # The last two are how zipfile says that it cannot: a password, an unknown way of packing.
            raise damaged from error
        with stream:
            try:
                yield stream
            except (OSError, zipfile.BadZipFile, EOFError, zlib.error) as error:
                raise damaged from error


def _size(at: Path | zipfile.ZipInfo) -> int:
    return at.stat().st_size if isinstance(at, Path) else at.file_size


@contextmanager
def open_files(path: Path) -> Iterator[Files]:
    """The CSV files of a folder or a zip; raises Unreadable where it is neither or not safe."""
    if path.is_dir():
        yield Files({entry.name: entry for entry in sorted(path.glob("*.csv")) if entry.is_file()})
        return
    if not path.is_file():
        raise Unreadable(_whole(path.name, "not_found", _l("There is no such file or folder.")))
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        sentence = _l("A folder or a zip with CSV files is expected.")
        raise Unreadable(_whole(path.name, "no_zip", sentence)) from error
    with archive:
        yield Files(_checked(archive, path.name), archive)


def _checked(archive: zipfile.ZipFile, zip_name: str) -> dict[str, zipfile.ZipInfo]:
    """The CSV entries by name. A single folder around them is common, and so is what macOS adds beside it."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(_whole(zip_name, "bomb", _l("The zip has more than %(n)s files.", n=MAX_ENTRIES)))
    for entry in entries:
        _refuse_outside(entry.filename)
    n_bytes, n_packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    is_bomb = n_bytes > RATIO_COUNTS_FROM_BYTES and n_bytes > MAX_RATIO * max(n_packed, 1)
    if n_bytes > MAX_BYTES or is_bomb:
        sentence = _l("The zip unfolds to %(n)s MB, more than a roster can be.", n=n_bytes // 1_000_000)
        raise Unreadable(_whole(zip_name, "bomb", sentence))
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        at = PurePosixPath(entry.filename)
        if at.suffix != ".csv" or at.parts[0] == "__MACOSX":
            continue
        if at.name in found:
            raise Unreadable(_whole(at.name, "twice", _l("This file is in the zip twice.")))
        found[at.name] = entry
    return found


def _refuse_outside(name: str) -> None:
    at = PurePosixPath(name.replace("\\", "/"))
    if at.is_absolute() or ".." in at.parts or ":" in name:
        raise Unreadable(_whole(name, "outside", _l("The path points outside the zip.")))


def _whole(file: str, code: str, sentence: object) -> Fault:
    return Fault(file, None, "", code, sentence)
