"""What the steps of matching an import have in common; all of it is about the scratch tables."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from crm_tui.data.database import database

CLIMB = """
UPDATE import_plan SET {above} =
    (SELECT p.{above} FROM import_plan p WHERE p.row = import_plan.{above})
WHERE {above} IS NOT NULL
AND (SELECT p.{above} FROM import_plan p WHERE p.row = import_plan.{above}) IS NOT NULL
"""
ANY = "SELECT 1 FROM import_row WHERE row BETWEEN ? AND ? LIMIT 1"
LONGEST = 64
"""Doublings that reach the end of any chain."""

PART = 10_000
"""Rows that are looked at together where SQLite keeps what it sorts, groups or is to change."""


def parts(size: int | None = None) -> Iterator[tuple[int, int]]:
    """The first and the last of so many rows at a time, `PART` where nothing is said."""
    step = size or PART
    rows = database.execute_sql("SELECT max(row) FROM import_row").fetchone()[0] or 0
    for first in range(1, rows + 1, step):
        part = first, min(first + step - 1, rows)
        if database.execute_sql(ANY, part).fetchone() is not None:
            yield part


def number(statement: str, base: int) -> None:
    """Give the new records their ids, which follow `base`, in the order of their rows."""
    database.register_function(count(base + 1).__next__, "crm_next", 0)
    for part in parts():
        run(statement, *part)


def climb(above: str) -> None:
    """Let every row point at the first of its chain: twice as far each time."""
    for _doubling in range(LONGEST):
        if not database.execute_sql(CLIMB.format(above=above)).rowcount:
            return
    raise AssertionError("rows point at each other in a circle")


def run(statement: str, *parameters: Any) -> None:
    database.execute_sql(statement, parameters)
