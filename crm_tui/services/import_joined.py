"""What a row says in several columns at once: a birthday in three, a street or notes in several
lines, an address in one of two."""

from collections.abc import Sequence

from crm_tui.domain import joined_columns
from crm_tui.domain.fields import Kind
from crm_tui.domain.mapping import Column


class Joined:
    """Brings such cells together; true where the columns are so."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._birthday = joined_columns.birthday_places(columns)
        self._home = [place for place, one in enumerate(columns) if joined_columns.is_at_home(one)]
        self._others = [
            place
            for place, one in enumerate(columns)
            if joined_columns.is_of_address(one) and place not in self._home
        ]
        self._lines = [
            (places, "\n" if field.kind is Kind.NOTE else ", ")
            for field, places in joined_columns.lines(columns)
        ]

    def __bool__(self) -> bool:
        return bool(self._birthday or self._home or self._lines)

    def cells(self, cells: Sequence[str]) -> list[str]:
        """The cells with each thing whole in the first of its columns, and one address at most."""
        found = list(cells)
        if self._birthday:
            found[self._birthday[0]] = _whole_day(*(found[place] for place in self._birthday))
            for place in self._birthday[1:]:
                found[place] = ""
        if any(found[place].strip() for place in self._others):
            for place in self._home:
                found[place] = ""
        for places, between in self._lines:
            said = [found[place].strip() for place in places]
            for place in places[1:]:
                found[place] = ""
            found[places[0]] = between.join(dict.fromkeys(filter(None, said)))
        return found


def _whole_day(*parts: str) -> str:
    """Of a year, a month and a day; without its year as address books write it."""
    year, month, day = (part.strip() for part in parts)
    if not (month and day):
        return ""
    return f"{year or '-'}-{month:0>2}-{day:0>2}"
