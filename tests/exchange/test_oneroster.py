"""OneRoster files that are right: what is read from them, and what is never kept."""

from datetime import date

import pytest

from observe.exchange.oneroster import read_roster
from tests.exchange import rosters


def read(folder, made=None, **how):
    reading = read_roster(rosters.written(folder, made or rosters.tables(), **how))
    assert reading.problems == ()
    return reading.roster


def test_schools_and_their_municipality_are_read(tmp_path):
    roster = read(tmp_path)
    assert roster.municipality.name == "Nordsund Kommune"
    assert {school.name: school.institution_number for school in roster.schools.values()} == {
        "Sofiendal": "280001",
        "Havne": "280002",
    }


def test_roles_become_ours(tmp_path):
    assert set(read(tmp_path).appointments) == {
        ("olga", "sofiendal", "leader"),
        ("tom", "sofiendal", "teacher"),
        ("tara", "sofiendal", "teacher"),
        ("pia", "sofiendal", "principal"),
        ("liam", "havne", "principal"),
        ("ana", None, "administration"),
    }


def test_one_dot_one_knows_leaders_but_no_principals(tmp_path):
    roster = read(tmp_path, rosters.tables_1_1(), version="1.1")
    assert ("pia", "sofiendal", "leader") in roster.appointments
    assert ("ana", None, "administration") in roster.appointments
    assert set(roster.people) == set(rosters.STAFF)


@pytest.mark.parametrize(("made", "version"), [(rosters.tables, "1.2"), (rosters.tables_1_1, "1.1")])
def test_pupils_are_never_kept(tmp_path, made, version):
    roster = read(tmp_path, made(), version=version)
    assert roster.n_left_out == len(rosters.PUPILS)
    assert not any(pupil in repr(roster) for pupil in ("emil", "Emil", "freja", "Freja"))


def test_guardians_are_never_kept(tmp_path):
    made = rosters.tables()
    made["users"].append(rosters.user("mor"))
    made["roles"].append(rosters.role("mor", "guardian", "sofiendal"))
    assert "mor" not in repr(read(tmp_path, made)).lower()


def test_demographics_are_not_even_opened(tmp_path):
    folder = rosters.written(tmp_path, rosters.tables())
    (folder / "demographics.csv").write_bytes(b"\xff\xfe not CSV at all")
    assert read_roster(folder).problems == ()


def test_phone_numbers_are_not_kept(tmp_path):
    folder = rosters.written(tmp_path, rosters.tables())
    users = (folder / "users.csv").read_text().replace("email,", "email,phone,", 1)
    (folder / "users.csv").write_text(users.replace("example.org,", "example.org,12345678,"))
    reading = read_roster(folder)
    assert reading.problems == ()
    assert "12345678" not in repr(reading.roster)


def test_last_day_of_a_term_is_the_day_before_its_end_date(tmp_path):
    term = read(tmp_path).terms["efteraar"]
    assert (term.starts_on, term.ends_on) == (date(2026, 8, 1), date(2027, 1, 31))


def test_section_has_subject_and_grade_level_from_what_the_files_say(tmp_path):
    made = rosters.tables()
    made["classes"] += [
        rosters.section("7a", "7.a n/t") | {"subjects": "n/t"},
        rosters.section("0a", "0.a") | {"grades": "KG", "classType": "homeroom"},
        rosters.section("x", "Blandet hold") | {"grades": "05,06"},
    ]
    sections = read(tmp_path, made).sections
    assert {name: (found.subject, found.grade_level) for name, found in sections.items()} == {
        "4b": ("danish", 4),
        "7a": ("science", 7),
        "0a": (None, 0),
        "x": ("danish", 5),
    }


def test_class_of_a_department_belongs_to_its_school(tmp_path):
    made = rosters.tables()
    made["orgs"].append({"sourcedId": "d", "name": "Udskoling", "type": "department", "parentSourcedId": "sofiendal"})
    made["classes"].append(rosters.section("9a", "9.a", school="d"))
    assert read(tmp_path, made).sections["9a"].school == "sofiendal"


def test_preferred_names_are_used(tmp_path):
    made = rosters.tables()
    made["users"][1]["preferredGivenName"] = "Thomas"
    assert read(tmp_path, made).people["tom"].given_name == "Thomas"


def test_email_is_read_in_small_letters(tmp_path):
    assert read(tmp_path).people["tom"].email == "tom@example.org"


def test_person_who_may_not_sign_in_has_no_appointment(tmp_path):
    made = rosters.tables()
    made["users"][1]["enabledUser"] = "false"
    roster = read(tmp_path, made)
    assert ("tom", "sofiendal", "teacher") not in roster.appointments
    assert "tom" in roster.gone_people


def test_zip_reads_as_its_folder_does(tmp_path):
    folder = rosters.written(tmp_path / "roster", rosters.tables())
    assert read_roster(rosters.zipped(folder)).roster == read_roster(folder).roster


def test_byte_order_mark_is_a_warning(tmp_path):
    folder = rosters.written(tmp_path, rosters.tables())
    (folder / "orgs.csv").write_bytes(b"\xef\xbb\xbf" + (folder / "orgs.csv").read_bytes())
    reading = read_roster(folder)
    assert reading.problems == ()
    assert [(fault.file, fault.code) for fault in reading.warnings] == [("orgs.csv", "bom")]


def test_misspelt_manifest_line_and_extra_columns_are_warnings(tmp_path):
    folder = rosters.written(tmp_path, rosters.tables())
    (folder / "manifest.csv").write_text((folder / "manifest.csv").read_text().replace("file.demo", "fiel.demo"))
    orgs = (folder / "orgs.csv").read_text().replace("\n", ",\n")
    (folder / "orgs.csv").write_text(orgs.replace("parentSourcedId,", "parentSourcedId,metadata.x"))
    reading = read_roster(folder)
    assert reading.problems == ()
    assert {(fault.code, fault.field) for fault in reading.warnings} == {
        ("unknown_property", "propertyName"),
        ("extra_column", "metadata.x"),
    }


def test_teacher_who_is_a_pupil_in_the_list_of_people_is_left_out_with_a_warning(tmp_path):
    made = rosters.tables()
    made["enrollments"].append(rosters.enrolment("emil", "teacher") | {"sourcedId": "another"})
    reading = read_roster(rosters.written(tmp_path, made))
    assert reading.problems == ()
    assert [fault.code for fault in reading.warnings] == ["left_out"]


def test_email_that_two_share_is_a_warning(tmp_path):
    made = rosters.tables()
    made["users"][2]["email"] = "TOM@example.org"
    reading = read_roster(rosters.written(tmp_path, made))
    assert [(fault.line, fault.field, fault.code) for fault in reading.warnings] == [(4, "email", "shared_email")]


def test_delta_may_refer_to_what_is_known(tmp_path):
    changes = {"enrollments": [rosters.enrolment("tara", "teacher")]}
    folder = rosters.written(tmp_path, changes, mode="delta")
    names = {"users": frozenset({"tara"}), "classes": frozenset({"4b"}), "orgs": frozenset({"sofiendal"})}
    assert ("4b", "tara") in read_roster(folder, names).roster.teaching
    assert {fault.code for fault in read_roster(folder).problems} == {"dangling_reference"}


def test_progress_adds_up_to_the_size_of_what_is_read(tmp_path):
    folder, read_bytes = rosters.written(tmp_path, rosters.tables()), []
    read_roster(folder, progress=read_bytes.append)
    assert sum(read_bytes) == sum(path.stat().st_size for path in folder.glob("*.csv"))
