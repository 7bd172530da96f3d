"""Reads chosen fields of records by their ids."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crm_tui.data.columns import moment_text, read_moment, tags_text
from crm_tui.data.expressions import among, expression, linked_title
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.listing import Listed


def read(entity: Entity, fields: Sequence[Field], ids: Sequence[int]) -> list[Listed]:
    """The records in the order of the ids; those that are gone are left out."""
    if not ids:
        return []
    table = RECORDS[entity.name].alias()
    selected = [table.id, table.version]
    for field in fields:
        selected.append(expression(entity.name, field, table))
        if field.kind is Kind.LINK:
            selected.append(linked_title(entity.name, field, table))
    rows: Any = table.select(*selected).where(among(table.id, ids)).tuples()
    found = {row[0]: listed(fields, row) for row in rows}
    return [found[number] for number in ids if number in found]


def listed(fields: Sequence[Field], row: Sequence[Any]) -> Listed:
    """A record from its id, version and the columns that `read` selected."""
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    cells = iter(row[2:])
    for field in fields:
        value = next(cells)
        if field.kind is Kind.LINK:
            name = next(cells)
            value = None if value is None else Link(value, name or "")
        elif value is not None:
            value = restored(field, value)
        (extra if field.custom and field.behind is None else values)[field.name] = value
    present = {name: value for name, value in extra.items() if value is not None}
    return Listed(row[0], row[1], present, values)


def restored(field: Field, value: Any) -> Any:
    """The value of a field as Python knows it, from what the database holds."""
    if field.kind is Kind.MOMENT:
        return read_moment(value) if isinstance(value, str) else value
    if field.kind is Kind.DATE:
        return date.fromisoformat(value) if isinstance(value, str) else value
    if field.kind is Kind.TAGS:
        return tuple(value.split()) if isinstance(value, str) else value
    return bool(value) if field.kind is Kind.FLAG else value


def stored(value: Any) -> Any:
    """A value as the database and the journal hold it: text, a number or None."""
    if isinstance(value, Link):
        return value.id
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return tags_text(value)
    return moment_text(value) if isinstance(value, date) else value
