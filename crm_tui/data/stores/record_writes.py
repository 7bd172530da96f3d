"""Writing any record, over its description."""

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from crm_tui.data import contact_dates, search
from crm_tui.data.journal import Journal
from crm_tui.data.rows import stored
from crm_tui.data.stores import points
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import ACTIVITIES, Entity
from crm_tui.domain.fields import Field, by_name
from crm_tui.domain.folding import fold
from crm_tui.domain.typed_points import TypedPoints, journalled, labels_of


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
    keep_up(entity, [number], [SimpleNamespace(**values)])
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
    keep_up(entity, [record.id], before_and_after(record, values))


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


def before_and_after(record: Any, values: Mapping[str, Any]) -> tuple[Any, Any]:
    """What it belongs to, see `keep_up`."""
    links = contact_dates.LINKS.values()
    after = {name: values.get(name, getattr(record, name, None)) for name in links}
    return record, SimpleNamespace(**after)


def keep_up(entity: Entity, numbers: Sequence[int], states: Iterable[Any]) -> None:
    """Bring the search and the dates of contact in step with records before and after."""
    if search.covers(entity.name):
        search.reindex(entity.name, RECORDS[entity.name].id.in_(numbers))
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
