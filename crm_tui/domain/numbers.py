"""Numbers as people write them, with any separators, and as text that reads back."""

import re
from decimal import Decimal

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

LARGEST = 2**63 - 1
"""What the database can hold."""

SPACES = str.maketrans("−–", "--", " \u00a0\u2009\u202f\t'’_")
"""What may stand between digits without a meaning; and dashes that mean minus."""

SHAPE = re.compile(r"([+-]?)([0-9][0-9.,]*|[.,][0-9]+)")

INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}"
"""Lakhs and crores: 12,34,567."""


def parse(text: str) -> int | float:
    """The number a text says; InvalidInputError when it says none.

    A single point is a decimal point; a single comma before three digits parts thousands.
    """
    found = SHAPE.fullmatch(text.translate(SPACES))
    parts = split_decimals(found[2], places=3) if found else None
    if found is None or parts is None:
        raise InvalidInputError(_("{text} is no number"), text=text)
    whole, decimals = parts
    if len(whole) > 30 or int(whole or "0") > LARGEST:
        raise InvalidInputError(_("{text} is too large a number"), text=text)
    sign = -1 if found[1] == "-" else 1
    return sign * float(f"{whole or 0}.{decimals}") if decimals else sign * int(whole)


def plain(number: int | float) -> str:
    """Digits and a point, without an exponent: `parse` reads the same number back."""
    return str(int(number)) if number == int(number) else format(Decimal(repr(number)), "f")


def split_decimals(number: str, *, places: int) -> tuple[str, str] | None:
    """The digits before and after the decimal separator, whichever sign that is.

    `places` is how many decimals are usual: with three, 1.234 has them, else it has none.
    None when points and commas stand where no number has them.
    """
    position = max(number.rfind("."), number.rfind(","))
    if position < 0:
        return number, ""
    mark = number[position]
    other = "," if mark == "." else "."
    if other not in number and (
        _groups_thousands(number, mark, places) or re.fullmatch(INDIAN, number)
    ):
        return number.replace(mark, ""), ""
    whole, decimals = number[:position], number[position + 1 :]
    grouped = rf"\d*|\d{{1,3}}(?:{re.escape(other)}\d{{3}})+|{INDIAN}"
    if mark in whole or not re.fullmatch(grouped, whole):
        return None
    return whole.replace(other, ""), decimals


def _groups_thousands(number: str, mark: str, places: int) -> bool:
    """Does the only kind of mark stand between thousands: 1,234 or 1.234.567?"""
    groups = number.split(mark)
    if len(groups) == 2 and mark == "." and places == 3:
        return False
    return (
        1 <= len(groups[0]) <= 3
        and groups[0][0] != "0"
        and all(len(group) == 3 for group in groups[1:])
    )
