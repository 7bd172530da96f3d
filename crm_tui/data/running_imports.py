"""Imports that are written in several transactions, and what becomes of those that were cut off.

Such an import is one Transaction and one ImportBatch, which is `running` until all is written.
Whoever writes it holds a lock on a file beside the database. Where nobody holds it, the import was
cut off: the next who opens the database takes it back, a step at a time as it was written.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any

from crm_tui.data import database as connection
from crm_tui.data import files
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.models.imports import DONE, RUNNING, ImportBatch
from crm_tui.data.models.journal import Change, Transaction

IS_RUNNING = (ImportBatch.status == RUNNING) & ImportBatch.steps.is_null(False)

MADE = """(SELECT made.id FROM change JOIN client made ON made.id BETWEEN record AND last
    WHERE txn = ? AND entity = 'clients' AND op = 'insert')"""
UNLINK = f"UPDATE client SET referrer_id = NULL WHERE referrer_id IN {MADE} AND id IN {MADE}"
"""A later step may have linked those whom an earlier one made with its own, without a word."""


@contextmanager
def owned(journal: Journal) -> Iterator[None]:
    """Tell other processes that this one is alive, before they can see the import.

    Whatever ends it inside, what is written by then is taken back.
    """
    marker = _marker(journal.transaction)
    held = os.open(marker, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.fchmod(held, files.mode_in(marker.parent))
        flock(held, LOCK_EX | LOCK_NB)
        yield
    except BaseException:
        take_back(journal.transaction)
        raise
    finally:
        marker.unlink(missing_ok=True)
        os.close(held)


def record(journal: Journal, **values: Any) -> None:
    """Note which file became this transaction, and how its rows came out."""
    ImportBatch.insert(transaction=journal.transaction, status=DONE, **values).execute()


def begin(journal: Journal, first: int, **values: Any) -> None:
    """The same for an import whose rows are still to be written; `first` as in `note_step`."""
    ImportBatch.insert(
        transaction=journal.transaction, status=RUNNING, steps=[first], **values
    ).execute()


def note_step(journal: Journal, first: int) -> None:
    """Note a further step, by the entry of the journal that it began with."""
    batch = _running(journal.transaction)
    batch.steps = [*batch.steps, first]
    batch.save(only=["steps"])


def finish(journal: Journal, **counts: int) -> None:
    """All is written."""
    ImportBatch.update(status=DONE, steps=None, **counts).where(
        ImportBatch.transaction == journal.transaction
    ).execute()


def is_running(transaction: int) -> bool:
    return _running(transaction) is not None


def take_back_cut_off() -> None:
    """Take back the imports whose writers are gone; called by whoever opens the database."""
    with connection.meaning():
        found: Any = ImportBatch.select(ImportBatch.transaction).where(IS_RUNNING).tuples()
        running = [number for (number,) in found]
    for transaction in running:
        if not _is_alive(transaction):
            take_back(transaction)


def take_back(transaction: int) -> None:
    """Undo what a running import has written, the newest step first, and forget it.

    What others have changed or refer to stays, and stays in the history.
    """
    while True:
        with connection.transaction():
            if not _take_back_step(transaction):
                return


def _take_back_step(transaction: int) -> bool:
    """Whether there may be more."""
    batch = _running(transaction)
    if batch is None:
        return False
    if not batch.steps:
        batch.delete_instance()
        Transaction.delete().where(Transaction.id == transaction).execute()
        return False
    *batch.steps, first = batch.steps
    batch.save(only=["steps"])
    whole: Any = Transaction.get_by_id(transaction)
    stamp = Stamp(whole.user_id or 0, whole.at, whole.source, whole.label)
    part = Journal(stamp)
    Change.update(transaction=part.transaction).where(
        Change.transaction == transaction, Change.id >= first
    ).execute()
    connection.database.execute_sql(UNLINK, (part.transaction, transaction))
    _revert(part)
    return True


def _revert(part: Journal) -> None:
    from crm_tui.data import reverting

    stamp = part.stamp
    undo = Journal(
        Stamp(stamp.user, stamp.at, stamp.source, stamp.label, "undo", undoes=part.transaction)
    )
    if reverting.revert(undo, part.transaction).refused:
        reverting.mark(part.transaction, undo.transaction)
        return
    for number in (undo.transaction, part.transaction):
        Change.delete().where(Change.transaction == number).execute()
        Transaction.delete().where(Transaction.id == number).execute()


def _running(transaction: int) -> Any:
    return ImportBatch.get_or_none(ImportBatch.transaction == transaction, IS_RUNNING)


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
    return Path(f"{connection.path()}-import-{transaction}")
