"""Changes fields of many records at once, each record with its entry in the journal.

The records are chosen by a query into a scratch table; then a chunk of them at a time is compared,
told to the journal and written. Who has the value already is neither changed nor told of.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL

from crm_tui.data import contact_dates, search
from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.expressions import json_path
from crm_tui.data.journal import Journal
from crm_tui.data.reverting_rows import literal
from crm_tui.data.tables import RECORDS
from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.entities import ACTIVITIES, Entity

CHUNK = 2_000
"""Records between two reports of progress; a stop takes effect after one chunk."""

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A field by its name in the journal, and as SQL over the row what it holds and will hold."""

    key: str
    column: str
    """The column, or `extra` for a custom field."""
    before: str
    after: str
    parameters: tuple[Any, ...] = ()
    """For `after`."""
    searched: bool = True
    """Whether the search knows the field."""

    @property
    def differs(self) -> str:
        return f"({self.before} IS NOT {self.after})"


def choose(query: Any) -> int:
    """Note the records whose ids the query gives; returns how many. The next choice forgets them.

    Inside a transaction they are those of that moment.
    """
    return choose_by(*query.sql())


def choose_by(select: str, parameters: Sequence[Any]) -> int:
    """The same by a query in SQL."""
    database.execute_sql("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
    database.execute_sql("DELETE FROM temp.chosen")
    database.execute_sql(f"INSERT OR IGNORE INTO temp.chosen {select}", parameters)
    return int(database.execute_sql("SELECT count(*) FROM temp.chosen").fetchone()[0])


def changing(entity: Entity, assignments: Sequence[Assignment]) -> int:
    """How many of the chosen records do not have the values yet."""
    found = database.execute_sql(
        f"SELECT count(*) FROM {entity.one} WHERE id IN temp.chosen AND {differing(assignments)}",
        parameters_of(assignments),
    )
    return int(found.fetchone()[0])


def backwards() -> list[int]:
    """The ids of the chosen activities whose end is stored as less than their beginning."""
    statement = (
        f"SELECT id FROM {ACTIVITIES.one} WHERE id IN temp.chosen AND end < coalesce(start, due)"
    )
    return [number for (number,) in database.execute_sql(statement)]


def repeating() -> list[int]:
    """The ids of the chosen activities that are planned and come again."""
    statement = (
        f"SELECT id FROM {ACTIVITIES.one} WHERE id IN temp.chosen "
        "AND recurrence IS NOT NULL AND status = ?"
    )
    found = database.execute_sql(statement, (ActivityStatus.PLANNED.value,))
    return [number for (number,) in found]


def change(
    journal: Journal,
    entity: Entity,
    assignments: Sequence[Assignment],
    progress: Progress = lambda done: None,
) -> int:
    """Write the values into the chosen records that differ; returns how many those are.

    `progress` gets the chosen records done; what it raises undoes all, with the transaction.
    """
    if not assignments or not changing(entity, assignments):
        return 0
    is_found_by = search.covers(entity.name) and any(one.searched for one in assignments)
    is_dated = entity == ACTIVITIES and not contact_dates.FIELDS.isdisjoint(
        one.key for one in assignments
    )
    written, done = 0, 0
    for first, last, size in chunks():
        note(journal, entity, assignments, first, last)
        written += write(journal, entity, assignments, first, last)
        if is_found_by:
            search.reindex(entity.name, SQL(*told_of(journal, entity, first, last)))
        if is_dated:
            contact_dates.refresh_changed(journal.transaction, first, last)
        done += size
        progress(done)
    return written


def chunks() -> Iterator[tuple[int, int, int]]:
    """The first and the last id of some chosen records at a time, and how many they are."""
    last = -1
    while True:
        first, end, size = database.execute_sql(
            "SELECT min(id), max(id), count(*) FROM "
            "(SELECT id FROM temp.chosen WHERE id > ? ORDER BY id LIMIT ?)",
            (last, CHUNK),
        ).fetchone()
        if not size:
            return
        yield first, end, size
        last = end


def note(
    journal: Journal, entity: Entity, assignments: Sequence[Assignment], first: int, last: int
) -> None:
    """Tell the journal of the records from `first` to `last`: of each the fields that differ."""
    before, after = told(assignments, "before"), told(assignments, "after")
    parameters = parameters_of(assignments)
    told_parameters = parameters if len(assignments) == 1 else parameters * 3
    database.execute_sql(
        f"""INSERT INTO change (txn, entity, op, record, last, before, after)
        SELECT ?, ?, 'update', id, id, {before}, {after} FROM {entity.one}
        WHERE id IN (SELECT id FROM temp.chosen WHERE id BETWEEN ? AND ?)
        AND {differing(assignments)}""",
        (journal.transaction, entity.name, *told_parameters, first, last, *parameters),
    )


def told(assignments: Sequence[Assignment], side: str) -> str:
    """The journal's object of one side, without the fields that do not differ."""
    pairs = ", ".join(f"{literal(one.key)}, {getattr(one, side)}" for one in assignments)
    if len(assignments) == 1:
        return f"json_object({pairs})"
    same = ", ".join(
        f"CASE WHEN {one.differs} THEN '$.\"\"' ELSE {literal(json_path(one.key))} END"
        for one in assignments
    )
    return f"json_remove(json_object({pairs}), {same})"


def write(
    journal: Journal, entity: Entity, assignments: Sequence[Assignment], first: int, last: int
) -> int:
    """Write what the journal has just been told of the records from `first` to `last`."""
    columns, parameters = assigned(entity, assignments)
    condition, ids = told_of(journal, entity, first, last)
    stamp = (moment_text(journal.stamp.at), journal.stamp.user)
    changed = database.execute_sql(
        f"UPDATE {entity.one} SET {columns}, version = version + 1, changed_at = ?, changed_by = ? "
        f"WHERE {condition}",
        (*parameters, *stamp, *ids),
    )
    return int(changed.rowcount)


def told_of(
    journal: Journal, entity: Entity, first: int, last: int
) -> tuple[str, tuple[int | str, ...]]:
    """The condition, with its parameters, on the records of which the journal has been told."""
    condition = (
        "id IN (SELECT record FROM change WHERE txn = ? AND entity = ? AND op = 'update' "
        "AND record BETWEEN ? AND ?)"
    )
    return condition, (journal.transaction, entity.name, first, last)


def assigned(entity: Entity, assignments: Sequence[Assignment]) -> tuple[str, list[Any]]:
    """What stands behind SET: columns, what follows from them, and custom fields in `extra`."""
    columns: list[str] = []
    parameters: list[Any] = []
    extra, of_extra = "extra", list[Any]()
    for one in assignments:
        if one.column == "extra":
            path = literal(json_path(one.key.removeprefix("extra.")))
            extra = f"json_set({extra}, {path}, {one.after})"
            of_extra += one.parameters
            continue
        columns.append(f'"{one.column}" = {one.after}')
        parameters += one.parameters
        if one.key == entity.title and hasattr(RECORDS[entity.name], "name_key"):
            columns.append(f"name_key = crm_fold({one.after})")
            parameters += one.parameters
    if extra != "extra":
        columns.append(f"extra = crm_sorted_keys(json_patch('{{}}', {extra}))")
        parameters += of_extra
    return ", ".join(columns), parameters


def differing(assignments: Sequence[Assignment]) -> str:
    return f"({' OR '.join(one.differs for one in assignments)})"


def parameters_of(assignments: Sequence[Assignment]) -> list[Any]:
    return [value for one in assignments for value in one.parameters]
