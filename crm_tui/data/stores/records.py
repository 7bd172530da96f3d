"""Reading any record, over its description; `record_writes` writes it."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from crm_tui.data.database import database, snapshot
from crm_tui.data.expressions import sorting
from crm_tui.data.rows import read
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed, Listing
from crm_tui.domain.paging import Page
from crm_tui.domain.query_everything import Everything
from crm_tui.domain.texts import _
from crm_tui.errors import NotFoundError

CHUNK = 500
"""Records that are read at a time where all are wanted."""


def page(
    entity: Entity, listing: Listing, offset: int, limit: int, total: int | None = None
) -> Page[Listed]:
    """The records of the list from `offset` on, with the fields that it shows.

    How many there are in `total` is counted where another page has not told it.
    """
    query = chosen(entity, listing)
    if isinstance(listing.condition, Everything):  # an index gives the order, another the count
        total = query.count() if total is None else total
        shown = _window(entity, listing, offset, limit, total)
        return Page(read(entity, listing.fields, shown), offset, total)
    ids = ids_of(ordered(entity, listing, query))
    shown = ids[offset : offset + limit]
    return Page(read(entity, listing.fields, shown), offset, len(ids))


def first(entity: Entity, listing: Listing, most: int) -> list[Listed]:
    """The first records of the list, where nobody asks how many there are."""
    query = ordered(entity, listing, chosen(entity, listing)).limit(most)
    return read(entity, listing.fields, ids_of(query))


def _window(entity: Entity, listing: Listing, offset: int, limit: int, total: int) -> "array[int]":
    """Walks from the nearer end, since the database steps over every row before an offset."""
    query = chosen(entity, listing)
    if offset <= total // 2:
        return ids_of(ordered(entity, listing, query).offset(offset).limit(limit))
    behind = max(total - offset - limit, 0)
    found = ordered(entity, listing, query, backwards=True)
    return ids_of(found.offset(behind).limit(max(total - offset - behind, 0)))[::-1]


def count(entity: Entity, listing: Listing) -> int:
    return int(chosen(entity, listing).count())


def iterate(entity: Entity, listing: Listing, limit: int | None = None) -> Iterator[Listed]:
    """The records of the list in order, read in chunks, as they stood at the beginning."""
    with snapshot():
        query = ordered(entity, listing, chosen(entity, listing)).limit(limit)
        ids = ids_of(query)
        for start in range(0, len(ids), CHUNK):
            yield from read(entity, listing.fields, ids[start : start + CHUNK])


def ids_of(query: Any) -> "array[int]":
    """The ids that the query gives, without Peewee's own rows: there may be a million."""
    return array("q", (number for (number,) in database.execute(query).fetchall()))


def chosen(entity: Entity, listing: Listing) -> Any:
    """The ids of the list, in no order."""
    table = RECORDS[entity.name]
    if isinstance(listing.condition, Everything):
        return table.select(table.id).where(table.archived_at.is_null()).tuples()
    from crm_tui.data.filters import compiled, mentions_archived

    condition = compiled(entity.name, listing.condition, table)
    if not mentions_archived(listing.condition):
        condition = table.archived_at.is_null() & condition
    return table.select(table.id).where(condition).tuples()


def ordered(entity: Entity, listing: Listing, query: Any, *, backwards: bool = False) -> Any:
    """The query in the order of the list, or from its end: empty values last, equal ones by id."""
    table, order = RECORDS[entity.name], []
    end = "first" if backwards else "last"
    for sort in listing.sorts:
        key = sorting(entity.name, sort.field, table)
        nulls = end if getattr(key, "null", True) else None  # else no index serves the order
        down = sort.descending != backwards
        order.append(key.desc(nulls=nulls) if down else key.asc(nulls=nulls))
    last = (listing.sorts[-1].descending if listing.sorts else False) != backwards
    return query.order_by(*order, table.id.desc() if last else table.id)


def get(entity: Entity, fields: Sequence[Field], number: int) -> Any:
    """The whole record, as an instance of its dataclass; NotFoundError where there is none."""
    found = several(entity, fields, [number])
    if not found:
        raise NotFoundError(_("there is no {id}"), id=entity.shown_id(number))
    return found[number]


def several(entity: Entity, fields: Sequence[Field], numbers: Sequence[int]) -> dict[int, Any]:
    """The whole records by their ids, of those that are there."""
    return {row.id: whole(entity, row) for row in read(entity, fields, numbers)}


def whole(entity: Entity, row: Listed) -> Any:
    """The record as an instance of its dataclass, from a row with all fields."""
    return entity.record_type(id=row.id, version=row.version, extra=row.extra, **row.values)
