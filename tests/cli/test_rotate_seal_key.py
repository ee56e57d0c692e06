"""``observe rotate-seal-key``: tablets always have a key to seal to, and none is destroyed too early."""

from datetime import timedelta

from sqlalchemy import func, select, update

from observe import clock
from observe.errors import SealKeyStillNeeded
from observe.models.people import Enrolment
from observe.models.seal_keys import SealKey
from tests import factories as make
from tests.cast import make_cast
from tests.databases import engine_on, rows_of

YESTERDAY = clock.now() - timedelta(days=1)
IN_USE = select(SealKey.kid).where(SealKey.retired_at.is_(None))


def files(tmp_path) -> set[str]:
    return {path.stem for path in (tmp_path / "home/seal_keys").iterdir()}


def enrol_olga(database_url: str) -> None:
    with rows_of(database_url) as rows:
        make.make_enrolment(rows, make_cast(rows).olga, "token").enrolled_at = YESTERDAY
        rows.commit()


def test_migrating_makes_the_first_key_once_and_keeps_it_from_others(run, ask, tmp_path):
    for _ in range(2):
        assert run("migrate").exit_code == 0
    assert files(tmp_path) == {ask(IN_USE)}
    [path] = (tmp_path / "home/seal_keys").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_rotating_keeps_the_former_key(run, ask, tmp_path):
    run("migrate")
    former = ask(IN_USE)
    assert run("rotate-seal-key").exit_code == 0
    assert ask(IN_USE) != former
    assert files(tmp_path) == {former, ask(IN_USE)}


def test_a_retired_key_is_destroyed_only_when_no_tablet_from_before_can_return(run, ask, tmp_path, database_url):
    run("migrate")
    former = ask(IN_USE)
    enrol_olga(database_url)
    run("rotate-seal-key")
    refused = run("rotate-seal-key", "--destroy", former)
    assert isinstance(refused.exception, SealKeyStillNeeded)
    assert former in files(tmp_path)
    with engine_on(database_url) as engine, engine.begin() as connection:
        connection.execute(update(Enrolment).values(stolen_at=func.current_timestamp()))
    assert run("rotate-seal-key", "--destroy", former).exit_code == 0
    assert former not in files(tmp_path)


def test_the_key_in_use_cannot_be_destroyed(run, ask, tmp_path):
    run("migrate")
    assert run("rotate-seal-key", "--destroy", ask(IN_USE)).exit_code == 1
    assert files(tmp_path) == {ask(IN_USE)}


def test_migrating_tells_of_a_key_that_is_lost_and_makes_no_other(run, ask, tmp_path):
    run("migrate")
    [path] = (tmp_path / "home/seal_keys").iterdir()
    path.unlink()
    told = run("migrate")
    assert f"{ask(IN_USE)} is not in" in told.output
    assert files(tmp_path) == set()
