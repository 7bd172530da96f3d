"""The ids that an import gives to its new records before it writes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm_tui.data.database import database
from crm_tui.data.staging import Layout, StagedLink
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS

SHIFT = """
UPDATE {table} SET "{column}" = "{column}" + ?1
WHERE typeof("{column}") = 'integer' AND "{column}" > ?2
"""
GIVEN_LINK = "AND stored AND entity = ?3 AND name = ?4"


OF_DEALS = StagedLink(DEALS.name, "contact", CONTACTS.name)


def reserve(bases: Mapping[str, int], layout: Layout) -> None:
    """Make sure that the ids of the plan are nobody else's, in a writing transaction.

    Others may have taken them since the rows were matched; `bases` are the last ids at that time.
    """
    links = [*layout.links, *([OF_DEALS] if layout.deals else [])]
    for entity in layout.entities:
        base, one = bases[entity.name], entity.one
        planned = database.execute_sql(f"SELECT max({one}) FROM import_plan").fetchone()[0]
        if planned is None or planned <= base:
            continue
        shift = last_id(one) - base
        if shift:
            _run(SHIFT.format(table="import_plan", column=one), shift, base)
        if shift:
            _shift_links([link for link in links if link.target == entity.name], shift, base)
        if shift and entity == CLIENTS:
            _shift_given(CONTACTS.name, "client", shift, base)
        _give_ids(one, planned + shift)


def _shift_links(links: Sequence[StagedLink], shift: int, base: int) -> None:
    for link in links:
        _run(SHIFT.format(table="import_row", column=link.column), shift, base)
        _shift_given(link.entity, link.name, shift, base)


def _shift_given(entity: str, name: str, shift: int, base: int) -> None:
    given = SHIFT.format(table="import_given", column="value") + GIVEN_LINK
    _run(given, shift, base, entity, name)


def _give_ids(table: str, last: int) -> None:
    """The next row of the table gets a higher id than `last`."""
    changed = database.execute_sql(
        "UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, table)
    )
    if not changed.rowcount:
        _run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, last)


def last_id(table: str) -> int:
    """The last id that was given to a row of the table, also to one that is gone."""
    found = database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
    row = found.fetchone()
    return int(row[0]) if row else 0


def _run(statement: str, *parameters: Any) -> None:
    database.execute_sql(statement, parameters)
