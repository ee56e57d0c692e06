"""manifest.csv: which version of OneRoster, and which files came whole, as changes or not at all."""

import difflib

from flask_babel import lazy_gettext as _l

from observe.exchange.oneroster import layouts
from observe.exchange.oneroster.findings import Findings
from observe.exchange.oneroster.opening import Files
from observe.exchange.oneroster.tables import Progress, read_table

FILE = "manifest.csv"
MODES = ("absent", "bulk", "delta")
LAYOUT = layouts.Layout(required=("propertyName", "value"), optional=())
PROPERTIES = ("manifest.version", "oneroster.version", "source.systemName", "source.systemCode")


def read_manifest(files: Files, findings: Findings, progress: Progress) -> tuple[str, dict[str, str]] | None:
    """The version and ``{table: absent | bulk | delta}`` for the tables that are read; None with a problem."""
    if FILE not in files.names:
        sentence = _l("manifest.csv is missing. It says which files belong to the roster.")
        findings.cut_short(FILE, None, "", "no_manifest", sentence)
        return None
    said = _properties(files, findings, progress)
    version = _version(said, findings)
    if version is None:
        return None
    tables = layouts.layouts(version)
    _warn_of_unknown(said, tables, findings)
    return version, {table: _mode(table, said, files, findings) for table in tables}


def _properties(files: Files, findings: Findings, progress: Progress) -> dict[str, tuple[str, int]]:
    """``{property: (value, line)}``."""
    said: dict[str, tuple[str, int]] = {}
    with files.open(FILE) as stream:
        for row in read_table(stream, FILE, LAYOUT, findings, progress):
            name = row["propertyName"]
            if name in said:
                sentence = _l("“%(name)s” stands here twice.", name=name)
                findings.problem(FILE, row.line, "propertyName", "twice", sentence)
            said[name] = row["value"], row.line
    return said


def _version(said: dict[str, tuple[str, int]], findings: Findings) -> str | None:
    value, line = said.get("oneroster.version", ("", None))
    for version in layouts.VERSIONS:
        # 1.2.1 is a corrected 1.2.
        if value == version or value.startswith(f"{version}."):
            return version
    sentence = _l("OneRoster 1.1 and 1.2 can be read; here stands “%(value)s”.", value=value)
    findings.cut_short(FILE, line, "oneroster.version", "unknown_version", sentence)
    return None


def _warn_of_unknown(said: dict[str, tuple[str, int]], tables: dict[str, layouts.Layout], findings: Findings) -> None:
    known = [*PROPERTIES, *(f"file.{name}" for name in (*tables, *layouts.OTHER_FILES))]
    for name, (_, line) in said.items():
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            sentence = (
                _l("“%(name)s” is not known and is left out. Is “%(close)s” meant?", name=name, close=close[0])
                if close
                else _l("“%(name)s” is not known and is left out.", name=name)
            )
            findings.warning(FILE, line, "propertyName", "unknown_property", sentence)


def _mode(table: str, said: dict[str, tuple[str, int]], files: Files, findings: Findings) -> str:
    name, is_there = f"{table}.csv", f"{table}.csv" in files.names
    mode, line = said.get(f"file.{table}", ("absent", None))
    if mode not in MODES:
        sentence = _l("absent, bulk or delta is expected; here stands “%(value)s”.", value=mode)
        findings.cut_short(FILE, line, f"file.{table}", "unknown_mode", sentence)
        return "absent"
    if mode == "absent" and is_there:
        sentence = _l("The file is there, but the manifest says absent: it is not read.")
        findings.warning(name, None, "", "not_announced", sentence)
    if mode != "absent" and not is_there:
        sentence = _l("The manifest announces %(file)s, but the file is missing.", file=name)
        findings.cut_short(FILE, line, f"file.{table}", "missing_file", sentence)
        return "absent"
    return mode
