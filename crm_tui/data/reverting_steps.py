"""Takes a large transaction back in steps between which others write, see `running_changes`.

What is to be done is found in one state of the database. Each step looks whether others have
written since what would have made a difference. If so, all is taken back: it has to be done again.
"""

import time
from collections.abc import Callable, Iterator

from crm_tui.data import reverting, reverting_references, running_changes
from crm_tui.data.database import database, looking
from crm_tui.data.journal import Journal
from crm_tui.data.reverting import Reverted
from crm_tui.domain.progress import Progress

HOLD = 0.4
"""Seconds after which a step ends, at the end of what it is writing."""

OTHERS = """
CREATE TEMP TABLE others AS
SELECT entity, op, record AS first, last FROM change WHERE id > ? AND txn <> ?
"""
"""What others have written since."""

DELETED = """
SELECT EXISTS (SELECT 1 FROM others WHERE op = 'delete')
AND (EXISTS (SELECT 1 FROM coming_back) OR EXISTS (SELECT 1 FROM given_back))
"""
"""They have deleted something to which a row or a value may lead that comes back."""

TOUCHED = """
SELECT EXISTS (SELECT 1 FROM others CROSS JOIN {source} source
    ON source.entity = others.entity AND source.id BETWEEN others.first AND others.last)
"""


class DisturbedError(Exception):
    """Others have changed what was to be taken back."""


def revert(
    journal: Journal,
    transaction: int,
    begin: Callable[[], None],
    end: Callable[[], None],
    progress: Progress,
) -> Reverted | None:
    """As `reverting.revert`; None, with nothing written, where there is nothing to take back.

    `begin` and `end` are parts of the first and the last step. DisturbedError where it has to be
    done again.
    """
    with looking():
        seen = running_changes.last_change()
        if not reverting.look(transaction):
            return None
    with running_changes.in_steps(journal) as steps:
        with steps.step():
            begin()
        watched = Watched(journal, seen)
        parts: Iterator[float] = reverting.write(journal, transaction)
        share: float | None = 0.0
        while share is not None:
            with steps.step():
                watched.look()
                share = write_some(parts)
            if share is not None:
                progress(share)
        with steps.step():
            end()
    return reverting.result(journal)


def write_some(parts: Iterator[float]) -> float | None:
    """What one step writes; gives the share that is done, None once it is all."""
    until = time.monotonic() + HOLD
    for share in parts:
        if time.monotonic() > until:
            return share
    return None


class Watched:
    """What others write meanwhile."""

    def __init__(self, journal: Journal, seen: int) -> None:
        self._journal = journal
        self._seen = seen
        """The entry of the journal up to which nothing made a difference."""

    def look(self) -> None:
        """DisturbedError if something has by now."""
        database.execute_sql("DROP TABLE IF EXISTS temp.others")
        database.execute_sql(OTHERS, (self._seen, self._journal.transaction))
        statements = (DELETED, *(TOUCHED.format(source=source) for source in reverting.SOURCES))
        if any(database.execute_sql(one).fetchone()[0] for one in statements):
            raise DisturbedError
        if reverting_references.is_led_to():
            raise DisturbedError
        self._seen = running_changes.last_change()
