"""From what was typed to the values of a record, the same for forms, commands and hooks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crm_tui.data import rows
from crm_tui.data.journal import Journal
from crm_tui.data.stores import links, parts, settings
from crm_tui.domain import (
    dates,
    deal_status,
    money,
    names,
    plain_values,
    reminders,
    repeats,
    series,
    tags,
    values,
    zones,
)
from crm_tui.domain.clients import ClientKind
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity, entity, read_id
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.money import Amount
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError, NotFoundError
from crm_tui.services import fields
from crm_tui.session import Session

IN_WORDS = ("recurrence", "except_on", "reminders", "time_zone")


def read(session: Session, wanted: Entity, typed: Mapping[str, str]) -> dict[str, Any]:
    """The values of the typed texts by field name; InvalidInputError names the field.

    Sums stay `values.Amount`, new pick-list values `values.NewChoice` and changes of the tags
    `tags.TagChange`, see `settle`.
    """
    found = {}
    for word, text in typed.items():
        field = fields.find(session, wanted, word)
        if field.derived:
            message = _("{name} is kept by the program and cannot be typed")
            raise InvalidInputError(message, field=field.name, name=field.name)
        found[field.name] = read_value(session, field, text)
    return found


def read_value(session: Session, field: Field, text: str) -> Any:
    """One typed text as a value; links are looked up by id or by name."""
    if field.name == "currency" and text.strip():
        return money.read_currency(text)
    if field.name in IN_WORDS and not field.custom:
        return in_words(session, field, text)
    value = values.parse(field, text, session.reading, session.language.text)
    if isinstance(value, values.Reference):
        return linked(session, field, value.text)
    if isinstance(value, float) and not field.custom:
        message = _("{text} is no whole number")
        raise InvalidInputError(message, field=field.name, text=text.strip())
    return value


def in_words(session: Session, field: Field, text: str) -> str | None:
    """What is typed in words and kept in a form of its own."""
    try:
        match field.name:
            case "reminders":
                return reminders.read(text, session.reading)
            case "time_zone":
                return zones.read_zone(text) if text.strip() else None
            case "except_on":
                words = text.replace(",", " ").split()
                return series.days_text(dates.read_day(word, session.reading) for word in words)
        return repeats.read_rule(text, session.reading) if text.strip() else None
    except InvalidInputError as error:
        error.field = field.name
        raise


def linked(session: Session, field: Field, text: str) -> Link:
    """The one record that the text names: C-12, a whole name, or a beginning that is unique."""
    target = entity(field.entity)
    if field.entity == "users" and text.casefold() in ("me", "я"):
        return Link(session.user.id, session.user.name)
    found = _by_id(target, text) or links.named(target, text)
    if not found:
        raise NotFoundError(_("there is no {what} called {text}"), field=field.name,
                            what=target.one, text=text)  # fmt: skip
    if len(found) > 1:
        raise InvalidInputError(
            _("{text} may be {first} or {second}: give the id"),
            field=field.name,
            text=text,
            first=f"{target.shown_id(found[0].id)} {found[0].name}",
            second=f"{target.shown_id(found[1].id)} {found[1].name}",
        )
    return found[0]


def _by_id(target: Entity, text: str) -> list[Link]:
    try:
        named, number = read_id(text)
    except CrmError:
        return []
    return links.by_ids(target, [number]) if named == target else []


def settle(
    journal: Journal, session: Session, wanted: Entity, entered: Mapping[str, Any], record: Any
) -> dict[str, Any]:
    """The values as they are written: sums in the record's currency, new choices in their lists,
    tags with those that stay.

    `record` is the record before the change, or None for a new one.
    """
    described = fields.named(session, wanted.name)
    code = currency(session, described, entered, record)
    settled: dict[str, Any] = {}
    for name, value in entered.items():
        if isinstance(value, values.NewChoice):
            key = values.choice_key(value.label)
            settings.add_choice(journal, described[name].pick_list, key, value.label)
            fields.forget(session)
            settled[name] = key
        elif isinstance(value, Amount):
            settled[name] = money.rescaled(value, session.currency, code)
        elif described[name].kind is Kind.TAGS:
            settled[name] = tags.settled(value, described[name].value(record) if record else None)
        else:
            settled[name] = value
    if "currency" in described and sums(entered):
        settled["currency"] = code
    return settled


def currency(
    session: Session, described: Mapping[str, Field], entered: Mapping[str, Any], record: Any
) -> str:
    """The currency of the entered sums: the amounts of one record share it."""
    own = described.get("currency")
    chosen = entered.get("currency") if own else session.currency
    has = own.value(record) if own and record else None
    kept = [f for f in described.values() if f.kind is Kind.MONEY and f.name not in entered]
    if has and not chosen and any(field.value(record) is not None for field in kept):
        chosen = has
    for name, amount in sums(entered).items():
        chosen = chosen or amount.currency
        if amount.currency and amount.currency != chosen:
            raise InvalidInputError(
                _("the amounts of a record share one currency, here {currency}"),
                field=name,
                currency=chosen,
            )
    return chosen or has or session.currency


def sums(entered: Mapping[str, Any]) -> dict[str, Amount]:
    return {name: value for name, value in entered.items() if isinstance(value, Amount)}


def complete(session: Session, wanted: Entity, entered: Mapping[str, Any]) -> dict[str, Any]:
    """A new record's values, with what follows from others and the defaults."""
    found = {**entered}
    if wanted == CONTACTS:
        found = person_name(found)
    elif wanted == ACTIVITIES:
        found = {"owner": Link(session.user.id, session.user.name), **found}
        found |= clock(session, found) | parties(session, found)
    elif wanted == DEALS:
        found = {"owner": Link(session.user.id, session.user.name), **found}
        if stages := fields.named(session, DEALS.name)["stage"].choices:
            found.setdefault("stage", stages[0].key)
        found |= parties(session, found) | deal_status.closing(None, found, session.now())
    elif wanted == CLIENTS and "kind" not in found:
        person = names.looks_like_person(found.get("name") or "")
        found |= {"kind": ClientKind.PERSON.value} if person else {}
    return {**wanted.defaults, **{k: v for k, v in found.items() if v is not None}}


