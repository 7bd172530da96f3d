"""Repetitions in words: `every 2 weeks`, `каждый вторник`, `monthly`; written as an RRULE."""

import re
from collections.abc import Iterable

from crm_tui.domain import dates
from crm_tui.domain.date_words import NUMBERS, UNITS, counted_unit, weekday
from crm_tui.domain.day_words import PLACES
from crm_tui.domain.folding import fold
from crm_tui.domain.reading import Reading
from crm_tui.domain.recurrence import checked

JOINTS = ("в", "and", "и", "on", "по")
EVERY = (
    "every",
    "each",
    "каждый",
    "каждая",
    "каждое",
    "каждую",
    "каждые",
    "каждого",
    "каждой",
    "раз",
)
NUMBERED = re.compile(
    "([0-9]{1,2})(?:(?:st|nd|rd|th)(?: of (?:the )?month)?"
    "|(?: ?-?(?:го|е)(?: числ[оа])?| числ[оа])(?: месяца)?)"
)
LONE = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "ежедневно": "day", "еженедельно": "week", "ежемесячно": "month", "ежеквартально": "quarter",
    "ежегодно": "year",
}  # fmt: skip
RULES = {
    "day": ("DAILY", 1), "week": ("WEEKLY", 1), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}  # fmt: skip
ON_EACH = (
    "понедельникам",
    "вторникам",
    "средам",
    "четвергам",
    "пятницам",
    "субботам",
    "воскресеньям",
)
ON_PLACES = {"первым": 1, "вторым": 2, "третьим": 3, "четвертым": 4, "последним": -1}
LAST_DAYS = ("last day", "last day of month", "last day of the month", "последний день",
             "последний день месяца")  # fmt: skip
OF_MONTH = ("", "месяца", "каждого месяца")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EACH_WORKING_DAY = (
    "по будням", "on weekdays", "weekdays", "по рабочим дням", "every day except weekends",
    "daily except weekends", "каждый день кроме выходных", "ежедневно кроме выходных",
)  # fmt: skip
WORKING_DAYS = ("working day", "weekday", "workday", "рабочий день", "будний день")
WORKWEEK = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
MOST = 7
"""Words of the longest repetition in a line."""

ENDING = re.compile("(?P<every>.+?),? (?:until|till|до) (?P<day>.+)")
TIMES = re.compile("(?P<every>.+?),? (?P<count>[0-9]{1,3}) (?:times?|раза?)")


def read(text: str) -> str | None:
    """The RRULE that the words mean; None where they mean none."""
    words = fold(text).replace(",", " ").split()
    if len(words) == 1 and words[0] in LONE:
        return _rule(1, LONE[words[0]])
    if not words:
        return None
    if " ".join(words) in EACH_WORKING_DAY:
        return WORKWEEK
    weekly = len(words) > 1 and LONE.get(words[0]) == "week"
    if each := _each_weekday(words[1:] if weekly else words):
        return _weekly(each)
    if placed := _placed_each(words):
        return placed
    if len(words) < 2 or words[0] not in EVERY or words[-1] in JOINTS:
        return None
    rest = [word for word in words[1:] if word not in JOINTS]
    if not rest:
        return None
    if " ".join(rest) in WORKING_DAYS:
        return WORKWEEK
    if " ".join(rest) in LAST_DAYS:
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    numbered = NUMBERED.fullmatch(" ".join(rest))
    if numbered:
        return f"FREQ=MONTHLY;BYMONTHDAY={int(numbered[1])}" if 0 < int(numbered[1]) < 32 else None
    if placed := _placed(rest):
        return placed
    named = [weekday(word) for word in rest]
    if all(named):
        return _weekly(day for day in named if day)
    if rest[0] in ("other", "второй", "вторую") and len(rest) > 1:
        rest[0] = "2"
    return _counted(rest) or _weeks_on_days(rest)


def _counted(words: list[str]) -> str | None:
    found = counted_unit(words)
    if found is None or found[1] not in UNITS or not 1 <= found[0] <= 999:
        return None
    return _rule(found[0], UNITS[found[1]])


def _weeks_on_days(words: list[str]) -> str | None:
    """`2 weeks monday friday`, `2 недели понедельникам`, without the joints."""
    cut = 2 if words[0].isdigit() or words[0] in NUMBERS else 1
    rule = _counted(words[:cut])
    named = [_day(word) for word in words[cut:]]
    if rule is None or not rule.startswith("FREQ=WEEKLY") or not named or not all(named):
        return None
    return rule + _weekly(day for day in named if day).removeprefix("FREQ=WEEKLY")


def _day(word: str) -> int | None:
    return ON_EACH.index(word) + 1 if word in ON_EACH else weekday(word)


def _placed_each(words: list[str]) -> str | None:
    """`по первым понедельникам месяца`."""
    match words:
        case ["по", place, day, *rest] if place in ON_PLACES and day in ON_EACH:
            if " ".join(rest) in OF_MONTH:
                return f"FREQ=MONTHLY;BYDAY={ON_PLACES[place]}{DAYS[ON_EACH.index(day)]}"
    return None


def _placed(words: list[str]) -> str | None:
    """`every other friday`, `каждую последнюю пятницу`, `every first monday of the month`."""
    rest = [word for word in words if word not in ("of", "the")]
    of_month = len(rest) == 3 and UNITS.get(rest[2]) == "month"
    day = weekday(rest[1]) if len(rest) == 2 or of_month else None
    if not day:
        return None
    if not of_month and (rest[0] == "other" or PLACES.get(rest[0]) == 2):
        return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={DAYS[day - 1]}"
    place = PLACES.get(rest[0])
    return f"FREQ=MONTHLY;BYDAY={place}{DAYS[day - 1]}" if place else None


def _each_weekday(words: list[str]) -> list[int]:
    """`on tuesdays`, `по понедельникам и средам`, as 1 to 7; empty for other words."""
    rest = [word for word in words if word not in ("on", "по", "and", "и")]
    if words[0] == "по":
        found = [ON_EACH.index(word) + 1 for word in rest if word in ON_EACH]
    else:
        named = (weekday(word.removesuffix("s")) for word in rest if word.endswith("days"))
        found = [day for day in named if day]
    return found if len(found) == len(rest) else []


def _weekly(days: Iterable[int]) -> str:
    return f"FREQ=WEEKLY;BYDAY={','.join(DAYS[day - 1] for day in sorted(set(days)))}"


def read_rule(text: str, reading: Reading | None = None) -> str:
    """Words or an RRULE as an RRULE; InvalidInputError for what is neither.

    Behind the words may stand how often, or with `reading` until which day, which belongs to it.
    """
    folded = " ".join(fold(text).split())
    if times := TIMES.fullmatch(folded):
        rule = read(times["every"])
        if rule and int(times["count"]):
            return f"{rule};COUNT={int(times['count'])}"
    ending = ENDING.fullmatch(folded) if reading else None
    if ending and reading and (rule := read(ending["every"])):
        return f"{rule};UNTIL={dates.read_day(ending['day'], reading):%Y%m%d}T235959"
    return read(text) or checked(text)


def _rule(count: int, unit: str) -> str:
    frequency, times = RULES[unit]
    interval = f";INTERVAL={count * times}" if count * times > 1 else ""
    return f"FREQ={frequency}{interval}"
