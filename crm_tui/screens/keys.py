"""`?`: the keys of the screen one is on, as they are now."""

from collections.abc import Iterable
from typing import Any

from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.bindings import grouped
from crm_tui.widgets.menus import KeyTable


class KeySheet(CrmSheet[None]):
    HEADING = _("Keys")

    def __init__(self, below: Screen[Any]) -> None:
        """`below` is the screen whose keys are shown."""
        super().__init__()
        self.below = below

    def body(self) -> Iterable[Widget]:
        yield VerticalScroll(KeyTable(grouped(self.below, self.language)), classes="scrolled")
