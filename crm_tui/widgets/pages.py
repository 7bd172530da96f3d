"""The pages of a long list that are at hand; the longest unused goes first."""

from collections.abc import Hashable, Sequence

from textual.cache import LRUCache

from crm_tui.domain.paging import Page
from crm_tui.widgets.rows import Row

PAGE_SIZE = 128
KEPT = 24


class Pages:
    """Rows by their place in the list; `total` is None until the first page came."""

    def __init__(self) -> None:
        self.total: int | None = None
        self.rows: LRUCache[int, Sequence[Row]] = LRUCache(KEPT)

    def put(self, number: int, page: Page[Row]) -> None:
        self.rows[number] = page.rows
        self.total = page.total

    def row(self, index: int) -> Row | None:
        number, place = divmod(index, PAGE_SIZE)
        rows = self.rows.get(number)
        return rows[place] if rows is not None and place < len(rows) else None

    def index_of(self, key: Hashable) -> int | None:
        """The place of a record, if it is on a page at hand."""
        for number in self.rows.keys():  # noqa: SIM118 - the cache is no mapping
            for place, row in enumerate(self.rows.get(number) or ()):
                if row.key == key:
                    return number * PAGE_SIZE + place
        return None

    def missing(self, numbers: Sequence[int]) -> int | None:
        """The first of the numbers that is not at hand and not known to be beyond the end."""
        return next((n for n in numbers if n not in self.rows and self._exists(n)), None)

    def _exists(self, number: int) -> bool:
        return self.total is None or 0 <= number <= max(0, self.total - 1) // PAGE_SIZE
