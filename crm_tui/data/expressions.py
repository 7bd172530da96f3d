"""A field of a record as an SQL expression: what lists select, sort and compare."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from peewee import SQL, NodeList, Value, fn

from crm_tui.data.models.contacts import ContactPoint
from crm_tui.data.tables import POINT_KINDS, RECORDS, TITLES, point_owner, title
from crm_tui.domain.fields import Behind, Field, Kind

FIRST_OF = {
    ("activities", "at"): ("start", "due"),
    ("deals", "closes"): ("closed_at", "expected_close"),
}
"""Of derived fields the columns of which they are the first that is filled."""


def expression(entity: str, field: Field, table: Any) -> Any:
    """The value of the field in a row of `table`, the entity's model or an alias of it."""
    if field.behind is not None:
        return behind(expression, field.behind, table)
    if field.custom:
        return custom(table, field.name)
    if field.is_point:
        return scalar(joined_points(entity, field.kind, table))
    if (entity, field.name) in FIRST_OF:
        return fn.COALESCE(*(getattr(table, name) for name in FIRST_OF[entity, field.name]))
    return getattr(table, field.name)


def behind(value: Callable[[str, Field, Any], Any], place: Behind, table: Any) -> Any:
    """What `value` gives for the field in the record that the link leads to."""
    other = RECORDS[place.link.entity].alias()
    found = value(place.link.entity, place.field, other)
    return scalar(other.select(found).where(other.id == linked_id(place.link, table)))


def scalar(query: Any) -> Any:
    """A subquery of one value, which can be compared like a column."""
    return NodeList((SQL("("), query, SQL(")")), glue="")


def sorting(entity: str, field: Field, table: Any) -> Any:
    """What rows are sorted by: text without regard to case and accents."""
    if field.behind is not None:
        return behind(sorting, field.behind, table)
    if hasattr(RECORDS[entity], "name_key") and field.name == TITLES[entity]:
        return table.name_key
    if field.kind is Kind.LINK:
        return scalar(linked_key(field, table))
    value = expression(entity, field, table)
    return fn.crm_fold(value) if field.kind in (Kind.TEXT, Kind.NOTE) else value


def custom(table: Any, name: str) -> Any:
    return fn.json_extract(table.extra, Value(json_path(name)), coerce=False)


def json_path(name: str) -> str:
    return '$."' + name.replace('"', "") + '"'


def among(column: Any, ids: Iterable[int]) -> Any:
    """Whether it is one of them, however many: of single parameters a statement has but so many."""
    return column.in_(SQL("(SELECT value FROM json_each(?))", (json.dumps(list(ids)),)))


def linked_title(entity: str, field: Field, table: Any) -> Any:
    """The name of the record that a link leads to."""
    if field.behind is not None:
        return behind(linked_title, field.behind, table)
    other = RECORDS[field.entity].alias()
    return other.select(title(field.entity, other)).where(other.id == linked_id(field, table))


def linked_key(field: Field, table: Any) -> Any:
    """What that name is sorted by."""
    other = RECORDS[field.entity].alias()
    key = title_key(field.entity, other)
    return other.select(key).where(other.id == linked_id(field, table))


def title_key(entity: str, table: Any) -> Any:
    """What the names of records are sorted by."""
    folded = hasattr(RECORDS[entity], "name_key")
    return table.name_key if folded else fn.crm_fold(title(entity, table))


def linked_id(field: Field, table: Any) -> Any:
    return custom(table, field.name) if field.custom else getattr(table, field.name)


def joined_points(entity: str, kind: Kind, table: Any) -> Any:
    """The phones or e-mails of a record in their order, joined with ", "."""
    point = ContactPoint.alias()
    ordered = (
        point.select(point.value)
        .where(
            point_owner(entity, point) == table.id,
            point.kind.in_(POINT_KINDS[kind]),
            point.archived_at.is_null(),
        )
        .order_by(point.position, point.id)
    )
    return ordered.select_from(fn.group_concat(ordered.c.value, ", "))
