"""Days in figures alone: the column says whether the day or the month is first."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from crm_tui.domain import machine_days
from crm_tui.domain.blanks import is_blank
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

Order = Literal["dmy", "mdy"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy")
Orders = Mapping[str, Order]
"""By what stands between the figures, one of `SEPARATORS`."""

SEPARATORS = "./-"
FIGURES = re.compile(r"\s*([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?:,?\s+(.+?))?\s*")
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s*([ap])\.?m\.?", re.IGNORECASE)
NO_DAY = re.compile(r"0{1,4}([./-])0{1,2}\1(?:00){1,2}(?:[T ][0:.]+Z?)?")
NO_DAY_WORDS = ("never", "никогда", "не закрыта")
"""By which programs say that there is no day: Outlook writes 0/0/00, amoCRM `не закрыта`."""

CENTURY_TURNS = 69
MONTHS = 12


def vote(cells: Iterable[str]) -> dict[str, Order]:
    """What most of the cells that can mean only one thing say, by what stands between the figures.

    Points and slashes are habits of different people, so that each is asked for itself; the others
    speak only for a slash or a dash of which no cell says anything.
    """
    votes = {separator: Counter[Order]() for separator in SEPARATORS}
    points: Counter[Order] = Counter()
    for cell in cells:
        found = FIGURES.fullmatch(cell)
        if found is None:
            continue
        if order := _sure_order(found):
            votes[found[2]][order] += 1
        elif found[2] == ".":
            points["dmy"] += 1
    others = sum(votes.values(), Counter[Order]()) or points
    asked = {name: own or (others if name != "." else own) for name, own in votes.items()}
    return {name: order for name, counts in asked.items() if (order := _most(counts))}


def everywhere(order: Order | None) -> dict[str, Order]:
    return dict.fromkeys(SEPARATORS, order) if order else {}


def _sure_order(figures: re.Match[str]) -> Order | None:
    first, second = int(figures[1]), int(figures[3])
    if first > MONTHS >= second:
        return "dmy"
    return "mdy" if second > MONTHS >= first else None


def _most(votes: Counter[Order]) -> Order | None:
    difference = votes["dmy"] - votes["mdy"]
    return ("dmy" if difference > 0 else "mdy") if difference else None


def written_out(text: str, orders: Orders) -> str:
    """The text with its day as 2026-11-24 and its time as 15:45; other texts stay as they are.

    Empty where it says that there is no day.
    InvalidInputError for one that may mean two days and whose column does not say which.
    """
    if _names_no_day(text.strip()):
        return ""
    found = FIGURES.fullmatch(text)
    if found is None:
        return machine_days.written_out(text) or _clock(text)
    order = orders.get(found[2]) or _only_order(found)
    day, month = (found[1], found[3]) if order == "dmy" else (found[3], found[1])
    if int(month) > MONTHS:
        return text  # a reason to refuse it names what stands in the file
    year = int(found[4])
    if len(found[4]) == 2:
        year += 1900 if year >= CENTURY_TURNS else 2000
    written = f"{year:04d}-{int(month):02d}-{int(day):02d}"
    return f"{written} {_clock(found[5])}" if found[5] else written


def _names_no_day(typed: str) -> bool:
    return (
        is_blank(typed) or typed.casefold() in NO_DAY_WORDS or NO_DAY.fullmatch(typed) is not None
    )


def _only_order(figures: re.Match[str]) -> Order:
    """Of figures whose column does not tell; points stand behind the day."""
    first, second = int(figures[1]), int(figures[3])
    if figures[2] != "." and max(first, second) <= MONTHS and first != second:
        message = _(
            "{text} may be two days: say whether the day or the month is first, --dates dmy or mdy"
        )
        raise InvalidInputError(message, text=figures[0].strip())
    return "mdy" if second > MONTHS else "dmy"


def _clock(text: str) -> str:
    """3:45 PM as 15:45."""

    def whole_day(found: re.Match[str]) -> str:
        hour = int(found[1]) % 12 + (12 if found[4].lower() == "p" else 0)
        seconds = f":{found[3]}" if found[3] else ""
        return f"{hour:02d}:{found[2]}{seconds}"

    return CLOCK.sub(whole_day, text, count=1)
