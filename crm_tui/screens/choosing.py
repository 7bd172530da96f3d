"""Dialogs in which typing narrows a list down, and Enter takes the row at its cursor."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.paint import Line
from crm_tui.widgets.rows import Item, Look, Row, row_line
from crm_tui.widgets.sectioned_list import SectionedList

Answer = TypeVar("Answer")


class Choices(SectionedList, can_focus=False):
    """Below an input that keeps the focus; its cursor looks as if the list had it."""

    def _item_line(self, index: int, width: int) -> Line:
        item = self.item_at(index)
        if not isinstance(item, Row):
            return super()._item_line(index, width)
        look = Look(index == self.cursor, focused=True)
        return row_line(item, self.columns, self._sizes(width), look)


class ChoosingEntry(Entry):
    BINDINGS = [Binding("enter", "submit", _("open"), id="choosing.submit")]


class ChoosingSheet(CrmSheet[Answer]):
    """Override `columns`, `find` and `answer`; `find` runs anew with every letter."""

    BINDINGS = [
        Binding("down,ctrl+n", "move(1)", _("down"), show=False, id="choosing.down"),
        Binding("up,ctrl+p", "move(-1)", _("up"), show=False, id="choosing.up"),
        Binding("pagedown", "page(1)", _("page down"), show=False, id="choosing.page_down"),
        Binding("pageup", "page(-1)", _("page up"), show=False, id="choosing.page_up"),
    ]
    CSS = "#frame > Choices { height: 60vh; max-height: 15; margin-top: 1; }"
    PLACEHOLDER = ""

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield Horizontal(ChoosingEntry(placeholder=text(self.PLACEHOLDER)))
        yield Choices(self.columns(), empty=Notice(text(_("Nothing is found"))))

    def columns(self) -> Sequence[Column]:
        raise NotImplementedError

    async def find(self, text: str) -> Sequence[Item] | None:
        """What the text finds, best first; None where it failed and what is shown stays."""
        raise NotImplementedError

    def answer(self, row: Row) -> Answer:
        raise NotImplementedError

    @property
    def choices(self) -> Choices:
        return self.query_one(Choices)

    def on_mount(self) -> None:
        self.query_one(Entry).focus()
        self.search("")

    @on(Input.Changed)
    def type(self, event: Input.Changed) -> None:
        self.search(event.value)

    @work(exclusive=True, group="find")
    async def search(self, text: str) -> None:
        items = await self.find(text)
        if items is not None:
            self.choices.show(items)
            self.choices.action_first()

    @on(Input.Submitted)
    @on(CursorList.Chosen)
    def choose(self) -> None:
        row = self.choices.row
        if row is not None:
            self.dismiss(self.answer(row))

    def action_move(self, rows: int) -> None:
        self.choices.action_move(rows)

    def action_page(self, pages: int) -> None:
        self.choices.action_page(pages)
