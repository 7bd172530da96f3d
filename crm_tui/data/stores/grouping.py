"""The ids of a whole list in its order, also with the records of a group together.

A list that is read so once is cut into pages without being sorted again.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from crm_tui.data.columns import read_moment
from crm_tui.data.database import database, snapshot
from crm_tui.data.expressions import expression, title_key
from crm_tui.data.stores.records import chosen, ids_of, ordered
from crm_tui.data.tables import RECORDS, title
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.folding import fold
from crm_tui.domain.listing import Listing
from crm_tui.domain.progress import Progress
from crm_tui.domain.views import Group, Order

MONTHS = (Kind.DATE, Kind.MOMENT)
STEP, READ = 20_000, 0.9
"""Rows between two words about the progress, and the share of all that their reading is."""

DISTINCT = 65_536
"""Values whose place is remembered while a list is sorted into groups."""


def order(entity: Entity, listing: Listing) -> Order:
    return Order(ids_of(ordered(entity, listing, chosen(entity, listing))))


def grouped(
    entity: Entity,
    listing: Listing,
    field: Field,
    zone: tzinfo,
    *,
    descending: bool,
    progress: Progress = lambda share: None,
) -> Order:
    """The records of a group in the order of the list; those without a value come last."""
    progress(0.0)
    with snapshot():
        groups, headings = members(entity, listing, field, zone, progress)
        if field.kind is Kind.LINK:
            keys, headings = linked(field, groups, progress)
        else:
            keys = in_order(field, groups)
    keys = [*(reversed(keys) if descending else keys), *([None] if None in groups else [])]
    ids = [number for key in keys for number in groups[key]]
    return Order(ids, tuple(Group(headings.get(key), len(groups[key])) for key in keys))


def members(
    entity: Entity, listing: Listing, field: Field, zone: tzinfo, progress: Progress
) -> tuple[dict[Any, list[int]], dict[Any, Any]]:
    """By what tells the groups apart, the ids in the order of the list, and the headings."""
    query = chosen(entity, listing).select_extend(
        expression(entity.name, field, RECORDS[entity.name])
    )
    groups: dict[Any, list[int]] = {}
    headings: dict[Any, Any] = {}
    place_of = lru_cache(DISTINCT)(placing(field, zone))
    total = chosen(entity, listing).count()
    found = database.execute(ordered(entity, listing, query))
    for done in range(0, total, STEP):
        progress(done / total * READ)
        for number, value in found.fetchmany(STEP):
            key, heading = place_of(value)
            groups.setdefault(key, []).append(number)
            headings.setdefault(key, heading)
    return groups, headings


def linked(
    field: Field, ids: Collection[int | None], progress: Progress
) -> tuple[list[Any], dict[Any, Any]]:
    """The linked records in the order of their names, and their names; last what is gone."""
    table = RECORDS[field.entity]
    query = table.select(table.id, title(field.entity, table))
    query = query.order_by(title_key(field.entity, table), table.id).tuples()
    named: dict[int, Link] = {}
    found = database.execute(query)
    while rows := found.fetchmany(STEP):
        progress(READ)
        named |= {number: Link(number, name or "") for number, name in rows if number in ids}
    for number in ids:
        if number is not None:
            named.setdefault(number, Link(number, ""))
    return [*named], named


def placing(field: Field, zone: tzinfo) -> Callable[..., tuple[Any, Any]]:
    """What tells the groups of the field apart, and what their headings say."""

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

    if field.kind in MONTHS:
        return monthly
    if field.kind is Kind.FLAG:
        return flagged
    return texted if field.kind is Kind.TEXT else lambda value: (value, value)


def in_order(field: Field, keys: Iterable[Any]) -> list[Any]:
    """Choices as their list has them, others by their value."""
    known = {choice.key: place for place, choice in enumerate(field.choices)}

    def place(key: Any) -> Any:
        return (known.get(key, len(known)), key) if field.kind is Kind.CHOICE else key

    return sorted((key for key in keys if key is not None), key=place)
