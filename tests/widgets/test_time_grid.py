"""Days and people as columns of hours: what fits is shown, what does not is counted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from crm_tui.domain.calendar import Bar, Happening, Part
from crm_tui.domain.listing import Listed
from crm_tui.widgets.time_grid import Face, Grid, GridColumn, TimeGrid


def part(number: int, hour: int) -> Part:
    begins = datetime(2026, 11, 24, hour, tzinfo=UTC)
    happening = Happening(begins, begins + timedelta(hours=1), Listed(number, 1, {}, {}))
    return Part(happening, hour * 60, hour * 60 + 60)


def painted(grid: Grid, width: int = 60) -> list[str]:
    shown = TimeGrid()
    shown.whole = shown.grid = grid
    return ["".join(text for text, _inks in line) for line in shown.paint(width, 20)]


def people(count: int, column: int = 0) -> Grid:
    parts = [part(number, 3 + 4 * (number % 5)) for number in range(count)]
    columns = [
        GridColumn(f"Person of number {place}", f"P{place}", [each], today=True)
        for place, each in enumerate(parts)
    ]
    fair = Happening(date(2026, 11, 24), date(2026, 11, 24), Listed(99, 1, {}, {}))
    faces = {each.happening.key: Face(f"E{number}") for number, each in enumerate(parts)}
    return Grid(
        columns=columns, faces=faces | {fair.key: Face("Fair")}, column=column, minute=600,
        lanes=[[Bar(fair, 2, count - 1)]],
    )  # fmt: skip


def test_of_more_people_than_can_be_read_those_around_the_cursor_are_shown() -> None:
    first = painted(people(20))
    assert first[0].split() == ["P0", "P1", "P2", "P3", "P4", "P5", "P6"]
    assert (first[1].strip()[:5], first[2].split()[0]) == ("▌Fair", "+13")
    last = painted(people(20, column=19))
    assert last[0].split()[-1] == "P19"
    assert last[1].index("Fair") == 7, "the bar begins with the first column that is in sight"
    assert all(len(line) == 60 for line in last)
    few = painted(people(3), width=80)
    assert (few[0].split()[:4], few[2][:6].strip()) == (["Person", "of", "number", "0"], "")


def test_of_many_side_by_side_each_has_an_edge_however_narrow() -> None:
    parts = [replace(part(number, 10), column=number, columns=5) for number in range(5)]
    faces = {each.happening.key: Face("Talk") for each in parts}
    days = [GridColumn(f"D{place}", str(place), parts if not place else ()) for place in range(7)]
    lines = painted(Grid(columns=days, faces=faces, minute=600), width=60)
    assert next(line for line in lines if "10:00" in line)[6:13] == "▌▌▌▌▌T…"


def test_what_is_earlier_or_later_than_the_hours_in_sight_is_counted() -> None:
    lines = painted(people(3), width=80)
    assert lines[2].split() == ["↑1", "↑1"], "at three and at seven; eleven is in sight"
    assert painted(people(5), width=80)[2].split() == ["↑1", "↑1", "↓1"]


def test_all_that_begins_in_the_half_hour_of_a_line_shows_its_title() -> None:
    """A call may end, and the next begin, within the half hour of a line."""
    minutes = [(540, 550), (550, 560), (580, 620), (625, 660)]
    parts = [
        replace(part(number, 10), first=first, last=last)
        for number, (first, last) in enumerate(minutes)
    ]
    titles = ["First", "Second", "Third", "Fourth"]
    faces = {each.happening.key: Face(titles[at], "below") for at, each in enumerate(parts)}
    lines = painted(Grid(columns=[GridColumn("D", "D", parts)], faces=faces, minute=840), 40)
    first = next(place for place, line in enumerate(lines) if "09:00" in line)
    shown = [line[6:].replace("▌", "").split() for line in lines[first : first + 4]]
    assert shown == [["First", "Second"], ["Third"], ["Fourth"], ["below"]]


def test_what_began_before_the_hours_in_sight_has_its_title_on_top() -> None:
    night = replace(part(1, 3), first=0, last=1200)
    grid = Grid(
        columns=[GridColumn("D", "D", [night])], faces={night.happening.key: Face("Night")},
        minute=600,
    )  # fmt: skip
    shown = [line[7:].strip() for line in painted(grid, 40) if "Night" in line or "09:00" in line]
    assert shown == ["Night"]
