"""Activities: what was done with a client and what is planned, from a call to a task."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from crm_tui.domain.fields import (
    Labelled,
    Link,
    choice,
    link,
    moment,
    note,
    number,
    pick,
    stamp,
    tags,
    text,
)
from crm_tui.domain.texts import _


class ActivityKind(Labelled):
    CALL = "call", _("call")
    MEETING = "meeting", _("meeting")
    VISIT = "visit", _("visit")
    LETTER = "letter", _("letter")
    EMAIL = "email", _("e-mail")
    MESSAGE = "message", _("message")
    TASK = "task", _("task")
    EVENT = "event", _("event")
    NOTE = "note", _("note")


class Direction(Labelled):
    IN = "in", _("in")
    OUT = "out", _("out")
    INTERNAL = "internal", _("internal")


class ActivityStatus(Labelled):
    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    NOT_HELD = "not_held", _("not held")
    CANCELLED = "cancelled", _("cancelled")


class Priority(Labelled):
    LOW = "low", _("low")
    NORMAL = "normal", _("normal")
    HIGH = "high", _("high")


class RepeatFrom(Labelled):
    """What the next time is counted from."""

    DUE = "due", _("the due date")
    DONE = "done", _("the day it was done")


CONTACT_KINDS = (
    ActivityKind.CALL,
    ActivityKind.MEETING,
    ActivityKind.VISIT,
    ActivityKind.LETTER,
    ActivityKind.EMAIL,
    ActivityKind.MESSAGE,
)
"""The kinds that reach the client: what `l` logs and what counts as the last contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A call, a meeting, a task ..., planned or held.

    `at` is where it stands in time: its start, or else when it is due.
    """

    id: int = 0
    version: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)
    subject: str = text(_("Subject"), required=True, searched=True, width=30)
    kind: str = choice(_("Kind"), ActivityKind, headers=("type",))
    direction: str | None = choice(_("Direction"), Direction)
    channel: str | None = pick(_("Channel"), "channel")
    status: str = choice(_("Status"), ActivityStatus)
    at: date | datetime | None = moment(_("When"), derived=True, repeats=True)
    start: date | datetime | None = moment(_("Start"), headers=("date", "when", "дата", "когда"))
    end: date | datetime | None = moment(_("End"))
    due: date | datetime | None = moment(_("Due"), headers=("due date", "срок"))
    duration: int | None = number(_("Minutes"))
    client: Link | None = link(_("Client"), "clients")
    contact: Link | None = link(_("Contact"), "contacts")
    deal: Link | None = link(_("Deal"), "deals")
    place: str | None = text(_("Place"), headers=("location", "место"))
    outcome: str | None = pick(_("Outcome"), "outcome")
    priority: str | None = choice(_("Priority"), Priority)
    topic: str | None = pick(_("Topic"), "topic")
    tags: tuple[str, ...] | None = tags(_("Tags"))
    owner: Link | None = link(_("Owner"), "users")
    recurrence: str | None = text(_("Repeats"), headers=("recurrence", "rrule", "повтор"))
    repeat_from: str | None = choice(_("Repeats from"), RepeatFrom)
    time_zone: str | None = text(_("Time zone"))
    """By which clock it repeats, `Europe/Moscow`; without it by that of whoever looks."""
    except_on: str | None = text(_("Not on"))
    """The days on its clock on which it does not repeat, 2026-11-24, with spaces between them."""
    replaces: date | datetime | None = moment(_("Instead of"), derived=True)
    """The time of the series that is its `parent` for which it stands."""
    reminders: str | None = text(_("Reminders"), headers=("reminder", "alarm", "напоминание"))
    parent: Link | None = link(_("Part of"), "activities")
    body: str | None = note(_("Text"), searched=True, headers=("notes", "description"))
    reference: str | None = text(_("Reference"))
    external_id: str | None = text(_("External id"))
    created_at: datetime | None = stamp(_("Created"))
    created_by: Link | None = link(_("Created by"), "users", derived=True)
    changed_at: datetime | None = stamp(_("Changed"))
    changed_by: Link | None = link(_("Changed by"), "users", derived=True)
    archived_at: datetime | None = stamp(_("Archived"))


DEFAULTS = {"kind": ActivityKind.TASK.value, "status": ActivityStatus.PLANNED.value}
"""What a new activity is when nothing else is said."""


def is_overdue(values: Mapping[str, Any], now: datetime, today: date) -> bool:
    """Planned, and over: what goes on is not, nor an event that repeats and comes again.

    `values` are those of an activity; where one is missing it has none.
    """
    begins = values.get("start") or values.get("due")
    again = values.get("recurrence") and values.get("kind") == ActivityKind.EVENT.value
    if begins is None or again or values.get("status") != ActivityStatus.PLANNED.value:
        return False
    ends, minutes = values.get("end"), values.get("duration")
    if ends is None and minutes and isinstance(begins, datetime):
        ends = begins + timedelta(minutes=minutes)
    over = ends or begins
    return over < now if isinstance(over, datetime) else over < today
