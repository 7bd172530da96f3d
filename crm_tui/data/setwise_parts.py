"""The records that are still to get what a set-wise change gives, taken some at a time.

They are judged once. Between two parts others may write: what they have given a record since is
later than the change, so it stays.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.data import setwise
from crm_tui.data.database import database
from crm_tui.data.setwise import Assignment
from crm_tui.domain.entities import Entity

AWAY = "archived_at"

OTHERS = "change NOT INDEXED WHERE id > ? AND txn <> ?"
"""What others have written since: the last entries of the journal, however long it is."""

LEAVE = f"""
DELETE FROM {{waiting}} WHERE id > ? AND id IN (
    SELECT record FROM {OTHERS} AND entity = ?
    AND (op = 'delete' OR op = 'update' AND EXISTS
        (SELECT 1 FROM json_each("after") each WHERE each.key IN ({{keys}}))))
RETURNING id
"""
UNSETTLED = f"""
SELECT EXISTS (SELECT 1 FROM {OTHERS} AND op <> 'insert'
    AND entity IN ('lookups', 'custom_fields'))
"""
GONE = f"""
SELECT EXISTS (SELECT 1 FROM {OTHERS} AND entity = ?
    AND ? BETWEEN record AND last AND (op = 'delete' OR op = 'update' AND EXISTS
    (SELECT 1 FROM json_each("after") each WHERE each.key = 'archived_at')))
"""


@dataclass(frozen=True, slots=True)
class Wanting:
    """A condition in SQL on the records that a change is for, and what it gives them."""

    keys: Collection[str]
    """The fields by their names in the journal."""
    condition: str = "TRUE"
    parameters: Sequence[Any] = ()

    @classmethod
    def of(cls, assignments: Sequence[Assignment]) -> "Wanting":
        """Those that do not have the values yet."""
        keys = {one.key for one in assignments}
        if not keys:
            return cls(keys, "FALSE")
        return cls(keys, setwise.differing(assignments), setwise.parameters_of(assignments))


class Waiting:
    """The records that still wait for one change; others with another `place` are apart from it."""

    def __init__(self, place: int, entity: Entity, wanting: Wanting) -> None:
        """Of the chosen records those wait that want it."""
        self._table, self._entity, self._wanting = f"temp.waiting_{place}", entity, wanting
        database.execute_sql(f"DROP TABLE IF EXISTS {self._table}")
        database.execute_sql(f"CREATE TABLE {self._table} (id INTEGER PRIMARY KEY)")
        filled = database.execute_sql(
            f"INSERT INTO {self._table} SELECT id FROM {entity.one} "
            f"WHERE id IN temp.chosen AND {wanting.condition}",
            wanting.parameters,
        )
        self._last = 0
        """The id of the one that was taken last."""
        self.size = int(filled.rowcount)
        """How many there are at the beginning."""

    def ids(self) -> list[int]:
        return [number for (number,) in database.execute_sql(f"SELECT id FROM {self._table}")]

    def take(self, size: int) -> int:
        """The next of them become the chosen records; returns how many, 0 at the end."""
        query = f"SELECT id FROM {self._table} WHERE id > ? ORDER BY id LIMIT ?"
        taken = setwise.choose_by(query, (self._last, size))
        if taken:
            last = database.execute_sql("SELECT max(id) FROM temp.chosen")
            self._last = int(last.fetchone()[0])
        return taken

    def leave_changed(self, transaction: int, seen: int) -> list[int]:
        """Those wait no longer of which others have changed one of the fields, or that they took
        away; returns those of them that still want it.

        What others have written stands in the journal behind the entry `seen`, and is not of the
        transaction.
        """
        entity, wanting = self._entity, self._wanting
        keys = {AWAY, *wanting.keys}
        statement = LEAVE.format(waiting=self._table, keys=", ".join("?" for _key in keys))
        parameters = (self._last, seen, transaction, entity.name, *keys)
        found = database.execute_sql(statement, parameters)
        left = json.dumps([number for (number,) in found.fetchall()])
        found = database.execute_sql(
            f"SELECT id FROM {entity.one} WHERE id IN (SELECT value FROM json_each(?)) "
            f"AND {wanting.condition}",
            (left, *wanting.parameters),
        )
        return [number for (number,) in found.fetchall()]


def taken() -> list[int]:
    """The ids of those that were taken last."""
    return [number for (number,) in database.execute_sql("SELECT id FROM temp.chosen ORDER BY id")]


def is_unsettled(transaction: int, seen: int) -> bool:
    """Whether others have changed the choices or the fields since, or taken some away."""
    found = database.execute_sql(UNSETTLED, (seen, transaction))
    return bool(found.fetchone()[0])


def is_gone(entity: str, number: int, transaction: int, seen: int) -> bool:
    """Whether others have deleted, put away or brought back a record since."""
    found = database.execute_sql(GONE, (seen, transaction, entity, number))
    return bool(found.fetchone()[0])
