"""A few staged rows of each verdict, with the records and the rows above that they are."""

from collections.abc import Iterator, Mapping
from typing import Any

from crm_tui.data.database import database
from crm_tui.data.staging import Layout
from crm_tui.domain.entities import CLIENTS, Entity
from crm_tui.domain.import_samples import EACH, VERDICTS, Sample

FOUND = """
SELECT p.row, s.line, p.client, {name}
FROM import_plan p JOIN import_row s ON s.row = p.row WHERE p.verdict = ?1 ORDER BY p.row LIMIT ?2
"""
MADE_BY = """
SELECT s.line FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.client = ?1 AND p.row < ?2 ORDER BY p.row LIMIT 1
"""
FITS = """
SELECT DISTINCT h.client, a.line FROM import_hit h LEFT JOIN import_row a ON a.row = h.above
WHERE h.row = ?1 AND (h.client IS NOT NULL OR h.above IS NOT NULL)
AND h.rank = (SELECT min(rank) FROM import_hit b
    WHERE b.row = ?1 AND (b.client IS NOT NULL OR b.above IS NOT NULL))
ORDER BY h.client, a.line LIMIT ?2
"""


def read(layout: Layout, bases: Mapping[str, int]) -> tuple[Sample, ...]:
    """The first rows of each verdict; `bases` are the last ids that there were before."""
    return tuple(sample for verdict in VERDICTS for sample in _of(verdict, layout, bases))


def _of(verdict: str, layout: Layout, bases: Mapping[str, int]) -> Iterator[Sample]:
    names = [
        name
        for name in ("deals_name", "contacts_display_name", "clients_name")
        if name in layout.staged
    ]
    shown = ", ".join(f's."{name}"' for name in reversed(names))
    for row, line, client, *said in _rows(FOUND.format(name=shown), verdict, EACH):
        name = ", ".join(dict.fromkeys(filter(None, said)))
        records, lines = _others(row, client, bases.get(CLIENTS.name, 0), is_new=verdict == "new")
        yield Sample(line, verdict, name, records, lines)


def _others(
    row: int, client: int | None, base: int, *, is_new: bool
) -> tuple[tuple[tuple[str, str], ...], tuple[int, ...]]:
    if client is None:
        found = _rows(FITS, row, EACH)
        numbers = [number for number, _line in found if number is not None]
        lines = [line for number, line in found if number is None]
        return _named(CLIENTS, numbers), tuple(lines)
    if client <= base:
        return _named(CLIENTS, [client]), ()
    if is_new:
        return (), ()
    return (), tuple(line for (line,) in _rows(MADE_BY, client, row))


def _named(entity: Entity, numbers: list[int]) -> tuple[tuple[str, str], ...]:
    found = []
    for number in numbers:
        for (name,) in _rows("SELECT name FROM client WHERE id = ?1", number):
            found.append((entity.shown_id(number), name))
    return tuple(found)


def _rows(statement: str, *parameters: Any) -> list[Any]:
    return list(database.execute_sql(statement, parameters).fetchall())
