"""What the steps of matching an import have in common; all of it is about the scratch tables."""

from typing import Any

from crm_tui.data.database import database

SHARE_ROWS = 100_000
SHARE = """(unicode(substr({key}, 2) || '-') + 7 * unicode(substr({key}, 5) || '-')
    + 13 * unicode(substr({key}, -2) || '-') + length({key})) % {shares} = {share}"""
"""Keys are grouped a share of them at a time: SQLite may sort in memory, whatever the size."""

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


def renew(chosen: str, key: str, *parameters: Any, index: str = "key") -> None:
    """Make the table of what is repeated in the file anew."""
    run("DROP TABLE IF EXISTS staging.import_first")
    rows = database.execute_sql("SELECT count(*) FROM import_row").fetchone()[0]
    shares = max(1, -(-rows // SHARE_ROWS))
    for share in range(shares):
        into = "INSERT INTO import_first" if share else "CREATE TABLE staging.import_first AS"
        of_share = SHARE.format(key=key, shares=shares, share=share) if shares > 1 else "1"
        run(f"{into} {chosen.format(share=of_share)}", *parameters)
    run(f"CREATE INDEX staging.import_first_key ON import_first ({index})")


def run(statement: str, *parameters: Any) -> None:
    database.execute_sql(statement, parameters)
