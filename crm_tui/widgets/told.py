"""A sentence or two in a dialog, which may change: what may be typed, what is wrong."""

from textwrap import wrap

from crm_tui.widgets.paint import BLANK, Line
from crm_tui.widgets.painted import Painted

HIGH = 4


class Told(Painted):
    """Wrapped, and cut after so many lines."""

    text, inks = "", "faint"

    def tell(self, text: str, inks: str = "faint") -> None:
        self.text, self.inks = text, inks
        self.repaint()

    def paint(self, width: int, height: int) -> list[Line]:
        return [[(line, self.inks)] for line in wrap(self.text, max(1, width))[:HIGH]] or [BLANK]
