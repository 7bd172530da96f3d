"""Fields that two people have changed: what each was, and the two values to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.binding import Binding
from textual.reactive import reactive

from crm_tui.domain.texts import _
from crm_tui.widgets.paint import BLANK, Line, fit, over
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.speaking import language_of

LABEL, NARROW = 14, 56
TITLES = (_("Field"), _("It was"), _("Theirs"), _("Yours"))


@dataclass(frozen=True, slots=True)
class Option:
    """A field with its three values, all as they are shown."""

    name: str
    label: str
    original: str
    theirs: str
    mine: str


class Choices(Painted, can_focus=True):
    """Side by side, or, where that cuts one of them, one below the other. Her own values are chosen
    first, so that Enter alone keeps what was typed."""

    DEFAULT_CSS = "Choices { height: auto; }"
    BINDINGS = [
        Binding("down,j", "move(1)", _("down"), show=False, id="conflict.down"),
        Binding("up,k", "move(-1)", _("up"), show=False, id="conflict.up"),
        Binding("left", "choose(False)", _("theirs"), id="conflict.theirs"),
        Binding("right", "choose(True)", _("mine"), id="conflict.mine"),
    ]
    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self.options = options
        self.mine = {option.name: True for option in options}

    def paint(self, width: int, height: int) -> list[Line]:
        sizes = self._sizes(width)
        if width < NARROW or not self._fit(sizes):
            blocks = [self._block(index, width) for index in range(len(self.options))]
            return [line for block in blocks for line in block]
        titles = [language_of(self).text(title) for title in TITLES]
        shown = [titles[0], titles[1], f"  {titles[2]}", f"  {titles[3]}"]
        head: Line = [("  ", "plain")]
        for title, size in zip(shown, sizes, strict=True):
            head += fit(title, size, inks="head")
        return [head, *[self._line(index, sizes) for index in range(len(self.options))]]

    def _sizes(self, width: int) -> list[int]:
        third = (width - LABEL - 2) // 3
        return [LABEL, third, third, width - LABEL - 2 - 2 * third]

    def _fit(self, sizes: Sequence[int]) -> bool:
        """Whether each value can be read: two may differ in what is cut."""
        room = min(sizes[1:]) - len("● ") - 1
        values = [text for one in self.options for text in (one.original, one.theirs, one.mine)]
        return all(cell_len(value) <= room for value in values)

    def _line(self, index: int, sizes: Sequence[int]) -> Line:
        option = self.options[index]
        line: Line = [*self._edge(index), *fit(option.label, sizes[0] - 1, inks="strong")]
        line += [(" ", "plain"), *fit(option.original or SIGN["dash"], sizes[1] - 1, inks="quiet")]
        line += [(" ", "plain"), *self._value(option, False, sizes[2] - 1), (" ", "plain")]
        line += self._value(option, True, sizes[3])
        return self._at_cursor(index, line)

    def _block(self, index: int, width: int) -> list[Line]:
        option, edge = self.options[index], self._edge(index)
        was = language_of(self).text(TITLES[1])
        lines: list[Line] = [
            [*edge, *fit(option.label, width - 2, inks="strong")],
            [*edge, *fit(f"{was}: {option.original or SIGN['dash']}", width - 2, inks="quiet")],
            [*edge, *self._value(option, False, width - 2)],
            [*edge, *self._value(option, True, width - 2)],
        ]
        return [*[self._at_cursor(index, line) for line in lines], BLANK]

    def _edge(self, index: int) -> Line:
        return [(SIGN["edge"] if index == self.cursor else " ", "accent"), (" ", "plain")]

    def _value(self, option: Option, mine: bool, width: int) -> Line:
        taken = self.mine[option.name] == mine
        sign = (f"{SIGN['next' if taken else 'none']} ", "accent" if taken else "faint")
        text = (option.mine if mine else option.theirs) or SIGN["dash"]
        return [sign, *fit(text, width - 2, inks="strong" if taken else "quiet")]

    def _at_cursor(self, index: int, line: Line) -> Line:
        return over(line, "cursor") if index == self.cursor else line

    def action_move(self, rows: int) -> None:
        self.cursor = min(max(0, self.cursor + rows), len(self.options) - 1)

    def action_choose(self, mine: bool) -> None:
        self.mine[self.options[self.cursor].name] = mine
        self.repaint()

    def watch_cursor(self) -> None:
        self.repaint()
