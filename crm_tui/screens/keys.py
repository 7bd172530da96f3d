"""`?`: the keys of the screen one is on, as they are now."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.bindings import grouped
from crm_tui.widgets.menus import KeyTable


class KeySheet(CrmSheet[None]):
    HEADING = _("Keys")

    def body(self) -> Iterable[Widget]:
        below = self.app.screen_stack[-2]
        yield VerticalScroll(KeyTable(grouped(below, self.language)), classes="scrolled")
