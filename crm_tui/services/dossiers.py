"""Everything about records as documents to read, print or hand over."""

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from crm_tui.data.stores import points
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.exchange.documents import WRITERS, Document, Entry, Part, Writable
from crm_tui.services import cards, fields, records
from crm_tui.services.cards import Tie
from crm_tui.services.readable import readable
from crm_tui.session import Session

BETWEEN = " · "
KNOWN = (CLIENTS, CONTACTS)
OF_PEOPLE = ("title", "department", "phone", "email")
OF_DEALS = ("amount", "stage", "status", "expected_close", "lost_reason")
OF_ACTIVITIES = ("at", "kind", "status", "contact", "owner")


def write(session: Session, entity: Entity, number: int, form: str) -> str:
    """The document as `md` or `html`; NotFoundError where there is no such record."""
    stream, told = StringIO(), document(session, entity, records.get(session, entity, number))
    writer = WRITERS[form](stream, session.language.code, told.title)
    writer.document(told)
    writer.close()
    return stream.getvalue()


def write_each(
    session: Session, entity: Entity, rows: Iterator[Listed], stream: Writable, form: str
) -> int:
    """The documents of the records, one after the other; returns how many.

    `rows` have all fields.
    """
    title = session.language.text(entity.label)
    writer = WRITERS[form](stream, session.language.code, title)
    count = 0
    for record in rows:
        writer.document(document(session, entity, record))
        count += 1
    writer.close()
    return count


def document(session: Session, entity: Entity, record: Any) -> Document:
    """The record with its people, its deals and its whole history."""
    number = record.id
    described = fields.in_force(session, entity)
    labels = points.labels(entity, [number]).get(number, {}) if entity in KNOWN else {}
    facts = [
        (session.language.text(field.label), text)
        for field in described
        if not field.repeats
        and field.name != entity.title
        and (text := readable(session, field, record, labels))
    ]
    title = f"{getattr(record, entity.title)} ({entity.shown_id(number)})"
    parts = []
    if entity == CLIENTS:
        parts.append(
            _part(session, CONTACTS, OF_PEOPLE, "preferences", cards.people(session, number))
        )
    if entity in KNOWN:
        deals = cards.deals(session, entity, number)
        parts.append(_part(session, DEALS, OF_DEALS, "notes", deals))
        parts.append(_relations(session, cards.relations(session, entity, number)))
    if entity != ACTIVITIES:
        history = list(records.iterate(session, ACTIVITIES, cards.history(session, entity, number)))
        parts.append(_part(session, ACTIVITIES, OF_ACTIVITIES, "body", history))
    return Document(title, facts, [part for part in parts if part.entries])


def _relations(session: Session, ties: Sequence[Tie]) -> Part:
    text = session.language.text
    entries = [
        Entry(BETWEEN.join((f"{tie.title} ({tie.shown_id})", text(tie.label)))) for tie in ties
    ]
    return Part(text(_("Relations")), entries)


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
