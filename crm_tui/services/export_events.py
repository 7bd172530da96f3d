"""Writes activities as a calendar that other programs read, and that reads back the same."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from crm_tui.data.rows import read
from crm_tui.data.stores import participants as stored_participants
from crm_tui.data.stores import series as stored
from crm_tui.data.stores import users
from crm_tui.domain import foreign_properties, zones
from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.entities import ACTIVITIES, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.domain.participants import Attending, Response
from crm_tui.domain.series import read_days
from crm_tui.exchange import ics_attendees, ics_links
from crm_tui.exchange.ics_attendees import Coming
from crm_tui.exchange.ics_links import Linked
from crm_tui.exchange.ics_writer import CalendarEntry, IcsWriter, Writable
from crm_tui.services import fields
from crm_tui.services.export_cards import uid
from crm_tui.session import Session

FOREIGN = foreign_properties.OF[ACTIVITIES.name]


def write(session: Session, rows: Iterator[Listed], to: Writable) -> int:
    """Returns how many were written; `rows` have all fields, and what no field has.

    What stands for one time of a series comes with the series.
    """
    return Events(session, to).write(rows)


class Events:
    def __init__(self, session: Session, to: Writable) -> None:
        self.session = session
        begins = time.fromisoformat(str(session.settings["day_begins"]))
        hour = timedelta(hours=begins.hour, minutes=begins.minute)
        self.writer = IcsWriter(to, session.zone, session.now(), hour)
        self.fields: tuple[Field, ...] = (*fields.in_force(session, ACTIVITIES), FOREIGN)
        self.invited = stored_participants.activities_with_any()
        self.addresses = users.addresses() if self.invited else {}
        self.others: set[int] = set()
        """What stood for a time of a series and was written."""

    def write(self, rows: Iterator[Listed]) -> int:
        count = 0
        for row in rows:
            if row.id in self.others:
                continue
            count += self._write_series(row) if repeats(row) else self._write_one(row)
        self.writer.close()
        return count

    def _write_series(self, row: Listed) -> int:
        others = read(ACTIVITIES, self.fields, stored.others(row.id))
        zone = self._zone(row)
        days = read_days(row.except_on) - {_day(other.replaces, zone) for other in others}
        self.writer.entry(
            self._entry(
                row,
                uid_of(row),
                recurrence=row.recurrence,
                except_on=sorted(days),
                time_zone=zone,
            )
        )
        fresh = [other for other in others if other.id not in self.others]
        for other in fresh:
            self._write_other(other, row)
        return 1 + len(fresh)

    def _write_one(self, row: Listed) -> int:
        """A single one, or one for a time of a series that is not written itself."""
        whole = read(ACTIVITIES, self.fields, [row.parent.id]) if row.replaces else []
        if whole and repeats(whole[0]) and whole[0].archived_at is None:
            self._write_other(row, whole[0])
        else:
            self.writer.entry(self._entry(row, uid_of(row)))
        return 1

    def _write_other(self, row: Listed, whole: Listed) -> None:
        self.others.add(row.id)
        clock = self._zone(whole)
        entry = self._entry(row, uid_of(whole), replaces=row.replaces, time_zone=clock)
        self.writer.entry(entry)

    def _entry(self, row: Listed, name: str, **more: Any) -> CalendarEntry:
        kept = row.extra.get(FOREIGN.name)
        edition = foreign_properties.sequence(kept) or 0
        coming = (
            stored_participants.attending(row.id, self.addresses) if row.id in self.invited else []
        )
        stamp = row.changed_at or row.created_at or self.session.now()
        return CalendarEntry(
            uid=name,
            stamp=max([stamp, *(one.changed_at for one in coming)]),
            sequence=edition + row.version - 1,
            subject=row.subject,
            kind=row.kind,
            status=row.status,
            start=row.start,
            end=row.end,
            due=row.due,
            duration=row.duration,
            place=row.place,
            body=row.body,
            priority=row.priority,
            tags=row.tags or (),
            reminders=row.reminders,
            links=[
                _linked(entity, row) for entity in ics_links.PROPERTIES if getattr(row, entity.one)
            ],
            others=self._others(row, foreign_properties.without_sequence(kept), coming),
            **more,
        )

    def _others(self, row: Listed, kept: str, coming: Sequence[Attending]) -> str:
        """What the event came with, with those who take part as they are now."""
        if not coming:
            return kept
        people = [
            Coming(one.participant.who.name, one.addresses, one.participant.response, one.gone)
            for one in coming
        ]
        owner = None
        if row.owner is not None:
            mails = self.addresses.get(row.owner.id, ())
            owner = Coming(row.owner.name, mails, Response.ACCEPTED)
        return ics_attendees.with_people(kept, people, owner)

    def _zone(self, series: Listed) -> tzinfo:
        """By which clock it repeats."""
        return zones.called(series.time_zone, self.session.zone)


def _linked(entity: Entity, row: Listed) -> Linked:
    link = getattr(row, entity.one)
    return Linked(entity, link.id, link.name)


def _day(moment: date | datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def repeats(row: Listed) -> bool:
    """What was held does not repeat any more: the next one is planned beside it."""
    return bool(row.recurrence) and row.status == ActivityStatus.PLANNED.value


def uid_of(row: Listed) -> str:
    return str(row.external_id or uid(ACTIVITIES, row))
