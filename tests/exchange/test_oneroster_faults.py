"""OneRoster files that are wrong: refused whole, each place named."""

import zipfile

import pytest

from observe.exchange.oneroster import opening, read_roster
from tests.exchange import rosters


def places(path):
    """``{(file, line, column, code)}`` of the problems; there is never a roster beside them."""
    reading = read_roster(path)
    assert (reading.roster is None) == bool(reading.problems)
    return {(fault.file, fault.line, fault.field, fault.code) for fault in reading.problems}


def spoilt(folder, file, old, new):
    """The set with one text of one file replaced, in bytes."""
    path = rosters.written(folder, rosters.tables()) / file
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("users.csv", b"familyName", b"surname", ("users.csv", 1, "familyName", "missing_column")),
        ("users.csv", b",Tom,", b",,", ("users.csv", 3, "givenName", "missing_value")),
        ("users.csv", b"tom,,", b"olga,,", ("users.csv", 3, "sourcedId", "duplicate_id")),
        ("users.csv", b"true,tom", b"yes,tom", ("users.csv", 3, "enabledUser", "unknown_value")),
        ("users.csv", b"Tom@", b"T\xe5m@", ("users.csv", 3, "email", "not_utf8")),
        ("users.csv", b",Tom,", b",T\x00m,", ("users.csv", 3, "givenName", "control")),
        ("users.csv", b",Tom,", b"," + b"T" * 201 + b",", ("users.csv", 3, "givenName", "too_long")),
        ("users.csv", b",Tom,", b",Tom,,", ("users.csv", 3, "", "n_fields")),
        ("users.csv", b",Tom,", b',"Tom,', ("users.csv", 9, "", "not_csv")),
        ("users.csv", b"sourcedId,", b"sourcedId,sourcedId,", ("users.csv", 1, "sourcedId", "duplicate_column")),
        ("academicSessions.csv", b"2026-08-01", b"01-08-2026", ("academicSessions.csv", 2, "startDate", "wrong_date")),
        ("academicSessions.csv", b"2026-08-01", b"2026-02-30", ("academicSessions.csv", 2, "startDate", "wrong_date")),
        ("academicSessions.csv", b"2027-02-01", b"2026-07-01", ("academicSessions.csv", 2, "endDate", "wrong_order")),
        ("academicSessions.csv", b",2027,", b",26/27,", ("academicSessions.csv", 2, "schoolYear", "wrong_year")),
        ("enrollments.csv", b",tom,", b",tim,", ("enrollments.csv", 2, "userSourcedId", "dangling_reference")),
        ("classes.csv", b"efteraar", b"x, efteraar", ("classes.csv", 2, "", "n_fields")),
        ("classes.csv", b"efteraar", b'"x, efteraar"', ("classes.csv", 2, "termSourcedIds", "dangling_reference")),
        ("classes.csv", b"sofiendal", b"kommune", ("classes.csv", 2, "schoolSourcedId", "no_school")),
        ("orgs.csv", b"havne,,,Havne,school", b"havne,,,Havne,district", ("orgs.csv", 4, "type", "second_district")),
        ("orgs.csv", b"havne,,", b"havne,gone,", ("orgs.csv", 4, "status", "unknown_value")),
        ("manifest.csv", b"version,1.2", b"version,1.0", ("manifest.csv", 3, "oneroster.version", "unknown_version")),
        ("manifest.csv", b"file.users,bulk", b"file.users,all", ("manifest.csv", 9, "file.users", "unknown_mode")),
        ("manifest.csv", b"file.users,bulk", b"file.users,delta", ("users.csv", None, "", "half_whole")),
    ],
)
def test_fault_is_named_by_file_line_and_column(tmp_path, file, old, new, place):
    assert place in places(spoilt(tmp_path, file, old, new))


def test_password_is_refused_also_for_a_pupil(tmp_path):
    folder = rosters.written(tmp_path, rosters.tables())
    text = (folder / "users.csv").read_text().replace("\n", ",\n").replace("FamilyName,\n", "FamilyName,password\n")
    (folder / "users.csv").write_text(text.replace("Emil@example.org,,,", "Emil@example.org,,,secret"))
    assert places(folder) == {("users.csv", 8, "password", "password")}
    assert "secret" not in repr(read_roster(folder))


