"""Phones and e-mails of a record: rows that a text field shows joined with ", "."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.models.contacts import ContactPoint
from crm_tui.data.tables import POINT_KINDS, point_owner
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Kind


def replace(
    journal: Journal,
    entity: Entity,
    number: int,
    kind: Kind,
    text: str | None,
    region: str,
    labels: Mapping[str, str | None],
) -> None:
    """Make the points of the kind be those of the text, in its order; what stays is kept.

    `labels` say what some of them are for now.
    """
    old = {row.value: row for row in of_kind(entity, number, kind)}
    wanted = list(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))
    for value, row in old.items():
        if value not in wanted:
            _change(journal, row, archived_at=journal.stamp.at)
    for position, value in enumerate(wanted):
        row = old.get(value)
        if row is None:
            row = new(entity, number, kind, value, position, region)
            journal.insert("points", row | {"label": labels.get(value)})
            continue
        wanted_now = {"position": position, "label": labels.get(value, row.label)}
        changed = {name: new for name, new in wanted_now.items() if getattr(row, name) != new}
        if changed:
            _change(journal, row, **changed)


def of_kind(entity: Entity, number: int, kind: Kind) -> Iterable[Any]:
    return (
        ContactPoint.select()
        .where(
            point_owner(entity.name, ContactPoint) == number,
            ContactPoint.kind.in_(POINT_KINDS[kind]),
            ContactPoint.archived_at.is_null(),
        )
        .order_by(ContactPoint.position, ContactPoint.id)
    )


def new(
    entity: Entity, number: int, kind: Kind, value: str, position: int, region: str
) -> dict[str, Any]:
    """The row of a point; a phone that cannot be read is kept as typed, with status bad."""
    from crm_tui.domain import phones

    normalised = phones.normalise(value, region) if kind is Kind.PHONE else value.casefold()
    return {
        entity.one: number,
        "kind": POINT_KINDS[kind][0],
        "value": value,
        "normalised": normalised,
        "tail": phones.reversed_digits(normalised or value) if kind is Kind.PHONE else None,
        "position": position,
        "status": "ok" if normalised else "bad",
    }


def of_record(entity: Entity, number: int) -> list[dict[str, Any]]:
    """All points of a record, for `crm show`."""
    rows: Any = (
        ContactPoint.select(
            ContactPoint.kind,
            ContactPoint.value,
            ContactPoint.normalised,
            ContactPoint.label,
            ContactPoint.status,
        )
        .where(
            point_owner(entity.name, ContactPoint) == number,
            ContactPoint.archived_at.is_null(),
        )
        .order_by(ContactPoint.kind, ContactPoint.position, ContactPoint.id)
    )
    return list(rows.dicts())


def labels(entity: Entity, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """By record, what its points are for, of those that say so."""
    owner = point_owner(entity.name, ContactPoint)
    rows: Any = ContactPoint.select(owner, ContactPoint.value, ContactPoint.label).where(
        owner.in_(list(numbers)),
        ContactPoint.label.is_null(False),
        ContactPoint.archived_at.is_null(),
    )
    found: dict[int, dict[str, str]] = {}
    for number, value, label in rows.tuples():
        found.setdefault(number, {})[value] = label
    return found


def relabelled(entity: Entity, number: int, labels: Mapping[str, str | None]) -> bool:
    """Whether these are not yet the labels of its points."""
    known = labels_of(entity, number)
    return any(known.get(value) != label for value, label in labels.items())


def labels_of(entity: Entity, number: int) -> dict[str, str]:
    return labels(entity, [number]).get(number, {})


def _change(journal: Journal, row: Any, **values: Any) -> None:
    before = {name: getattr(row, name) for name in values}
    journal.update("points", row.id, values, before=before, after=values, version=row.version)
