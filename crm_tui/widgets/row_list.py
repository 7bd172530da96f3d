"""Rows in columns, with marks: what the lists of records and of sections have in common."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.widgets.columns import Column, share
from crm_tui.widgets.cursor_list import CursorList, FromList
from crm_tui.widgets.marks import Marks
from crm_tui.widgets.notice import Notice, notice_lines
from crm_tui.widgets.paint import BLANK, Line, fit
from crm_tui.widgets.rows import (
    LEFT,
    Look,
    Row,
    Section,
    loading_line,
    row_line,
    section_line,
    title_line,
)


class RowList(CursorList):
    """Use RecordList or SectionedList; they say which item stands at which place."""

    BINDINGS = [
        Binding("space", "mark", _("mark"), show=False, id="list.mark"),
        Binding("asterisk", "mark_all", _("mark all shown"), show=False, id="list.mark_all"),
    ]

    class Marked(FromList):
        """These are marked now, so many in all."""

        def __init__(self, rows: Widget, marks: Marks, count: int) -> None:
            super().__init__(rows)
            self.marks, self.count = marks, count

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
        self._shared: tuple[int, list[int]] = (-1, [])

    @property
    def row_count(self) -> int:
        """How many rows can be marked."""
        return self.length or 0

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Other columns, or another sign of the sort, for the rows to come."""
        self.columns, self._shared = columns, (-1, [])
        self.refresh()

    def show_empty(self, empty: Notice) -> None:
        """Another notice for the empty list: nothing matches the filter, say."""
        self.empty = empty
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        return self.strip(self._line(y, width), width)

    def _line(self, y: int, width: int) -> Line:
        if self.length == 0 and self.empty is not None:
            lines = notice_lines(self.empty, width, self.size.height)
            return lines[y] if y < len(lines) else BLANK
        if y < self.top:
            return title_line(self.columns, self._sizes(width))
        index = y + self.scroll_offset.y - self.top
        known = self.length is not None and index < self.length
        return self._item_line(index, width) if known else BLANK

    def _item_line(self, index: int, width: int) -> Line:
        item, here = self.item_at(index), index == self.cursor
        if isinstance(item, Row):
            look = Look(here, self.has_focus, self.marks.has(item.key))
            return row_line(item, self.columns, self._sizes(width), look)
        if isinstance(item, Section):
            return section_line(item, width)
        if item is None:
            return loading_line(width, here=here)
        return [(" " * LEFT, "plain"), *fit(item, width - LEFT - 1)]

    def _sizes(self, width: int) -> list[int]:
        if self._shared[0] != width:
            self._shared = (width, share(self.columns, width - LEFT - 1))
        return self._shared[1]

    def action_mark(self) -> None:
        """Mark or unmark the row, and go on to the next."""
        if self.row is None:
            return
        self.marks.flip(self.row.key)
        self.repaint_row(self.cursor)
        self._tell_marks()
        self.action_move(1)

    def action_mark_all(self) -> None:
        """All that the filter shows; once more: none."""
        if self.marks.all_marked:
            self.clear_marks()
            return
        self.marks.mark_all()
        self.refresh()
        self._tell_marks()

    def clear_marks(self) -> None:
        self.marks.clear()
        self.refresh()
        self._tell_marks()

    def _tell_marks(self) -> None:
        self.post_message(self.Marked(self, self.marks, self.marks.count(self.row_count)))
