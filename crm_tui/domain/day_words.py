"""Days in words, in English and Russian: `next tue`, `in 3 days`, `eom`, `через неделю`."""

import re
from calendar import monthrange
from datetime import date, timedelta

from crm_tui.domain.date_words import (
    NEAR_DAYS,
    NEAREST,
    PREPOSITIONS,
    RELATIVES,
    UNITS,
    counted_unit,
    month,
    weekday,
)

FIRST_YEAR, LAST_YEAR = 1000, 8999
FRIDAY, SATURDAY = 5, 6
ENDS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
LAST_DAYS = ("end", "конец", "конце", "концу", "конца")
FIRST_DAYS = ("start", "beginning", "начало", "начале", "началу")
MIDDLES = ("mid", "middle", "середина", "середине", "середину")
MIDDLE_OF_MONTH, WEDNESDAY = 15, 3
WORKING = ("working", "work", "business", "рабочий", "рабочих", "рабочие")
ONE_DAY = ("day", "день")
HALF_YEAR = ("полгода", "half a year")
DAY_OF_MONTH = re.compile("([0-9]{1,2})(?:st|nd|rd|th| ?го| ?е)|([0-9]{1,2})(?: ?го| ?е)? числа")
PLACES = {
    **dict.fromkeys(("first", "1st", "первый", "первая", "первую", "первое"), 1),
    **dict.fromkeys(("second", "2nd", "второй", "вторая", "вторую", "второе"), 2),
    **dict.fromkeys(("third", "3rd", "третий", "третья", "третью", "третье"), 3),
    **dict.fromkeys(("fourth", "4th", "четвертый", "четвертая", "четвертую", "четвертое"), 4),
    **dict.fromkeys(("last", "последний", "последняя", "последнюю", "последнее"), -1),
}
"""Which such weekday of a month is meant; -1 is the last."""

SHORT = re.compile("[0-9]+[a-zа-я]+")


def read(words: list[str], today: date, *, ahead: bool = False) -> date | None:
    """The day that folded words name, without the preposition before them; None for others.

    With `ahead` the start or end of a month is the next one, as with days in `Reading`.
    """
    words = [word for word in words if word not in ("the", "of")]
    text = " ".join(words)
    if text in NEAR_DAYS:
        return today + timedelta(days=NEAR_DAYS[text])
    if text in ("weekend", "выходных", "выходные"):
        return _coming(SATURDAY, today)
    return (
        _signed(text, today)
        or _named_weekday(words, today)
        or _edge(words, today, ahead=ahead)
        or _middle(words, today)
        or _first_or_last(words, today)
        or _nth_weekday(words, today)
        or _distant(words, today)
        or _numbered(words, today)
    )


