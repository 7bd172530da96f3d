"""Turns the other clients that an import names into their ids, those of the same file included."""

from crm_tui.data.database import database
from crm_tui.data.staging import Layout

LINKS = {"referrer": "clients_referrer"}
"""The staged column of each field: an id, or a name as it was typed."""

IDS = """"{column}" IN (SELECT "{column}" FROM import_row WHERE typeof("{column}") = 'integer'
    EXCEPT SELECT id FROM client)"""
TEXTS = "typeof(\"{column}\") = 'text'"
NAMED = """
CREATE TABLE staging.import_named AS
SELECT named, coalesce((SELECT min(c.id) FROM client c WHERE c.name_key = key),
    (SELECT min(p.client) FROM import_row s JOIN import_plan p ON p.row = s.row
        WHERE s.client_key = key)) AS client
FROM (SELECT DISTINCT "{column}" AS named, crm_fold("{column}") AS key FROM import_row
    WHERE typeof("{column}") = 'text')
"""
RESOLVE = """
UPDATE import_row SET "{column}" = n.client FROM import_named n
WHERE n.named = import_row."{column}" AND n.client IS NOT NULL
"""
NOT_ITSELF = """
UPDATE import_row SET "{column}" = NULL
WHERE "{column}" = (SELECT p.client FROM import_plan p WHERE p.row = import_row.row)
"""


def columns(layout: Layout) -> dict[str, str]:
    """The staged columns that lead to clients, by their fields."""
    return {name: column for name, column in LINKS.items() if column in layout.staged}


def resolve(layout: Layout) -> dict[str, list[str]]:
    """Fill in the ids, after matching; returns by field what fits nobody and was left out."""
    unknown: dict[str, list[str]] = {}
    for field, column in columns(layout).items():
        lost = [f"C-{number}" for number in _leave_out(column, IDS)]
        for statement in (NAMED, "CREATE INDEX staging.import_named_key ON import_named (named)",
                          RESOLVE):  # fmt: skip
            database.execute_sql(statement.format(column=column))
        lost += map(str, _leave_out(column, TEXTS))
        database.execute_sql(NOT_ITSELF.format(column=column))
        if lost:
            unknown[field] = lost
    return unknown


def _leave_out(column: str, which: str) -> list[object]:
    condition = which.format(column=column)
    found = database.execute_sql(f'SELECT DISTINCT "{column}" FROM import_row WHERE {condition}')
    lost = [value for (value,) in found.fetchall()]
    if lost:
        database.execute_sql(f'UPDATE import_row SET "{column}" = NULL WHERE {condition}')
    return lost
