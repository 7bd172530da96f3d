"""Changes that are written in several transactions, and what becomes of those that were cut off.

What would keep all others from writing for longer than they wait is written in short steps, between
which others write. It is one Transaction nevertheless, which has `steps` until all is written.
Whoever writes it holds a lock on a file beside the database. Where nobody holds it, the change was
cut off: the next who opens the database takes it back, a step at a time as it was written.
"""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any

from crm_tui.data import checkpoints, files
from crm_tui.data import database as connection
from crm_tui.data.checkpoints import Checkpoints
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.models.journal import Change, Transaction
from crm_tui.data.models.notifications import Notification
from crm_tui.domain.cut_off import CutOff

PAUSE = 0.12
"""Seconds between two steps: who waits to write looks ten times a second (SQLite has no queue)."""

HELD = 0.25
"""Seconds that short steps may hold the lock in all before there is such a pause."""

IS_RUNNING = Transaction.steps.is_null(False)

MADE = """(SELECT made.id FROM change JOIN client made ON made.id BETWEEN record AND last
    WHERE txn = ? AND entity = 'clients' AND op = 'insert')"""
UNLINK = f"UPDATE client SET referrer_id = NULL WHERE referrer_id IN {MADE} AND id IN {MADE}"
"""A later step may have linked those whom an earlier one made with its own, without a word."""


class Steps:
    """The transactions of one change."""

    def __init__(self, journal: Journal, log: Checkpoints) -> None:
        self._journal = journal
        self._log = log
        self._released = 0.0
        """When the last step gave the lock back."""
        self._held = 0.0
        """For how long they have held it since the last pause."""

    @contextmanager
    def step(self) -> Iterator[None]:
        self._log.wait()
        if self._held > HELD:
            time.sleep(max(0.0, self._released + PAUSE - time.monotonic()))
            self._held = 0.0
        begun = time.monotonic()
        with connection.transaction():
            note_step(self._journal)
            yield
        self._released = time.monotonic()
        self._held += self._released - begun
        self._log.begin()


@contextmanager
def in_steps(journal: Journal) -> Iterator[Steps]:
    """All steps that are written inside, or none. What changed nothing leaves no Transaction."""
    with ExitStack() as alive:
        with connection.transaction():
            alive.enter_context(_owned(journal.transaction))
            _set_steps(journal.transaction, [last_change() + 1])
        try:
            with checkpoints.beside() as log:
                yield Steps(journal, log)
            with connection.transaction():
                finish(journal)
        except BaseException:
            take_back(journal.transaction)
            raise


@contextmanager
def _owned(transaction: int) -> Iterator[None]:
    """Tell other processes that the writer is alive, before they can see the change."""
    marker = _marker(transaction)
    held = os.open(marker, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.fchmod(held, files.mode_in(marker.parent))
        flock(held, LOCK_EX | LOCK_NB)
        yield
    finally:
        marker.unlink(missing_ok=True)
        os.close(held)


def note_step(journal: Journal) -> None:
    """A further step begins, inside its transaction."""
    steps = _steps(journal.transaction) or []
    _set_steps(journal.transaction, [*steps, last_change() + 1])


def finish(journal: Journal) -> None:
    """All is written."""
    _set_steps(journal.transaction, None)
    if not Change.select().where(Change.transaction == journal.transaction).exists():
        _forget(journal.transaction)
        journal.written = None


def last_change() -> int:
    """The newest entry of the journal."""
    found = connection.database.execute_sql("SELECT coalesce(max(id), 0) FROM change")
    return int(found.fetchone()[0])


def is_running(transaction: int) -> bool:
    return _steps(transaction) is not None


def take_back_cut_off() -> list[CutOff]:
    """Take back the changes whose writers are gone; called by whoever opens the database."""
    with connection.meaning():
        found: Any = Transaction.select(Transaction.id).where(IS_RUNNING).tuples()
        running = [number for (number,) in found]
    return [
        one
        for transaction in running
        if not _is_alive(transaction) and (one := _take_back_cut_off(transaction))
    ]


def _take_back_cut_off(transaction: int) -> CutOff | None:
    """None where somebody else has done so by now."""
    from crm_tui.data.stores import history, past_imports

    with connection.looking():
        action, file = history.get(transaction), past_imports.file_of(transaction)
        written = history.size(transaction)
        if action is None or not is_running(transaction):
            return None
    return CutOff(action, file, written, take_back(transaction))


def take_back(transaction: int) -> int:
    """Undo what a running change has written, the newest step first, and forget it.

    What others have changed or refer to stays, and stays in the history; returns how many records.
    """
    kept = 0
    while True:
        with connection.transaction():
            stays = _take_back_step(transaction)
        if stays is None:
            return kept
        kept += stays


def _take_back_step(transaction: int) -> int | None:
    """How many records stay; None where there is nothing more."""
    steps = _steps(transaction)
    if steps is None:
        return None
    if not steps:
        _forget(transaction)
        return None
    *rest, first = steps
    _set_steps(transaction, rest)
    whole: Any = Transaction.get_by_id(transaction)
    stamp = Stamp(whole.user_id or 0, whole.at, whole.source, whole.label)
    part = Journal(stamp)
    Change.update(transaction=part.transaction).where(
        Change.transaction == transaction, Change.id >= first
    ).execute()
    connection.database.execute_sql(UNLINK, (part.transaction, transaction))
    return _revert(part)


def _revert(part: Journal) -> int:
    """How many records stay."""
    from crm_tui.data import reverting

    stamp = part.stamp
    undo = Journal(
        Stamp(stamp.user, stamp.at, stamp.source, stamp.label, "undo", undoes=part.transaction)
    )
    refused = reverting.revert(undo, part.transaction).refused
    if refused:
        reverting.mark(part.transaction, undo.transaction)
    else:
        for number in (undo.transaction, part.transaction):
            Change.delete().where(Change.transaction == number).execute()
            Transaction.delete().where(Transaction.id == number).execute()
    return len({(one.entity, one.id) for one in refused if one.entity != "points"})


def _forget(transaction: int) -> None:
    """As if it had never been."""
    for model in (ImportBatch, Notification):
        model.delete().where(model.transaction == transaction).execute()
    Transaction.update(undone_by=None).where(Transaction.undone_by == transaction).execute()
    Transaction.delete().where(Transaction.id == transaction).execute()


def _steps(transaction: int) -> list[int] | None:
    row: Any = Transaction.select(Transaction.steps).where(Transaction.id == transaction)
    found: list[int] | None = row.scalar()
    return found


def _set_steps(transaction: int, steps: list[int] | None) -> None:
    Transaction.update(steps=steps).where(Transaction.id == transaction).execute()


def _is_alive(transaction: int) -> bool:
    """Whether somebody holds the lock; a marker that cannot be opened is somebody else's."""
    try:
        marker = os.open(_marker(transaction), os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        flock(marker, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(marker)
    _marker(transaction).unlink(missing_ok=True)
    return False


def _marker(transaction: int) -> Path:
    return Path(f"{connection.path()}-change-{transaction}")
