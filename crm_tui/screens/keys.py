"""`?`: what the screen one is on is for, and its keys as they are now."""

from collections.abc import Iterable
from typing import Any

from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen, CrmSheet
from crm_tui.screens.bindings import grouped
from crm_tui.screens.card.wrapping import wrapped
from crm_tui.widgets.key_table import KeyTable
from crm_tui.widgets.paint import BLANK, Line
from crm_tui.widgets.painted import Painted


class About(Painted):
    """Sentences, as wide as the dialog."""

    DEFAULT_CSS = "About { height: auto; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def paint(self, width: int, height: int) -> list[Line]:
        return [*[[(line, "plain")] for line in wrapped(self.text, max(1, width))], BLANK]


class KeySheet(CrmSheet[None]):
    HEADING = _("Keys")
    # A line more, with which those of the activities stand on one page of 24.
    CSS = "KeySheet #frame { padding: 0 2; }"

    def __init__(self, below: Screen[Any]) -> None:
        """`below` is the screen whose keys are shown."""
        super().__init__()
        self.below = below

    def heading(self) -> str:
        place = self.below.PLACE if isinstance(self.below, CrmScreen) else ""
        return self.language.text(place or self.HEADING)

    def body(self) -> Iterable[Widget]:
        about = self.below.ABOUT if isinstance(self.below, CrmScreen) else ""
        parts: list[Widget] = [About(self.language.text(about))] if about else []
        parts.append(KeyTable(grouped(self.below, self.language)))
        yield VerticalScroll(*parts, classes="scrolled")
