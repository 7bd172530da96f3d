"""The hours of a day: which of them are free."""

from collections.abc import Iterable
from datetime import datetime, timedelta

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
