"""Moves what a large change commits from the write-ahead log into the database, beside it.

SQLite does so in the commit that makes the log long, while the writer waits. A second connection
does it as well, while the first one prepares its next step; others work on meanwhile.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from crm_tui.data.database import connect, database, meaning, meanwhile

LET_BE = {"wal_autocheckpoint": 0, "synchronous": 1}
"""No commit waits for the disk: what a crash of the machine takes away belongs to a change that is
not whole, and would be taken back. Whatever is committed after it is flushed with all before it."""


class Checkpoints:
    def __init__(self, thread: Executor) -> None:
        self._thread = thread
        self._last: Future[None] | None = None

    def begin(self) -> None:
        """Move what is committed by now."""
        self._last = self._thread.submit(_move)

    def wait(self) -> None:
        """Until all is moved: else the log would grow for as long as the change lasts."""
        if self._last is not None:
            self._last.result()


@contextmanager
def beside() -> Iterator[Checkpoints]:
    """Inside, commits leave the log as it is; whoever makes them says when it is to be moved."""
    with meanwhile(**LET_BE), ThreadPoolExecutor(1, "crm-checkpoint") as thread:
        try:
            yield Checkpoints(thread)
        finally:
            thread.submit(database.close)


def _move() -> None:
    connect()
    with meaning():
        moved: Any = database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")
        moved.fetchall()
