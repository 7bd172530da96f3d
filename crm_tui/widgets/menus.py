"""The go-to menu: a short list of keys and where they lead."""

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from crm_tui.domain.texts import _
from crm_tui.widgets.controls import clean
from crm_tui.widgets.paint import Line, fit
from crm_tui.widgets.painted import Painted

Keys = Sequence[tuple[str, str]]
"""Names of keys, and what they do, translated."""

PLACE_WIDTH, MOST_COLUMNS = 25, 4


class Places(Painted):
    """Keys and places in as many columns as fit, read downwards."""

    def __init__(self, places: Keys) -> None:
        super().__init__()
        self.places = places

    def paint(self, width: int, height: int) -> list[Line]:
        columns = max(1, min(MOST_COLUMNS, width // PLACE_WIDTH))
        per_column = -(-len(self.places) // columns)
        return [self._line(y, per_column, width // columns) for y in range(per_column)]

    def _line(self, y: int, per_column: int, size: int) -> Line:
        line: Line = []
        for key, name in self.places[y::per_column]:
            line += fit([(f" {key} ", "key"), (name, "plain")], size)
        return line


class PlaceMenu(ModalScreen[str | None]):
    """A band above the line of keys. Dismisses with the key that was pressed, None for Esc or a key
    that leads nowhere. `character` is what counts, so `,` and `/` are themselves."""

    BINDINGS = [Binding("escape", "leave", _("back"), id="menu.back")]

    def __init__(self, title: str, places: Keys, aliases: Mapping[str, str] | None = None) -> None:
        """`aliases` maps other keys to those of the places: the letters of a Russian keyboard."""
        super().__init__()
        self.heading, self.places, self.aliases = title, places, aliases or {}

    def compose(self) -> ComposeResult:
        band = Vertical(Places(self.places), id="band")
        band.border_title = Content(f" {clean(self.heading)} ")
        yield band

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        pressed = event.character or event.key
        known = dict(self.places)
        if pressed not in known:
            pressed = self.aliases.get(pressed, pressed)
        if self.is_current:  # keys typed ahead still arrive when the first has closed the menu
            self.dismiss(pressed if pressed in known else None)

    def action_leave(self) -> None:
        self.dismiss(None)
