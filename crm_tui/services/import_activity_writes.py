"""Writes what a row of activities says: a new one, or what it changes in one that is known."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from crm_tui.data.journal import Journal
from crm_tui.data.stores import import_activities as store
from crm_tui.data.stores import record_writes
from crm_tui.data.stores import records as stored
from crm_tui.data.stores import series as stored_series
from crm_tui.domain import foreign_properties, series, zones
from crm_tui.domain.activities import Activity, ActivityStatus
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Field, Link, by_name
from crm_tui.domain.imports import Update
from crm_tui.exchange import ics_attendees
from crm_tui.services import entering, fields, records
from crm_tui.services.import_activity_rows import FOREIGN, PEOPLE, Event, ReadRow
from crm_tui.services.import_participants import Participants
from crm_tui.services.notifications import Gathered
from crm_tui.session import Session

CANCELLED = ActivityStatus.CANCELLED.value


class Written(NamedTuple):
    """What became of a row."""

    verdict: str
    known: Activity | None = None
    """The activity that it is, as it was before."""


class Writes:
    """One run. `own` are the activities that the file calls as our own calendar does."""

    def __init__(self, session: Session, update: str) -> None:
        self.session, self.update = session, update
        self.own: dict[str, int] = {}
        self.named: set[str] = set()
        """The external ids of the rows."""
        self.gathered = Gathered(session)
        self.participants = Participants(self.gathered)
        self.older = 0
        """How many stayed as they are since the file has an older edition of them."""
        self._numbers: dict[tuple[object, ...], int | None] = {}
        self._current: dict[int, Activity] = {}

    def note(self, row: ReadRow) -> None:
        """Keep in mind which activity the row says it is, before any is looked up."""
        if uid := row.entered.get("external_id"):
            self.named.add(uid)

    def prepare(self, rows: Sequence[ReadRow]) -> None:
        """Look up together what is known of these, which are written next in one transaction."""
        self._numbers = {row.known_by: self._number(row) for row in rows if not row.is_other_time}
        found = [number for number in self._numbers.values() if number is not None]
        self._current = stored.several(ACTIVITIES, self.described, found)

    def write(self, journal: Journal, row: ReadRow) -> Written:
        """Write what the row says. InvalidInputError where that cannot be."""
        _line, _cells, read, entered, event = row
        uid = entered.get("external_id")
        if uid and event.replaces is not None:  # as `is_other_time`
            series_number = self._by_uid(uid, entered["subject"])
            if series_number is not None:
                return self._write_other_time(journal, series_number, read, entered, event)
            uid = entered["external_id"] = f"{uid}/{event.replaces.isoformat()}"
            number = self._by_uid(uid, entered["subject"])
        else:
            number = self._numbers[row.known_by]
        if number is None:
            self._insert(journal, entered, event)
            return Written("new")
        told = {name: value for name, value in entered.items() if name in (*read, *PEOPLE)}
        if "except_on" in told:
            whole = records.get(self.session, ACTIVITIES, number)
            days = stored_series.days_of_others(number, self._clock(whole))
            told["except_on"] = series.days_text(days | series.read_days(told["except_on"]))
        return self._update(journal, number, told, event, is_own=uid in self.own)

    def _number(self, row: ReadRow) -> int | None:
        uid = row.entered.get("external_id")
        if uid:
            return self._by_uid(uid, row.entered["subject"])
        return store.alike(row.entered, but=self.named)

    def _by_uid(self, uid: str, subject: str) -> int | None:
        if uid in self.own:
            return self.own[uid]
        number = store.by_external_id(uid)
        if number is None and (number := store.by_own_uid(uid, subject)) is not None:
            self.own[uid] = number
        return number

    def _write_other_time(
        self,
        journal: Journal,
        number: int,
        read: Mapping[str, Any],
        entered: dict[str, Any],
        event: Event,
    ) -> Written:
        """What stands for one time of the series, which leaves that day out."""
        assert event.replaces is not None, "it says for which time"
        self._current.pop(number, None)
        other = stored_series.standing_for(number, event.replaces)
        told = {name: value for name, value in entered.items() if name != "external_id"}
        if other is not None:
            told = {name: value for name, value in told.items() if name in (*read, *PEOPLE)}
            is_own = entered.get("external_id") in self.own
            return self._update(journal, other, told, event, is_own=is_own)
        whole = records.get(self.session, ACTIVITIES, number)
        link = Link(number, whole.subject)
        self._insert(journal, {**told, "parent": link, "replaces": event.replaces}, event)
        when = event.replaces
        day = when.astimezone(self._clock(whole)).date() if isinstance(when, datetime) else when
        days = series.read_days(whole.except_on) | {day}
        left_out = {"except_on": series.days_text(days)}
        records.change(journal, self.session, ACTIVITIES, number, left_out)
        return Written("new")

    def _clock(self, series: Activity) -> tzinfo:
        """By which it repeats."""
        return zones.called(series.time_zone, self.session.zone)

    def _insert(self, journal: Journal, entered: Mapping[str, Any], event: Event) -> None:
        values = {name: value for name, value in entered.items() if name != FOREIGN}
        described = by_name(self.described)
        complete = entering.complete(self.session, ACTIVITIES, values)
        entering.check_required(ACTIVITIES, described, complete)
        entering.check_times(self.session, complete)
        settled = entering.settle(journal, self.session, ACTIVITIES, complete, None)
        if kept := foreign_properties.with_sequence(event.properties, event.sequence):
            settled[FOREIGN] = kept
        number = store.insert(journal, described, settled)
        self.gathered.of_owner(settled.get("owner"), number)
        self.participants.take(journal, number, None, event.properties)

    def _update(
        self,
        journal: Journal,
        number: int,
        entered: Mapping[str, Any],
        event: Event,
        *,
        is_own: bool,
    ) -> Written:
        """What the file says of an activity; a newer edition of an event goes before what is here,
        an older one changes nothing. `is_own` is what our own calendar wrote: its versions count.
        """
        current = self._current.pop(number, None)
        current = current or stored.get(ACTIVITIES, self.described, number)
        if self.update == Update.SKIP or current.archived_at:
            return Written("same", current)
        kept = current.extra.get(FOREIGN)
        known = foreign_properties.sequence(kept)
        known = current.version - 1 if known is None and is_own else known or 0
        if event.sequence < known:
            self.older += 1
            return Written("same", current)
        wins = event.sequence > known or self.update == Update.OVERWRITE
        told = {name: value for name, value in entered.items() if name != FOREIGN}
        if is_own:  # it says of nobody that she is the contact, only that she takes part
            told = {name: told[name] for name in told.keys() - {"external_id", *PEOPLE}}
        filled = self._filled(current, told, wins=wins)
        settled = entering.settle(journal, self.session, ACTIVITIES, filled, current)
        changed = records.differing(self.described, current, settled)
        if not records.TIMES.isdisjoint(changed):
            merged = {name: getattr(current, name) for name in records.TIMES} | changed
            entering.check_times(self.session, merged)
        ours = kept is None and not changed and event.sequence < current.version
        if not ours or event.properties:  # else it is the edition that we write ourselves
            kept_now = self._foreign(kept, event, is_own=is_own, wins=wins, changed=bool(changed))
            if kept_now != kept:
                changed[FOREIGN] = kept_now
        if changed:
            region = self.session.phone_region
            record_writes.update(journal, ACTIVITIES, self.described, current, changed, region)
            if current.recurrence and changed.get("status") == CANCELLED:
                self._call_off(journal, number)
            self.gathered.of_owner(changed.get("owner"), number, current.owner)
        before = None if is_own else kept
        answered = self.participants.take(journal, number, before, event.properties)
        return Written("updated" if changed or answered else "same", current)

    def _foreign(
        self, kept: str | None, event: Event, *, is_own: bool, wins: bool, changed: bool
    ) -> str | None:
        """What is kept of the event that no field has: the people as the file names them now."""
        if is_own:
            return self.participants.strangers(event.properties) or kept
        said = foreign_properties.with_sequence(event.properties, event.sequence)
        other = (event.properties or "") != foreign_properties.without_sequence(kept)
        if kept is None or (said and wins and (changed or other)):
            return said
        return ics_attendees.replaced(kept, said) if other else kept

    def _call_off(self, journal: Journal, series_number: int) -> None:
        """What stands for times of a series that is cancelled does not take place either."""
        for other in stored_series.others(series_number):
            self._current.pop(other, None)
            if records.get(self.session, ACTIVITIES, other).status == ActivityStatus.PLANNED.value:
                records.change(journal, self.session, ACTIVITIES, other, {"status": CANCELLED})

    def _filled(self, current: Any, entered: Mapping[str, Any], *, wins: bool) -> dict[str, Any]:
        """The values for what is empty, or for all where the file wins."""
        described = by_name(self.described)
        changes = {}
        for name, value in entered.items():
            has = described[name].value(current)
            is_same = isinstance(has, Link) and has.id == value.id
            if has is None or (wins and not is_same):
                changes[name] = value
        return changes

    @property
    def described(self) -> tuple[Field, ...]:
        return (
            *fields.in_force(self.session, ACTIVITIES),
            foreign_properties.OF[ACTIVITIES.name],
        )
