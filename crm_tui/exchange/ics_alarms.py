"""The alarms of a calendar as reminders, and back.

A whole day is reminded of so many days before at the hour at which the day begins, in a calendar
so long before midnight: a quarter past nine on the day before is a trigger of -PT14H45M.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from crm_tui.domain.extras import extra
from crm_tui.domain.reminders import LONGEST, MOST, Before, wishes, written

if TYPE_CHECKING:
    from icalendar import Alarm, Component

DAY = timedelta(days=1)
SILENT = "NONE"
"""What Apple writes for an alarm that is none."""


def reminders(entry: "Component", alarms: list[Any], *, whole: bool) -> tuple[list[str], list[int]]:
    """The alarms of an entry as reminders are kept, and the places of those that are none."""
    found: dict[str, None] = {}
    others = []
    for place, alarm in enumerate(alarms):
        rings = len(found) < MOST and str(alarm.get("action", "")).upper() != SILENT
        wish = _wish(entry, alarm, whole=whole) if rings else None
        if wish is None:
            others.append(place)
        else:
            found[written(wish)] = None
    return list(found), others


def _wish(entry: "Component", alarm: Any, *, whole: bool) -> Before | datetime | None:
    """None for what is after the event, about another end than its own, or no time."""
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
