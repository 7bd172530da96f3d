"""What a row says in several columns at once: a birthday in three, a street or notes in several
lines, an address in one of two. And in one column at once: a tax id with its reason code."""

from collections.abc import Sequence

from crm_tui.domain import joined_columns
from crm_tui.domain.fields import Kind
from crm_tui.domain.mapping import Column


class Joined:
    """Brings such cells together; true where the columns are so.

    `added` are columns behind those of the file, for what stands in one cell with something else.
    """

    def __init__(self, columns: Sequence[Column], added: Sequence[Column] = ()) -> None:
        self._tax = joined_columns.tax_place(columns) if added else None
        self._code = "{}"
        if added and added[0].target and added[0].target.field.kind is Kind.NOTE:
            self._code = f"{added[0].header}: {{}}"
        columns = (*columns, *added)
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
        return bool(self._birthday or self._home or self._lines) or self._tax is not None

    def cells(self, cells: Sequence[str]) -> list[str]:
        """The cells with each thing whole in the first of its columns, and one address at most."""
        found = list(cells)
        if self._tax is not None:
            found[self._tax], code = joined_columns.tax_codes(found[self._tax])
            found.append(self._code.format(code) if code else "")
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
