"""Widgets that paint lines in inks, cell by cell, without Rich or Textual reading the text."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from crm_tui.widgets.inks import mix
from crm_tui.widgets.paint import BLANK, Line, fit, joined, width_of


class Inked(Widget):
    """Turns lines into strips; a combination of inks is mixed once a theme."""

    _styles: dict[str, Style] | None = None

    def notify_style_update(self) -> None:
        """Textual calls it when the theme or a class changed."""
        self._styles = None
        super().notify_style_update()
        self.refresh()

    def style_of(self, inks: str) -> Style:
        if self._styles is None:
            self._styles = {"": self.rich_style}
        style = self._styles.get(inks)
        if style is None:
            style = mix(inks, self._styles[""], self.app.theme_variables)
            self._styles[inks] = style
        return style

    def strip(self, line: Line, width: int) -> Strip:
        """A line that `fit` made comes as it is; any other is fitted."""
        if width_of(line) != width:
            line = fit(line, width)
        segments = [Segment(text, self.style_of(inks)) for text, inks in joined(line) if text]
        return Strip(segments, width)


class Painted(Inked):
    """A widget of whole lines: `paint` gives them for a size, `repaint` asks for them anew."""

    _painted: list[Line] | None = None
    _painted_size = (0, 0)
    _compares = False

    def paint(self, width: int, height: int) -> list[Line]:
        """The lines; `height` is 0 while the widget is asked how high it wants to be."""
        raise NotImplementedError

    def repaint(self) -> None:
        """What is shown changed, and with it perhaps the height; lines that stay are not sent.

        Compared once the message is dealt with: only then the widget knows that it has the focus.
        """
        if self._painted is None:
            self.refresh(layout=self.styles.auto_dimensions)
        elif not self._compares:
            self._compares = True
            self.call_next(self._repaint_changed)

    def _repaint_changed(self) -> None:
        size, before, self._compares = self.content_size, self._painted, False
        if before is not None and self._painted_size == size:
            now = self.paint(*size)
            if len(now) == len(before):
                self._painted = now
                self._send(y for y, line in enumerate(now) if line != before[y])
                return
        self._painted = None
        self.refresh(layout=self.styles.auto_dimensions)

    def _send(self, lines: Iterable[int]) -> None:
        regions = [Region(0, y, self.content_size.width, 1) for y in lines]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        width, height = self.content_size
        if self._painted is None or self._painted_size != (width, height):
            self._painted, self._painted_size = self.paint(width, height), (width, height)
        line = self._painted[y] if y < len(self._painted) else BLANK
        return self.strip(fit(line, width), width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.paint(width, 0))
