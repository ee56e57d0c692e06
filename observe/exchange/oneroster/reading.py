"""Reads a whole set of OneRoster files: manifest, then every table in the order in which references resolve."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _l

from observe.exchange.faults import Fault
from observe.exchange.oneroster import layouts
from observe.exchange.oneroster.findings import Findings
from observe.exchange.oneroster.gathering import Gathering
from observe.exchange.oneroster.manifest import read_manifest
from observe.exchange.oneroster.opening import Files, Unreadable, open_files
from observe.exchange.oneroster.references import References
from observe.exchange.oneroster.roster import Roster
from observe.exchange.oneroster.tables import Progress, read_table


@dataclass(frozen=True)
class Reading:
    """The roster if there are no problems, and what is wrong or odd in its files."""

    roster: Roster | None
    problems: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def roster_size(path: Path) -> int:
    """How many bytes ``read_roster`` will report as progress; 0 where the path cannot be opened."""
    try:
        with open_files(path) as files:
            return files.n_bytes
    except Unreadable:
        return 0


def read_roster(
    path: Path, known: Mapping[str, frozenset[str]] | None = None, progress: Progress = lambda _n: None
) -> Reading:
    """Read a folder or a zip. ``known``: ids of earlier imports by table, for files that bring changes only."""
    findings = Findings()
    roster = None
    try:
        with open_files(path) as files:
            roster = _read(files, {"users": frozenset(), **(known or {})}, findings, progress)
    except Unreadable as unreadable:
        fault = unreadable.fault
        findings.cut_short(fault.file, fault.line, fault.field, fault.code, fault.sentence)
    return Reading(None if findings.problems else roster, findings.problems, findings.warnings)


def _read(files: Files, known: Mapping[str, frozenset[str]], findings: Findings, progress: Progress) -> Roster | None:
    manifest = read_manifest(files, findings, progress)
    if manifest is None:
        return None
    version, modes = manifest
    references = References(modes, known)
    gathering = Gathering(Roster(modes), references, findings, known.get("schools", frozenset()))
    for table, layout in layouts.layouts(version).items():
        if modes[table] != "absent":
            _read_table(files, table, layout, gathering, progress)
    references.report(findings)
    _check_whole(gathering.roster, findings)
    return gathering.roster


def _read_table(files: Files, table: str, layout: layouts.Layout, gathering: Gathering, progress: Progress) -> None:
    take = getattr(gathering, f"{_snake(table)}_row")
    with files.open(f"{table}.csv") as stream:
        for row in read_table(
            stream,
            f"{table}.csv",
            layout,
            gathering.findings,
            progress,
            is_delta=gathering.roster.modes[table] == "delta",
            is_left_out=lambda values: gathering.is_pupil(table, values),
            ids=gathering.references.of(table),
        ):
            if not row.is_gone:
                gathering.references.note(table, layout, row)
            take(row)


def _snake(table: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", table).lower()


def _check_whole(roster: Roster, findings: Findings) -> None:
    """What no single row shows: whether a whole roster has its parts."""
    if findings.is_cut_short:
        return
    if roster.is_bulk("users") and not roster.is_bulk("orgs"):
        sentence = _l("Whole lists of people come with the whole list of schools: orgs.csv is missing.")
        findings.problem("orgs.csv", None, "", "missing_file", sentence)
    if roster.is_bulk("orgs") and not roster.schools:
        findings.problem("orgs.csv", None, "", "no_school", _l("The file names no school."))
    for one, other in (("users", "roles"), ("roles", "users")):
        if one in roster.modes and "roles" in roster.modes and roster.is_bulk(one) != roster.is_bulk(other):
            sentence = _l("users.csv and roles.csv come both whole or both as changes.")
            findings.problem(f"{one}.csv", None, "", "half_whole", sentence)
            return
