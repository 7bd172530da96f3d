"""A list of any length: it holds a few pages of rows and asks for those it is about to show."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from textual.worker import Worker

from crm_tui.domain.paging import Page
from crm_tui.widgets.columns import Column
from crm_tui.widgets.groups import Groups
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.pages import PAGE_SIZE, Pages
from crm_tui.widgets.row_list import RowList
from crm_tui.widgets.rows import Item, Row

LoadPage = Callable[[int, int], Awaitable[Page[Row] | None]]
"""Rows from an offset, so many at most; None when it failed (the screen has said so)."""

AHEAD = PAGE_SIZE // 2
"""How near the edge of what is at hand may come before the next page is read."""


class RecordList(RowList):
    """Rows load as they come into sight; those that are not here yet have a quiet line each.

    The list before stays on screen until the new one is there, so nothing jumps. Between the
    records may stand headings, on which the cursor does not stop.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        load_page: LoadPage,
        *,
        titles: bool = True,
        empty: Notice | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, titles=titles, empty=empty, id=id, classes=classes)
        self.load_page = load_page
        self.pages = Pages()
        self.groups = self._coming = Groups()
        self._loader: Worker[None] | None = None
        self._again = False
        self._from_top = True

    def on_mount(self) -> None:
        self.reload()

    @property
    def length(self) -> int | None:
        """Lines, the headings too; 0 where there is no record."""
        total = self.pages.total
        return total + len(self.groups.sections) if total else total

    @property
    def row_count(self) -> int:
        return self.pages.total or 0

    @property
    def total(self) -> int | None:
        """How many records the filter shows; None before the first page came."""
        return self.pages.total

    def item_at(self, index: int) -> Item | None:
        return self.groups.section(index) or self.pages.row(self.groups.record(index))

    def place_after(self, rows: int) -> int:
        record = self.groups.record(self.cursor) + rows
        return self.groups.line(min(max(0, record), max(0, self.row_count - 1)))

    def show_groups(self, groups: Groups) -> None:
        """The headings of the list that is being loaded; they come with its first page."""
        self._coming = groups

    def reload(self) -> None:
        """Read again, after a change: the cursor stays on its record, the marks stay.

        A load that runs goes on, and this follows it: others may write more often than it takes.
        """
        if self._is_loading:
            self._again = True
        else:
            self._load(Pages())

    def start_over(self, *, keep_marks: bool = False) -> None:
        """Read from the top; with another filter nothing is marked any more."""
        self._from_top = True
        if self.marks.count(self.row_count) and not keep_marks:
            self.clear_marks()
        self._load(Pages())

    @property
    def _is_loading(self) -> bool:
        return self._loader is not None and not self._loader.is_finished

    def _load(self, pages: Pages) -> None:
        self._again = False
        self._loader = self.run_worker(partial(self._fill, pages), group="pages", exclusive=True)

    async def _fill(self, pages: Pages) -> None:
        await self._read(pages)
        while self._again:
            self._again = False
            await self._read(Pages())

    async def _read(self, pages: Pages) -> None:
        """Read what is in sight, show it, read what is near; new wishes count at once."""
        while (number := pages.missing(self._wanted(pages))) is not None:
            page = await self.load_page(number * PAGE_SIZE, PAGE_SIZE)
            if page is None:
                return
            known = pages.total
            pages.put(number, page)
            if pages is not self.pages:
                if pages.missing(self._in_sight(pages)) is None:
                    self._take(pages)
            elif known != page.total:
                self._take(pages)
            elif number in self._in_sight(pages):
                self.refresh()
                self.tell_moved()

    def _in_sight(self, pages: Pages, *, around: int = 0) -> list[int]:
        """The numbers of the pages on screen, and `around` it."""
        if self._from_top and pages is not self.pages:
            return [0]
        top = self.scroll_offset.y
        first = self.groups.record(top) - around
        last = self.groups.record(top + self.rows_high - 1) + around
        return list(range(max(0, first // PAGE_SIZE), last // PAGE_SIZE + 1))

    def _wanted(self, pages: Pages) -> list[int]:
        near = self._in_sight(pages, around=AHEAD)
        return [*self._in_sight(pages), *reversed(near)]

    def _take(self, pages: Pages) -> None:
        """Show these pages: the cursor keeps its record, and off the top its line on screen."""
        key = self.row.key if self.row is not None else None
        here = self.groups.record(self.cursor)
        self.pages, self.groups = pages, self._coming
        found = None if key is None or self._from_top else pages.index_of(key)
        last = max(0, self.row_count - 1)
        cursor = self.groups.line(min(here, last) if found is None else found)
        top = self.scroll_offset.y
        if top:
            top += cursor - self.cursor
        if self._from_top:
            cursor, top = self.groups.line(0), 0
        self._from_top = False
        self.fit_height()
        self.set_reactive(RecordList.cursor, cursor)
        self.scroll_to(y=max(0, top), animate=False, force=True)
        self.follow_cursor()
        self.refresh()
        self.tell_moved()

    def follow_cursor(self) -> None:
        """The heading right above comes into sight with its first record."""
        heading = self.cursor - 1
        if heading < self.scroll_offset.y and self.groups.section(heading) is not None:
            self.scroll_to(y=heading, animate=False, force=True)
        super().follow_cursor()

    def _want(self) -> None:
        """Load what came into sight, unless the loader is at work and will see it itself."""
        if not self._is_loading and self.pages.missing(self._wanted(self.pages)) is not None:
            self._load(self.pages)

    def watch_cursor(self, before: int, now: int) -> None:
        super().watch_cursor(before, now)
        self._want()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._want()

    def on_resize(self) -> None:
        super().on_resize()
        self._want()
