"""A page of the manual, to be read beside the work: the palette opens it."""

from collections.abc import Iterable
from io import StringIO

from textual.widget import Widget

from crm_tui.screens.base import CrmSheet
from crm_tui.screens.card.reader import LongText
from crm_tui.services import manual
from crm_tui.widgets.signs import is_ascii

PLAIN = str.maketrans({"─": "-", "━": "-", "•": "*", "▌": "|"})
"""For the signs with which a page is drawn."""


class ManualText(LongText):
    """Markdown with its tables drawn and its headings set apart."""

    def laid_out(self, width: int) -> list[str]:
        from rich.console import Console
        from rich.markdown import Markdown

        drawn = StringIO()
        page = Markdown(self.text, hyperlinks=False)
        Console(file=drawn, width=width, color_system=None).print(page)
        told = drawn.getvalue().translate(PLAIN) if is_ascii() else drawn.getvalue()
        return [line.rstrip() for line in told.splitlines()]


class ManualSheet(CrmSheet[None]):
    AUTO_FOCUS = "ManualText"
    CSS = "ManualSheet ManualText { height: 1fr; max-height: 1fr; }"

    def __init__(self, topic: str) -> None:
        super().__init__()
        self.topic = topic

    def heading(self) -> str:
        return manual.page(self.language, self.topic).topic.title

    def body(self) -> Iterable[Widget]:
        """The page; its first line, which is the heading, stands in the frame."""
        _heading, _end, text = manual.page(self.language, self.topic).text.partition("\n")
        yield ManualText(text)
