"""Scroll bars of whole cells, for terminals that have no parts of a block."""

from textual.scrollbar import ScrollBar, ScrollBarRender


class WholeCells(ScrollBarRender):
    VERTICAL_BARS = [" "] * len(ScrollBarRender.VERTICAL_BARS)
    HORIZONTAL_BARS = [" "] * len(ScrollBarRender.HORIZONTAL_BARS)


def choose_bars(*, ascii_only: bool) -> None:
    """How every scroll bar is painted from now on."""
    ScrollBar.renderer = WholeCells if ascii_only else ScrollBarRender
