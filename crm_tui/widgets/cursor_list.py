"""A scrolling list with a cursor, of which only the lines that change are painted."""

from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.widgets.painted import Inked
from crm_tui.widgets.rows import Item, Row

NOTHING = object()
"""Not even an empty list was told yet."""


class FromList(Message):
    """`control` is the list that posted it, so that `@on(RowList.Chosen, "#id")` works."""

    def __init__(self, rows: Widget) -> None:
        super().__init__()
        self.rows = rows

    @property
    def control(self) -> Widget:
        return self.rows


class CursorList(ScrollView, Inked, can_focus=True, inherit_bindings=False):
    """What moves in a list; RowList paints it."""

    BINDINGS = [
        Binding("down,j", "move(1)", _("down"), show=False, id="list.down"),
        Binding("up,k", "move(-1)", _("up"), show=False, id="list.up"),
        Binding("pagedown", "page(1)", _("page down"), show=False, id="list.page_down"),
        Binding("pageup", "page(-1)", _("page up"), show=False, id="list.page_up"),
        Binding("home", "first", _("first"), show=False, id="list.first"),
        Binding("end,G", "last", _("last"), show=False, id="list.last"),
        Binding("enter", "choose", _("open"), id="list.open"),
    ]
    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(FromList):
        """Another row is at the cursor, or the same one was read anew; None: the list is empty."""

        def __init__(self, rows: Widget, row: Row | None) -> None:
            super().__init__(rows)
            self.row = row

    class Chosen(FromList):
        """Enter, or a click on the cursor."""

        def __init__(self, rows: Widget, row: Row) -> None:
            super().__init__(rows)
            self.row = row

    top = 0
    """Lines above the items that do not scroll."""
    _told: object = NOTHING
    _choose_first = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is opened where nothing is."""
        return None if action == "choose" and self.length == 0 else True

    def item_at(self, index: int) -> Item | None:
        """What stands there; None while it is on its way, or beyond the end."""
        raise NotImplementedError

    @property
    def length(self) -> int | None:
        """How many items there are; None while nobody knows."""
        raise NotImplementedError

    def place_after(self, rows: int) -> int:
        """The index so many rows below the cursor, at most the last."""
        return min(max(0, self.cursor + rows), max(0, (self.length or 0) - 1))

    @property
    def row(self) -> Row | None:
        """The row at the cursor, if it is at hand."""
        item = self.item_at(self.cursor)
        return item if isinstance(item, Row) else None

    @property
    def rows_high(self) -> int:
        return max(1, self.size.height - self.top)

    def fit_height(self) -> None:
        """The number of items changed."""
        self.virtual_size = Size(0, (self.length or 0) + self.top)

    def repaint_row(self, index: int) -> None:
        """That line only: a list of any length answers a key in the same time."""
        y = index + self.top - self.scroll_offset.y
        if self.top <= y < self.size.height:
            self.refresh_line(index + self.top)

    def follow_cursor(self) -> None:
        """Scroll so far that the cursor is in sight."""
        top, height = self.scroll_offset.y, self.rows_high
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)
        self.place_terminal_cursor()

    def place_terminal_cursor(self) -> None:
        """Where the terminal's own cursor is, screen readers and magnifiers look."""
        if self.has_focus:
            line = self.cursor + self.top - self.scroll_offset.y
            self.app.cursor_position = self.region.offset + Offset(0, line)

    def tell_moved(self) -> None:
        """Post Moved once a row; a row on its way is told when it comes."""
        row = self.row
        known = row is not None or self.length == 0
        if known and row is not self._told:
            if (row is None) != (self._told is None):
                self.screen.refresh_bindings()  # an empty list has fewer keys
            self._told = row
            self.post_message(self.Moved(self, row))
            if self._choose_first:
                self.action_choose()

    def watch_cursor(self, before: int, now: int) -> None:
        self.follow_cursor()
        self.repaint_row(before)
        self.repaint_row(now)
        self.tell_moved()

    def on_resize(self) -> None:
        self.follow_cursor()

    def on_focus(self) -> None:
        self.place_terminal_cursor()
        self.repaint_row(self.cursor)

    def on_blur(self) -> None:
        self._choose_first = False
        self.repaint_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a click on the cursor opens."""
        index = event.y - self.top + self.scroll_offset.y
        if event.y < self.top or not isinstance(self.item_at(index), Row):
            return
        if index == self.cursor:
            self.action_choose()
        self.cursor = index

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
        """Open the row; Enter that was typed ahead of the first rows counts when they come."""
        self._choose_first = self.length is None
        if self.row is not None:
            self.post_message(self.Chosen(self, self.row))
