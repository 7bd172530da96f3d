"""Keeping in touch: who has been left alone for longer than was wanted, and how much it matters."""

import re
from datetime import date

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

SEGMENT = re.compile("([^ ,=]+) *[= ] *([0-9]{1,4})")


def overdue_share(last: date | None, every: int, today: date) -> float:
    """How much of the wanted days is over beyond them: 0.5 after 45 of 30; never spoken: 1 more.

    Zero and less: nobody waits yet.
    """
    if every <= 0:
        return 0.0
    return 1.0 if last is None else (today - last).days / every - 1


def urgency(share: float, value: int | None) -> float:
    """The share times what the client is worth; one without a value counts as the smallest."""
    return share * max(value or 0, 1)


def by_segment(text: str) -> dict[str, int]:
    """`key 14, retail 60` as days by the key of the segment; InvalidInputError for other texts."""
    found = {}
    for part in filter(None, map(str.strip, text.split(","))):
        matched = SEGMENT.fullmatch(part)
        if matched is None or not int(matched[2]):
            raise InvalidInputError(
                _("{text} is no segment with its days: write key 14, retail 60"), text=part
            )
        found[matched[1]] = int(matched[2])
    return found


def read_segments(text: str) -> str:
    """The same, written evenly."""
    return ", ".join(f"{segment} {days}" for segment, days in by_segment(text).items())
