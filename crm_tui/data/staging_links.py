"""Turns the other records that an import names into their ids, those of the same file included."""

from typing import Any

from crm_tui.data import staging_merged
from crm_tui.data.database import database
from crm_tui.data.staging import Layout, StagedLink
from crm_tui.domain.entities import Entity, entity

IDS = """"{column}" IN (SELECT "{column}" FROM import_row WHERE typeof("{column}") = 'integer'
    EXCEPT SELECT id FROM {one})"""
TEXTS = "typeof(\"{column}\") = 'text'"
NAMED = (
    """CREATE TABLE staging.import_named AS
    SELECT named, key, (SELECT min(o.id) FROM {one} o WHERE o.name_key = key) AS id
    FROM (SELECT DISTINCT "{column}" AS named, crm_fold("{column}") AS key FROM import_row
        WHERE typeof("{column}") = 'text')""",
    "CREATE INDEX staging.import_named_key ON import_named (key)",
    """UPDATE import_named SET id = coalesce(f.made, f.called) FROM (
        SELECT n.key AS key, min(CASE WHEN p.new_{one} THEN p.{one} END) AS made,
            min(p.{one}) AS called
        FROM import_row s CROSS JOIN import_named n ON n.key = s.{one}_key AND n.id IS NULL
        JOIN import_plan p ON p.row = s.row GROUP BY n.key) f
    WHERE f.key = import_named.key""",
    "CREATE INDEX staging.import_named_named ON import_named (named)",
)
"""In the file, who is stored under the name goes before who is only called so in a row."""

RESOLVE = """
UPDATE import_row SET "{column}" = n.id FROM import_named n
WHERE n.named = import_row."{column}" AND n.id IS NOT NULL
"""
NOT_ITSELF = """
UPDATE import_row SET "{column}" = NULL
WHERE "{column}" = (SELECT p.{one} FROM import_plan p WHERE p.row = import_row.row)
"""
RENAMED = """
INSERT OR IGNORE INTO import_doubted SELECT row FROM import_row
WHERE typeof("{column}") = 'text' AND crm_fold("{column}") IN (SELECT o.name_key
    FROM import_plan p JOIN import_row s ON s.row = p.row JOIN {one} o ON o.id = p.{one}
    WHERE s.{one}_key <> o.name_key)
"""
"""Whom a row names, and who may be called otherwise when all rows are written."""


def doubt(layout: Layout) -> None:
    """Note the rows whose names may lead elsewhere the next time, before they are resolved."""
    for link in layout.links:
        database.execute_sql(RENAMED.format(column=link.column, one=entity(link.target).one))


def resolve(layout: Layout) -> dict[str, list[str]]:
    """Fill in the ids, after matching; by staged column, what fits nobody and was left out."""
    return {link.column: lost for link in layout.links if (lost := _resolve(link))}


def _resolve(link: StagedLink) -> list[str]:
    column, target = link.column, entity(link.target)
    lost = [target.shown_id(number) for number in _leave_out(column, IDS, target)]
    for statement in (*NAMED, RESOLVE, "DROP TABLE staging.import_named"):
        database.execute_sql(statement.format(column=column, one=target.one))
    lost += map(str, _leave_out(column, TEXTS, target))
    staging_merged.follow_links(column, target.one)
    if link.entity == link.target:
        database.execute_sql(NOT_ITSELF.format(column=column, one=target.one))
    return lost


def _leave_out(column: str, which: str, target: Entity) -> list[Any]:
    condition = which.format(column=column, one=target.one)
    found = database.execute_sql(f'SELECT DISTINCT "{column}" FROM import_row WHERE {condition}')
    lost = [value for (value,) in found.fetchall()]
    if lost:
        database.execute_sql(f'UPDATE import_row SET "{column}" = NULL WHERE {condition}')
    return lost
