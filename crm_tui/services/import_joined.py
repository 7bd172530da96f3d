"""What a row says in several columns at once: a birthday in three, an address in one of two."""

from collections.abc import Sequence

from crm_tui.domain import joined_columns
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

    def __bool__(self) -> bool:
        return bool(self._birthday or self._home)

    def cells(self, cells: Sequence[str]) -> list[str]:
        """The cells with the birthday whole in its first column, and one address at most."""
        found = list(cells)
        if self._birthday:
            year, month, day = self._birthday
            parts = [found[place].strip() for place in self._birthday]
            whole = f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}" if all(parts) else ""
            found[year], found[month], found[day] = whole, "", ""
        if any(found[place].strip() for place in self._others):
            for place in self._home:
                found[place] = ""
        return found
