"""Columns of cards: each card two lines high; only the column at the cursor scrolls with it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from crm_tui.widgets.paint import BLANK, Line, fit, over
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

CARD, HEAD = 3, 2
"""Lines of a card with the blank one below it, and of the titles."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a card looks: its title and what stands below; `past` is quiet."""

    key: Hashable
    title: str
    below: Line
    sign: Line
    past: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A column; `count` is how many cards it has in all, of which `faces` are the first."""

    title: str
    count: str
    faces: Sequence[Face] = ()


class Board(Painted, can_focus=True):
    class Pointed(Message):
        """A click on a card, or on a column below its last one."""

        def __init__(self, column: int, place: int) -> None:
            super().__init__()
            self.column, self.place = column, place

    lanes: Sequence[Lane] = ()
    column = 0
    place = 0
    """The card at the cursor."""
    nothing = ""
    """What an empty column says."""

    def show(self, lanes: Sequence[Lane], column: int, place: int) -> None:
        self.lanes, self.column, self.place = lanes, column, place
        self.repaint()

    def widths(self, width: int) -> list[int]:
        count = max(1, len(self.lanes))
        return [width // count + (place < width % count) for place in range(len(self.lanes))]

    def fitting(self, height: int) -> int:
        """How many cards of a column are in sight."""
        return max(1, (height - HEAD + 1) // CARD)

    def first(self, column: int, height: int) -> int:
        """The first card in sight of the column."""
        return max(0, self.place - self.fitting(height) + 1) if column == self.column else 0

    def paint(self, width: int, height: int) -> list[Line]:
        if not self.lanes:
            return []
        sizes = self.widths(width)
        columns = [self.lane(place, size - 1, height) for place, size in enumerate(sizes)]
        return [
            [span for lines in columns for span in (*lines[y], (" ", "plain"))]
            for y in range(height)
        ]

    def lane(self, column: int, size: int, height: int) -> list[Line]:
        lane = self.lanes[column]
        here = column == self.column
        title: Line = [(" ", "plain"), (lane.title, "accent under" if here else "head"),
                       (f"  {lane.count}", "quiet")]  # fmt: skip
        lines = [fit(title, size), fit("", size)]
        first = self.first(column, height)
        for place in range(first, min(first + self.fitting(height), len(lane.faces))):
            chosen = here and place == self.place
            lines += [*self.card(lane.faces[place], size, chosen=chosen), fit("", size)]
        if not lane.faces:
            lines.append(fit(f"  {self.nothing}", size, inks="faint"))
        return [*lines, *[fit(BLANK, size)] * max(0, height - len(lines))][:height]

    def card(self, face: Face, size: int, *, chosen: bool) -> list[Line]:
        edge = SIGN["chosen" if chosen else "edge"], "quiet" if face.past else "accent"
        title: Line = [edge, *face.sign, (face.title, "quiet" if face.past else "strong")]
        below: Line = [(SIGN["edge"], edge[1]), *face.below]
        lines = [fit(title, size), fit(below, size)]
        return [over(line, "chosen") for line in lines] if chosen else lines

    def on_click(self, event: events.Click) -> None:
        width, height = self.content_size
        left = 0
        for column, size in enumerate(self.widths(width)):
            if left <= event.x < left + size and event.y >= HEAD:
                place = self.first(column, height) + (event.y - HEAD) // CARD
                self.post_message(self.Pointed(column, place))
            left += size
