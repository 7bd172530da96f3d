"""The ids of a whole list in its order, also with the records of a group together.

A list that is read so once is cut into pages without being sorted again.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from crm_tui.data.columns import read_moment
from crm_tui.data.database import database
from crm_tui.data.expressions import expression, linked_title
from crm_tui.data.stores.records import chosen, ids_of, ordered
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.folding import fold
from crm_tui.domain.listing import Listing
from crm_tui.domain.views import Group, Order

MONTHS = (Kind.DATE, Kind.MOMENT)
DISTINCT = 65_536
"""Values whose place is remembered while a list is sorted into groups."""


def order(entity: Entity, listing: Listing) -> Order:
    return Order(ids_of(ordered(entity, listing, chosen(entity, listing))))


def grouped(
    entity: Entity, listing: Listing, field: Field, zone: tzinfo, *, descending: bool
) -> Order:
    """The records of a group in the order of the list; those without a value come last."""
    table = RECORDS[entity.name]
    columns = [expression(entity.name, field, table)]
    if field.kind is Kind.LINK:
        columns.append(linked_title(entity.name, field, table))
    query = ordered(entity, listing, chosen(entity, listing).select_extend(*columns))
    groups: dict[Any, list[int]] = {}
    headings: dict[Any, Any] = {}
    place_of = lru_cache(DISTINCT)(placing(field, zone))
    for number, *values in database.execute(query).fetchall():
        key, heading = place_of(*values)
        groups.setdefault(key, []).append(number)
        headings.setdefault(key, heading)
    keys = in_order(field, groups, headings, descending=descending)
    ids = [number for key in keys for number in groups[key]]
    return Order(ids, tuple(Group(headings[key], len(groups[key])) for key in keys))


def placing(field: Field, zone: tzinfo) -> Callable[..., tuple[Any, Any]]:
    """What tells the groups of the field apart, and what their headings say."""

    def linked(number: int | None, name: str | None = None) -> tuple[Any, Any]:
        return number, None if number is None else Link(number, name or "")

    def monthly(value: str | date | None) -> tuple[Any, Any]:
        if value is None:
            return None, None
        day = read_moment(value) if isinstance(value, str) else value
        if isinstance(day, datetime):
            day = day.astimezone(zone).date()
        return (day.replace(day=1),) * 2

    def texted(value: str | None) -> tuple[Any, Any]:
        return (fold(value), value) if value else (None, None)

    def flagged(value: int | None) -> tuple[Any, Any]:
        return (bool(value),) * 2

    if field.kind is Kind.LINK:
        return linked
    if field.kind in MONTHS:
        return monthly
    if field.kind is Kind.FLAG:
        return flagged
    return texted if field.kind is Kind.TEXT else lambda value: (value, value)


def in_order(
    field: Field, keys: Iterable[Any], headings: dict[Any, Any], *, descending: bool
) -> list[Any]:
    """Choices as their list has them, others by their value, nothing last."""
    known = {choice.key: place for place, choice in enumerate(field.choices)}

    def place(key: Any) -> Any:
        if field.kind is Kind.CHOICE:
            return known.get(key, len(known)), key
        return fold(headings[key].name) if field.kind is Kind.LINK else key

    there = sorted((key for key in keys if key is not None), key=place, reverse=descending)
    return [*there, None] if None in headings else there
