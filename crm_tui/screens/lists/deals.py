"""The list of deals: as other lists, and with the keys that move, win and lose them."""

from textual import on
from textual.binding import Binding

from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.screens.deal_keys import DealKeys
from crm_tui.screens.lists.deal_board import DealBoard
from crm_tui.screens.lists.screen import ListScreen
from crm_tui.widgets.cursor_list import CursorList


class DealsScreen(ListScreen, DealKeys):
    BINDINGS = [Binding("B", "board", _("board"), id="deals.board")]

    def action_board(self) -> None:
        """What the list shows, by stage."""
        self.app.push_screen(DealBoard(self.view))

    @on(CursorList.Moved)
    def follow_deal(self) -> None:
        self.note_deal()

    def deal(self) -> Listed | None:
        return self.record
