"""What the steps of matching an import have in common; all of it is about the scratch tables."""

from typing import Any

from crm_tui.data.database import database

CLIMB = """
UPDATE import_plan SET {above} =
    (SELECT p.{above} FROM import_plan p WHERE p.row = import_plan.{above})
WHERE {above} IS NOT NULL
AND (SELECT p.{above} FROM import_plan p WHERE p.row = import_plan.{above}) IS NOT NULL
"""
NUMBERED = 10_000
"""Rows whose new records get their ids at a time."""


def number(statement: str, base: int) -> None:
    """Give the new records their ids, some rows at a time: SQLite keeps those it is to change."""
    rows = database.execute_sql("SELECT count(*) FROM import_plan").fetchone()[0]
    for first in range(1, rows + 1, NUMBERED):
        numbered = database.execute_sql(statement, (base, first, first + NUMBERED - 1))
        base += numbered.rowcount


def climb(above: str) -> None:
    """Let every row point at the first of its chain: twice as far each time."""
    while database.execute_sql(CLIMB.format(above=above)).rowcount:
        continue


def run(statement: str, *parameters: Any) -> None:
    database.execute_sql(statement, parameters)
