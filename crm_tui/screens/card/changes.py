"""The changes of one record as rows: when, who, which field, from what to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, islice
from typing import Any

from crm_tui.domain.entities import Entity, entity
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.history import Entry
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.shown import Showing
from crm_tui.services import entering, fields, history
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.paint import Line
from crm_tui.widgets.rows import Row
from crm_tui.widgets.signs import SIGN

STEP = 300
"""So many actions are read at once; older ones when the cursor comes near."""

WHEN, BY, FIELD = 13, 12, 15
REACH = 200
"""Characters of a value that one line could show at most."""

OPERATIONS = {"insert": _("made"), "delete": _("taken back")}
SOURCES = {"import": _("import"), "cli": _("command")}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with its values as they are shown: label of the field, before, after."""

    entry: Entry
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Changes as rows for the list; `oldest` is where older ones go on, if there are any."""

    rows: list[Row]
    oldest: int | None


def read(
    session: Session, wanted: Entity, number: int, most: int, before: int | None = None
) -> Part:
    """So many actions of the record, the newest first, or those older than `before`."""
    described = fields.named(session, wanted.name)
    showing = Showing(session.language, session.reading)
    entries = history.entries(session, wanted, number, before)
    actions = groupby(entries, lambda entry: entry.transaction.id)
    found: list[Row] = []
    last: int | None = None
    for transaction, action in islice(actions, most):
        last = transaction
        for entry in action:
            found += rows(showing, tell(session, showing, described, entry))
    return Part(found, last if next(actions, None) is not None else None)


def tell(session: Session, showing: Showing, described: Mapping[str, Field], entry: Entry) -> Told:
    found = []
    sums = any(name in described and described[name].kind is Kind.MONEY for name in entry.fields)
    currencies = history.currencies(session, entry) if sums else (None, None)
    for name, pair in entry.fields.items():
        field = described.get(name)
        if field is None or entry.action == "insert":
            continue
        label = session.language.text(field.label)
        old, new = (
            _shown(session, showing, field, value, currency)
            for value, currency in zip(pair, currencies, strict=True)
        )
        found.append((label, old, new))
    return Told(entry, tuple(found))


def _shown(
    session: Session, showing: Showing, field: Field, value: Any, currency: str | None
) -> str:
    restored = _restored(session, field, value)
    return showing.text(field, restored, currency)[:REACH] if restored is not None else SIGN["dash"]


def _restored(session: Session, field: Field, value: Any) -> Any:
    """The value as Python knows it, from the shape of the journal."""
    if value is None:
        return None
    if field.kind is Kind.LINK:
        return _linked(session, field, int(value))
    if field.kind is Kind.MOMENT and " " in str(value):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if field.kind in (Kind.DATE, Kind.MOMENT):
        return date.fromisoformat(value)
    if field.kind is Kind.TAGS:
        return tuple(value.split())
    return bool(value) if field.kind is Kind.FLAG else value


def _linked(session: Session, field: Field, number: int) -> Link:
    """The record, or its id where it is there no more."""
    shown_id = entity(field.entity).shown_id(number)
    try:
        return entering.linked(session, field, shown_id)
    except CrmError:
        return Link(number, shown_id)


def columns(showing: Showing) -> list[Column]:
    """The titles of the list, translated."""
    text = showing.language.text
    return [
        Column(text(_("When")), WHEN, inks="quiet"),
        Column(text(_("By")), BY, drop=1),
        Column(text(_("Field")), FIELD, inks="strong"),
        Column(text(_("Change")), 18, flex=1),
    ]


def rows(showing: Showing, told: Told) -> list[Row]:
    """A row a field; when and by whom stand on the first."""
    transaction, entry = told.entry.transaction, told.entry
    language = showing.language
    by = transaction.user or language.text(SOURCES.get(transaction.source, transaction.source))
    undone = transaction.undone_by is not None
    cells: list[tuple[str, str | Line]] = [
        (label, _change(before, after)) for label, before, after in told.fields
    ]
    if not cells:
        label = OPERATIONS.get(entry.action, transaction.label)
        cells = [(language.text(label), "")]
    return [
        Row(
            ["" if place else showing.near(transaction.at), "" if place else by, field, change],
            (transaction.id, entry.action, place),
            past=undone,
            record=transaction,
        )
        for place, (field, change) in enumerate(cells)
    ]


def _change(before: str, after: str) -> Line:
    return [(before, "quiet"), (f" {SIGN['right']} ", "accent"), (after, "plain")]
