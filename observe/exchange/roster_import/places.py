"""Compares the municipality, its schools, terms and sections with a roster."""

from observe.exchange.roster_import.changes import Ledger, Row


def compare_municipality(ledger: Ledger) -> None:
    """A roster without a district names a new municipality by its first school, and leaves an old one as it is."""
    said, there = ledger.roster.municipality, ledger.present.municipality
    if said:
        wanted = {"source_id": said.source_id, "name": said.name}
    else:
        wanted = {} if there else {"name": next(iter(ledger.roster.schools.values())).name}
    if there:
        ledger.change("municipality", there["name"], there, wanted)
    else:
        ledger.add("municipality", wanted["name"], {"id": ledger.home}, wanted)


def compare_schools(ledger: Ledger) -> None:
    there, said = ledger.present.schools, ledger.roster.schools
    for name, school in said.items():
        wanted = {"name": school.name, "institution_number": school.institution_number, "ended_on": None}
        ledger.upsert("school", name, school.name, there.get(name), wanted)
    gone = there.keys() - said.keys() if ledger.roster.is_bulk("orgs") else ledger.roster.gone_schools
    _end(ledger, "school", there, gone, "name")


def compare_terms(ledger: Ledger) -> None:
    """A term that the roster no longer names stays: it is the frame of old observations."""
    for name, term in ledger.roster.terms.items():
        wanted = {column: getattr(term, column) for column in ("title", "kind", "school_year", "starts_on", "ends_on")}
        ledger.upsert("term", name, term.title, ledger.present.terms.get(name), wanted)


def compare_sections(ledger: Ledger) -> None:
    there, said = ledger.present.sections, ledger.roster.sections
    for name, section in said.items():
        wanted = {"school_id": ledger.ids["school"][section.school], "title": section.title, "ended_on": None}
        taught = {"subject": section.subject, "grade_level": section.grade_level}
        # Changes may come without the courses that name the subject: what they do not say stays.
        is_whole = ledger.roster.is_bulk("classes")
        wanted |= {column: value for column, value in taught.items() if is_whole or value is not None}
        ledger.upsert("section", name, section.title, there.get(name), wanted)
    gone = there.keys() - said.keys() if ledger.roster.is_bulk("classes") else ledger.roster.gone_sections
    _end(ledger, "section", there, gone, "title")


def _end(ledger: Ledger, table: str, there: dict[str, Row], gone: set[str], title: str) -> None:
    """End on the day of the import what is there, is gone from the roster and has not ended before."""
    for name in sorted(gone & there.keys()):
        if there[name]["ended_on"] is None:
            ledger.change(table, there[name][title], there[name], {"ended_on": ledger.on}, "ends")
