"""A rule of repetition in the words that `repeats` reads: `every 2 weeks`, `по вторникам`."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from crm_tui.domain.repeats import DAYS, WORKWEEK
from crm_tui.domain.texts import _, counted

LONGEST = 999
"""So many weeks, months ... can be typed."""

NAMES = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
"""In Russian as in `по вторникам`, which asks for no gender."""

EVERY = {
    ("DAILY", 1): _("every day"),
    ("WEEKLY", 1): _("every week"),
    ("MONTHLY", 1): _("every month"),
    ("MONTHLY", 3): _("every quarter"),
    ("YEARLY", 1): _("every year"),
}
EVERY_FEW = {
    "DAILY": counted("every {count} day", "every {count} days"),
    "WEEKLY": counted("every {count} week", "every {count} weeks"),
    "MONTHLY": counted("every {count} month", "every {count} months"),
    "YEARLY": counted("every {count} year", "every {count} years"),
}
PLACED = {
    "1": _("every first {day} of the month"),
    "2": _("every second {day} of the month"),
    "3": _("every third {day} of the month"),
    "4": _("every fourth {day} of the month"),
    "-1": _("every last {day} of the month"),
}
ON_WORKING_DAYS, ON_DAYS = _("on weekdays"), _("every {days}")
EVERY_FEW_ON, BOTH = _("{every} on {days}"), _("{days} and {day}")
FIRST_OF_TEN = {
    1: _("every {number}st of the month"),
    2: _("every {number}nd of the month"),
    3: _("every {number}rd of the month"),
}
OF_THE_MONTH = _("every {number}th of the month")
LAST_OF_MONTH = _("every last day of the month")
UNTIL = _("{every} until {day}")
TIMES = counted("{every}, {count} time", "{every}, {count} times")
TEENS = (11, 12, 13)

ON_A_PLACE = re.compile("(-?[0-9]+)([A-Z]{2})")
LAST_MINUTE = re.compile("([0-9]{8})(T235959)?")
"""Words say no time of the day on which it ends."""


class Words(Protocol):
    """The language of whoever reads it."""

    def text(self, message: str, **values: object) -> str: ...
    def count(self, forms: tuple[str, str], count: int, **values: object) -> str: ...
    def date(self, day: date, pattern: str) -> str: ...


def in_words(rule: str, language: Words) -> str:
    """The words of a rule, which mean the same when they are typed; the rule where it has none."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if parts.pop("WKST", "MO") != "MO" and "BYDAY" in parts and "INTERVAL" in parts:
        return rule
    until, times = parts.pop("UNTIL", ""), parts.pop("COUNT", "")
    every = _every(parts, language)
    if not every or (until and times):
        return rule
    if until:
        last = LAST_MINUTE.fullmatch(until)
        day = last and language.date(date.fromisoformat(last[1]), "d MMM y")
        return language.text(UNTIL, every=every, day=day) if day else rule
    return language.count(TIMES, int(times), every=every) if times else every


def _every(parts: Mapping[str, str], language: Words) -> str:
    """Without its end; "" for what has no words."""
    frequency, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL", 1))
    if frequency not in EVERY_FEW or interval > LONGEST:
        return ""
    match sorted(parts.keys() - {"FREQ", "INTERVAL"}):
        case []:
            return _each(frequency, interval, language)
        case ["BYDAY"] if frequency == "WEEKLY":
            return _on_days(interval, parts["BYDAY"], language)
        case ["BYDAY"] if frequency == "MONTHLY" and interval == 1:
            placed = ON_A_PLACE.fullmatch(parts["BYDAY"])
            if placed and placed[1] in PLACED:
                day = language.text(NAMES[DAYS.index(placed[2])])
                return language.text(PLACED[placed[1]], day=day)
        case ["BYMONTHDAY"] if frequency == "MONTHLY" and interval == 1:
            return _on_day_of_month(parts["BYMONTHDAY"], language)
    return ""


def _each(frequency: str, interval: int, language: Words) -> str:
    if (frequency, interval) in EVERY:
        return language.text(EVERY[frequency, interval])
    return language.count(EVERY_FEW[frequency], interval)


def _on_days(interval: int, text: str, language: Words) -> str:
    days = sorted({DAYS.index(day) for day in text.split(",") if day in DAYS})
    if len(days) != len(text.split(",")):
        return ""
    if interval == 1 and f"BYDAY={','.join(DAYS[day] for day in days)}" in WORKWEEK.split(";"):
        return language.text(ON_WORKING_DAYS)
    *others, last = (language.text(NAMES[day]) for day in days)
    named = language.text(BOTH, days=", ".join(others), day=last) if others else last
    if interval == 1:
        return language.text(ON_DAYS, days=named)
    return language.text(EVERY_FEW_ON, every=_each("WEEKLY", interval, language), days=named)


def _on_day_of_month(text: str, language: Words) -> str:
    if text == "-1":
        return language.text(LAST_OF_MONTH)
    if not text.isdigit():
        return ""
    number = int(text)
    ending = OF_THE_MONTH if number in TEENS else FIRST_OF_TEN.get(number % 10, OF_THE_MONTH)
    return language.text(ending, number=number)
