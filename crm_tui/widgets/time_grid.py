"""Days as columns of hours: what overlaps stands side by side, whole days are bars on top."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len
from textual import events
from textual.message import Message

from crm_tui.domain.agenda import DAY_MINUTES
from crm_tui.domain.calendar import Bar, Part, beside, drawn_until
from crm_tui.widgets.paint import BLANK, Line, fit, over
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

GUTTER, NARROW, TALL, MANY_LANES, TALL_LANES = 6, 100, 40, 3, 8
LEAST = 9
"""Cells of a column in which something can be read; of more people than fit some are shown."""

DAYS = 7
"""The days of a week are shown all, however narrow."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a happening looks: a title, what stands below it, whose it is, whether it is over."""

    title: str
    below: str = ""
    mine: bool = True
    past: bool = False
    people: str = ""
    """Who comes, in the third line where there is one."""

    @property
    def lies_ahead(self) -> bool:
        """Whether one still has to go there."""
        return self.mine and not self.past

    @property
    def ground(self) -> str:
        return "mine" if self.lies_ahead else "event"

    def sign(self, *, chosen: bool) -> str:
        """Its first cell: at the cursor, one's own, somebody else's."""
        return SIGN["chosen" if chosen else "edge" if self.mine else "blurred"]

    @property
    def edge(self) -> str:
        return "accent" if self.lies_ahead else "quiet"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One day, or one person on it. `off` days are narrow while nothing happens on them."""

    title: str
    short: str
    parts: Sequence[Part] = ()
    today: bool = False
    off: bool = False

    def at(self, minute: int, until: int) -> list[Part]:
        """What stands in the line between two minutes, at most one in a column: what begins there
        goes before what ends there.
        """
        here = [part for part in self.parts if part.first < until and part.last > minute]
        last = max((part.first for part in here), default=0)
        return [part for part in here if drawn_until(part, until - minute) > last]


@dataclass(frozen=True, slots=True)
class Grid:
    """All that is painted. `lanes` are bars over the columns by their places."""

    corner: str = ""
    columns: Sequence[GridColumn] = ()
    lanes: Sequence[Sequence[Bar]] = ()
    faces: Mapping[Hashable, Face] = field(default_factory=dict)
    begins: int = 9 * 60
    """The minute that stands on top until the cursor is elsewhere."""
    now: tuple[int, str] = (-1, "")
    """The minute of now where today is shown, and the clock's text."""
    column: int = 0
    minute: int = 0
    """The slot at the cursor."""
    chosen: Hashable = None
    """The key of what is at the cursor."""


def part(grid: Grid, first: int, count: int) -> Grid:
    """Some columns of it, with the bars that stand over them."""
    last = first + count - 1
    lanes = [
        [replace(bar, first=max(bar.first, first) - first, last=min(bar.last, last) - first)
         for bar in lane if bar.first <= last and bar.last >= first]
        for lane in grid.lanes
    ]  # fmt: skip
    columns = grid.columns[first : last + 1]
    return replace(grid, columns=columns, lanes=lanes, column=grid.column - first)


def bar_line(bar: Bar, face: Face, size: int, *, chosen: bool) -> Line:
    """A bar with its title, and signs where it goes over the edge of what is shown."""
    inks = f"{'quiet' if face.past else 'plain'} {face.ground}"
    sign = SIGN["less"] if bar.from_before and not chosen else face.sign(chosen=chosen)
    on = SIGN["path"] if bar.goes_on and size > 1 else ""
    line: Line = [(sign, f"{face.edge} {face.ground}")]
    line += fit(face.title, size - 1 - len(on), inks=inks)
    line += [(on, f"{face.edge} {face.ground}")] if on else []
    return over(line, "chosen") if chosen else line