def moved(day: date, unit: str, count: int) -> date:
    """The day so many days, weeks, months, quarters or years later; at a month's end the last."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, position = divmod(months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OverflowError
    return date(year, position + 1, min(day.day, monthrange(year, position + 1)[1]))


def spanning(day: date, unit: str) -> tuple[date, date]:
    """The day, week, month, quarter or year in which a day lies, and the day after it."""
    first = {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": day.replace(month=1, day=1),
    }[unit]
    return first, moved(first, unit, 1)


def _signed(text: str, today: date) -> date | None:
    """`+2w`, `-1m`, `3d`."""
    sign = -1 if text.startswith("-") else 1
    bare = text[1:] if text[:1] in ("+", "-") else text
    return _counted([bare], sign, today) if SHORT.fullmatch(bare) else None


def _named_weekday(words: list[str], today: date) -> date | None:
    """`fri`, `next tue`, `fri next week`, `в пт на следующей неделе`, either part first."""
    if len(words) == 1 and (day := weekday(words[0])):
        return _coming(day, today)
    if len(words) == 2 and words[0] in NEAREST and (day := weekday(words[1])):
        return _coming(day, today)
    if len(words) == 2 and words[0] in RELATIVES and (day := weekday(words[1])):
        return _weekday(day, RELATIVES[words[0]], today)
    kept = [word for word in words if word not in PREPOSITIONS]
    for named, rest in ((kept[:1], kept[1:]), (kept[-1:], kept[:-1])):
        day = weekday(named[0]) if named else None
        if day and (week := _week(rest, today)):
            return week + timedelta(days=day - 1)
    return None


def _week(words: list[str], today: date) -> date | None:
    """The Monday of `next week`, `через две недели`."""
    if len(words) < 2 or UNITS.get(words[-1]) != "week":
        return None
    if len(words) == 2 and words[0] in RELATIVES:
        return _start(today, "week", RELATIVES[words[0]])
    day = _distant(words, today) if words[0] in ("in", "через") else None
    return spanning(day, "week")[0] if day else None


def _coming(day: int, today: date) -> date:
    """The next such weekday, which is not today."""
    return today + timedelta(days=(day - today.isoweekday() - 1) % 7 + 1)


def _weekday(day: int, week: int, today: date) -> date:
    """In this week, in the next, or the last one that has passed."""
    if week < 0:
        return today - timedelta(days=(today.isoweekday() - day - 1) % 7 + 1)
    return today + timedelta(days=day - today.isoweekday() + 7 * week)


def _edge(words: list[str], today: date, *, ahead: bool) -> date | None:
    """`eom`, `end of next month`, `в начале недели`; `next week` is its Monday."""
    if len(words) == 1 and words[0] in ENDS:
        return _end(today, ENDS[words[0]], today)
    if len(words) == 2 and RELATIVES.get(words[0]) == 1 and words[1] in UNITS:
        return _start(today, UNITS[words[1]], 1) if UNITS[words[1]] != "day" else None
    if words[1:] == ["after", "next"] and UNITS.get(words[0], "day") != "day":
        return _start(today, UNITS[words[0]], 2)
    if not words or words[0] not in (*LAST_DAYS, *FIRST_DAYS):
        return None
    at_end, rest = words[0] in LAST_DAYS, words[1:]
    if len(rest) == 1 and (named := month(rest[0])):
        first = today.replace(month=named, day=1)
        if ahead and (_end(first, "month", today) if at_end else first) < today:
            first = moved(first, "year", 1)
        return _end(first, "month", today) if at_end else first
    distance = RELATIVES.get(rest[0], 0) if len(rest) == 2 else 0
    unit = UNITS.get(rest[-1]) if len(rest) in (1, 2) else None
    if unit in (None, "day") or (len(rest) == 2 and rest[0] not in RELATIVES):
        return None
    first = _start(today, unit, distance)
    return _end(first, unit, today) if at_end else first


def _middle(words: list[str], today: date) -> date | None:
    """`mid december`, `в середине недели`: the 15th or the Wednesday, the next one."""
    words = words[words[:1] == ["in"] :]
    if len(words) < 2 or words[0] not in MIDDLES:
        return None
    for first in _months(words[1:], today):
        found = first.replace(day=MIDDLE_OF_MONTH)
        if found >= today:
            return found
    if UNITS.get(words[-1]) != "week" or len(words) > 3:
        return None
    ahead = RELATIVES.get(words[1], 0) if len(words) == 3 else 0
    found = _weekday(WEDNESDAY, ahead, today)
    return found if found >= today else found + timedelta(days=7)


def _first_or_last(words: list[str], today: date) -> date | None:
    """`last day of the month`, `в первый рабочий день декабря`, `next working day`."""
    working = len(words) > 2 and words[1] in WORKING
    if working and len(words) == 3 and RELATIVES.get(words[0]) == 1 and words[2] in ONE_DAY:
        return _working_day(today, 1)
    rest = words[3:] if working else words[2:]
    place = PLACES.get(words[0]) if len(words) > 2 else None
    if place not in (1, -1) or words[2 if working else 1] not in ONE_DAY:
        return None
    for first in _months(rest, today):
        found = first if place == 1 else moved(first, "month", 1) - timedelta(days=1)
        while working and found.isoweekday() > FRIDAY:
            found += timedelta(days=place)
        if found >= today:
            return found
    return None


def _nth_weekday(words: list[str], today: date) -> date | None:
    """`first monday of january`, `последняя пятница месяца`: the next one, which may be today."""
    if len(words) not in (3, 4) or words[0] not in PLACES or not (day := weekday(words[1])):
        return None
    for first in _months(words[2:], today):
        place = PLACES[words[0]]
        if place > 0:
            found = first + timedelta(days=(day - first.isoweekday()) % 7 + 7 * (place - 1))
        else:
            last = moved(first, "month", 1) - timedelta(days=1)
            found = last - timedelta(days=(last.isoweekday() - day) % 7)
        if found >= today:
            return found
    return None


def _months(words: list[str], today: date) -> list[date]:
    """The first days of the months that may be meant, the earliest first; none for no words."""
    first = today.replace(day=1)
    if not words:
        return []
    if len(words) == 1 and (named := month(words[0])):
        return [first.replace(month=named), moved(first.replace(month=named), "year", 1)]
    ahead = RELATIVES.get(words[0], 0) if len(words) == 2 else 0
    if UNITS.get(words[-1]) != "month" or (len(words) == 2 and words[0] not in RELATIVES):
        return []
    months = [moved(first, "month", ahead)]
    return months if len(words) == 2 else [*months, moved(first, "month", 1)]


def _start(today: date, unit: str, ahead: int) -> date:
    return moved(spanning(today, unit)[0], unit, ahead)


def _end(day: date, unit: str, today: date) -> date:
    """The last day; a week ends on Friday, and on a weekend it is the week to come."""
    if unit == "week":
        friday = spanning(day, "week")[0] + timedelta(days=FRIDAY - 1)
        return friday if friday >= today else _coming(FRIDAY, today)
    return spanning(day, unit)[1] - timedelta(days=1)


def _distant(words: list[str], today: date) -> date | None:
    """`in 3 days`, `через две недели`, `неделю назад`, `a week from friday`, `a week on friday`."""
    if len(words) < 2:
        return None
    joints = ("from", "on") if weekday(words[-1]) else ("from",)
    place = next((at for at, word in enumerate(words) if word in joints and at), len(words))
    if place < len(words) - 1:
        day = today if words[place + 1 :] == ["now"] else read(words[place + 1 :], today)
        return _counted(words[:place], 1, day) if day else None
    if words[0] in ("in", "через"):
        return _counted(words[1:], 1, today)
    if words[-1] in ("ago", "назад"):
        return _counted(words[:-1], -1, today)
    return None


def _counted(words: list[str], direction: int, today: date) -> date | None:
    if " ".join(words) in HALF_YEAR:
        return moved(today, "month", 6 * direction)
    words = ["couple", *words[2:]] if words[:2] == ["a", "couple"] else words
    if words in (["fortnight"], ["a", "fortnight"]):
        return moved(today, "week", 2 * direction)
    working = len(words) == 3 and words[1] in WORKING
    found = counted_unit([words[0], words[2]] if working else words)
    if found is None or found[1] not in UNITS:
        return None
    count, unit = found[0], UNITS[found[1]]
    if not working:
        return moved(today, unit, direction * count)
    return _working_day(today, direction * count) if unit == "day" else None


def _working_day(day: date, count: int) -> date:
    """So many days from Monday to Friday later or, where the count is negative, earlier."""
    step = timedelta(days=1 if count > 0 else -1)
    weeks, rest = divmod(abs(count), 5)
    day = moved(day, "week", weeks if count > 0 else -weeks)
    while rest or day.isoweekday() > FRIDAY:
        day += step
        rest -= day.isoweekday() <= FRIDAY and rest > 0
    return day


def _numbered(words: list[str], today: date) -> date | None:
    """`15th`, `15-го`, `15 числа следующего месяца`: else the next such day, which may be today."""
    count = len(words) - 2 if len(words) > 2 and UNITS.get(words[-1]) == "month" else len(words)
    found, month = DAY_OF_MONTH.fullmatch(" ".join(words[:count])), words[count:]
    if found is None or (month and month[0] not in RELATIVES):
        return None
    number, first = int(found[1] or found[2]), today.replace(day=1)
    for ahead in [RELATIVES[month[0]]] if month else range(12):
        begins = moved(first, "month", ahead)
        later = bool(month) or begins + timedelta(days=number - 1) >= today
        if later and 1 <= number <= _length(begins):
            return begins.replace(day=number)
    return None


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]
