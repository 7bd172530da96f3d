"""Values as a person reads them: labels, local times, sums with their currency."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from crm_tui.domain import plain_values
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.texts import _
from crm_tui.session import Session

NOTHING: Mapping[str, str] = {}


def readable(
    session: Session, field: Field, record: Any, labels: Mapping[str, str] = NOTHING
) -> str:
    """The value of a field as a person reads it; `labels` say what phones and e-mails are for."""
    value = field.value(record)
    if value is None:
        return ""
    if field.kind is Kind.CHOICE:
        return choice_label(session, field, value)
    if field.kind is Kind.FLAG:
        return session.language.text(_("yes") if value else _("no"))
    if isinstance(value, date):
        return moment(session, value)
    if field.is_rule:
        from crm_tui.domain import repeat_words

        return repeat_words.in_words(value, session.language)
    if isinstance(value, str):
        return with_labels(session, field, value, labels)
    currency = getattr(record, field.currency, None)
    text = plain_values.plain(field, value, currency, session.zone)
    return f"{text} {currency}" if field.kind is Kind.MONEY and currency else text


def with_labels(session: Session, field: Field, text: str, labels: Mapping[str, str]) -> str:
    if not field.is_point or not labels:
        return text
    from crm_tui.domain import point_labels

    translate = session.language.text
    parts = text.split(", ")
    return ", ".join(point_labels.beside(part, labels.get(part), translate) for part in parts)


def choice_label(session: Session, field: Field, key: str) -> str:
    choice = field.choice(key)
    if choice is None:
        return key
    return session.language.text(choice.label) if choice.shipped else choice.label


def moment(session: Session, value: date) -> str:
    """A day, or a short time in the user's zone."""
    if isinstance(value, datetime):
        return value.astimezone(session.zone).strftime("%Y-%m-%d %H:%M")
    return value.isoformat()
