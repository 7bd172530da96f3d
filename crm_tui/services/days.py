"""The day of a user: what is overdue, what is planned, whom to greet, who waits to be called."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from crm_tui.data.stores import days as stored
from crm_tui.domain.activities import ActivityKind, ActivityStatus, Priority
from crm_tui.domain.agenda import USUAL, Span, free
from crm_tui.domain.cadence import by_segment, overdue_share, urgency
from crm_tui.domain.clients import NOT_CALLED
from crm_tui.domain.dates import day_bounds
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS
from crm_tui.domain.listing import Listed, Listing, Sort
from crm_tui.domain.participants import Participant
from crm_tui.domain.query_nodes import (
    Absent,
    And,
    Archived,
    Equal,
    Having,
    Linked,
    Node,
    Not,
    Or,
    Period,
    Test,
)
from crm_tui.domain.settings import Notifications
from crm_tui.services import (
    calendar,
    fields,
    loans,
    notifications,
    participants,
    records,
    reminders,
    sections,
)
from crm_tui.services.reminders import Due
from crm_tui.services.sections import ALL, MOST, Section
from crm_tui.session import Session

CONSIDERED = 300
"""Clients that nobody spoke with, of which the most worthy are shown."""

COMING = timedelta(days=7)

Part = dict[str, Any]
"""Values of fields of `Day`."""

FRESH = timedelta(hours=1)
"""How long after its time a reminder still interrupts."""


@dataclass(frozen=True, slots=True)
class Day:
    """`agenda` holds what has a time of day, held and planned, in order, `to_do` what has none."""

    overdue: Section
    reminders: Section
    """What one is reminded of that stands nowhere else of the day."""
    agenda: Section
    to_do: Section
    quiet: Section
    birthdays: Section
    coming: Section
    deals_without_next_step: Section
    without_next_step: Section
    """The clients whom none of the deals names."""
    free: Sequence[Span]
    """Gaps of the working day that are still to come."""
    pressing: Set[int]
    """The activities of which one is reminded now."""
    invited: Mapping[int, Sequence[Participant]]
    """Those who take part, by the activity."""


@dataclass(frozen=True, slots=True)
class Bell:
    """`count` is what is late, what one is reminded of, and what colleagues have done that one has
    not read yet, the last in `unread`; `told` is what came due now.
    """

    count: int
    told: Sequence[Due]
    unread: int


def get(session: Session, day: date | None = None) -> Day:
    """What the user's day looks like now, or what another will be like when it begins."""
    session = session if day is None else _on(session, day)
    found: Part = {}
    for part in PARTS:
        found |= part(session)
    return Day(**found)


def _plans(session: Session) -> Part:
    """What is overdue, what the day holds and what the next ones bring."""
    today, now = session.reading.today, session.now()
    tomorrow, (start, end) = today + timedelta(days=1), day_bounds(today, session.zone)
    planned, held = ActivityStatus.PLANNED, ActivityStatus.DONE
    ahead = sections.in_period(session, planned, Period(today, today, now, end))
    kind = fields.named(session, ACTIVITIES.name)["kind"]
    note = Test(kind, (Equal(ActivityKind.NOTE.value),))  # is no appointment
    behind = And((sections.in_period(session, held, Period(today, today, start, end)), Not(note)))
    whole_day = Period(today, tomorrow, end, end)
    next_days = Period(tomorrow, today + COMING, end, end + COMING)
    overdue = sections.overdue(session)
    agenda = sections.found(session, Or((ahead, behind, sections.going_on(session, timed=True))))
    of_today = sections.in_period(session, planned, whole_day)
    to_do = sections.found(session, Or((of_today, sections.going_on(session, timed=False))))
    agenda, to_do = _with_repeated(session, agenda, to_do)
    coming = sections.activities(session, planned, next_days)
    pressing = [one.activity for one in reminders.pressing(session)]
    elsewhere = {row.id for part in (overdue, agenda, to_do) for row in part.rows}
    reminded = [number for number in pressing if number not in elsewhere]
    shown = {*elsewhere, *reminded, *(row.id for row in coming.rows)}
    return {
        "overdue": overdue,
        "reminders": Section(_rows(session, reminded[:ALL]), len(reminded)),
        "agenda": agenda,
        "to_do": Section(sorted(to_do.rows, key=_urgency), to_do.total),
        "coming": _without(coming, reminded),
        "free": _free(session, agenda.rows),
        "pressing": frozenset(pressing),
        "invited": participants.of_several(session, shown),
    }


