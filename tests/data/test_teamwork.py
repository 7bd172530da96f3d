"""Several processes on one file: nothing acknowledged is lost, nobody is told that it is locked."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crm_tui.bootstrap import open_session
from crm_tui.data.database import database, transaction
from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.domain.listing import Listing
from crm_tui.errors import CannotStartError, ConflictError, NotFoundError
from crm_tui.services import days, history, loans, records, reminders
from crm_tui.session import Session

ADD = """
import sys
from crm_tui.bootstrap import open_session
from crm_tui.domain.entities import CLIENTS
from crm_tui.services import records
session = open_session(sys.argv[1])
while True:
    client = records.add(session, CLIENTS, {"name": "Client", "phone": "+7 495 555-12-34"})
    print(client.id, flush=True)
"""
"""Adds clients for ever and acknowledges each by printing its id."""

COPY = """
INSERT INTO lookup (version, created_at, changed_at, list, key, label, position, shipped)
SELECT 1, created_at, changed_at, 'copies', key, ?, 1, 0 FROM lookup
"""


def edit(path: Path, number: int, seconds: float) -> int:
    """Count up one field of the shared client, and return how often it was saved."""
    from crm_tui.bootstrap import open_session
    from crm_tui.domain.entities import CLIENTS
    from crm_tui.services import records

    session, saved = open_session(str(path)), 0
    field = ("city", "region", "street", "postcode", "country", "website", "notes", "legal_name")[
        number
    ]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = records.get(session, CLIENTS, 1)
        records.edit(session, CLIENTS, 1, {field: str(saved + 1)}, original=seen)
        saved += 1
    session.close()
    return saved


def race(path: Path, processes: int, seconds: float) -> None:
    from crm_tui.domain.entities import CLIENTS
    from crm_tui.services import records

    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        saved = pool.starmap(edit, [(path, number, seconds) for number in range(processes)])
    from crm_tui.bootstrap import open_session

    session = open_session(str(path))
    client = records.get(session, CLIENTS, 1)
    found = (client.city, client.region, client.street, client.postcode, client.country,
             client.website, client.notes, client.legal_name)[:processes]  # fmt: skip
    assert [int(value) for value in found] == saved
    assert client.version == 1 + sum(saved)
    session.close()


@pytest.fixture
def shared(session, database_path) -> Path:
    from crm_tui.domain.entities import CLIENTS
    from crm_tui.services import records

    records.add(session, CLIENTS, {"name": "Shared"})
    session.close()
    return database_path


def test_four_people_edit_one_client_for_two_seconds(shared):
    race(shared, 4, 2)


@pytest.mark.torture
def test_eight_people_edit_one_client_for_twenty_seconds(shared):
    race(shared, 8, 20)


def acknowledged_by_a_killed_writer(path: Path) -> set[int]:
    writer = subprocess.Popen(
        [sys.executable, "-c", ADD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    ids = {int(writer.stdout.readline()) for _ in range(20)}
    os.kill(writer.pid, signal.SIGKILL)
    ids |= {int(line) for line in writer.stdout if line.endswith("\n")}
    writer.wait()
    return ids


def test_what_a_killed_program_acknowledged_is_stored(session, database_path):
    from crm_tui.services import checking

    session.close()
    ids = set()
    for _ in range(3):
        ids |= acknowledged_by_a_killed_writer(database_path)
    database.connect()
    stored = {number for (number,) in database.execute_sql("SELECT id FROM client").fetchall()}
    assert ids <= stored
    assert len(stored - ids) <= 3  # the one that was written but not told, of each
    assert checking.check(session) == []


def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_saved(session):
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CannotStartError, match="the disk is full"):
        records.add(session, CLIENTS, {"name": "Romashka LLC", "notes": "word " * 10_000})
    with pytest.raises(CannotStartError, match="the disk is full"), transaction():
        database.connection().executemany(COPY, [("word " * 10_000,)])
    assert records.page(session, CLIENTS, Listing(()), 0, 5).total == 0
    database.execute_sql("PRAGMA max_page_count = 100000")
    assert records.add(session, CLIENTS, {"name": "Romashka LLC"}).name == "Romashka LLC"


def lend(path: Path, _place: int) -> bool:
    """Lend all work to Anna; whether it was lent by this one."""
    with at_work(path, date(2026, 11, 24)) as session, suppress(ConflictError, NotFoundError):
        loans.lend(session, "anna", date(2026, 11, 25))
        return True
    return False


def look(path: Path, _place: int) -> int:
    """Look at the bell, which takes back what was lent; of how many one is reminded by this one."""
    with at_work(path, date(2026, 11, 26)) as session:
        days.bell(session)
        return len(reminders.take(session, reminders.COMMAND))


@contextmanager
def at_work(path: Path, day: date) -> Iterator[Session]:
    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    session = open_session(str(path))
    yield replace(session, now=lambda: now)
    session.close()


@pytest.mark.torture
def test_of_several_at_once_one_lends_one_takes_back_and_each_reminder_comes_once(shared):
    with at_work(shared, date(2026, 11, 24)) as session:
        users.sign_in("anna", "Anna", session.now())
        for number in range(5):
            task = {"subject": str(number), "due": "2026-11-25", "reminders": "0m"}
            records.add(session, ACTIVITIES, task)
    calls = [(shared, place) for place in range(6)]
    with multiprocessing.get_context("spawn").Pool(6) as pool:
        assert sum(pool.starmap(lend, calls)) == 1
        assert sum(pool.starmap(look, calls)) == 5
    with at_work(shared, date(2026, 11, 26)) as session:
        assert loans.mine(session) is None
        rows = history.page(session, 0, 99).rows
        assert [row.label for row in rows].count("lent work came back") == 1
