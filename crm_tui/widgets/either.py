"""One of two, in a dialog: Space changes it."""

from textual.binding import Binding

from crm_tui.domain.texts import _
from crm_tui.widgets.paint import Line
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.speaking import language_of


class Either(Painted, can_focus=True):
    """The labels are marked; Enter does what the dialog does on `save`."""

    BINDINGS = [
        Binding("space,left,right", "turn", _("change"), id="either.turn"),
        Binding("enter", "screen.save", _("save"), id="either.save"),
    ]

    def __init__(self, first: str, other: str, *, is_other: bool) -> None:
        super().__init__()
        self.labels, self.is_other = (first, other), is_other

    def paint(self, width: int, height: int) -> list[Line]:
        line: Line = []
        for label, chosen in zip(self.labels, (not self.is_other, self.is_other), strict=True):
            sign = SIGN["next" if chosen else "none"]
            inks = ("accent", "strong") if chosen and self.has_focus else ("quiet", "plain")
            line += [(f"{sign} ", inks[0]), (f"{language_of(self).text(label)}   ", inks[1])]
        return [line]

    @property
    def chosen(self) -> str:
        """The label of the one that holds."""
        return self.labels[self.is_other]

    def turn(self, *, is_other: bool) -> None:
        self.is_other = is_other
        self.repaint()

    def action_turn(self) -> None:
        self.turn(is_other=not self.is_other)

    def on_focus(self) -> None:
        self.repaint()

    def on_blur(self) -> None:
        self.repaint()
