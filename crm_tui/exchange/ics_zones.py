"""Describes a time zone in a calendar as its clock goes now, from 1970 on, like Google does.

Outlook understands a change of the clock that comes each year on such a Sunday, but no list of
days. So a list is written only where no day of the week says it, as in Morocco.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from crm_tui.exchange.vcard_writer import folded

FROM = 1970
YEARS = 10
"""How far ahead the changes are looked at."""

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACES = (-1, 1, 2, 3, 4)
"""Which one of the month: the last, or the first, second ..."""

LOCAL = "%Y%m%dT%H%M%S"


class Change(NamedTuple):
    """When the clock is set, as it shows before, and what it differs from UTC by."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def described(zone: tzinfo, key: str, year: int) -> str:
    """The VTIMEZONE of the zone for a calendar that is written in that year."""
    found = list(_changes(zone, year))
    parts = [part for summer in (False, True) for part in _part(found, summer)]
    if not parts:
        moment = datetime(year, 1, 1, tzinfo=UTC).astimezone(zone)
        offset = moment.utcoffset() or timedelta(0)
        standing = Change(datetime(FROM, 1, 1), offset, offset, str(moment.tzname()), False)  # noqa: DTZ001 - local
        parts = _written(standing, [])
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}", *parts, "END:VTIMEZONE"]
    return "".join(folded(line) + "\r\n" for line in lines)


def _part(found: Sequence[Change], is_summer: bool) -> list[str]:
    """The changes to summer time, or those to the usual time."""
    changes = [change for change in found if change.is_summer is is_summer]
    if not changes:
        return []
    rule = _rule(changes)
    if rule is None:
        days = ",".join(change.local.strftime(LOCAL) for change in changes)
        return _written(changes[0], [f"RDATE:{days}"])
    month, place, weekday = rule
    first = changes[0]
    day = _nth(FROM, month, place, weekday)
    first = first._replace(local=datetime.combine(day, first.local.time()))
    return _written(first, [f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={place}{DAYS[weekday]}"])


def _written(change: Change, when: list[str]) -> list[str]:
    name = "DAYLIGHT" if change.is_summer else "STANDARD"
    return [
        f"BEGIN:{name}",
        f"DTSTART:{change.local:{LOCAL}}",
        *when,
        f"TZNAME:{change.name}",
        f"TZOFFSETFROM:{_offset(change.before)}",
        f"TZOFFSETTO:{_offset(change.after)}",
        f"END:{name}",
    ]


def _rule(changes: Sequence[Change]) -> tuple[int, int, int] | None:
    """The month, which one of it, and the day of the week that all the changes have in common."""
    first = changes[0].local
    alike = {(change.local.month, change.local.weekday(), change.local.time(), *change[1:3])
             for change in changes}  # fmt: skip
    if len(alike) > 1 or len(changes) < YEARS:
        return None
    for place in PLACES:
        rule = (first.month, place, first.weekday())
        if all(_nth(one.local.year, *rule) == one.local.date() for one in changes):
            return rule
    return None


def _nth(year: int, month: int, place: int, weekday: int) -> date:
    if place > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _changes(zone: tzinfo, year: int) -> Iterator[Change]:
    moment, end = (datetime(year + more, 1, 1, tzinfo=UTC) for more in (0, YEARS))
    while moment < end:
        following = moment + timedelta(days=1)
        if _differs(zone, moment) != _differs(zone, following):
            yield _change(zone, moment, following)
        moment = following


def _change(zone: tzinfo, early: datetime, late: datetime) -> Change:
    """The one change between the two, to the minute."""
    before, after = _differs(zone, early), _differs(zone, late)
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) // 2
        middle = middle.replace(second=0, microsecond=0)
        early, late = (middle, late) if _differs(zone, middle) == before else (early, middle)
    local = late.astimezone(zone)
    is_summer = after > before
    return Change((late + before).replace(tzinfo=None), before, after,
                  str(local.tzname()), is_summer)  # fmt: skip


def _differs(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _offset(by: timedelta) -> str:
    minutes = round(abs(by) / timedelta(minutes=1))
    return f"{'-' if by < timedelta(0) else '+'}{minutes // 60:02}{minutes % 60:02}"
