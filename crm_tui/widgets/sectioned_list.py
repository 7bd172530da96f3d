"""A short list with sections, all of it at hand: Today, the tabs of a card."""

from collections.abc import Hashable, Sequence

from crm_tui.widgets.columns import Column
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.row_list import RowList
from crm_tui.widgets.rows import GAP, LEFT, Flowing, Item, Row, Section


class SectionedList(RowList):
    """The cursor stops at rows only; `show` gives the items, and until then nothing is shown."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        titles: bool = False,
        empty: Notice | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, titles=titles, empty=empty, id=id, classes=classes)
        self.all_items: Sequence[Item | Flowing] | None = None
        self.items: list[Item] = []
        self.stops: list[int] = []
        self.settled: Hashable = None
        """The key of the row that was dealt with: the cursor does not follow it to elsewhere."""

    def show(self, items: Sequence[Item | Flowing]) -> None:
        """Show these; the cursor stays on its record, or at its place."""
        place = self.stops.index(self.cursor) if self.cursor in self.stops else 0
        key = self.row.key if self.row is not None else None
        section = self._section_of(self.cursor) if key == self.settled else None
        self.all_items = items
        self._lay_out(key, place, section)
        self.tell_moved()

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on the row of that key, if it is there."""
        for place in self.stops:
            if self._key_at(place) == key:
                self.cursor = place

    @property
    def length(self) -> int | None:
        """Items, sections too; 0 where there is no row, and the notice says what to press."""
        if self.all_items is None:
            return None
        return len(self.items) if self.stops or self.empty is None else 0

    @property
    def row_count(self) -> int:
        return len(self.stops)

    def item_at(self, index: int) -> Item | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    def place_after(self, rows: int) -> int:
        if not self.stops:
            return 0
        place = self.stops.index(self.cursor) + rows
        return self.stops[min(max(0, place), len(self.stops) - 1)]

    def _lay_out(self, key: Hashable, place: int, section: str | None = None) -> None:
        """Drop or show the gaps; put the cursor on the record of that key, else at the place.

        With a `section` only where the record is still in that one.
        """
        items = self._flowed()
        airy = len(items) + self.top <= self.size.height
        self.items = [item for item in items if airy or item is not GAP]
        self.stops = [i for i, item in enumerate(self.items) if isinstance(item, Row)]
        kept = [
            i
            for i in self.stops
            if self._key_at(i) == key and section in (None, self._section_of(i))
        ]
        last = self.stops[min(place, len(self.stops) - 1)] if self.stops else 0
        self.set_reactive(SectionedList.cursor, kept[0] if kept else last)
        self.fit_height()
        self.follow_cursor()
        self.refresh()

    def _flowed(self) -> list[Item]:
        """The items; there is room for a scroll bar, which they may bring about."""
        room = self.size.width - self.styles.scrollbar_size_vertical - LEFT - 1
        found: list[Item] = []
        for item in self.all_items or ():
            if isinstance(item, Flowing):
                found += item.lines(room)
            else:
                found.append(item)
        return found

    def _key_at(self, index: int) -> Hashable:
        item = self.items[index]
        return item.key if isinstance(item, Row) else None

    def _section_of(self, index: int) -> str | None:
        """The title above an item."""
        above = reversed(self.items[: index + 1])
        return next((item.title for item in above if isinstance(item, Section)), None)

    def follow_cursor(self) -> None:
        """The section above the first row comes into sight with it."""
        if self.stops and self.cursor == self.stops[0]:
            self.scroll_to(y=0, animate=False, force=True)
        super().follow_cursor()

    def on_resize(self) -> None:
        place = self.stops.index(self.cursor) if self.cursor in self.stops else 0
        self._lay_out(self.row.key if self.row is not None else None, place)
