"""Find anywhere: a name, a phone in any spelling, an e-mail, an id, words of a note."""

from collections.abc import Iterable

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.findings import Finding, FoundList
from crm_tui.widgets.inputs import Entry


class FindEntry(Entry):
    BINDINGS = [Binding("enter", "submit", _("open"), id="find.open")]


class FindSheet(CrmSheet[None], Finding):
    """The list follows the typing; Enter opens the card of what is at its cursor."""

    HEADING = _("Find anywhere")
    AUTO_FOCUS = "Input"
    CSS = "FindSheet #found { height: 50vh; max-height: 14; margin-top: 1; }"
    BINDINGS = [
        Binding("down", "move(1)", _("down"), id="find.down"),
        Binding("up", "move(-1)", _("up"), show=False, id="find.up"),
        Binding("pagedown", "page(1)", _("page down"), show=False, id="find.page_down"),
        Binding("pageup", "page(-1)", _("page up"), show=False, id="find.page_up"),
    ]

    def body(self) -> Iterable[Widget]:
        yield FindEntry(placeholder=self.language.text(_("name, phone, e-mail, id, words")))
        yield FoundList(self.language)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.find(event.value)

    @on(Input.Submitted)
    def _open(self) -> None:
        found = self.query_one(FoundList).found
        if found is not None and self.is_active:
            self.dismiss(None)
            self.open_card(found.entity, found.id)

    @on(FoundList.Chosen)
    def _open_clicked(self, event: FoundList.Chosen) -> None:
        event.stop()
        self._open()

    def action_move(self, rows: int) -> None:
        self.query_one(FoundList).action_move(rows)

    def action_page(self, pages: int) -> None:
        self.query_one(FoundList).action_page(pages)
