"""Birthdays of which a file says the day and the month, and no year."""

import re

from crm_tui.domain.dates import read_day
from crm_tui.domain.reading import Reading
from crm_tui.errors import InvalidInputError

OMITTED = re.compile(r"(?:--|1604-)([0-9]{2}-?[0-9]{2})")
"""As address books write it: vCard with two dashes, an iPhone with the leap year 1604."""

FIGURES = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})\.?")
IN_WORDS = re.compile(r"[0-9]{1,2}\.? [^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.? [0-9]{1,2}")
LONGEST_MONTH, MONTHS = 31, 12
A_LEAP_YEAR = 2000


class Yearless(str):
    """What a file says of such a birthday: no day of ours, and words worth keeping."""

    __slots__ = ()


def without_year(text: str, reading: Reading) -> Yearless | None:
    """The birthday where its year is not said; None for every other text."""
    typed = " ".join(text.split())
    if found := OMITTED.fullmatch(typed):
        return Yearless(found[1])
    if found := FIGURES.fullmatch(typed):
        low, high = sorted((int(found[1]), int(found[2])))
        return Yearless(typed) if 1 <= low <= MONTHS and high <= LONGEST_MONTH else None
    return Yearless(typed) if IN_WORDS.fullmatch(typed) and _is_day(typed, reading) else None


def _is_day(typed: str, reading: Reading) -> bool:
    try:
        read_day(f"{typed.replace('.', '')} {A_LEAP_YEAR}", reading)
    except InvalidInputError:
        return False
    return True
