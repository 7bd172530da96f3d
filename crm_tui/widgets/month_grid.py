"""Six weeks: a rule carries the day's number, below it what is planned and how much more."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from textual import events
from textual.message import Message

from crm_tui.widgets.paint import Line, fit, over
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.time_grid import Face

GUTTER, NARROW, WEEKS, DAYS = 3, 100, 6, 7


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: what it says of each happening, in order, by its key."""

    number: int
    keys: Sequence[Hashable] = ()
    texts: Sequence[str] = ()
    inside: bool = True
    today: bool = False
    off: bool = False
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """`weeks` are the numbers of the weeks; `more` says how many are not shown, in braces."""

    names: Sequence[str] = ()
    weeks: Sequence[int] = ()
    cells: Sequence[Cell] = ()
    faces: Mapping[Hashable, Face] = field(default_factory=dict)
    more: Sequence[str] = ()
    """`+1 more`, `+2 more` ... for so many."""
    place: int = 0
    """The cell at the cursor."""
    chosen: Hashable = None


class MonthGrid(Painted, can_focus=True):
    class Pointed(Message):
        """A click on a day, by its place."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    sheet = MonthSheet()

    def show(self, sheet: MonthSheet) -> None:
        self.sheet = sheet
        self.repaint()

    def widths(self, width: int) -> list[int]:
        weekend = 8 if width < NARROW else 16
        busy = any(cell.keys for place, cell in enumerate(self.sheet.cells) if place % DAYS > 4)
        if busy:
            weekend = (width - GUTTER) // DAYS
        day = (width - GUTTER - 2 * weekend) // 5
        spare = width - GUTTER - 5 * day - 2 * weekend
        return [day + (place < spare) for place in range(5)] + [weekend] * 2

    def paint(self, width: int, height: int) -> list[Line]:
        if not self.sheet.cells:
            return []
        sizes = self.widths(width)
        names = [
            span
            for name, size in zip(self.sheet.names, sizes, strict=True)
            for span in fit(name, size, inks="head")
        ]
        lines: list[Line] = [[(" " * GUTTER, "plain"), *names]]
        for week in range(WEEKS):
            high = self.high(height)
            for y in range(high):
                number = str(self.sheet.weeks[week]) if y == 0 else ""
                line = fit(number, GUTTER, inks="faint")
                for weekday, size in enumerate(sizes):
                    line += self.day_line(week * DAYS + weekday, y, high, size)
                lines.append(line)
        return lines

    def high(self, height: int) -> int:
        """Lines of a week."""
        return max(2, (height - 1) // WEEKS)

    def day_line(self, place: int, y: int, high: int, size: int) -> Line:
        cell = self.sheet.cells[place]
        if y == 0:
            return self.rule(place, cell, size)
        shown = high - 1 if len(cell.keys) <= high - 1 else high - 2
        if high == 2 and len(cell.keys) > 1:
            shown = 0
        if y - 1 < shown:
            at = y - 1 + self.passed(cell, shown)
            return self.entry(cell, at, size) if at < len(cell.keys) else fit("", size)
        hidden = len(cell.keys) - shown
        return fit(self.sheet.more[hidden - 1] if hidden > 0 else "", size, inks="quiet")

    def passed(self, cell: Cell, shown: int) -> int:
        """How many at the top give way so that what is chosen is in sight."""
        keys = list(cell.keys)
        place = keys.index(self.sheet.chosen) if self.sheet.chosen in keys else 0
        return max(0, place - shown + 1)

    def rule(self, place: int, cell: Cell, size: int) -> Line:
        at_cursor = place == self.sheet.place
        ink = "chosen" if cell.today else "strong" if cell.inside else "faint"
        label = f"{SIGN['next']}{cell.number} " if cell.today else f"{cell.number} "
        line: Line = []
        room = size - len(label) - 1
        rule = SIGN["bar" if at_cursor else "rule"] * room
        if cell.holiday and room > 6:
            line += fit([(f"{cell.holiday} ", "warn"), (rule, "rule")], room)
        else:
            line.append((rule, "accent" if at_cursor else "rule"))
        number = [(label, f"{ink} cursor" if at_cursor and not cell.today else ink)]
        return [*number, *(over(line, "cursor") if at_cursor else line), (" ", "plain")]

    def entry(self, cell: Cell, place: int, size: int) -> Line:
        face, key = self.sheet.faces[cell.keys[place]], cell.keys[place]
        chosen = key == self.sheet.chosen
        line: Line = [(face.sign(chosen=chosen), "accent" if face.lies_ahead else "faint")]
        line += fit(cell.texts[place], size - 2, inks="quiet" if face.past else "plain")
        return [*(over(line, "chosen") if chosen else line), (" ", "plain")]

    def on_click(self, event: events.Click) -> None:
        width, height = self.content_size
        week, left = (event.y - 1) // self.high(height), GUTTER
        for weekday, size in enumerate(self.widths(width)):
            if left <= event.x < left + size and 0 <= week < WEEKS:
                self.post_message(self.Pointed(week * DAYS + weekday))
            left += size
