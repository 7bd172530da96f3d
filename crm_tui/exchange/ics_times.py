"""When an iCalendar entry is: its moments, and as cells have them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from crm_tui.domain import zones
from crm_tui.exchange.ics_entries import Entry

WHOLE_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"
"""Exchange writes whole days from midnight to midnight, and says so by this."""


def alike(moment: date | datetime) -> tuple[object, bool]:
    """What two moments must share to be compared."""
    return type(moment), getattr(moment, "tzinfo", None) is None


def moment(entry: Entry, name: str) -> date | datetime | None:
    found = getattr(entry.get(name), "dt", None)
    return _as_day(entry, found) if isinstance(found, date) else None


def _as_day(entry: Entry, moment: date) -> date:
    """The day, of what is meant for whole ones."""
    whole = str(entry.get(WHOLE_DAY, "")).strip().upper() == "TRUE"
    if not whole or not isinstance(moment, datetime):
        return moment
    times = (getattr(entry.get(name), "dt", None) for name in ("dtstart", "dtend"))
    at_midnight = all(one.time() == time() for one in times if isinstance(one, datetime))
    return moment.date() if at_midnight else moment


def end(entry: Entry) -> date | datetime | None:
    """The end, of whole days the last one, which a duration may say."""
    start, end = moment(entry, "dtstart"), moment(entry, "dtend")
    lasting = getattr(entry.get("duration"), "dt", None)
    whole = start is not None and not isinstance(start, datetime)
    if end is None and start is not None and whole and isinstance(lasting, timedelta):
        end = start + lasting
    if end is not None and not isinstance(end, datetime):
        return max(end - timedelta(days=1), start) if whole and start else end
    return end


def minutes(entry: Entry, start: date | datetime | None) -> str:
    """How long an event lasts that has a time and no end."""
    lasting = getattr(entry.get("duration"), "dt", None)
    timed = isinstance(start, datetime) and "dtend" not in entry and "due" not in entry
    if not timed or not isinstance(lasting, timedelta) or lasting <= timedelta(0):
        return ""
    return str(round(lasting / timedelta(minutes=1)))


def lasting(entry: Entry) -> timedelta | None:
    """From its start to its end, of whole days to the last one; None without an end."""
    begins, ends = moment(entry, "dtstart"), end(entry)
    if begins is None or ends is None or alike(begins) != alike(ends):
        return None
    return ends - begins


def exceptions(entry: Entry) -> Iterator[date | datetime]:
    for one in entry.all("exdate"):
        yield _as_day(entry, one.dt)


def named(entry: Entry) -> list[tuple[date | datetime, date | datetime | None]]:
    """The times that stand beside those of the rule, with their ends where they say them."""
    found = (one.dt for one in entry.all("rdate"))
    periods = (one if isinstance(one, tuple) else (one, None) for one in found)
    return [
        (_as_day(entry, start), start + end if isinstance(end, timedelta) else end)
        for start, end in periods
    ]


def clock(entry: Entry, begins: date | datetime | None) -> str:
    """The zone by whose clock it repeats; "" where it does not, or where that has no usual name."""
    name = str(getattr(getattr(begins, "tzinfo", None), "key", ""))
    return name if name in zones.names() and "rrule" in entry else ""


def written(moment: date | datetime | None) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(sep="T", timespec="seconds")
    return moment.isoformat() if moment else ""
