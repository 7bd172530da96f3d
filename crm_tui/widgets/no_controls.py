"""The last of three layers that keep control sequences in data away from the terminal."""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from crm_tui.widgets.controls import CONTROL


class NoControls(LineFilter):
    """Give it back from `App.get_line_filters`: it sees every line of every widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(CONTROL.search(text) for text, _, control in segments if not control):
            return segments
        return [
            segment
            if segment.control
            else Segment(CONTROL.sub(_harmless, segment.text), segment.style)
            for segment in segments
        ]


def _harmless(found: re.Match[str]) -> str:
    """As wide as what it replaces: the line was measured with it."""
    return "\ufffd" * cell_len(found[0])