class TimeGrid(Painted, can_focus=True):
    class Pointed(Message):
        """A click on a column and a minute."""

        def __init__(self, column: int, minute: int) -> None:
            super().__init__()
            self.column, self.minute = column, minute

    whole = grid = Grid()
    """All that was given, and of it the columns that are in sight."""
    first = 0
    """The column of the whole that stands first."""
    top: int | None = None
    """The first minute in sight."""

    def show(self, grid: Grid) -> None:
        if grid.begins != self.whole.begins:
            self.top = None
        self.whole = self.grid = grid
        self.repaint()

    def choose_columns(self, width: int) -> None:
        """As many as can be read, with the one at the cursor."""
        whole = self.whole
        count = min(len(whole.columns), max(DAYS, (width - GUTTER) // LEAST))
        self.first = max(min(self.first, whole.column), whole.column - count + 1)
        self.first = max(0, min(self.first, len(whole.columns) - count))
        self.grid = whole if count == len(whole.columns) else part(whole, self.first, count)

    def step(self, height: int) -> int:
        """Minutes of a line."""
        return 15 if height >= TALL else 30

    @property
    def lanes(self) -> Sequence[Sequence[Bar]]:
        return self.grid.lanes[: TALL_LANES if self.content_size.height >= TALL else MANY_LANES]

    @property
    def above(self) -> int:
        """Lines above the hours: the titles, the bars and a blank one."""
        return 2 + max(1, len(self.lanes))

    def widths(self, width: int) -> list[int]:
        """Of the columns: days off are narrow, today has what is left over."""
        columns = self.grid.columns
        room, small = width - GUTTER, 4 if width < NARROW else 10
        busy = {
            place for lane in self.lanes for bar in lane if bar.first == bar.last
            for place in (bar.first,)
        }  # fmt: skip
        narrow = [
            column.off and not column.parts and place not in busy and not column.today
            for place, column in enumerate(columns)
        ]
        wide = narrow.count(False)
        each = (room - small * narrow.count(True)) // max(1, wide)
        sizes = [small if slim else each for slim in narrow]
        spare = next((i for i, column in enumerate(columns) if column.today), None)
        if spare is None:
            spare = narrow.index(False) if wide else 0
        left = room - sum(sizes)
        if wide == len(columns):  # all alike: a cell each
            sizes = [size + (place < left) for place, size in enumerate(sizes)]
        elif sizes:
            sizes[spare] += left
        return sizes

    def paint(self, width: int, height: int) -> list[Line]:
        if not self.whole.columns:
            return []
        self.choose_columns(width)
        sizes = self.widths(width)
        head = [self.titles(sizes), *self.all_day(sizes)]
        rows, step = max(1, height - len(head) - 1), self.step(height)
        columns = [replace(one, parts=beside(one.parts, step)) for one in self.grid.columns]
        self.grid = replace(self.grid, columns=columns)
        self.follow(rows, step)
        first = self.top or 0
        head.append(self.out_of_sight(sizes, first, first + rows * step))
        return head + [self.hour(first + y * step, step, sizes) for y in range(rows)]

    def follow(self, rows: int, step: int) -> None:
        """The working hours are in sight, and the cursor always is."""
        most = max(0, DAY_MINUTES - rows * step)
        top = min(self.grid.begins, most) if self.top is None else min(self.top, most)
        if self.grid.minute < top:
            top = self.grid.minute // 60 * 60
        elif self.grid.minute >= top + rows * step - 30:
            top = -(-(self.grid.minute + 60 - rows * step) // step) * step
        self.top = max(0, min(top, most))

    def titles(self, sizes: Sequence[int]) -> Line:
        line: Line = fit(self.grid.corner, GUTTER, inks="faint")
        one_day = all(column.today for column in self.grid.columns)
        for place, (column, size) in enumerate(zip(self.grid.columns, sizes, strict=True)):
            mark = f"{SIGN['next']} " if column.today and not one_day else ""
            fits = cell_len(mark + column.title) < size
            title = mark + (column.title if fits else column.short)
            inks = "accent under" if column.today else "quiet" if column.off else "head"
            if place == self.grid.column and not column.today:
                inks = "strong"
            elif one_day and place != self.grid.column:
                inks = "head"
            line += [*fit([(title, inks), ("", "plain")], size - 1), (" ", "plain")]
        return line

    def out_of_sight(self, sizes: Sequence[int], first: int, last: int) -> Line:
        """How much of each column is earlier or later than what is shown; and of the people."""
        others = len(self.whole.columns) - len(self.grid.columns)
        line: Line = fit(f"+{others}" if others else "", GUTTER, inks="faint")
        for column, size in zip(self.grid.columns, sizes, strict=True):
            early = sum(part.last <= first for part in column.parts)
            late = sum(part.first >= last for part in column.parts)
            told = [f"{SIGN['up']}{early}"] if early else []
            told += [f"{SIGN['down']}{late}"] if late else []
            line += fit(" ".join(told), size, inks="quiet")
        return line

    def all_day(self, sizes: Sequence[int]) -> list[Line]:
        lefts = [GUTTER + sum(sizes[:place]) for place in range(len(sizes) + 1)]
        hidden = len(self.grid.lanes) - len(self.lanes)
        lines = []
        for place, lane in enumerate(self.lanes):
            last = place == len(self.lanes) - 1
            label = f"+{hidden}" if hidden and last else ""
            line: Line = fit(label, GUTTER, inks="faint")
            at = GUTTER
            for bar in lane:
                size = lefts[bar.last + 1] - lefts[bar.first] - 1
                line += [(" " * (lefts[bar.first] - at), "plain"), *self.bar(bar, size)]
                at = lefts[bar.first] + size
            lines.append([*line, (" ", "plain")])
        return lines or [BLANK]

    def bar(self, bar: Bar, size: int) -> Line:
        key = bar.happening.key
        return bar_line(bar, self.grid.faces[key], size, chosen=key == self.grid.chosen)

    def hour(self, minute: int, step: int, sizes: Sequence[int]) -> Line:
        now, clock = self.grid.now
        here = minute <= now < minute + step
        whole = minute % 60 == 0
        label = clock if here else f"{minute // 60:02}:00" if whole else ""
        line: Line = fit([(label, "accent" if here else "faint"), ("", "plain")], GUTTER)
        for place, (column, size) in enumerate(zip(self.grid.columns, sizes, strict=True)):
            parts = column.at(minute, minute + step)
            if parts:
                line += self.busy(parts, minute, step, size - 1)
            else:
                line += self.empty(place, minute, size - 1, line_of_now=here and column.today)
            line.append((" ", "plain"))
        return line

    def empty(self, place: int, minute: int, size: int, *, line_of_now: bool) -> Line:
        grid = self.grid
        at_cursor = grid.chosen is None and place == grid.column
        at_cursor = at_cursor and grid.minute <= minute < grid.minute + 30
        mark = SIGN["chosen"] if at_cursor and minute == grid.minute else ""
        if line_of_now:
            line = fit([(mark, "accent"), (SIGN["rule"] * (size - len(mark)), "accent")], size)
        else:
            dot = SIGN["dot"] if minute % 60 == 0 and not mark else ""
            line = fit([(mark, "accent"), (dot, "rule")], size)
        return over(line, "cursor") if at_cursor else line

    def busy(self, parts: Sequence[Part], minute: int, step: int, size: int) -> Line:
        """Each in its column; a column that is free beside the others stays blank.

        Where there is no room for blanks between them, and then for a text, the edges are left.
        """
        count = min(max(part.columns for part in parts), size)
        line: Line = []
        for place in range(count):
            wide = size // count if place < count - 1 else size - size // count * (count - 1)
            part = next((part for part in parts if part.column == place), None)
            gap = place < count - 1 and wide > 1
            line += self.block(part, minute, step, wide - gap) if part else fit("", wide - gap)
            line += [(" ", "plain")] if gap else []
        return line

    def block(self, part: Part, minute: int, step: int, size: int) -> Line:
        key = part.happening.key
        face = self.grid.faces[key]
        first = max(part.first // step * step, self.top or 0)
        row = (minute - first) // step
        text = (face.title, face.below, face.people)[row] if row < 3 else ""
        inks = "strong" if not row and not face.past else "faint" if row and face.past else "quiet"
        sign = face.sign(chosen=row == 0 and key == self.grid.chosen)
        line: Line = [(sign, f"{face.edge} {face.ground}")]
        line += fit(text, size - 1, inks=f"{inks} {face.ground}")
        chosen = "chosen" if row == 0 else "cursor"
        return over(line, chosen) if key == self.grid.chosen else line

    def on_click(self, event: events.Click) -> None:
        width, height = self.content_size
        minute = (self.top or 0) + max(0, event.y - self.above) * self.step(height)
        left = GUTTER
        for place, size in enumerate(self.widths(width)):
            if left <= event.x < left + size:
                self.post_message(self.Pointed(self.first + place, minute // 30 * 30))
            left += size
