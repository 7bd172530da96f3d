"""Reads the days of a file: in the order of their column, and birthdays without a year."""

from collections.abc import Callable
from typing import Any

from crm_tui.domain import date_order, values
from crm_tui.domain.birthdays import Yearless, without_year
from crm_tui.domain.date_order import Orders
from crm_tui.domain.reading import Reading

Read = Callable[[str], Any]


def reader(parse: Read, orders: Orders) -> Read:
    """Where they do not tell, days that may mean two things are refused."""

    def read(text: str) -> Any:
        return parse(date_order.written_out(text, orders))

    return read


def birthday_reader(read: Read, reading: Reading) -> Read:
    """The same, and a birthday without a year as `Yearless`."""

    def born(text: str) -> Any:
        return without_year(text, reading) or read(text)

    return born


class Birthdays:
    """Keeps with the person, in words, what is no day of ours: a birthday without a year."""

    def __init__(self, header: str, birthday: int, words: int) -> None:
        """The title of the column, and the places of the birthday and the words in a row."""
        self._header = values.clean(header)
        self._birthday = birthday
        self._words = words

    def keep(self, row: list[Any]) -> None:
        if isinstance(row[self._birthday], Yearless):
            said = f"{self._header}: {row[self._birthday]}"
            row[self._words] = "\n".join(filter(None, (row[self._words], said)))
            row[self._birthday] = None