def test_one_fault_does_not_make_others(tmp_path):
    folder = spoilt(tmp_path, "users.csv", b",Tom,", b",,")
    assert places(folder) == {("users.csv", 3, "givenName", "missing_value")}


def test_semicolons_are_named_as_the_reason(tmp_path):
    folder = rosters.written(tmp_path, rosters.tables())
    (folder / "orgs.csv").write_text((folder / "orgs.csv").read_text().replace(",", ";"))
    assert any("semicolons" in str(fault.sentence) for fault in read_roster(folder).problems)


def test_announced_file_that_is_missing_is_named(tmp_path):
    folder = rosters.written(tmp_path, rosters.tables())
    (folder / "roles.csv").unlink()
    assert {(file, code) for file, _, _, code in places(folder)} == {("manifest.csv", "missing_file")}


def test_folder_without_manifest_is_refused(tmp_path):
    assert places(tmp_path) == {("manifest.csv", None, "", "no_manifest")}


def test_path_that_is_nothing_is_refused(tmp_path):
    assert {code for *_, code in places(tmp_path / "nowhere")} == {"not_found"}


def test_file_that_is_no_zip_is_refused(tmp_path):
    (tmp_path / "roster.zip").write_bytes(b"PK but no zip")
    assert {code for *_, code in places(tmp_path / "roster.zip")} == {"no_zip"}


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "a/../../users.csv", "..\\users.csv", "C:x.csv"])
def test_path_that_leaves_the_zip_is_refused(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "roster.zip", "w") as made:
        made.writestr(name, "sourcedId\n")
    assert {code for *_, code in places(tmp_path / "roster.zip")} == {"outside"}


def test_zip_bomb_is_refused_unopened(tmp_path):
    with zipfile.ZipFile(tmp_path / "roster.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("users.csv", b"0" * 20_000_000)
    assert {code for *_, code in places(tmp_path / "roster.zip")} == {"bomb"}


def test_zip_of_too_many_files_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "roster.zip", "w") as made:
        for number in range(opening.MAX_ENTRIES + 1):
            made.writestr(f"{number}.txt", "")
    assert {code for *_, code in places(tmp_path / "roster.zip")} == {"bomb"}


def test_damaged_zip_is_refused(tmp_path):
    archive = rosters.zipped(rosters.written(tmp_path / "roster", rosters.tables()))
    bytes_ = bytearray(archive.read_bytes())
    bytes_[60:160] = bytes(100)
    archive.write_bytes(bytes_)
    assert {code for *_, code in places(archive)} & {"damaged", "no_zip"}


def test_zip_that_lies_about_its_size_is_refused(tmp_path):
    archive = rosters.zipped(rosters.written(tmp_path / "roster", rosters.tables()))
    content = bytearray(archive.read_bytes())
    # The central directory: 24 bytes into each entry stands the inflated size, four bytes, the lowest first.
    at = content.find(b"PK\x01\x02")
    while at != -1:
        content[at + 24 : at + 28] = (5).to_bytes(4, "little")
        at = content.find(b"PK\x01\x02", at + 1)
    archive.write_bytes(content)
    assert "damaged" in {code for *_, code in places(archive)}


def test_line_without_end_is_refused(tmp_path):
    folder = rosters.written(tmp_path, rosters.tables())
    (folder / "users.csv").write_bytes((folder / "users.csv").read_bytes() + b"x" * 2_000_000)
    assert ("users.csv", 10, "", "endless_line") in places(folder)


def test_faults_of_one_kind_are_listed_up_to_a_limit(tmp_path):
    made = rosters.tables()
    made["users"] += [rosters.user("x") | {"sourcedId": f"x{n}", "givenName": ""} for n in range(200)]
    made["roles"] += [rosters.role(f"x{n}", "teacher", "havne") for n in range(200)]
    assert 50 <= len(places(rosters.written(tmp_path, made))) <= 60
