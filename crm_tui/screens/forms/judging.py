"""What a form says beside a field while it is typed: how it was understood, or what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crm_tui.domain import phones, point_labels
from crm_tui.domain.entities import CONTACTS, entity
from crm_tui.domain.fields import Field, Kind, Link, by_name
from crm_tui.domain.money import Amount
from crm_tui.domain.participants import PEOPLE
from crm_tui.domain.texts import _
from crm_tui.domain.typed_points import TypedPoints
from crm_tui.domain.values import NewChoice
from crm_tui.errors import CrmError
from crm_tui.screens.shown import Showing, plain
from crm_tui.services import cards, entering, participants, search
from crm_tui.session import Session

MISSING = _("is needed")
NEW_CHOICE = _("new in the list")
NO_PHONE = _("no number: kept so")
RULE_HINT = _("every week, every tue")
POINTS_HINT = _("one (work), another")
HINTS = {
    Kind.MONEY: _("500 or 500 EUR"),
    Kind.DATE: _("24 Nov, fri, tomorrow"),
    Kind.MOMENT: _("fri 10:00, tomorrow"),
    Kind.FLAG: _("yes or no"),
    Kind.PHONE: POINTS_HINT,
    Kind.EMAIL: POINTS_HINT,
    Kind.TAGS: _("a comma between two"),
}
PEOPLE_HINT = _("names, a comma between two")
LINK_HINTS = {"users": _("me, or a name"), "": _("a name or an id")}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Translated: what is wrong, or how the text was understood."""

    mistake: str = ""
    hint: str = ""


Judged = Mapping[str, Judgement]


def judge(session: Session, field: Field, text: str) -> Judgement:
    """Read the text as saving would; never raises for what a person can type."""
    showing = Showing(session.language, session.reading)
    try:
        if field == PEOPLE:
            return people(showing, text)
        value = entering.read_value(session, field, text)
    except CrmError as error:
        return Judgement(mistake=session.language.error(error))
    if value is None:
        missing = session.language.text(MISSING) if field.required else ""
        return Judgement(missing, usual_hint(showing, field))
    return Judgement(hint=understood(showing, field, text.strip(), value))


def people(showing: Showing, text: str) -> Judgement:
    """Who is meant, where that is more than was typed."""
    found = participants.read(text)
    if not found:
        return Judgement(hint=showing.language.text(PEOPLE_HINT))
    names = ", ".join(who.name for _entity, who in found)
    return Judgement(hint="" if names == text.strip() else f"= {names}")


def judge_all(session: Session, fields: Iterable[Field], texts: Mapping[str, str]) -> Judged:
    """The same for a whole form, by the names of the fields."""
    return {field.name: judge(session, field, texts[field.name]) for field in fields}


def usual_hint(showing: Showing, field: Field) -> str:
    """What may be typed into the empty field."""
    if field.choices:
        return ", ".join(showing.label(choice) for choice in field.choices)
    if field.kind is Kind.LINK:
        return showing.language.text(LINK_HINTS.get(field.entity, LINK_HINTS[""]))
    return showing.language.text(RULE_HINT if field.is_rule else HINTS.get(field.kind, ""))


def understood(showing: Showing, field: Field, text: str, value: Any) -> str:
    """How the text was read, where that says more than the text itself."""
    if isinstance(value, NewChoice):
        return showing.language.text(NEW_CHOICE)
    if isinstance(value, Amount):
        shown = plain(showing.money(value.minor, value.currency))
    elif isinstance(value, Link):
        shown_id = entity(field.entity).shown_id(value.id)
        same = text.casefold() == value.name.casefold()
        shown = value.name if field.entity == "users" or not same else shown_id
    elif isinstance(value, TypedPoints):
        beside, parts = point_labels.beside, value.split(", ")
        translate = showing.language.text
        shown = ", ".join(beside(part, value.labels.get(part), translate) for part in parts)
    else:
        shown = showing.text(field, value)
    if field.kind is Kind.PHONE and not all(
        phones.normalise(part, showing.reading.phone_region) for part in phones.split(str(value))
    ):
        return showing.language.text(NO_PHONE)
    as_typed = field.kind in (Kind.NOTE, Kind.TEXT, Kind.WEB, Kind.EMAIL) and not field.is_rule
    return "" if as_typed or shown == text else f"= {shown}"


def completed(session: Session, field: Field, text: str) -> str | None:
    """The whole value that the text begins: a label of a choice, or the name of a record."""
    if field.kind is Kind.LINK:
        return suggestion(session, field, text)
    showing = Showing(session.language, session.reading)
    labels = [showing.label(choice) for choice in field.choices]
    return next((name for name in labels if name.casefold().startswith(text.casefold())), None)


def suggestion(session: Session, field: Field, text: str, client: str = "") -> str | None:
    """The name of the record that the text of a link begins; of PEOPLE that of the last.

    The people of the typed client go before all others.
    """
    if field == PEOPLE:
        return participants.suggestion(session, text)
    if field.entity == "users":
        return colleague(session, field, text)
    if field.entity == CONTACTS.name and client.strip():
        person = works_there(session, client, text)
        if person is not None:
            return person
    found = search.find(session, text)
    names = [hit.title for hit in found if hit.entity == field.entity]
    return next((name for name in names if name.casefold().startswith(text.casefold())), None)


def works_there(session: Session, client: str, text: str) -> str | None:
    """The name of the first person of the client whose name begins so."""
    try:
        found = entering.linked(session, by_name(CONTACTS.fields)["client"], client.strip())
    except CrmError:
        return None
    names = [person.display_name for person in cards.people(session, found.id)]
    return next((name for name in names if name.casefold().startswith(text.casefold())), None)


def colleague(session: Session, field: Field, text: str) -> str | None:
    """The name of the only user whose name begins so."""
    try:
        name = entering.linked(session, field, text).name
    except CrmError:
        return None
    return name if name.casefold().startswith(text.casefold()) else None
