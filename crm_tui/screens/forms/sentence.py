"""A few lines of text in a dialog."""

from crm_tui.widgets.paint import Line
from crm_tui.widgets.painted import Painted


class Sentence(Painted):
    """Lines that are ready; those that are too long are cut."""

    def __init__(self, *lines: Line) -> None:
        super().__init__()
        self.lines = list(lines)

    def paint(self, width: int, height: int) -> list[Line]:
        return self.lines
