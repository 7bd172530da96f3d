"""Columns of cards, all cards equally high; only the column at the cursor scrolls with it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from crm_tui.widgets.marks import Marks
from crm_tui.widgets.paint import BLANK, Line, fit, over, width_of
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

LEAST = 15
"""Cells of a column with the gap behind it, below which some are out of sight."""

CARDS = 8
"""Lines that a line under the titles leaves to the cards."""


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

    `below` stands under the title, a line each, empty ones too: what all columns have in one line
    can be compared. In a low window the first of them stand for all.
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
    marks: Marks | None = None
    """Of the keys of cards, where these can be marked."""
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
        return max(1, (height - self.head(height) + 1) // self.card_height)

    def head(self, height: int) -> int:
        """Lines above the cards: the title, and what stands under it."""
        most = max((len(lane.below) for lane in self.lanes), default=1)
        return 1 + max(1, min(most, height // CARDS))

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
        lines = [self.title(lane, size, here=here), *self.under(lane, size, self.head(height) - 1)]
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

    def under(self, lane: Lane, size: int, count: int) -> list[Line]:
        """So many lines; the last says how many there would be more."""
        shown = [*lane.below[:count], *[BLANK] * (count - len(lane.below))]
        lines = [fit([(" ", "plain"), *line], size) for line in shown]
        if more := sum(map(bool, lane.below[count:])):
            told = f" +{more}"
            room = size - len(told)
            kept = [(" ", "plain"), *shown[-1]]
            lines[-1] = fit(
                [*(kept if width_of(kept) <= room else fit(kept, room)), (told, "quiet")], size
            )
        return lines

    def card(self, face: Face, size: int, *, chosen: bool) -> list[Line]:
        edge = SIGN["chosen" if chosen else "edge"], "quiet" if face.past else "accent"
        marked = self.marks is not None and self.marks.has(face.key)
        sign = [(SIGN["marked"], "accent"), (" ", "plain")] if marked else face.sign
        title: Line = [edge, *sign, (face.title, "quiet" if face.past else "strong")]
        below = [[(SIGN["edge"], edge[1]), *line] for line in face.below]
        lines = [fit(line, size) for line in (title, *below)]
        return [over(line, "chosen") for line in lines] if chosen else lines

    def on_click(self, event: events.Click) -> None:
        width, height = self.content_size
        left = 0
        for column, size in self.widths(width).items():
            if left <= event.x < left + size and event.y >= self.head(height):
                place = (
                    self.first(column, height) + (event.y - self.head(height)) // self.card_height
                )
                self.post_message(self.Pointed(column, place))
            left += size
