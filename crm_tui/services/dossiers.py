"""Everything about one record as a document to read, print or hand over."""

from collections.abc import Sequence
from typing import Any

from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.texts import _
from crm_tui.exchange.documents import FORMS, Document, Entry, Part
from crm_tui.services import cards, fields, records
from crm_tui.services.readable import readable
from crm_tui.session import Session

BETWEEN = " · "
OF_PEOPLE = ("title", "department", "phone", "email")
OF_ACTIVITIES = ("at", "kind", "status", "contact", "owner")


def write(session: Session, entity: Entity, number: int, form: str) -> str:
    """The document as `md` or `html`; NotFoundError where there is no such record."""
    return "\n".join([*FORMS[form](document(session, entity, number)), ""])


def document(session: Session, entity: Entity, number: int) -> Document:
    """The record with its people and its whole history."""
    record = records.get(session, entity, number)
    described = fields.in_force(session, entity)
    facts = [
        (session.language.text(field.label), text)
        for field in described
        if field.name != entity.title and (text := readable(session, field, record))
    ]
    title = f"{getattr(record, entity.title)} ({entity.shown_id(number)})"
    parts = []
    if entity == CLIENTS:
        parts.append(
            _part(session, CONTACTS, OF_PEOPLE, "preferences", cards.people(session, number))
        )
    if entity in (CLIENTS, CONTACTS):
        history = list(records.iterate(session, ACTIVITIES, cards.history(session, entity, number)))
        parts.append(_part(session, ACTIVITIES, OF_ACTIVITIES, "body", history))
    return Document(session.language.code, title, facts, [part for part in parts if part.entries])


def _part(
    session: Session, entity: Entity, beside: Sequence[str], text: str, rows: Sequence[Any]
) -> Part:
    named = fields.named(session, entity.name)
    entries = [
        Entry(
            BETWEEN.join(_told(session, [named[name] for name in (entity.title, *beside)], row)),
            readable(session, named[text], row),
        )
        for row in rows
    ]
    heading = _("History") if entity == ACTIVITIES else entity.label
    return Part(session.language.text(heading), entries)


def _told(session: Session, shown: Sequence[Field], record: Any) -> list[str]:
    return [text for field in shown if (text := readable(session, field, record))]
