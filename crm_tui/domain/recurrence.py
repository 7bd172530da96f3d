"""What repeats: an RRULE expanded where somebody looks, in the zone of whoever planned it.

The time on the clock stays when the clocks change: a call at 10:00 each Tuesday is at 10:00. Only
the window is expanded, so a rule without end costs no more than what is seen of it.
"""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from crm_tui.domain import rule_days
from crm_tui.domain.rule_days import WEEKDAYS
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from dateutil.rrule import rrule

LONGEST = 500
MOST_STEPS = 20_000
"""Occurrences that are stepped over before a rule is given up: more than 50 years of days."""

LAST = 4_000_000
"""More days than there are years for."""

RARELY = ("SECONDLY", "MINUTELY", "HOURLY")
PART = re.compile("(FREQ|INTERVAL|COUNT|UNTIL|WKST|BY[A-Z]+)=([A-Z0-9,+-]+)")
MONTHS = {"MONTHLY": 1, "YEARLY": 12}
SHORTEST_MONTH = 28
STRIDES = {"DAILY": 1, "WEEKLY": 7}
UNTIL = re.compile("([0-9]{8})(T[0-9]{6})?Z?")
WHOLE_DAY = re.compile("(UNTIL=[0-9]{8})(?![0-9TZ])")


@dataclass(frozen=True, slots=True)
class Repeated:
    """When something happens again. `start` is the first time: a day, or a moment in UTC.

    `except_on` are the local days on which it does not happen.
    """

    rule: str
    start: date | datetime
    except_on: Collection[date] = ()


def checked(rule: str) -> str:
    """The rule in the spelling of RFC 5545; InvalidInputError with the rule for any other text.

    Where it ends on a day, that day belongs to it.
    """
    written = rule.strip().upper().removeprefix("RRULE:")
    known = len(written) <= LONGEST and all(map(PART.fullmatch, written.split(";")))
    parts = _parts(written) if known else {}
    if parts.get("FREQ") in (None, *RARELY):
        raise _no_rule(rule)
    try:
        if not rule_days.is_written_right(parts):
            raise _no_rule(rule)
        if not rule_days.can_be(parts):
            raise InvalidInputError(_("{text} is never: no day is like that"), text=rule)
        _built(written, datetime(2026, 1, 1, tzinfo=UTC))
    except (ValueError, TypeError, OverflowError) as error:
        raise _no_rule(rule) from error
    return WHOLE_DAY.sub(r"\1T235959", written)


def between(
    repeated: Repeated, first: date, end: date, zone: tzinfo, most: int = 1000
) -> list[date | datetime]:
    """The occurrences on the local days from `first` up to, not with, `end`, the earliest first.

    Days for what starts on a day, else moments in UTC; never more than `most`.
    """
    found: list[date | datetime] = []
    for moment in _from(repeated, first, zone):
        if moment.date() >= end or len(found) >= most:
            break
        found.append(_answered(repeated, moment, zone))
    return found


def following(repeated: Repeated, after: date | datetime, zone: tzinfo) -> date | datetime | None:
    """The first occurrence later than a day or moment; None where the rule has ended."""
    floor = _local(after, zone)
    for moment in _from(repeated, floor.date(), zone):
        later = moment.date() > floor.date() if _whole(repeated) else moment > floor
        if later:
            return _answered(repeated, moment, zone)
    return None


def shortened(rule: str) -> str | None:
    """The rule of what is left after the first time: one less to count; None after the last."""
    parts = _parts(rule)
    if "COUNT" not in parts:
        return rule
    count = int(parts["COUNT"]) - 1
    return ";".join(f"{k}={v}" for k, v in {**parts, "COUNT": count}.items()) if count else None


def _from(repeated: Repeated, first: date, zone: tzinfo) -> Iterator[datetime]:
    """Local clock times of the occurrences from a day on, without the exceptions."""
    start = _local(repeated.start, zone)
    floor = datetime.combine(first, time.min)
    try:
        rule = _simple(repeated.rule, start, floor)
        if rule is None and not rule_days.comes_again(repeated.rule, start.date(), floor.year):
            return
        rule = rule or iter(_built(repeated.rule, _near(repeated.rule, start, floor)))
        for steps, moment in enumerate(rule):
            if steps > MOST_STEPS:
                return
            if moment >= floor and moment.date() not in repeated.except_on:
                yield moment
    except (ValueError, TypeError, OverflowError, IndexError) as error:
        raise _no_rule(repeated.rule) from error


