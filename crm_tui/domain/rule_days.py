"""Which days a rule of repetition allows, and whether there is any.

dateutil looks for the next time until the year 9999, which takes it seconds, or a minute, where
there is none: 31 February, or each second month from November on, but in February.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from math import prod

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
YEARS = 28
"""So many years later the days of the week are the same again."""

BY_DAY = ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYEASTER")
AROUND_EASTER = 80
"""So many days before it the earliest year may begin."""

OF_THE_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
FIRST = date(2000, 1, 1)

Test = Callable[[date], bool]

TESTS: Mapping[str, Callable[[set[int]], Test]] = {
    "BYMONTH": lambda months: lambda day: day.month in months,
    "BYMONTHDAY": lambda days: _of_month(days),
    "BYYEARDAY": lambda days: _of_year(days),
    "BYWEEKNO": lambda weeks: (
        lambda day: bool(
            {day.isocalendar().week, day.isocalendar().week - 53, day.isocalendar().week - 54}
            & weeks
        )
    ),
    "BYEASTER": lambda days: _of_easter(days),
}


def is_written_right(parts: Mapping[str, str]) -> bool:
    """Whether the numbers of a rule are such as there can be; dateutil stumbles over others."""
    counts = [parts[name] for name in ("INTERVAL", "COUNT") if name in parts]
    weeks = 53 if parts["FREQ"] == "YEARLY" else 5
    return (
        all(count.isdigit() and count.strip("0") for count in counts)
        and ("BYWEEKNO" not in parts or parts["FREQ"] == "YEARLY")
        and all(abs(place) <= weeks for place, _day in _placed(parts.get("BYDAY", "MO")))
        and all(abs(day) <= AROUND_EASTER for day in _numbers(parts.get("BYEASTER", "0")))
    )


def can_be(parts: Mapping[str, str]) -> bool:
    """Whether a rule, by its parts, has any time at all, wherever it begins."""
    named = len(parts.keys() & {*TESTS, "BYDAY"}) + ("BYMONTHDAY" in parts)
    if named < 2 and "BYSETPOS" not in parts:
        return True
    every = {name: value for name, value in parts.items() if name != "INTERVAL"}
    return _is_any(every, _tests(every), FIRST, FIRST)


@lru_cache(1024)
def comes_again(rule: str, start: date, year: int) -> bool:
    """Whether a rule that began on the day has a time in the 28 years from that year on."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    return _is_any(parts, _tests(_whole(parts, start)), start, max(start, date(year, 1, 1)))


def _whole(parts: Mapping[str, str], start: date) -> dict[str, str]:
    """The rule with the days that it takes from its beginning where it names none."""
    if any(name in parts for name in BY_DAY):
        return {**parts}
    found = {
        "YEARLY": {"BYMONTH": str(start.month), "BYMONTHDAY": str(start.day)},
        "MONTHLY": {"BYMONTHDAY": str(start.day)},
        "WEEKLY": {"BYDAY": WEEKDAYS[start.weekday()]},
    }
    return {**found.get(parts["FREQ"], {}), **parts}


def _is_any(parts: Mapping[str, str], tests: list[Test], start: date, since: date) -> bool:
    """Goes through the years, weeks ... that count, and the days of each that are meant."""
    period, interval = _period(parts), int(parts.get("INTERVAL", 1)) or 1
    places = [abs(place) for place in _numbers(parts.get("BYSETPOS", "1"))]
    times = prod(len(_numbers(parts[name])) for name in OF_THE_CLOCK if name in parts)
    last = date(min(since.year + YEARS, 9999), 12, 31)
    days = (since + timedelta(days=number) for number in range((last - since).days + 1))
    for number, several in groupby(days, period):
        if (number - period(start)) % interval:
            continue
        count = sum(all(test(day) for test in tests) for day in several) * times
        if count >= min(places):
            return True
    return False


def _period(parts: Mapping[str, str]) -> Callable[[date], int]:
    """The number of the year, month, week or day in which a day lies."""
    match parts["FREQ"]:
        case "YEARLY":
            return lambda day: day.year
        case "MONTHLY":
            return lambda day: day.year * 12 + day.month
        case "WEEKLY":
            begins = 1 + WEEKDAYS.index(parts.get("WKST", "MO"))
            return lambda day: (day.toordinal() - begins) // 7
    return date.toordinal


def _tests(parts: Mapping[str, str]) -> list[Test]:
    tests = [TESTS[name](_numbers(parts[name])) for name in TESTS if name in parts]
    if "BYDAY" in parts:
        of_year = parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts
        placed = parts["FREQ"] in ("MONTHLY", "YEARLY")
        tests.append(_weekdays(parts["BYDAY"], placed=placed, of_year=of_year))
    return tests


def _weekdays(text: str, *, placed: bool, of_year: bool) -> Test:
    """Any of `MO`, `1MO` and `-1FR`: where days are placed, so many of the month or the year."""
    wanted = _placed(text)

    def test(day: date) -> bool:
        if of_year:
            number, length = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
        else:
            number, length = day.day, monthrange(day.year, day.month)[1]
        places = (0, (number - 1) // 7 + 1, (number - length - 1) // 7)
        return any(
            day.weekday() == weekday and (not placed or place in places)
            for place, weekday in wanted
        )

    return test


def _placed(text: str) -> list[tuple[int, int]]:
    """The places and the days of the week; ValueError for what is none."""
    return [(int(part[:-2] or 0), WEEKDAYS.index(part[-2:])) for part in text.split(",")]


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",")}


def _of_month(days: set[int]) -> Test:
    return lambda day: day.day in days or day.day - monthrange(day.year, day.month)[1] - 1 in days


def _of_year(days: set[int]) -> Test:
    def test(day: date) -> bool:
        place = day.timetuple().tm_yday
        return place in days or place - 366 - (0 if isleap(day.year) else -1) - 1 in days

    return test


def _of_easter(days: set[int]) -> Test:
    from dateutil.easter import easter

    return lambda day: (day - easter(day.year)).days in days
