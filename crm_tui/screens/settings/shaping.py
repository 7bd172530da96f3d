"""What the screens of pick-lists and of fields have in common: a list that users shape."""

from collections.abc import Callable, Iterable
from typing import Any

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.settings.asking import Options, OptionsScreen
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Item, Row


class ShapingScreen(OptionsScreen):
    """Override `items`, `empty`, `action_new`, `rename`, `put_away` and `move`."""

    PLACE = _("Settings")
    ABOUT = _(
        "The values of one list, or your own fields, in their order. Records keep what they have:"
        " what is put away is offered no more, and what gets another name has it everywhere."
    )
    COLUMNS: list[Column] = []
    OF_A_ROW = ("rename", "archive", "shift")
    BINDINGS = [
        Binding("n", "new", _("new"), id="shaping.new"),
        Binding("e", "rename", _("rename"), id="shaping.rename"),
        Binding("x", "archive", _("archive"), id="shaping.archive"),
        Binding("less_than_sign,K", "shift(-1)", _("up"), id="shaping.earlier"),
        Binding("greater_than_sign,J", "shift(1)", _("down"), id="shaping.later"),
    ]

    def items(self) -> Callable[[Session], list[Item]]:
        """What reads the rows."""
        raise NotImplementedError

    def empty(self) -> Notice:
        raise NotImplementedError

    def action_new(self) -> None:
        raise NotImplementedError

    def rename(self, row: Row) -> None:
        raise NotImplementedError

    def put_away(self, row: Row) -> Callable[[Session], Any]:
        """What archives the row, or brings it back."""
        raise NotImplementedError

    def move(self, row: Row, place: int) -> Callable[[Session], Any]:
        """What puts the row in that place, the first being 0."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        yield Options(self.COLUMNS, empty=self.empty())

    def on_mount(self) -> None:
        self.reload()

    async def load(self) -> None:
        items = await self.call(self.items())
        if items is None:
            self.load_failed()
        elif self.is_there:
            self.query_one(Options).show(items)

    @property
    def row(self) -> Row | None:
        return self.query_one(Options).row

    @on(CursorList.Chosen)
    def action_rename(self) -> None:
        if self.row is not None:
            self.rename(self.row)

    @work
    async def action_archive(self) -> None:
        if self.row is not None:
            await self.write(self.put_away(self.row))

    @work
    async def action_shift(self, rows: int) -> None:
        """Move the row at the cursor; the cursor goes with it."""
        shown, row = self.query_one(Options), self.row
        if row is not None and not row.past:
            await self.write(self.move(row, shown.stops.index(shown.cursor) + rows))
