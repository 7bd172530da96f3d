"""Takes a transaction back, set-wise: never a loop over records.

What it made is deleted, what it deleted returns, what it changed gets its old values back, field
by field, where the field still holds what the transaction wrote. All of it is journalled like any
change, with `before` in full, so that taking it back once more is the redo.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crm_tui.data import contact_dates, reverting_parts, search, setwise
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.models.journal import REFUSED, Transaction
from crm_tui.data.reverting_references import keep_referred
from crm_tui.data.reverting_rows import delete_inserted, give_up_inserts, reinsert_deleted
from crm_tui.data.reverting_values import give_back_values, leave_deleted, sort_out
from crm_tui.data.tables import RECORDS
from crm_tui.domain.progress import Progress

SCRATCH = (
    "DROP TABLE IF EXISTS temp.coming_back",
    "CREATE TEMP TABLE coming_back (entity TEXT, id INTEGER, PRIMARY KEY (entity, id))",
    "DROP TABLE IF EXISTS temp.reverting",
    "CREATE TEMP TABLE reverting (entity TEXT, id INTEGER, PRIMARY KEY (entity, id))",
    "DROP TABLE IF EXISTS temp.given_back",
    "CREATE TEMP TABLE given_back (entity TEXT, id INTEGER, field TEXT, "
    "PRIMARY KEY (entity, id, field))",
    "DROP TABLE IF EXISTS temp.refused",
    "CREATE TEMP TABLE refused (entity TEXT, id INTEGER, field TEXT)",
    "DROP TABLE IF EXISTS temp.blocked_points",
    "CREATE TEMP TABLE blocked_points (id INTEGER PRIMARY KEY)",
)
"""What returns, what is deleted, which values are given back, what is left alone because others
changed it.
"""

SOURCES = ("coming_back", "given_back", "reverting")
"""Those of them that hold what is written."""

SORTED, WRITTEN = 0.1, 0.7
"""The share of the work when it is known what is taken back, and when it stands in its tables;
behind that comes the index of the search.
"""


@dataclass(frozen=True, slots=True)
class Refused:
    """A field, or a whole record where `field` is None, that was left as it is."""

    entity: str
    id: int
    field: str | None


@dataclass(frozen=True, slots=True)
class Reverted:
    records: int
    refused: tuple[Refused, ...]


def revert(journal: Journal, transaction: int, progress: Progress = lambda share: None) -> Reverted:
    """Take the transaction back as the transaction of `journal`, inside a database transaction.

    What `progress` raises undoes all, with that.
    """
    look(transaction)
    for share in write(journal, transaction):
        progress(share)
    return result(journal)


def look(transaction: int) -> int:
    """Find what is taken back, in a state of the database; returns how many rows are written."""
    for statement in (*SCRATCH, *reverting_parts.SCRATCH):
        database.execute_sql(statement)
    database.execute_sql(
        "INSERT INTO coming_back SELECT entity, record FROM change WHERE txn = ? AND op = 'delete'",
        (transaction,),
    )
    sort_out(transaction)
    give_up_inserts(transaction)
    keep_referred()
    leave_deleted()
    return left()


def write(journal: Journal, transaction: int) -> Iterator[float]:
    """Write what was found, a part each time; gives the share that is done.

    Nobody may have changed any of it since.
    """
    yield SORTED
    total, done = left(), 0
    for write_part, entity, parts in writing(transaction):
        for size in parts:
            write_part(journal, transaction, entity)
            done += size
            yield SORTED + (WRITTEN - SORTED) * done / total
    contact_dates.refresh_changed(journal.transaction)
    yield from refresh_search(journal)


def left() -> int:
    """How many rows there are still to be written."""
    return sum(map(reverting_parts.left, SOURCES))


def result(journal: Journal) -> Reverted:
    return Reverted(journal.count(), tuple(refused()))


def writing(
    transaction: int,
) -> Iterator[tuple[Callable[[Journal, int, str], None], str, Iterator[int]]]:
    """What writes the rows of which entity, part by part."""
    for entity in reverting_parts.entities("coming_back"):
        yield reinsert_deleted, entity, reverting_parts.coming_back(transaction, entity)
    for entity in reverting_parts.entities("given_back"):
        yield give_back_values, entity, reverting_parts.given_back(entity)
    for entity in reversed(reverting_parts.entities("reverting")):
        yield delete_inserted, entity, reverting_parts.deleted(entity)


def mark(undone: int, by: int | None) -> None:
    """Note which transaction has undone another, or that it counts again."""
    Transaction.update(undone_by=by).where(Transaction.id == undone).execute()


def refuse(undo: int) -> None:
    """Let an undo that took nothing back stand as that: its change is passed over from now."""
    Transaction.update(kind=REFUSED).where(Transaction.id == undo).execute()


def refused() -> Iterator[Refused]:
    rows = database.execute_sql("SELECT entity, id, field FROM refused ORDER BY entity, id, field")
    for entity, number, field in rows.fetchall():
        yield Refused(entity, number, field)


def refresh_search(journal: Journal) -> Iterator[float]:
    """Index anew whatever this transaction touched."""
    found = {
        entity: search.reached(entity, journal.transaction)
        for entity in RECORDS
        if search.covers(entity)
    }
    total, done = sum(query.count() for query in found.values()), 0
    for entity, query in found.items():
        setwise.choose(query)
        for first, last, size in setwise.chunks():
            ids = "SELECT id FROM temp.chosen WHERE id BETWEEN ? AND ?"
            search.reindex_ids(entity, ids, (first, last))
            done += size
            yield WRITTEN + (1 - WRITTEN) * done / total
