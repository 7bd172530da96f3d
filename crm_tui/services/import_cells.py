"""Reads the cells of a file, each as its field wants it; what repeats itself is read once."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from crm_tui.data.rows import stored
from crm_tui.domain import choice_words, company_sizes, money, tags, values
from crm_tui.domain.blanks import is_blank
from crm_tui.domain.date_order import Orders
from crm_tui.domain.entities import USERS
from crm_tui.domain.entities import entity as named_entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.joined_columns import BIRTHDAY
from crm_tui.domain.mapping import CONTACTS, DEALS
from crm_tui.errors import InvalidInputError
from crm_tui.i18n import RUSSIAN
from crm_tui.services import import_days, import_links
from crm_tui.services.import_days import Birthdays
from crm_tui.services.import_deals import ending
from crm_tui.services.import_layouts import YEARLESS_TO, NewChoices, Read, staged_name
from crm_tui.services.import_points import SHORT
from crm_tui.session import Session

SOME_NUMBER = re.compile("[1-9]")
MOST_WORDS = 100
"""Unknown words of a column that are remembered."""

TEXTS = (Kind.TEXT, Kind.NOTE, Kind.WEB)
CODES = ("tax_id", "currency")
"""Texts that are more than what is typed."""


class CellReaders:
    """Makes the function that reads a column; knows what its cells have that is new or unknown."""

    def __init__(
        self,
        session: Session,
        headers: Sequence[str],
        users: Mapping[str, int],
        orders: Mapping[int, Orders],
        places: Mapping[str, int],
    ) -> None:
        """`places` are those of the staged columns among the values of a row."""
        self.new_choices: dict[str, NewChoices] = {}
        """By the name of the pick-list."""
        self.unknown: dict[str, dict[str, None]] = {}
        """By the title of the column, the words that mean nothing to us and were left out."""
        self.held = 0
        """Characters of long texts that were read, for who must know when memory fills."""
        self.birthdays: Birthdays | None = None
        self._session = session
        self._headers = headers
        self._users = users
        self._orders = orders
        self._places = places

    def of(self, entity: str, field: Field, source: int) -> Read:
        """The function that reads the cells of the column at `source`."""
        if field.kind is Kind.MONEY and f"{entity}_currency" in self._places:
            return lambda text: self.sum(text, self._session.currency)
        if field.kind in TEXTS:
            read: Read = self._text(field)
            if field.name == "tax_id" and not field.custom:
                return self._tax_id(self._headers[source], read)
            return self._currency(read) if field.name == "currency" else read
        header = self._headers[source]
        if field.kind is Kind.LINK:
            to_users = field.entity == USERS.name
            return lru_cache(4096)(self._owner(header) if to_users else import_links.reader(field))
        parse = self._parser(entity, field)
        if field.kind in (Kind.DATE, Kind.MOMENT):
            read = import_days.reader(parse, self._orders.get(source, {}))
            if entity == CONTACTS and field.name == BIRTHDAY and not field.custom:
                read = self._birthday(header, read)
            return lru_cache(4096)(read)
        if field.kind is Kind.CHOICE and not field.pick_list:
            parse = self._fixed_choice(entity, field, header, parse)
        return lru_cache(4096)(parse)

    @staticmethod
    def sum(text: str, currency: str) -> Any:
        """The amount that a cell says; the currency is for one that names none."""
        typed = values.clean(text)
        return money.parse(typed, currency) if typed and not is_blank(typed) else None

    def _birthday(self, header: str, read: Read) -> Read:
        places = (self._places[f"{CONTACTS}_{name}"] for name in (BIRTHDAY, YEARLESS_TO))
        self.birthdays = Birthdays(header, *places)
        return import_days.birthday_reader(read, self._session.reading)

    def _fixed_choice(self, entity: str, field: Field, header: str, parse: Read) -> Read:
        """Our own words, those of other programs, and no refused row for all the others."""
        one = named_entity(entity).one

        def choice(text: str) -> Any:
            try:
                return parse(text)
            except InvalidInputError:
                typed = values.clean(text)
                found = choice_words.known(one, field.name, typed)
                if found is None:
                    self._leave_out(header, typed)
                return found

        return choice

    def _leave_out(self, header: str, word: str) -> None:
        words = self.unknown.setdefault(header, {})
        if len(words) < MOST_WORDS:
            words[word] = None

    def _text(self, field: Field) -> Read:
        reading = self._session.reading

        def read(text: str) -> Any:
            if len(text) <= SHORT and text.isprintable():
                return text.strip() or None
            self.held += len(text)
            return values.parse(field, text, reading)

        return read

    def _tax_id(self, header: str, read: Read) -> Read:
        """By it a client is known: a dash, "none" or zeros would make one of all that have none."""

        def tax_id(text: str) -> Any:
            typed = read(text)
            if typed is None or SOME_NUMBER.search(typed):
                return typed
            self._leave_out(header, typed)
            return None

        return tax_id

    def _currency(self, read: Read) -> Read:
        """The code of a currency; a word that is none stays as it is."""

        def code(text: str) -> Any:
            typed = read(text)
            try:
                return money.read_currency(typed) if typed else None
            except InvalidInputError:
                return typed

        return lru_cache(256)(code)

    def _parser(self, entity: str, field: Field) -> Read:
        session = self._session
        reading = session.reading

        def parse(text: str) -> Any:
            if (field.pick_list or field.kind in (Kind.NUMBER, Kind.MONEY)) and is_blank(text):
                return None
            value = values.parse(field, text, reading, RUSSIAN.text)
            if isinstance(value, values.NewChoice):
                if (entity, field.name) == (DEALS, "stage") and (status := ending(value.label)):
                    return status
                if field.name == "size" and (size := company_sizes.of(field, value.label)):
                    return size
                key = values.choice_key(value.label)
                found = self.new_choices.setdefault(field.pick_list, NewChoices(set(), {}))
                found.columns.add(f"{entity}_{staged_name(field)}")
                found.labels.setdefault(key, value.label)
                return key
            if isinstance(value, tags.TagChange):
                value = tags.settled(value, None)
            if isinstance(value, money.Amount):
                return money.in_currency(value, session.currency)
            return stored(value)

        return parse

    def _owner(self, header: str) -> Read:
        """One of us, by name, login or an e-mail that begins with the login."""

        def owner(text: str) -> int | None:
            typed = values.clean(text)
            folded = fold(typed)
            found = self._users.get(folded) or self._users.get(folded.partition("@")[0])
            if typed and found is None:
                self._leave_out(header, typed)
            return found

        return owner
