"""Six weeks: a rule carries the day's number, below it what is planned and how much more.

Whole days, and what lasts several, are bars over their days.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rich.cells import cell_len
from textual import events
from textual.message import Message

from crm_tui.domain.calendar import Bar
from crm_tui.widgets.paint import Line, fit, over
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.time_grid import Face, bar_line

GUTTER, NARROW, WEEKS, DAYS = 3, 100, 6, 7
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: what it says of each happening that has its hour there, in order, by its key."""

    number: int
    keys: Sequence[Hashable] = ()
    texts: Sequence[str] = ()
    inside: bool = True
    today: bool = False
    off: bool = False
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """`weeks` are the numbers of the weeks, `lanes` the bars of each, by their weekdays."""

    names: Sequence[str] = ()
    weeks: Sequence[int] = ()
    cells: Sequence[Cell] = ()
    lanes: Sequence[Sequence[Sequence[Bar]]] = ()
    faces: Mapping[Hashable, Face] = field(default_factory=dict)
    more: Sequence[str] = ()
    """`+1 more`, `+2 more` ... for so many."""
    place: int = 0
    """The cell at the cursor."""
    chosen: Hashable = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line of a day says; without a key, how many are not shown."""

    key: Hashable
    text: str = ""
    bar: Bar | None = None
    count: int = 0
    """How many it stands for where it has no key."""


def told_apart(entry: Entry | None, place: int) -> Hashable:
    """The same for the days of one bar, for all else its own."""
    return entry.key if entry and entry.bar else place


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
        if self.is_busy_at_weekends:
            weekend = (width - GUTTER) // DAYS
        day = (width - GUTTER - 2 * weekend) // 5
        spare = width - GUTTER - 5 * day - 2 * weekend
        return [day + (place < spare) for place in range(5)] + [weekend] * 2

    @property
    def is_busy_at_weekends(self) -> bool:
        """Whether a title has to be read there; a bar from before has its own already."""
        lanes = (lane for week in self.sheet.lanes for lane in week)
        begun = any(bar.first > FRIDAY and not bar.from_before for lane in lanes for bar in lane)
        return begun or any(
            cell.keys for place, cell in enumerate(self.sheet.cells) if place % DAYS > FRIDAY
        )

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
        for week in range(self.first(height), WEEKS):
            lines += self.week(week, self.high(height), sizes)
        return lines[:height]

    def first(self, height: int) -> int:
        """The first week in sight, from which on that of the cursor is, too."""
        shown = max(1, (height - 1) // self.high(height))
        return max(0, min(WEEKS - shown, self.sheet.place // DAYS - shown + 1))

    def high(self, height: int) -> int:
        """Lines of a week."""
        return max(2, (height - 1) // WEEKS)

    def week(self, week: int, high: int, sizes: Sequence[int]) -> list[Line]:
        head = fit(str(self.sheet.weeks[week]), GUTTER, inks="faint")
        for weekday, size in enumerate(sizes):
            place = week * DAYS + weekday
            head += self.rule(place, self.sheet.cells[place], size)
        days = [self.entries(week, weekday, high - 1) for weekday in range(DAYS)]
        return [head, *(self.across([day[y] for day in days], sizes) for y in range(high - 1))]

    def across(self, entries: Sequence[Entry | None], sizes: Sequence[int]) -> Line:
        """One line of a week: a bar that is on it for several days is one."""
        line = fit("", GUTTER)
        for _one, places in groupby(range(DAYS), lambda place: told_apart(entries[place], place)):
            taken = list(places)
            line += self.entry(entries[taken[0]], sum(sizes[place] for place in taken))
        return line

    def entries(self, week: int, weekday: int, room: int) -> list[Entry | None]:
        """The lines of a day: bars are in their lanes, the rest and the number of others follow."""
        cell = self.sheet.cells[week * DAYS + weekday]
        lanes: dict[int, Entry] = {
            place: Entry(bar.happening.key, bar=bar)
            for place, lane in enumerate(self.sheet.lanes[week]) for bar in lane
            if bar.first <= weekday <= bar.last
        }  # fmt: skip
        timed = [Entry(key, text) for key, text in zip(cell.keys, cell.texts, strict=True)]
        count = len(lanes) + len(timed)
        shown = [lanes.pop(place, None) for place in range(room if count <= room else room - 1)]
        waiting = [*lanes.values(), *timed]
        for place, entry in enumerate(shown):
            if entry is None and waiting:
                shown[place] = waiting.pop(0)
        chosen = next((entry for entry in waiting if entry.key == self.sheet.chosen), None)
        if chosen is not None:
            shown[-1:] = [chosen]
        count = len(waiting)
        more = [Entry(None, self.sheet.more[count - 1], count=count)] if waiting else []
        return [*shown, *more, *[None] * room][:room]

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

    def entry(self, entry: Entry | None, size: int) -> Line:
        if entry is None or entry.key is None:
            text = entry.text if entry else ""
            told = text if entry is None or cell_len(text) < size else f"+{entry.count}"
            return fit(told, size, inks="quiet")
        face, chosen = self.sheet.faces[entry.key], entry.key == self.sheet.chosen
        if entry.bar is not None:
            return [*bar_line(entry.bar, face, size - 1, chosen=chosen), (" ", "plain")]
        line: Line = [(face.sign(chosen=chosen), "accent" if face.lies_ahead else "faint")]
        line += fit(entry.text, size - 2, inks="quiet" if face.past else "plain")
        return [*(over(line, "chosen") if chosen else line), (" ", "plain")]

    def on_click(self, event: events.Click) -> None:
        width, height = self.content_size
        week, left = self.first(height) + (event.y - 1) // self.high(height), GUTTER
        for weekday, size in enumerate(self.widths(width)):
            if left <= event.x < left + size and 0 <= week < WEEKS:
                self.post_message(self.Pointed(week * DAYS + weekday))
            left += size
