"""What a large change commits is moved into the database beside it, and nothing else changes."""

import pytest

from crm_tui.data import checkpoints
from crm_tui.data.database import database, meanwhile, pragma, transaction

MANY = 400_000
"""Bytes, a hundred pages: far more than what the log has of opening the database."""


@pytest.fixture
def write(session):
    database.execute_sql("CREATE TABLE large (text)")

    def write():
        with transaction():
            database.execute_sql("INSERT INTO large VALUES (zeroblob(?))", (MANY,))

    return write


def settings():
    return pragma("wal_autocheckpoint"), pragma("synchronous")


def size(path, ending=""):
    return path.with_name(path.name + ending).stat().st_size


@pytest.fixture
def path(session, tmp_path):
    return next(tmp_path.rglob("*.db-wal")).with_suffix(".db")


def test_the_log_is_moved_while_the_writer_goes_on_and_does_not_grow(path, write):
    write()
    log = size(path, "-wal")
    with checkpoints.beside() as moving:
        for step in range(1, 6):
            write()
            moving.begin()
            moving.wait()
            assert size(path) > step * MANY
    assert size(path, "-wal") < log + 2 * MANY


def test_without_it_they_stay_in_the_log(path, write):
    """What the test above would see if nothing were moved."""
    with meanwhile(wal_autocheckpoint=0):
        before = size(path)
        for _step in range(6):
            write()
    assert size(path) == before
    assert size(path, "-wal") > 6 * MANY


def test_the_settings_are_as_they_were(session):
    usual = settings()
    with checkpoints.beside():
        assert settings() == (0, 1) != usual
    assert settings() == usual


def test_so_they_are_after_a_failure(session):
    usual = settings()
    with pytest.raises(ZeroDivisionError), checkpoints.beside():
        raise ZeroDivisionError
    assert settings() == usual


def test_a_reader_who_stays_keeps_nobody_waiting(path, write):
    with checkpoints.beside() as moving:
        database.execute_sql("BEGIN")
        seen = database.execute_sql("SELECT count(*) FROM large").fetchone()
        moving.begin()
        moving.wait()
        database.execute_sql("ROLLBACK")
        write()
    assert seen == (0,)