def _with_repeated(session: Session, agenda: Section, to_do: Section) -> tuple[Section, Section]:
    """The sections with what happens today again, whose first time is another day.

    Such a row has its `happening` as well, and the times of that.
    """
    known = sections.shown(fields.named(session, ACTIVITIES.name))
    there = {row.id for section in (agenda, to_do) for row in section.rows}
    again: dict[bool, list[Listed]] = {True: [], False: []}
    me = [session.user.id]
    for one in calendar.repeated_on(session, session.reading.today, known, me):
        if one.record.id not in there:
            times = {"at": one.begins, "start": one.begins, "end": one.ends, "happening": one}
            again[one.timed].append(replace(one.record, values={**one.record.values, **times}))
    hours = sorted([*agenda.rows, *again[True]], key=lambda row: row.start or row.due)
    return (
        Section(hours, agenda.total + len(again[True])),
        Section([*to_do.rows, *again[False]], to_do.total + len(again[False])),
    )


def _on(session: Session, day: date) -> Session:
    """The session at the beginning of another day."""
    if day == session.reading.today:
        return session
    moment = day_bounds(day, session.zone)[0]
    return replace(session, now=lambda: moment)


def _urgency(row: Listed) -> int:
    return {Priority.HIGH.value: 0, Priority.LOW.value: 2}.get(row.priority, 1)


def _free(session: Session, agenda: Sequence[Listed]) -> Sequence[Span]:
    """The gaps of the working day from now on."""
    today, zone = session.reading.today, session.zone
    first, last = (
        datetime.combine(today, time.fromisoformat(session.settings[key]), zone).astimezone(UTC)
        for key in ("day_begins", "day_ends")
    )
    busy = [
        (row.start or row.due, _ends(row))
        for row in agenda
        if row.status == ActivityStatus.PLANNED.value
    ]
    return free(busy, max(first, session.now()), last)


def _ends(row: Listed) -> datetime:
    begins: datetime = row.start or row.due
    if isinstance(row.end, datetime) and row.start:
        return row.end
    return begins + (timedelta(minutes=row.duration) if row.duration else USUAL)


def _birthdays(session: Session) -> Part:
    known = fields.named(session, CONTACTS.name)
    coming = [session.reading.today + timedelta(days=ahead) for ahead in range(COMING.days + 1)]
    ids = stored.birthdays(coming, session.user.id, MOST)
    shown = tuple(known[name] for name in ("display_name", "birthday", "client", "phone"))
    rows = records.by_ids(session, CONTACTS, shown, ids)
    return {"birthdays": Section(rows, len(rows))}


def _quiet(session: Session) -> Part:
    """The longest overdue for their worth stand first."""
    known = fields.named(session, CLIENTS.name)
    segments = by_segment(str(session.settings["cadence"] or ""))
    ids, total = stored.quiet(session.reading.today, session.user.id, segments, CONSIDERED)
    names = (
        "name",
        "segment",
        "last_contact",
        "cadence",
        "turnover",
        "budget",
        "currency",
        "phone",
    )
    found = records.by_ids(session, CLIENTS, tuple(known[name] for name in names), ids)
    rows = [
        replace(row, values={**row.values, "cadence": row.cadence or segments[row.segment]})
        for row in found
    ]
    rows.sort(key=lambda row: -urgency(_share(session, row), row.turnover or row.budget))
    return {"quiet": Section(rows[:MOST], total)}


