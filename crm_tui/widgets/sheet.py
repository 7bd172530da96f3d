"""A dialog: one frame, its title in the frame, its keys on the last line."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.widgets.controls import clean
from crm_tui.widgets.key_line import KeyLine
from crm_tui.widgets.leaving import Leaving
from crm_tui.widgets.shell import HORIZONTAL, VERTICAL
from crm_tui.widgets.speaking import language_of
from crm_tui.widgets.too_small import TooSmall

Answer = TypeVar("Answer")


class Sheet(Leaving[Answer | None], ModalScreen[Answer | None], Generic[Answer]):
    """Yield the parts in `body`; dismiss with the answer. Esc dismisses with None.

    HEADING is marked with `_`; where the title names a record, override `heading` instead.
    """

    HEADING = ""
    HORIZONTAL_BREAKPOINTS = HORIZONTAL
    VERTICAL_BREAKPOINTS = VERTICAL
    BINDINGS = [Binding("escape", "leave", _("back"), id="sheet.back")]

    def compose(self) -> ComposeResult:
        frame = Vertical(*self.body(), KeyLine(), id="frame")
        frame.border_title = Content(f" {clean(self.heading())} ")
        yield frame
        yield TooSmall()

    def heading(self) -> str:
        """The title, translated."""
        return language_of(self).text(self.HEADING)

    def body(self) -> Iterable[Widget]:
        raise NotImplementedError

    def action_leave(self) -> None:
        self.dismiss(None)
