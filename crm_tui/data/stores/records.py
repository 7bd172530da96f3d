"""Reading and writing any record, over its description."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from crm_tui.data import contact_dates, search
from crm_tui.data.database import database, snapshot
from crm_tui.data.expressions import sorting
from crm_tui.data.journal import Journal
from crm_tui.data.rows import read, stored
from crm_tui.data.stores import points
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import ACTIVITIES, Entity
from crm_tui.domain.fields import Field, by_name
from crm_tui.domain.folding import fold
from crm_tui.domain.listing import Listed, Listing
from crm_tui.domain.paging import Page
from crm_tui.domain.query_everything import Everything
from crm_tui.domain.texts import _
from crm_tui.domain.typed_points import TypedPoints, journalled, labels_of
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
    return {
        row.id: entity.record_type(id=row.id, version=row.version, extra=row.extra, **row.values)
        for row in read(entity, fields, numbers)
    }


def insert(
    journal: Journal,
    entity: Entity,
    fields: Sequence[Field],
    values: Mapping[str, Any],
    region: str,
) -> int:
    """Add a record with its contact points; returns its id."""
    described = by_name(fields)
    row = columns(entity, described, values, {})
    number = journal.insert(entity.name, row, shown=named(described, values))
    write_points(journal, entity, described, number, values, region)
    keep_up(entity, number, SimpleNamespace(**values))
    return number


def update(
    journal: Journal,
    entity: Entity,
    fields: Sequence[Field],
    record: Any,
    values: Mapping[str, Any],
    region: str,
) -> None:
    """Write the changed fields of the record as it was read."""
    described = by_name(fields)
    before = {name: described[name].value(record) for name in values}
    told_before, told = with_labels(entity, record.id, before, values)
    journal.update(
        entity.name,
        record.id,
        columns(entity, described, values, extras(entity, [record.id])[record.id]),
        before=named(described, told_before),
        after=named(described, told),
        version=record.version,
    )
    write_points(journal, entity, described, record.id, values, region)
    links = contact_dates.LINKS.values()
    after = {name: values.get(name, getattr(record, name, None)) for name in links}
    keep_up(entity, record.id, record, SimpleNamespace(**after))


def with_labels(
    entity: Entity, number: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Before and after as the history tells them, also where only a label has changed."""
    told_before, told = {**before}, {**after}
    for name, value in after.items():
        if isinstance(value, TypedPoints) and value == before[name]:
            known = points.labels_of(entity, number)
            told_before[name] = journalled(value, known)
            told[name] = journalled(value, {**known, **value.labels})
    return told_before, told


def extras(entity: Entity, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """All that is in `extra` of the records, also the values of fields that are archived."""
    model = RECORDS[entity.name]
    rows: Any = model.select(model.id, model.extra).where(model.id.in_(list(ids))).tuples()
    return dict(rows)


def keep_up(entity: Entity, number: int, *states: Any) -> None:
    """Bring the search and the dates of contact in step with a record before and after."""
    if search.covers(entity.name):
        search.reindex(entity.name, RECORDS[entity.name].id == number)
    if entity == ACTIVITIES:
        contact_dates.refresh_parties(states)


def columns(
    entity: Entity,
    described: Mapping[str, Field],
    values: Mapping[str, Any],
    extra: Mapping[str, Any],
) -> dict[str, Any]:
    """The values as the table has them; contact points have a table of their own.

    `extra` is what the row holds now: also the values of fields that are archived.
    """
    row: dict[str, Any] = {}
    custom = {name for name in values if described[name].custom}
    for name, value in values.items():
        if name not in custom and not described[name].is_point:
            row[name] = value.id if hasattr(value, "id") else value
    if custom:
        merged = {**extra, **{name: values[name] for name in custom}}
        row["extra"] = {name: stored(v) for name, v in merged.items() if v is not None}
    if entity.title in values and hasattr(RECORDS[entity.name], "name_key"):
        row["name_key"] = fold(values[entity.title])
    return row


def named(described: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values under their names in the journal."""
    return {f"extra.{name}" if described[name].custom else name: v for name, v in values.items()}


def write_points(
    journal: Journal,
    entity: Entity,
    described: Mapping[str, Field],
    number: int,
    values: Mapping[str, Any],
    region: str,
    labels: Mapping[str, str] | None = None,
) -> None:
    """`labels` say what points are for where the values do not."""
    for name, value in values.items():
        if described[name].is_point:
            kind = described[name].kind
            said = {**(labels or {}), **labels_of(value)}
            points.replace(journal, entity, number, kind, value, region, said)
