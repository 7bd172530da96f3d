"""Columns of cards, all cards equally high; only the column at the cursor scrolls with it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from crm_tui.widgets.paint import BLANK, Line, fit, over, width_of
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

HEAD, LEAST = 2, 15
"""Lines of the titles; cells of a column with the gap behind it, below which some are out of sight.
"""


@dataclass(frozen=True, slots=True)
class Face:
    """How a card looks: its title and the lines below; `past` is quiet."""

    key: Hashable
    title: str
    below: Sequence[Line]
    sign: Line
    past: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A column; `count` is how many cards it has in all, of which `faces` are the first.

    Under the title stands the first of `below` that has room; the last one is cut.
    """

    title: str
    count: str
    faces: Sequence[Face] = ()
    below: Sequence[Line] = ()


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

    def widths(self, width: int) -> dict[int, int]:
        """Of the columns in sight, by their places: those around the one at the cursor."""
        count = max(1, min(len(self.lanes), width // LEAST))
        start = max(0, min(self.column - count // 2, len(self.lanes) - count))
        return {
            start + place: width // count + (place < width % count)
            for place in range(min(count, len(self.lanes)))
        }

    @property
    def card_height(self) -> int:
        """With the blank line below it."""
        face = next((lane.faces[0] for lane in self.lanes if lane.faces), None)
        return 2 + (len(face.below) if face else 0)

    def fitting(self, height: int) -> int:
        """How many cards of a column are in sight."""
        return max(1, (height - HEAD + 1) // self.card_height)

    def first(self, column: int, height: int) -> int:
        """The first card in sight of the column."""
        return max(0, self.place - self.fitting(height) + 1) if column == self.column else 0

    def paint(self, width: int, height: int) -> list[Line]:
        if not self.lanes:
            return []
        sizes = self.widths(width)
        columns = [self.lane(place, size - 1, height) for place, size in sizes.items()]
        lines = [
            [span for lines in columns for span in (*lines[y], (" ", "plain"))]
            for y in range(height)
        ]
        if min(sizes) > 0:  # there are more columns behind that edge
            lines[0][0] = (SIGN["less"], "accent")
        if max(sizes) < len(self.lanes) - 1:
            lines[0][-1] = (SIGN["path"], "accent")
        return lines

    def lane(self, column: int, size: int, height: int) -> list[Line]:
        lane = self.lanes[column]
        here = column == self.column
        lines = [self.title(lane, size, here=here), fit(self.under(lane, size), size)]
        first = self.first(column, height)
        for place in range(first, min(first + self.fitting(height), len(lane.faces))):
            chosen = here and place == self.place
            lines += [*self.card(lane.faces[place], size, chosen=chosen), fit("", size)]
        if not lane.faces:
            lines.append(fit(f"  {self.nothing}", size, inks="faint"))
        return [*lines, *[fit(BLANK, size)] * max(0, height - len(lines))][:height]

    def title(self, lane: Lane, size: int, *, here: bool) -> Line:
        """Where there is too little room the title is cut, and the count stays."""
        name: Line = [(lane.title, "accent under" if here else "head")]
        room = size - width_of([(f"  {lane.count}", "")])
        apart = "  " if width_of(name) < room else " "
        kept = name if width_of(name) <= room else fit(name, room)
        return fit([(" ", "plain"), *kept, (f"{apart}{lane.count}", "quiet")], size)

    def under(self, lane: Lane, size: int) -> Line:
        fitting = (line for line in lane.below if width_of(line) < size)
        narrowest = lane.below[-1] if lane.below else []
        return [(" ", "plain"), *next(fitting, narrowest)]

    def card(self, face: Face, size: int, *, chosen: bool) -> list[Line]:
        edge = SIGN["chosen" if chosen else "edge"], "quiet" if face.past else "accent"
        title: Line = [edge, *face.sign, (face.title, "quiet" if face.past else "strong")]
        below = [[(SIGN["edge"], edge[1]), *line] for line in face.below]
        lines = [fit(line, size) for line in (title, *below)]
        return [over(line, "chosen") for line in lines] if chosen else lines

    def on_click(self, event: events.Click) -> None:
        width, height = self.content_size
        left = 0
        for column, size in self.widths(width).items():
            if left <= event.x < left + size and event.y >= HEAD:
                place = self.first(column, height) + (event.y - HEAD) // self.card_height
                self.post_message(self.Pointed(column, place))
            left += size
