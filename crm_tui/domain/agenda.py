"""The hours of a day: which of them are free."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

DAY_MINUTES = 24 * 60

LEAST = timedelta(minutes=30)
"""Shorter gaps are no free time."""

USUAL = timedelta(minutes=30)
"""How long something takes that does not say."""

Span = tuple[datetime, datetime]


def free(busy: Iterable[Span], first: datetime, last: datetime) -> list[Span]:
    """The gaps between what is planned, from `first` to `last`; plans may overlap."""
    gaps = []
    for begins, ends in sorted(busy):
        if begins - first >= LEAST and first < last:
            gaps.append((first, min(begins, last)))
        first = max(first, ends)
    if last - first >= LEAST:
        gaps.append((first, last))
    return gaps


def read_hour(text: str) -> str:
    """`9`, `9:30` or `09:30` as 09:30; InvalidInputError for no time of day."""
    hour, _colon, minute = text.strip().partition(":")
    try:
        return f"{time(int(hour), int(minute or 0)):%H:%M}"
    except ValueError as error:
        raise InvalidInputError(_("{text} is no time of day: write 09:00"), text=text) from error
