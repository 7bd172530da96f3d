"""A folder of a team: several unix users, each with an umask of her own, on one database."""

import multiprocessing
import os
import signal
import stat
import time
from pathlib import Path

import pytest

from crm_tui.bootstrap import open_session
from crm_tui.data.database import database
from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.listing import Listing
from crm_tui.services import checking, records

TEAM = 60_000
UMASKS = (0o022, 0o007, 0o077)
SAVED_BEFORE = 10


def become(number: int, umask: int) -> None:
    """Another user of the team, where we may; else the same one with that umask."""
    if os.getuid() == 0:
        os.setgroups([TEAM])
        os.setgid(TEAM + 1 + number)
        os.setuid(TEAM + 1 + number)
    os.umask(umask)


def work(path: str, number: int, umask: int, seconds: float, acknowledged: str) -> None:
    """Add clients, and tell each once it is saved."""
    become(number, umask)
    end = time.monotonic() + seconds
    session = open_session(path)
    told = os.open(acknowledged, os.O_WRONLY | os.O_APPEND)
    while time.monotonic() < end:
        client = records.add(session, CLIENTS, {"name": f"Client of {number}"})
        os.write(told, f"{client.id}\n".encode())
    session.close()


@pytest.fixture
def folder(tmp_path) -> Path:
    """Mode 3770, owned by the team's group."""
    for parent in (tmp_path, *tmp_path.parents[:3]):
        if parent != Path("/tmp") and os.getuid() == 0:
            parent.chmod(parent.stat().st_mode | 0o011)
    made = tmp_path / "team"
    made.mkdir()
    if os.getuid() == 0:
        os.chown(made, 0, TEAM)
    made.chmod(0o3770)
    return made


def start(path: Path, number: int, seconds: float, acknowledged: Path):
    arguments = (str(path), number, UMASKS[number % 3], seconds, str(acknowledged))
    process = multiprocessing.get_context("fork").Process(target=work, args=arguments)
    process.start()
    return process


def killed_at_work(path: Path, number: int, pipe: Path) -> list[str]:
    """Kill a user in the middle of her work, when she has saved some; the ids that were told."""
    os.mkfifo(pipe)
    pipe.chmod(0o666)
    victim = start(path, number, 60, pipe)
    with pipe.open() as told:
        ids = [told.readline() for _ in range(SAVED_BEFORE)]
        os.kill(victim.pid, signal.SIGKILL)
        victim.join()
        return [*ids, *told]


@pytest.mark.torture
@pytest.mark.parametrize("first", range(3))
def test_users_with_different_umasks_lose_nothing_though_one_is_killed_again_and_again(
    folder, tmp_path, first
):
    path, acknowledged = folder / "crm.db", tmp_path / "acknowledged"
    acknowledged.touch()
    acknowledged.chmod(0o666)
    workers = [start(path, (first + turn) % 3, 6, acknowledged) for turn in range(3)]
    told: list[str] = []
    for turn in range(5):
        told += killed_at_work(path, 3 + turn % 3, tmp_path / f"victim-{turn}")
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    ids = {int(line) for line in [*acknowledged.read_text().splitlines(), *told]}
    session = open_session(str(path))
    stored = {row.id for row in records.iterate(session, CLIENTS, Listing(()))}
    assert ids <= stored
    assert len(ids) > 30
    assert checking.check(session) == []
    for file in folder.iterdir():
        status = file.stat()
        assert stat.S_IMODE(status.st_mode) == 0o660, file
        assert os.getuid() != 0 or status.st_gid == TEAM, file
    session.close()
    assert database.is_closed()
