"""The list of deals: as other lists, and with the keys that move, win and lose them."""

from crm_tui.domain.listing import Listed
from crm_tui.screens.deal_keys import DealKeys
from crm_tui.screens.lists.screen import ListScreen


class DealsScreen(ListScreen, DealKeys):
    def deal(self) -> Listed | None:
        return self.record
