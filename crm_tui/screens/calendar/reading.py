"""Reads the calendar, in the database thread."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crm_tui.domain.calendar import shown_days
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Field, Link
from crm_tui.screens.calendar.position import Position, Seen, seen
from crm_tui.services import calendar, fields, participants
from crm_tui.session import Session


def read(
    session: Session, position: Position, people: Sequence[Link]
) -> tuple[Seen, dict[str, Field]]:
    """What the view shows, and the fields that name its values."""
    first, count = shown_days(position.view, position.day)
    found = calendar.happenings(session, first, count, [person.id for person in people])
    known = fields.named(session, ACTIVITIES.name)
    invited = participants.of_several(session, {one.record.id for one in found})
    return replace(seen(position.days, people, found, session.reading), invited=invited), known


def holidays(session: Session, days: Sequence[date]) -> dict[date, str]:
    return calendar.holidays_between(session, days[0], len(days))
