"""Reads the rows of a file of activities: the values of each, and whom it is with."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from crm_tui.data import staging
from crm_tui.data.stores import import_activities as store
from crm_tui.data.stores import import_deals
from crm_tui.domain import (
    choice_words,
    date_order,
    emails,
    foreign_properties,
    import_activities,
    phones,
    repeats,
    series,
    values,
    zones,
)
from crm_tui.domain.date_order import Orders
from crm_tui.domain.entities import ACTIVITIES, DEALS, Entity, entity, read_id
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.folding import fold
from crm_tui.domain.import_activities import PARTIES, Party, completed, one_party, with_whom
from crm_tui.domain.mapping import Column
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.exchange import ics_links
from crm_tui.exchange.formulas import restored
from crm_tui.i18n import RUSSIAN
from crm_tui.services import entering, fields
from crm_tui.services.activities import CHANNELS, summary
from crm_tui.services.import_times import Times
from crm_tui.session import Session

FOREIGN = foreign_properties.OF[ACTIVITIES.name].name
MOST_WORDS = 100
"""Unknown words of a column that are remembered."""

PEOPLE = ("client", "contact")
SAYS_WHO = frozenset((*PEOPLE, *(field.name for field in PARTIES)))


class Event(NamedTuple):
    """What only a calendar says of an activity."""

    sequence: int
    """Which edition it is."""
    replaces: date | datetime | None
    """For which time of its series it stands."""
    properties: str | None
    """What no field has."""


class ReadRow(NamedTuple):
    """A row of the file that can be taken."""

    line: int
    cells: Sequence[str]
    read: Mapping[str, Any]
    """What it says."""
    entered: dict[str, Any]
    """The values of a new activity, with those that follow from the others."""
    event: Event

    @property
    def is_other_time(self) -> bool:
        """Whether it stands for one time of a series."""
        return bool(self.entered.get("external_id")) and self.event.replaces is not None

    @property
    def known_by(self) -> tuple[object, ...]:
        """What tells it from the other rows of the file."""
        uid = self.entered.get("external_id")
        return (uid, self.event.replaces) if uid else self.alike

    @property
    def alike(self) -> tuple[object, ...]:
        """By what another row that has no external id would be the same."""
        return store.same(self.entered)


class RowReader:
    """Reads one row after the other; `unknown` are the words of columns that mean nothing here."""

    def __init__(
        self, session: Session, columns: Sequence[Column], orders: Mapping[int, Orders]
    ) -> None:
        self.session = session
        self.columns = columns
        self.orders = orders
        self.users = staging.users()
        self.unknown: dict[str, dict[str, None]] = {}
        names = [column.target.field.name if column.target else "" for column in columns]
        self.time_zone = names.index("time_zone") if "time_zone" in names else None
        self.is_calendar = FOREIGN in names
        self.times = Times(columns)
        self.unmet: list[str] = []
        """Of the row that is read: the properties that name whom nobody knows here."""
        self.clock = session.zone
        """By which the row that is read repeats."""
        self.forget()

    def forget(self) -> None:
        """Ask again who is meant: others have written."""
        self.parties: Callable[[Field, str], Party | None] = lru_cache(4096)(self._party)

    def read(self, line: int, cells: Sequence[str]) -> ReadRow:
        """InvalidInputError, with a sentence for the user, for a row that cannot be taken."""
        self.unmet = []
        read, said = self._read(cells)
        if self.unmet:
            read[FOREIGN] = "\n".join(filter(None, (read.get(FOREIGN), *self.unmet)))
        event = Event(int(read.pop("sequence", 0)), read.pop("replaces", None), read.get(FOREIGN))
        return ReadRow(line, cells, read, self._entered(read, said), event)

    def _entered(self, read: Mapping[str, Any], said: Mapping[str, Party]) -> dict[str, Any]:
        """The values of a new activity, with those that follow from the others."""
        session = self.session
        found = completed(read, said, session.now(), session.reading.today)
        if not found.get("subject"):
            body = (found.get("body") or "").strip()
            described = fields.named(session, ACTIVITIES.name)["kind"].choice(found["kind"])
            label = session.language.text(described.label) if described else ""
            found["subject"] = summary(body)["subject"] if body else label
        if channel := CHANNELS.get(found["kind"]):
            found.setdefault("channel", channel)
        party = with_whom(said)
        if party.client is not None:
            found["client"] = Link(party.client, "")
        if party.contact is not None:
            found["contact"] = Link(party.contact, "")
        if "deal" in found:  # the same as `entering.complete` finds, so that it is known again
            found |= entering.parties(session, found)
        return found

    def _read(self, cells: Sequence[str]) -> tuple[dict[str, Any], dict[str, Party]]:
        """The values of the row, and by column whom it is with."""
        if any(cell.strip() for cell in cells[len(self.columns) :]):
            raise InvalidInputError(_("the row has more cells than there are columns"))
        read: dict[str, Any] = {}
        said: dict[str, Party] = {}
        self.clock = self._clock(cells)
        cells = self.times.joined(cells)
        deals: list[tuple[Column, str]] = []
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=False)):
            text = restored(cell) if cell[:1] == "'" else cell
            if column.target is None or not text.strip():
                continue
            field = column.target.field
            try:
                if field.name in SAYS_WHO and not field.custom:
                    if (party := self._meant(column, field, text)) is not None:
                        said.setdefault(field.name, party)
                elif (field.name, field.custom) == (DEALS.one, False):
                    deals.append((column, text))
                elif (value := self._value(place, column, field, text)) is not None:
                    read[field.name] = value
            except CrmError as error:
                reason = self.session.language.error(error)
                message = _("{column}: {reason}")
                raise InvalidInputError(message, column=column.header, reason=reason) from error
        for column, text in deals:
            if (number := self._deal(column, text, with_whom(said))) is not None:
                read[DEALS.one] = Link(number, "")
        self.times.settle(read)
        return read, said

    def _deal(self, column: Column, text: str, party: Party) -> int | None:
        """By its id or its name, which several clients may have; an unknown one is told."""
        typed = values.clean(text)
        wanted, number = DEALS, None
        with suppress(CrmError):
            wanted, number = read_id(typed)
        number = number if wanted == DEALS else None
        found = import_deals.deal(number, fold(typed), party.client)
        if found is None:
            number, name = import_activities.id_and_name(DEALS, typed)
            if number is not None:
                found = import_deals.same_deal(number, fold(name), party.client)
        if found is None:
            self._unmet(column, DEALS, typed)
        return found

    def _clock(self, cells: Sequence[str]) -> tzinfo:
        place = self.time_zone
        named = "" if place is None else "".join(cells[place : place + 1]).strip()
        return (
            zones.called(zones.read_zone(named), self.session.zone) if named else self.session.zone
        )

    def _value(self, place: int, column: Column, field: Field, text: str) -> Any:
        session = self.session
        if field.kind in (Kind.DATE, Kind.MOMENT):
            text = date_order.written_out(text, self.orders.get(place, {}))
        if field in import_activities.EVENT:
            return values.parse(field, text, session.reading)
        if field.name in entering.IN_WORDS and not field.custom:
            return self._in_words(field, values.clean(text))
        if field.kind is Kind.CHOICE and not field.pick_list:
            return self._choice(column, field, text)
        current = fields.named(session, ACTIVITIES.name)[field.name]
        value = values.parse(current, text, session.reading, RUSSIAN.text)
        if not isinstance(value, values.Reference):
            return value
        if field.entity == "users":
            number = self.users.get(fold(value.text))
            if number is None:
                self._left_out(column, value.text)
            return None if number is None else Link(number, "")
        return entering.linked(session, field, value.text)

    def _in_words(self, field: Field, text: str) -> str | None:
        """As a calendar has them, or as a person would type them."""
        if field.name == "recurrence":
            return repeats.read_rule(series.local_end(text, self.clock))
        if field.name == "except_on" and "T" in text:
            return series.days_text(series.left_out(text, self.clock))
        return entering.in_words(self.session, field, text)

    def _choice(self, column: Column, field: Field, text: str) -> Any:
        """Our own words and those of other programs; another word leaves the field empty."""
        typed = values.clean(text)
        try:
            return values.parse(field, typed, self.session.reading, RUSSIAN.text)
        except InvalidInputError:
            found = choice_words.known(ACTIVITIES.one, field.name, typed)
            if found is None:
                self._left_out(column, typed)
            return found

    def _meant(self, column: Column, field: Field, text: str) -> Party | None:
        """The first of those in the cell whom we know."""
        typed = values.clean(text)
        several = {Kind.EMAIL: emails.split, Kind.PHONE: phones.split}.get(field.kind)
        parts = several(typed) if several else [typed]
        found = next(filter(None, (self.parties(field, part) for part in parts)), None)
        if found is None and several is None:
            self._unmet(column, entity(field.entity), typed)
        return found

    def _party(self, field: Field, text: str) -> Party | None:
        if field.kind is Kind.EMAIL:
            return one_party(store.by_point(emails.normalise(text)))
        if field.kind is Kind.PHONE:
            number = phones.normalise(text, self.session.phone_region)
            return one_party(store.by_point(number)) if number else None
        wanted = entity(field.entity)
        found = self._by_id(wanted, text) or store.called(wanted, text)
        found = found or self._by_both(wanted, text)
        return next(iter(found)) if len(found) == 1 else None

    def _by_id(self, wanted: Entity, text: str) -> set[Party]:
        try:
            named, place = read_id(text)
        except CrmError:
            return set()
        return store.by_id(wanted, place) if named == wanted else set()

    def _by_both(self, wanted: Entity, text: str) -> set[Party]:
        """By an id and the name behind it."""
        number, name = import_activities.id_and_name(wanted, text)
        if number is None:
            return set()
        called = store.called(wanted, name)
        return called & store.by_id(wanted, number) or called

    def _unmet(self, column: Column, wanted: Entity, text: str) -> None:
        """Nobody is called so: told, and of a calendar kept."""
        self._left_out(column, text)
        if self.is_calendar and import_activities.id_and_name(wanted, text)[0] is not None:
            self.unmet.append(ics_links.line(wanted, text))

    def _left_out(self, column: Column, word: str) -> None:
        words = self.unknown.setdefault(column.header, {})
        if len(words) < MOST_WORDS:
            words[word] = None
