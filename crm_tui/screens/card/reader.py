"""The whole of a note, scrolling: only the lines in sight are painted."""

from collections.abc import Iterable

from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.card.wrapping import wrapped
from crm_tui.widgets.paint import BLANK, fit
from crm_tui.widgets.painted import Inked
from crm_tui.widgets.sheet import Sheet


class LongText(ScrollView, Inked, can_focus=True, inherit_bindings=False):
    """Wrapped once a width."""

    BINDINGS = [
        Binding("down,j", "scroll_by(1)", _("down"), show=False, id="text.down"),
        Binding("up,k", "scroll_by(-1)", _("up"), show=False, id="text.up"),
        Binding("pagedown,space", "page(1)", _("page down"), id="text.page_down"),
        Binding("pageup", "page(-1)", _("page up"), show=False, id="text.page_up"),
        Binding("home", "scroll_to_line(0)", _("first"), show=False, id="text.first"),
        Binding("end,G", "scroll_to_line(-1)", _("last"), show=False, id="text.last"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.lines: list[str] = []
        self._wrapped_at = 0

    def on_resize(self) -> None:
        width = self.scrollable_content_region.width
        if width != self._wrapped_at:
            self.lines, self._wrapped_at = self.laid_out(width), width
            self.virtual_size = Size(width, len(self.lines))
            self.refresh()

    def laid_out(self, width: int) -> list[str]:
        """The lines of the text in that width."""
        return wrapped(self.text, width)

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        line = fit(self.lines[index], width) if index < len(self.lines) else BLANK
        return self.strip(line, width)

    def action_scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_page(self, pages: int) -> None:
        self.action_scroll_by(pages * max(1, self.size.height - 1))

    def action_scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=line % max(1, len(self.lines)), animate=False)


class ReaderSheet(Sheet[None]):
    """A long text in a frame."""

    AUTO_FOCUS = "LongText"
    DEFAULT_CSS = "ReaderSheet #frame LongText { height: 1fr; max-height: 1fr; }"

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.title_text, self.text = title, text

    def heading(self) -> str:
        return self.title_text

    def body(self) -> Iterable[Widget]:
        yield LongText(self.text)
