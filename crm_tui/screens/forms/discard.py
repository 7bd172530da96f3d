"""Asks once before what was typed is thrown away."""

from collections.abc import Iterable
from typing import Any

from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from crm_tui.domain.texts import _, counted
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.widgets.sheet import Sheet
from crm_tui.widgets.speaking import language_of

CHANGES = counted(
    "{count} field was changed and not saved.", "{count} fields were changed and not saved."
)


class DiscardSheet(Sheet[bool]):
    """Answers True to throw away; Esc and Enter go on editing."""

    HEADING = _("Throw away?")
    BINDINGS = [
        Binding("enter", "leave", _("keep editing"), id="discard.keep"),
        Binding("x", "discard", _("throw away"), id="discard.throw"),
    ]

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def body(self) -> Iterable[Widget]:
        yield Sentence([(language_of(self).count(CHANGES, self.count), "plain")])

    def action_discard(self) -> None:
        self.dismiss(True)


def leave(screen: Screen[Any], *, unsaved: int) -> None:
    """Close the screen; where so many fields would be lost, only once that was confirmed."""

    def confirmed(discard: bool | None) -> None:
        if discard:
            screen.dismiss(None)

    if unsaved:
        screen.app.push_screen(DiscardSheet(unsaved), confirmed)
    else:
        screen.dismiss(None)
