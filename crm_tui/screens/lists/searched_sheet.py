"""A dialog with a list, and a search for it above: `/` goes to the search, Enter back."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.folding import fold
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.palette import matches
from crm_tui.widgets.columns import Column
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Item
from crm_tui.widgets.sectioned_list import SectionedList

Answer = TypeVar("Answer")


class SheetList(SectionedList):
    BINDINGS = [Binding("enter", "choose", _("take"), id="sheet.take")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space and `*` belong to the dialog: nothing is marked here."""
        return action not in ("mark", "mark_all")


class SheetSearch(Entry):
    """It takes the focus only while something is searched."""

    can_focus = False
    BINDINGS = [Binding("enter,down", "submit", _("to the list"), id="sheet.searched")]


class SearchedSheet(CrmSheet[Answer]):
    """Override `found`, and call `paint` when it changes."""

    AUTO_FOCUS = "SheetList"
    SCOPED_CSS = False  # what is derived from this has the same look
    CSS = """
    SearchedSheet SheetList { height: 60vh; max-height: 16; }
    SearchedSheet SheetSearch { margin-bottom: 1; }
    """
    BINDINGS = [Binding("slash", "search", _("search"), show=False, id="sheet.search")]
    COLUMNS: ClassVar[Sequence[Column]] = ()
    LIST: ClassVar[type[SheetList]] = SheetList

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield SheetSearch(placeholder=text(_("/ a part of the name")))
        yield self.LIST(self.COLUMNS, empty=Notice(text(_("Nothing is found"))))

    def on_mount(self) -> None:
        self.paint()

    @property
    def rows(self) -> SheetList:
        return self.query_one(SheetList)

    def found(self) -> Sequence[Item]:
        """The rows that the search leaves, see `is_found`."""
        raise NotImplementedError

    def is_found(self, name: str) -> bool:
        """Whether each word of the search begins a word of the name."""
        return matches(fold(name), fold(self.query_one(SheetSearch).value).split())

    @on(Input.Changed)
    def paint(self) -> None:
        self.rows.show(self.found())

    def action_search(self) -> None:
        search = self.query_one(SheetSearch)
        search.can_focus = True
        search.focus()

    @on(Input.Submitted)
    def leave_search(self) -> None:
        self.rows.focus()
        self.query_one(SheetSearch).can_focus = False
