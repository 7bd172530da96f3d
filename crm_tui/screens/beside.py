"""A list with the summary of the record at its cursor beside it, where the window is wide."""

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol, cast

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.calling import CallKeys
from crm_tui.screens.starting import SEE_DEMO
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.row_list import RowList
from crm_tui.widgets.rows import Row

WIDE = 120

SUMMARY = "crm_tui.screens.card.summary"


OF_A_ROW = {
    "archive", "assign", "call_party", "change_many", "copy", "done", "edit", "edit_text",
    "hand_over", "lose", "pipe", "put_off", "remind_later", "reopen", "review", "shift", "stage",
    "tag", "win",
}  # fmt: skip
"""Keys that an empty list does not offer."""


class Summary(Protocol):
    """What `card.summary.SummaryPane` offers; it waits until the cursor rests."""

    def show(self, entity_name: str, number: int | None) -> None: ...


class BesideScreen(CallKeys):
    """Override `rows` and `beside`; the pane is made when the window is first wide enough."""

    BINDINGS = [
        Binding("t", "new_task", _("new task"), show=False, id="list.task"),
        Binding("I", "import_file", _("import a file"), show=False, id="list.import"),
        Binding("D", "see_demo", _("see the demo"), show=False, id="list.demo"),
    ]
    _beside: tuple[str, int] | None = None
    is_new = False
    """Nobody has entered any client yet: the empty place offers the ways to begin."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in OF_A_ROW and isinstance(self.focused, RowList) and self.focused.length == 0:
            return None
        return action != "see_demo" or self.is_new

    def action_see_demo(self) -> None:
        """Leave for the demo; whoever started the program comes back here after it."""
        self.crm.leave(SEE_DEMO)

    def action_import_file(self) -> None:
        self.crm.open_import(None)

    def first_steps(self) -> Notice:
        """What the place of an empty database says."""
        text = self.language.text
        return Notice(
            text(_("Nobody is here yet")),
            keys=[
                ("n", text(_("add a client"))),
                ("I", text(_("import a file"))),
                ("D", text(_("see the demo with 300 clients, and come back"))),
                ("?", text(_("what this is, and all keys"))),
            ],
        )

    def body(self) -> Iterable[Widget]:
        yield Horizontal(self.rows())

    def rows(self) -> RowList:
        """The list, made once."""
        raise NotImplementedError

    def beside(self, row: Row) -> tuple[str, int] | None:
        """Whose summary stands beside the row: the name of the entity and the id."""
        raise NotImplementedError

    @property
    def list(self) -> RowList:
        return self.query_one(RowList)

    def on_resize(self) -> None:
        if self.app.size.width >= WIDE and not self.query(".beside"):
            pane: Widget = import_module(SUMMARY).SummaryPane()
            pane.add_class("beside")
            self.query_one(Horizontal).mount(pane)
            self.call_after_refresh(self.follow)

    @on(CursorList.Moved)
    def note_cursor(self, event: CursorList.Moved) -> None:
        self._beside = None if event.row is None else self.beside(event.row)
        self.follow()

    def follow(self) -> None:
        """Show beside the list what the cursor is on."""
        for pane in self.query(".beside"):
            entity_name, number = self._beside or ("clients", None)
            cast(Summary, pane).show(entity_name, number)

    def action_new_task(self) -> None:
        """A task for whom the row is about."""
        self.crm.open_task(self.party())