def _share(session: Session, client: Listed) -> float:
    last = client.last_contact
    if isinstance(last, datetime):
        last = last.astimezone(session.zone).date()
    return overdue_share(last, client.cadence, session.reading.today)


def bell(session: Session) -> Bell:
    """What the header counts; reminders that came due are told by this, once on all screens.

    Those of yesterday's meeting are not: it stands among what is overdue.
    """
    loans.return_what_is_over(session)
    quiet = session.settings["notifications"] == Notifications.OFF.value
    told = () if quiet else reminders.take(session, reminders.SCREENS)
    fresh = [one for one in told if not reminders.is_over(session, one.reminder.about, FRESH)]
    late = sections.count_overdue(session)
    unread = notifications.count_unread(session)
    return Bell(late + len(reminders.pressing(session)) + unread, fresh, unread)


def _rows(session: Session, numbers: Sequence[int]) -> Sequence[Listed]:
    known = fields.named(session, ACTIVITIES.name)
    return records.by_ids(session, ACTIVITIES, sections.shown(known), numbers)


def _without(section: Section, numbers: Sequence[int]) -> Section:
    """The section without what stands elsewhere."""
    rows = [row for row in section.rows if row.id not in numbers]
    return Section(rows, section.total - len(section.rows) + len(rows))


def _without_next_step(session: Session) -> Part:
    known = fields.named(session, CLIENTS.name)
    mine = Or((Test(known["owner"], (Equal(session.user.id),)), Absent(known["owner"])))
    condition = And((without_next_step(session), mine))
    shown = tuple(known[name] for name in ("name", "last_contact", "phone", "city", "lifecycle"))
    sorts = (Sort(known["last_contact"]),)
    page = records.page(session, CLIENTS, Listing(shown, condition, sorts), 0, MOST)
    return {"without_next_step": Section(page.rows, page.total)}


def _deals_without_next_step(session: Session) -> Part:
    """Those that may be closed soonest stand first."""
    known = fields.named(session, DEALS.name)
    mine = Or((Test(known["owner"], (Equal(session.user.id),)), Absent(known["owner"])))
    condition = And((deals_without_next_step(session), mine))
    names = ("name", "client", "amount", "currency", "stage", "expected_close", "last_contact")
    shown = tuple(known[name] for name in names)
    listing = Listing(shown, condition, (Sort(known["expected_close"]),))
    page = records.page(session, DEALS, listing, 0, MOST)
    return {"deals_without_next_step": Section(page.rows, page.total)}


def deals_without_next_step(session: Session) -> Node:
    """An open deal, whosever, for which nothing is planned; of a client who is still one."""
    known = fields.named(session, DEALS.name)
    is_open = Test(known["status"], (Equal(DealStatus.OPEN.value),))
    given_up = Linked(known["client"], Archived())
    return And((is_open, Absent(known["next_contact"]), Not(given_up)))


def without_next_step(session: Session) -> Node:
    """A client, whosever, with whom nothing is planned, and who is to be spoken with.

    Whose deal stands among those without a next step is named there, and not a second time; a deal
    of who works here no more stands on nobody's Today.
    """
    known, of_deals = (fields.named(session, entity.name) for entity in (CLIENTS, DEALS))
    left_out = Test(known["lifecycle"], tuple(Equal(stage.value) for stage in NOT_CALLED))
    customers = Test(known["relation"], (Equal("customer"),))
    has_left = Linked(of_deals["owner"], Archived())
    deal = And((deals_without_next_step(session), Not(has_left)))
    named = Having(DEALS.name, of_deals["client"], deal)
    return And((Absent(known["next_contact"]), customers, Not(left_out), Not(named)))


PARTS: tuple[Callable[[Session], Part], ...] = (
    _plans, _quiet, _birthdays, _deals_without_next_step, _without_next_step
)  # fmt: skip
"""Each reads some fields of `Day`, so that who reads them one by one keeps nobody waiting long."""
