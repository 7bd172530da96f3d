"""What a window shows that is too small for the program: its size, and the size that is needed."""

from textwrap import wrap

from crm_tui.domain.texts import _
from crm_tui.widgets.paint import Line
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.speaking import language_of

COLUMNS, LINES = 40, 10
MESSAGE = _("{size} is too small: {needed} is needed")


class TooSmall(Painted):
    """Lies over everything below 40x10; what is under it keeps its focus and its text."""

    def paint(self, width: int, height: int) -> list[Line]:
        columns, lines = self.app.size
        sizes = {"size": f"{columns}x{lines}", "needed": f"{COLUMNS}x{LINES}"}
        text = language_of(self).text(MESSAGE, **sizes)
        return [[(part, "plain")] for part in wrap(text, max(1, width))]

    def on_resize(self) -> None:
        self.repaint()