def clock(session: Session, entered: Mapping[str, Any]) -> dict[str, str]:
    """What repeats from now on does so by the clock of whoever says so."""
    name = zones.name_of(session.zone)
    repeats_now = entered.get("recurrence") and not entered.get("time_zone")
    return {"time_zone": name} if repeats_now and name else {}


def parties(session: Session, entered: Mapping[str, Any]) -> dict[str, Link]:
    """Whom it is with, from the deal or the contact that is entered, where nothing is said."""
    found: dict[str, Link] = {}
    for target, missing in ((DEALS, ("client", "contact")), (CONTACTS, ("client",))):
        link = entered.get(target.one) or found.get(target.one)
        wanted = [name for name in missing if name not in entered and name not in found]
        if link and wanted:
            known = fields.named(session, target.name)
            for row in rows.read(target, [known[name] for name in wanted], [link.id]):
                found |= {name: value for name, value in row.values.items() if value}
    return found


def with_whom(session: Session, target: Entity, link: Link) -> dict[str, Link]:
    """Whom and what an activity is about that is about the record: a contact brings her client
    along, a deal both.
    """
    about = {target.one: link}
    return about | parties(session, about)


def person_name(entered: Mapping[str, Any]) -> dict[str, Any]:
    """A contact's values, with the parts of the typed name, or the name from its parts."""
    typed = entered.get("display_name")
    if typed:
        return {**names.split(typed)._asdict(), **entered}
    parts = (entered.get(name) for name in ("first", "middle", "last"))
    return {**entered, "display_name": " ".join(part for part in parts if part)}


def check_times(session: Session, entered: Mapping[str, Any]) -> None:
    """InvalidInputError for an activity that ends before it begins, or lasts less than nothing."""
    start, end, minutes = (entered.get(name) for name in ("start", "end", "duration"))
    start = start or entered.get("due")
    if minutes is not None and minutes < 0:
        message = _("{minutes} minutes are too few")
        raise InvalidInputError(message, field="duration", minutes=minutes)
    if start is None or end is None:
        return
    timed = isinstance(start, datetime) and isinstance(end, datetime)
    days = [
        moment.astimezone(session.zone).date() if isinstance(moment, datetime) else moment
        for moment in (start, end)
    ]
    if end < start if timed else days[1] < days[0]:
        field = fields.named(session, ACTIVITIES.name)["end"]
        told = [plain_values.plain(field, moment, None, session.zone) for moment in (start, end)]
        message = _("it ends at {end}, before it begins at {start}")
        raise InvalidInputError(message, field="end", start=told[0], end=told[1])


def check_whole(whole: Link | None) -> None:
    """InvalidInputError where an activity has become a part of itself, written as it is by now."""
    if whole is not None and parts.contains_itself(whole.id):
        shown = ACTIVITIES.shown_id(whole.id)
        raise InvalidInputError(
            _("{record} would be a part of itself"), field="parent", record=shown
        )


def check_required(
    wanted: Entity, described: Mapping[str, Field], entered: Mapping[str, Any]
) -> None:
    for field in described.values():
        if wanted.needs(field) and not entered.get(field.name):
            raise InvalidInputError(_("{label} is missing"), field=field.name, label=field.label)