def _simple(rule: str, start: datetime, floor: datetime) -> Iterator[datetime] | None:
    """The occurrences of a usual rule, from shortly before `floor` on; None for any other.

    A thousand of them are reckoned while dateutil reads one.
    """
    parts = _parts(rule)
    if parts.get("FREQ") in STRIDES:
        return _strided(parts, start, floor)
    months = MONTHS.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", 1))
    if parts.keys() - {"FREQ", "INTERVAL"} or not months:
        return None
    begun = start.year * 12 + start.month - 1
    skipped = max(0, (floor.year * 12 + floor.month - 1 - begun) // months)
    return _monthly(start, range(begun + skipped * months, 12 * 9999, months))


def _monthly(start: datetime, places: Iterable[int]) -> Iterator[datetime]:
    """The same day and time of those months, counted from the year 0, that have such a day."""
    for place in places:
        year, month = divmod(place, 12)
        if start.day <= SHORTEST_MONTH or start.day <= monthrange(year, month + 1)[1]:
            yield start.replace(year=year, month=month + 1)


def _strided(
    parts: Mapping[str, str], start: datetime, floor: datetime
) -> Iterator[datetime] | None:
    """The occurrences each so many days or weeks, perhaps on some weekdays, a number, until."""
    weekly = parts["FREQ"] == "WEEKLY"
    usual = {"FREQ", "INTERVAL", "COUNT", "UNTIL"} | ({"BYDAY", "WKST"} if weekly else set())
    days = set(parts["BYDAY"].split(",")) if "BYDAY" in parts else set()
    stride = STRIDES[parts["FREQ"]] * int(parts.get("INTERVAL", 1))
    until, count = (
        UNTIL.fullmatch(parts.get("UNTIL", "99991231T235959")),
        int(parts.get("COUNT", 1)),
    )
    plain = days <= set(WEEKDAYS) and parts.get("WKST", "MO") == "MO"
    if parts.keys() - usual or not plain or not stride or until is None or not count:
        return None
    first = start - timedelta(days=start.weekday()) if days else start
    offsets = sorted(map(WEEKDAYS.index, days)) or [0]
    before = sum(offset < (start - first).days for offset in offsets)
    most = before + count if "COUNT" in parts else None
    last = datetime.fromisoformat(until[1] + (until[2] or "T000000"))
    skipped = max(0, (floor - first).days // stride) * len(offsets)
    return _every(first, stride, offsets, range(max(before, skipped), most or LAST), last)


def _every(
    first: datetime, stride: int, offsets: Sequence[int], places: Iterable[int], last: datetime
) -> Iterator[datetime]:
    """So many days after the first, the offsets again each stride, up to the last."""
    for place in places:
        block, offset = divmod(place, len(offsets))
        days = block * stride + offsets[offset]
        if days > (last - first).days:
            return
        moment = first + timedelta(days=days)
        if moment <= last:
            yield moment


def _near(rule: str, start: datetime, floor: datetime) -> datetime:
    """A start closer to the window from which the same occurrences follow.

    Only simple rules can be entered in the middle: a count, and a day of the month, depend on
    the beginning.
    """
    parts = _parts(rule)
    stride = STRIDES.get(parts.get("FREQ", ""))
    if stride is None or "COUNT" in parts or "BYSETPOS" in parts or floor <= start:
        return start
    days = stride * int(parts.get("INTERVAL", 1))
    return start + timedelta(days=(floor - start).days // days * days) if days else start


def _built(rule: str, start: datetime) -> "rrule":
    from dateutil.rrule import rrulestr

    naive = start.replace(tzinfo=None)
    found: Any = rrulestr(re.sub("(UNTIL=[0-9T]+)Z", r"\1", rule), dtstart=naive)
    return found  # type: ignore[no-any-return]


@lru_cache(4096)
def _parts(rule: str) -> Mapping[str, str]:
    """By their names; few rules are kept by many, and each look at a calendar reads all."""
    found = [PART.fullmatch(part) for part in rule.split(";")]
    if not all(found):
        raise _no_rule(rule)
    return {part[1]: part[2] for part in found if part}


def _whole(repeated: Repeated) -> bool:
    return not isinstance(repeated.start, datetime)


def _local(value: date | datetime, zone: tzinfo) -> datetime:
    """The time on the clock there, without a zone."""
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None)
    return datetime.combine(value, time.min)


def _answered(repeated: Repeated, moment: datetime, zone: tzinfo) -> date | datetime:
    if _whole(repeated):
        return moment.date()
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _no_rule(rule: str) -> InvalidInputError:
    return InvalidInputError(
        _("{text} is no repetition: write every week, каждый вторник or FREQ=WEEKLY;BYDAY=TU"),
        text=rule,
    )
