"""Six weeks: bars over their days, the hours below them, and how much more there is."""

from datetime import UTC, date, datetime, timedelta

from crm_tui.domain.calendar import Happening, bars_of_weeks
from crm_tui.domain.listing import Listed
from crm_tui.widgets.month_grid import Cell, MonthGrid, MonthSheet
from crm_tui.widgets.time_grid import Face

DAYS = [date(2026, 10, 26) + timedelta(days=place) for place in range(42)]
FAIR = Happening(date(2026, 11, 20), date(2026, 12, 2), Listed(1, 1, {}, {}))
LEAVE = Happening(date(2026, 11, 24), date(2026, 11, 25), Listed(2, 1, {}, {}))
CALLS = [
    Happening(moment, moment, Listed(number, 1, {}, {}))
    for number, moment in enumerate([datetime(2026, 11, 24, 9, tzinfo=UTC)] * 3, start=3)
]


def painted(height: int, *, chosen: Happening | None = None, width: int = 80) -> list[str]:
    """The week of 23 November, with its rule; the cursor is on its Tuesday."""
    calls = [call.key for call in CALLS]
    texts = [f"09:00 C{number}" for number, _begins in calls]
    faces = dict.fromkeys(calls, Face("")) | {FAIR.key: Face("Fair"), LEAVE.key: Face("Leave")}
    shown = MonthGrid()
    shown.sheet = MonthSheet(
        names=["day"] * 7,
        weeks=range(44, 50),
        cells=[
            Cell(day.day, *((calls, texts) if day == date(2026, 11, 24) else ())) for day in DAYS
        ],
        lanes=bars_of_weeks([FAIR, LEAVE, *CALLS], DAYS, UTC),
        faces=faces,
        more=[f"+{number} more" for number in range(1, 9)],
        chosen=chosen.key if chosen else None,
        place=DAYS.index(date(2026, 11, 24)),
    )
    lines = ["".join(text for text, _inks in line) for line in shown.paint(width, height)]
    assert {len(line) for line in lines} == {width}
    begins = next(place for place, line in enumerate(lines) if line.startswith("48"))
    return lines[begins : begins + shown.high(height)]


def test_what_lasts_several_days_is_one_bar_over_them_and_over_the_edge_of_the_week() -> None:
    _rule, first, second, third, *_more = painted(43)
    assert first.startswith("   ‹Fair ")
    assert first.rstrip().endswith("›")
    assert first.count("Fair") == 1
    assert (second.count("Leave"), "09:00 C3" in third) == (1, True)


def test_what_finds_no_line_is_counted_and_what_is_chosen_has_one() -> None:
    _rule, first, second = painted(19)
    assert ("Fair" in first, second.split()) == (True, ["+4", "more", "▌Leave"])
    _rule, first, second = painted(19, chosen=CALLS[2])
    assert "►09:00 C5" in first
    _rule, only = painted(13, chosen=CALLS[2])
    assert "►09:00 C5" in only, "even where there is room for one line only"
    assert only.startswith("   ‹Fair ")
    _rule, narrow = painted(10, width=40)
    assert narrow.split()[1] == "+5", "of more weeks than fit that of the cursor is there"
