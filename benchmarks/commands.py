"""How long commands take from the shell's point of view."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.bases import LARGE, base
from benchmarks.measuring import Measurement, compared
from benchmarks.terminals import crm, environment

BARE_HELP = [sys.executable, str(Path(__file__).parent / "bare_help.py"), "--help"]
RUNS = 21
"""They are short, and other programs run as well."""


def timed(command: Sequence[str], **more: str) -> Callable[[], float]:
    """Seconds from the start of a process to its end."""
    variables = environment(**more)

    def run() -> float:
        begin = time.perf_counter()
        subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begin

    return run


REMINDED = 17_000
"""Clients with 50,000 activities."""

REPEATING = """UPDATE activity SET recurrence = 'FREQ=WEEKLY' WHERE id IN
(SELECT id FROM activity WHERE status = 'planned' ORDER BY id LIMIT 2000)"""
WITH_REMINDERS = """UPDATE activity SET reminders = '1d, 15m' WHERE id IN
(SELECT id FROM activity WHERE status = 'planned' ORDER BY id DESC LIMIT 2000)"""


def reminded(folder: str) -> Path:
    """A base where much repeats and much has reminders of its own."""
    path = Path(folder) / "crm.db"
    shutil.copyfile(base(REMINDED), path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(REPEATING)
        connection.execute(WITH_REMINDERS)
        connection.commit()
    return path


def measure() -> Iterator[Measurement]:
    bare = timed(BARE_HELP)
    yield compared("crm --help", "a bare Typer help", 1.3, timed(crm("--help")), bare, RUNS)
    plain = timed([sys.executable, "-c", "import re"])
    yield compared(
        "crm --version", 'python -c "import re"', 1.3, timed(crm("--version")), plain, RUNS
    )
    listing = crm("--db", str(base(LARGE)), "list", "clients", "--limit", "20")
    yield compared(
        "crm list clients --limit 20", "a bare Typer help", 2.5, timed(listing), bare, RUNS
    )
    with tempfile.TemporaryDirectory() as folder:
        reminding = crm("--db", str(reminded(folder)), "remind")
        name = "crm remind, 50,000 activities"
        yield compared(name, "a bare Typer help", 2.5, timed(reminding), bare, RUNS)
