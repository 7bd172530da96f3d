"""What every list does: titles, a cursor, marks; it paints the lines on screen and no others."""

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crm_tui.domain.texts import _
from crm_tui.widgets.columns import Column, share
from crm_tui.widgets.marks import Marks
from crm_tui.widgets.notice import Notice, notice_lines
from crm_tui.widgets.paint import BLANK, Line, fit
from crm_tui.widgets.painted import Inked
from crm_tui.widgets.rows import (
    LEFT,
    Item,
    Look,
    Row,
    Section,
    loading_line,
    row_line,
    section_line,
    title_line,
)


class RowList(ScrollView, Inked, can_focus=True, inherit_bindings=False):
    """Use RecordList or SectionedList; they say which item stands at which place."""

    BINDINGS = [
        Binding("down,j", "move(1)", _("down"), show=False, id="list.down"),
        Binding("up,k", "move(-1)", _("up"), show=False, id="list.up"),
        Binding("pagedown", "page(1)", _("page down"), show=False, id="list.page_down"),
        Binding("pageup", "page(-1)", _("page up"), show=False, id="list.page_up"),
        Binding("home", "first", _("first"), show=False, id="list.first"),
        Binding("end,G", "last", _("last"), show=False, id="list.last"),
        Binding("enter", "choose", _("open"), id="list.open"),
        Binding("space", "mark", _("mark"), show=False, id="list.mark"),
        Binding("asterisk", "mark_all", _("mark all shown"), show=False, id="list.mark_all"),
    ]
    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """Another row is at the cursor, or the same one was read anew; None: the list is empty."""

        def __init__(self, rows: "RowList", row: Row | None) -> None:
            super().__init__()
            self.rows, self.row = rows, row

        @property
        def control(self) -> "RowList":
            return self.rows

    class Chosen(Message):
        """Enter, or a second click, on a row."""

        def __init__(self, rows: "RowList", row: Row) -> None:
            super().__init__()
            self.rows, self.row = rows, row

        @property
        def control(self) -> "RowList":
            return self.rows

    class Marked(Message):
        """So many rows are marked now; which ones is in `control.marks`."""

        def __init__(self, rows: "RowList", count: int) -> None:
            super().__init__()
            self.rows, self.count = rows, count

        @property
        def control(self) -> "RowList":
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        titles: bool = True,
        empty: Notice | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns, self.top, self.empty = columns, int(titles), empty
        self.marks = Marks()
        self._sizes: tuple[int, list[int]] = (-1, [])
        self._told: Row | None = None

    # What the kinds of list say.

    def item_at(self, index: int) -> Item | None:
        """What stands there; None while it is on its way, or beyond the end."""
        raise NotImplementedError

    @property
    def length(self) -> int | None:
        """How many items there are; None while nobody knows."""
        raise NotImplementedError

    @property
    def row_count(self) -> int:
        """How many rows can be marked."""
        return self.length or 0

    def place_after(self, rows: int) -> int:
        """The index so many rows below the cursor, at most the last."""
        return min(max(0, self.cursor + rows), max(0, (self.length or 0) - 1))

    # What the screens ask.

    @property
    def row(self) -> Row | None:
        """The row at the cursor, if it is at hand."""
        item = self.item_at(self.cursor)
        return item if isinstance(item, Row) else None

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Other columns, or another sign of the sort, for the rows to come."""
        self.columns, self._sizes = columns, (-1, [])
        self.refresh()

    def clear_marks(self) -> None:
        self.marks.clear()
        self._tell_marks()

    # Painting.

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        line = self._line(y, width)
        return self.strip(line, width)

    def _line(self, y: int, width: int) -> Line:
        if self._sizes[0] != width:
            self._sizes = (width, share(self.columns, width - LEFT - 1))
        if self.length == 0 and self.empty is not None:
            lines = notice_lines(self.empty, width, self.size.height)
            return fit(lines[y] if y < len(lines) else BLANK, width)
        if y < self.top:
            return fit(title_line(self.columns, self._sizes[1]), width)
        index = y + self.scroll_offset.y - self.top
        if self.length is None or index >= self.length:
            return fit(BLANK, width)
        return self._item_line(index, width)

    def _item_line(self, index: int, width: int) -> Line:
        item, here = self.item_at(index), index == self.cursor
        if isinstance(item, Row):
            look = Look(here, self.has_focus, self.marks.has(item.key))
            return row_line(item, self.columns, self._sizes[1], look)
        if isinstance(item, Section):
            return section_line(item, width)
        if item is None:
            return fit(loading_line(width, here=here), width)
        return fit([(" " * LEFT, "plain"), *fit(item, width - LEFT - 1)], width)

    def repaint_row(self, index: int) -> None:
        """That line only: a list of any length answers a key in the same time."""
        y = index + self.top - self.scroll_offset.y
        if self.top <= y < self.size.height:
            self.refresh_line(index + self.top)

    def fit_height(self) -> None:
        """The number of items changed."""
        self.virtual_size = Size(0, (self.length or 0) + self.top)

    # The cursor.

    def watch_cursor(self, before: int, now: int) -> None:
        self.follow_cursor()
        self.repaint_row(before)
        self.repaint_row(now)
        self.tell_moved()

    def follow_cursor(self) -> None:
        """Scroll so far that the cursor is in sight."""
        top, height = self.scroll_offset.y, self.rows_high
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    @property
    def rows_high(self) -> int:
        return max(1, self.size.height - self.top)

    def tell_moved(self) -> None:
        """Post Moved once a row; a row on its way is told when it comes."""
        row = self.row
        if (row is not None or self.length == 0) and row is not self._told:
            self._told = row
            self.post_message(self.Moved(self, row))

    def on_resize(self) -> None:
        self.follow_cursor()

    def on_focus(self) -> None:
        self.repaint_row(self.cursor)

    def on_blur(self) -> None:
        self.repaint_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a click on the cursor opens."""
        index = event.y - self.top + self.scroll_offset.y
        if event.y < self.top or not isinstance(self.item_at(index), Row):
            return
        if index == self.cursor:
            self.action_choose()
        self.cursor = index

    # Actions.

    def action_move(self, rows: int) -> None:
        self.cursor = self.place_after(rows)

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(1, self.rows_high - 1))

    def action_first(self) -> None:
        self.action_move(-(self.length or 0))
        self.scroll_to(y=0, animate=False, force=True)

    def action_last(self) -> None:
        self.action_move(self.length or 0)

    def action_choose(self) -> None:
        if self.row is not None:
            self.post_message(self.Chosen(self, self.row))

    def action_mark(self) -> None:
        """Mark or unmark the row, and go on to the next."""
        if self.row is None:
            return
        self.marks.flip(self.row.key)
        self.repaint_row(self.cursor)
        self.post_message(self.Marked(self, self.marks.count(self.row_count)))
        self.action_move(1)

    def action_mark_all(self) -> None:
        """All that the filter shows; once more: none."""
        if self.marks.all_marked:
            self.marks.clear()
        else:
            self.marks.mark_all()
        self._tell_marks()

    def _tell_marks(self) -> None:
        self.refresh()
        self.post_message(self.Marked(self, self.marks.count(self.row_count)))
