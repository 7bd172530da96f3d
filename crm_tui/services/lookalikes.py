"""Tells who looks like the client or contact that is being typed, before a duplicate is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from crm_tui.data.stores import lookalikes
from crm_tui.domain import phones
from crm_tui.domain.entities import CLIENTS, CONTACTS, Entity
from crm_tui.domain.fields import Kind, Link
from crm_tui.domain.folding import fold
from crm_tui.services import fields
from crm_tui.session import Session


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Another record, and the labels of the fields that are the same."""

    record: Link
    same: tuple[str, ...]


def find(
    session: Session, entity: Entity, typed: Mapping[str, str], but: int | None = None
) -> list[LookAlike]:
    """Records with the same phone, e-mail, tax id or folded name; `but` is the one being edited."""
    reasons: dict[Link, list[str]] = {}
    for field in fields.in_force(session, entity):
        text = typed.get(field.name, "").strip()
        if not text or field.custom:
            continue
        for record in _same(session, entity, field.name, field.kind, text):
            if record.id != but:
                reasons.setdefault(record, []).append(field.label)
    return [LookAlike(record, tuple(labels)) for record, labels in reasons.items()]


def _same(session: Session, entity: Entity, name: str, kind: Kind, text: str) -> list[Link]:
    if kind is Kind.PHONE:
        numbers = (phones.normalise(part, session.phone_region) for part in text.split(","))
        return lookalikes.with_points(entity, [number for number in numbers if number])
    if kind is Kind.EMAIL:
        parts = (part.strip().casefold() for part in text.split(","))
        return lookalikes.with_points(entity, [part for part in parts if part])
    if name == entity.title and entity in (CLIENTS, CONTACTS):
        return lookalikes.with_value(entity, "name_key", fold(text))
    if name == "tax_id":
        return lookalikes.with_value(entity, "tax_id", text)
    return []
