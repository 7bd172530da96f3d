"""The alarms of a calendar as reminders, and back.

A whole day is reminded of so many days before at the hour at which the day begins, in a calendar
so long before midnight: a quarter past nine on the day before is a trigger of -PT14H45M.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from crm_tui.domain.extras import extra
from crm_tui.domain.reminders import LONGEST, MOST, Before, wishes, written
from crm_tui.exchange import content_lines, ics_entries
from crm_tui.exchange.ics_entries import Entry

if TYPE_CHECKING:
    from icalendar import Alarm, Component

DAY = timedelta(days=1)
SILENT = "NONE"
"""What Apple writes for an alarm that is none."""


def reminders(entry: Entry, alarms: list[Entry], *, whole: bool) -> tuple[list[str], list[int]]:
    """The alarms of an entry as reminders are kept, and the places of those that are more."""
    found: dict[str, None] = {}
    others = []
    for place, alarm in enumerate(alarms):
        wish = _wish(entry, alarm, whole=whole) if len(found) < MOST else None
        if wish is not None:
            found[written(wish)] = None
        if wish is None or _says_more(alarm, str(entry.get("summary", ""))):
            others.append(place)
    return list(found), others


def still_true(
    parts: Iterable[list[str]], entry: "Component", reminders: str | None, *, whole: bool
) -> tuple[list[list[str]], str]:
    """The parts that an entry came with, without alarms that it reminds of no more; and the
    reminders that none of them says.
    """
    wanted = dict.fromkeys(wishes(reminders) if reminders else ())
    full = len(wanted) >= MOST
    kept = []
    for part in parts:
        alarm = _alarm(part)
        wish = _wish(entry, alarm, whole=whole) if alarm is not None else None
        if wish is None or wish in wanted or full:
            kept.append(part)
        if wish is not None:
            wanted.pop(wish, None)
    return kept, ", ".join(map(written, wanted))


def _alarm(part: list[str]) -> Entry | None:
    """The alarm that the lines are, if they are one."""
    if part[0].upper() != f"BEGIN:{ics_entries.ALARM}":
        return None
    try:
        return ics_entries.read(filter(None, map(content_lines.parse, part)))
    except ValueError:
        return None


def _says_more(alarm: Entry, subject: str) -> bool:
    """Whether it is another alarm than we write for its time."""
    return bool(
        set(alarm) - {"ACTION", "TRIGGER", "DESCRIPTION"}
        or alarm.subcomponents
        or str(alarm.get("action", "DISPLAY")).upper() != "DISPLAY"
        or str(alarm.get("description", subject)) != subject
    )


def _wish(entry: "Component | Entry", alarm: Entry, *, whole: bool) -> Before | datetime | None:
    """None for what rings never or after the event, about another end than its own, or no time."""
    if str(alarm.get("action", "")).upper() == SILENT:
        return None
    trigger = alarm.get("trigger")
    moment = getattr(trigger, "dt", None)
    if isinstance(moment, datetime):
        return moment.astimezone(UTC) if moment.tzinfo else None
    if not isinstance(moment, timedelta) or not -LONGEST <= moment < DAY:
        return None
    about_end = str(trigger.params.get("RELATED", "")).upper() == "END"
    has_only_end = entry.name == "VTODO" and "dtstart" not in entry
    if about_end != has_only_end:
        return None
    if whole:
        return Before(days=-(moment // DAY))
    if moment > timedelta(0) or moment.seconds % 60:
        return None
    return Before(days=-moment.days) if not moment.seconds else Before(span=-moment)


def alarms(
    reminders: str | None, subject: str, at: date | datetime, begins: timedelta, *, due: bool
) -> Iterator["Alarm"]:
    """An alarm for each reminder; `begins` is the hour at which a whole day is reminded of."""
    with extra("exchange", "iCalendar"):
        from icalendar import Alarm, vDuration

    for wish in wishes(reminders) if reminders else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", subject)
        if isinstance(wish, datetime):
            alarm.add("trigger", wish.astimezone(UTC), {"VALUE": "DATE-TIME"})
        else:
            before = begins if not isinstance(at, datetime) else timedelta(0)
            trigger = vDuration(before - timedelta(days=wish.days) - wish.span)
            alarm.add("trigger", trigger, {"RELATED": "END"} if due else {})
        yield alarm
