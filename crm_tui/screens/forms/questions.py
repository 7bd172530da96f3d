"""Which fields a form asks for, in which order, and as which text each value stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from crm_tui.domain import plain_values, repeat_words
from crm_tui.domain.entities import ACTIVITIES, Entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.participants import PEOPLE
from crm_tui.screens.shown import NO, YES, Showing
from crm_tui.services import fields, participants, records
from crm_tui.services.readable import readable
from crm_tui.session import Session

FIRST = {
    "clients": (
        "name", "phone", "email", "city", "street", "tax_id", "lifecycle", "segment", "tags",
        "source", "owner", "notes",
    ),
    "contacts": (
        "display_name", "title", "client", "phone", "email", "birthday", "tags",
        "do_not_contact", "preferences",
    ),
    "deals": (
        "name", "client", "contact", "amount", "stage", "expected_close", "status", "lost_reason",
        "source", "tags", "owner", "notes",
    ),
    "activities": (
        "subject", "kind", "start", "client", "contact", PEOPLE.name, "deal", "status", "due",
        "outcome", "priority", "tags", "owner", "body",
    ),
}  # fmt: skip
"""The most used, before all others; what users added comes next."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What a form shows when it opens. `record` is None for a new one; `texts` are by name."""

    entity: Entity
    record: Any
    fields: Sequence[Field]
    texts: dict[str, str]
    showing: Showing


def ask(session: Session, entity: Entity, number: int | None) -> Questions:
    """Read the record, or begin a new one with its defaults; NotFoundError where there is none."""
    showing = Showing(session.language, session.reading)
    described = [field for field in fields.in_force(session, entity) if not field.derived]
    record = None if number is None else records.get(session, entity, number)
    if entity == ACTIVITIES:
        described.append(PEOPLE)
        record = _with_people(session, record)
    texts = {field.name: written(showing, field, entity, record) for field in described}
    if record is not None:
        texts |= with_labels(session, entity, described, record)
    return Questions(entity, record, ordered(entity, described), texts, showing)


def _with_people(session: Session, record: Any) -> Any:
    """The activity with those who take part, as it was seen."""
    if record is None:
        return None
    people = participants.written(session, record.id) or None
    return replace(record, extra={**record.extra, PEOPLE.name: people})


def with_labels(
    session: Session, entity: Entity, described: Sequence[Field], record: Any
) -> dict[str, str]:
    """The phones and e-mails with what they are for; of an activity there are none."""
    shown = points(described)
    labels = records.point_labels(session, entity, record.id) if shown else {}
    return {field.name: readable(session, field, record, labels) for field in shown}


def points(described: Sequence[Field]) -> list[Field]:
    return [field for field in described if field.is_point]


def ordered(entity: Entity, described: Sequence[Field]) -> list[Field]:
    first = FIRST[entity.name]
    places = {name: place for place, name in enumerate(first)}

    def place(field: Field) -> int:
        return places.get(field.name, len(first) + (0 if field.custom else 1))

    return sorted(described, key=place)


def written(showing: Showing, field: Field, entity: Entity, record: Any) -> str:
    """The value as text that reads back, labels in the user's language; "" for an empty one."""
    value = entity.defaults.get(field.name) if record is None else field.value(record)
    if value is None:
        return ""
    if field.kind is Kind.CHOICE:
        return showing.choice(field, value)
    if field.kind is Kind.FLAG:
        return showing.language.text(YES if value else NO)
    if field.is_rule:
        return repeat_words.in_words(value, showing.language)
    currency = getattr(record, "currency", None)
    text = plain_values.plain(field, value, currency, showing.reading.zone)
    if field.kind is Kind.MONEY:
        return f"{text.removesuffix('.00')} {currency or showing.reading.currency}"
    return text
