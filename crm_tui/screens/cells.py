"""Records as rows of a list: a column for a field, a cell for a value, a sign for the state."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, DEALS, Entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.listing import Listed, Sort
from crm_tui.domain.texts import _, counted
from crm_tui.screens.shown import Showing
from crm_tui.widgets.columns import Column
from crm_tui.widgets.paint import Cell, Line, Span
from crm_tui.widgets.rows import Row
from crm_tui.widgets.signs import SIGN

SHORT = {
    "last_contact": _("Last"),
    "next_contact": _("Next"),
}
"""Titles for columns that are narrower than the label of their field."""

ENDS = {status.value: status.label for status in DealStatus}

IN_MINUTES = counted("in {count} min", "in {count} min")
IN_HOURS = counted("in {count} h", "in {count} h")
DAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
"""Babel knows them too, but takes too long to load for the first screen."""

TODAY, TOMORROW = _("today"), _("tomorrow")
WEEK, FAR = 7, 300
"""So many days away a day has a name, and needs its year."""
SOON = timedelta(hours=12)
NEAR, AGO_WIDTH, NEXT_WIDTH, CITY, TITLED, LAST = 12, 9, 9, 10, 18, 99
HEADED, NAME, PERSON = 19, 16, 13
OF_DEALS = {"name": 18, "client": 12, "amount": 11, "stage": 11, "closes": 9}
"""Narrower than elsewhere: all six columns of the deals have room in 80 cells."""

NEEDED = {
    CLIENTS.name: ("next_contact", "archived_at", "tags"),
    DEALS.name: (
        "status",
        "stage",
        "amount",
        "currency",
        "expected_close",
        "closed_at",
        "lost_reason",
        "next_contact",
        "client",
        "contact",
        "archived_at",
        "tags",
    ),
    ACTIVITIES.name: (
        "status",
        "start",
        "end",
        "due",
        "duration",
        "kind",
        "recurrence",
        "archived_at",
        "contact",
        "client",
        "deal",
        "subject",
        "tags",
    ),
}
"""What a row's sign and the keys on it need, whatever the columns are."""


def needed(entity: Entity, shown: Sequence[Field], known: dict[str, Field]) -> tuple[Field, ...]:
    """The fields to read: those that are shown, and those behind the signs."""
    found = {field.name: field for field in shown}
    for name in (*NEEDED.get(entity.name, ("archived_at", "tags")), entity.title):
        found.setdefault(name, known[name])
    return tuple(found.values())


def columns(
    showing: Showing,
    entity: Entity,
    shown: Sequence[Field],
    sorts: Sequence[Sort] = (),
    *,
    chosen: bool = False,
) -> list[Column]:
    """The title has most of the room; in a narrow window the columns go from the right.

    Of columns that the user has `chosen` the first stays, whichever it is.
    """
    found = []
    for place, field in enumerate(shown):
        column = _column(showing, entity, field, place)
        if field.behind is not None:  # its heading tells it from a field of the record itself
            column = replace(column, width=max(column.width, min(len(column.title), TITLED)))
        found.append(replace(column, drop=place) if chosen else column)
    return [_sorted(column, field, sorts) for column, field in zip(found, shown, strict=True)]


def _sorted(column: Column, field: Field, sorts: Sequence[Sort]) -> Column:
    """With the direction, and where several fields sort, with its rank among them."""
    for rank, sort in enumerate(sorts, start=1):
        if sort.field.name == field.name:
            direction = "down" if sort.descending else "up"
            return replace(column, sort=direction, rank=str(rank) if len(sorts) > 1 else "")
    return column


def _column(showing: Showing, entity: Entity, field: Field, place: int) -> Column:
    title, name = showing.language.text(SHORT.get(field.name, field.label)), ending(field)
    width = OF_DEALS.get(field.name) if entity == DEALS else None
    if field.name == entity.title:
        return Column(title, width or HEADED, flex=4, inks="strong")
    if field.name == "status":  # the sign says it too
        return Column(title, field.width, drop=LAST, inks="quiet")
    if name == "last_contact":
        return Column(title, AGO_WIDTH, right=True, drop=1, inks="quiet")
    if name == "next_contact":
        return Column(title, NEXT_WIDTH, right=True, drop=1)
    if field.kind in (Kind.MONEY, Kind.NUMBER):
        return Column(title, width or field.width, right=True, drop=place + 2)
    if field.kind is Kind.MOMENT:
        return Column(title, width or NEAR, drop=1, inks="quiet")
    if field.kind is Kind.LINK and field.entity != "users":
        return Column(title, width or NAME, flex=2, drop=place + 2)
    if field.kind is Kind.LINK:
        return Column(title, PERSON, drop=place + 2, inks="quiet")
    if field.kind is Kind.TEXT:
        return Column(title, CITY, flex=1, drop=place + 2, inks="quiet")
    return Column(title, width or field.width, drop=place + 2, inks=_ink(field))


def ending(field: Field) -> str:
    """Its name in the record that has it: of `client.city` that is `city`."""
    return field.name.rpartition(".")[2]


def _ink(field: Field) -> str:
    return "plain" if field.kind is Kind.PHONE else "quiet"


def row(showing: Showing, entity: Entity, shown: Sequence[Field], record: Listed) -> Row:
    paint = deal_cell if entity == DEALS else cell
    return Row(
        [paint(showing, field, record) for field in shown],
        record.id,
        sign(showing, entity, record),
        past=record.archived_at is not None,
        record=record,
    )


def cell(showing: Showing, field: Field, record: Listed) -> Cell:
    """The value as a list shows it: dates relative, sums with their currency, labels."""
    value = field.value(record)
    if ending(field) == "next_contact":
        return next_step(showing, value)
    if value is None:
        return ""
    if ending(field) == "last_contact":
        return showing.ago(value)
    if field.kind is Kind.MONEY:
        return showing.money(value, getattr(record, field.currency, None))
    if isinstance(value, date):
        return showing.near(value)
    if field.kind is Kind.PHONE:
        return showing.phone(str(value).split(", ")[0])
    return showing.text(field, value)


def deal_cell(showing: Showing, field: Field, deal: Listed) -> Cell:
    """In the place of the stage how it ended; by how much the day is past, or when it closed."""
    is_open = deal.status == DealStatus.OPEN.value
    if field.name == "stage" and not is_open:
        return showing.language.text(ENDS[deal.status])
    if field.name == "closes":
        return closing(showing, deal.expected_close) if is_open else closed(showing, deal)
    if field.name == "next_contact" and deal.next_contact is None and not is_open:
        return ""
    return cell(showing, field, deal)


def closed(showing: Showing, deal: Listed) -> Line:
    return [(short_day(showing, showing.day(deal.closed_at)), "quiet")] if deal.closed_at else []


def closing(showing: Showing, day: date | None) -> Line:
    """When an open deal should be closed."""
    if day is None:
        return []
    if showing.is_late(day):
        return [(f"{SIGN['late']} {showing.lateness(day)}", "late")]
    return [(until(showing, day), "quiet")]


def until(showing: Showing, day: date) -> str:
    """When a day will be that is not past: `today`, `Fri`, `9 Dec`, `Dec 2027`."""
    ahead = (day - showing.reading.today).days
    return coming(showing, day) if ahead <= WEEK else short_day(showing, day)


def short_day(showing: Showing, day: date) -> str:
    """`9 Dec`, and of a day that is far away `Dec 2027`."""
    far = abs((day - showing.reading.today).days) > FAR
    return showing.language.date(day, "LLL y" if far else "d MMM")


def next_step(showing: Showing, value: date | datetime | None) -> Line:
    """When the next step is, and how late; a dash where there is none."""
    if value is None:
        return [(SIGN["rule"], "faint")]
    if showing.is_late(value):
        return [(f"{SIGN['late']} {showing.lateness(value)}", "late")]
    return [(coming(showing, value), "plain")]


def when_of(now: Showing, at: date | datetime | None, *, late: bool, planned: bool) -> str:
    """By how much it is late, when it comes, or when it was or has begun."""
    if at is None:
        return ""
    if late:
        return now.lateness(at)
    return coming(now, at) if planned and not now.is_late(at) else now.near(at)


def coming(showing: Showing, value: date | datetime) -> str:
    """Short, for what lies ahead: `in 20 min`, `in 2 h`, `today`, `tomorrow`, `Fri`, `30 Nov`."""
    language, day = showing.language, showing.day(value)
    days = (day - showing.reading.today).days
    if isinstance(value, datetime) and value - showing.reading.now < SOON:
        minutes = int((value - showing.reading.now).total_seconds()) // 60
        forms, count = (IN_MINUTES, minutes) if minutes < 60 else (IN_HOURS, minutes // 60)
        return language.count(forms, count)
    if days < 2:
        return language.text(TOMORROW if days == 1 else TODAY)
    return language.text(DAYS[day.weekday()]) if days <= WEEK else showing.near(day)


def clock(showing: Showing, value: date | datetime) -> str:
    """The time on the user's clock; "" for a whole day."""
    local = showing.local(value)
    return f"{local:%H:%M}" if local else ""


def sign(showing: Showing, entity: Entity, record: Listed) -> list[Span]:
    """The usual is quiet, the exception has a colour; an archived one has the sign of the past."""
    if record.archived_at is not None:
        return []
    if entity == CLIENTS:
        planned = record.next_contact is not None
        return [(SIGN["next"], "faint") if planned else (SIGN["none"], "warn")]
    if entity == DEALS:
        return [of_deal(record)]
    if entity == ACTIVITIES:
        return [state(showing, record)]
    return []


def of_deal(deal: Listed) -> Span:
    """Won, lost, or open with or without a next step."""
    if deal.status == DealStatus.WON.value:
        return SIGN["done"], "faint"
    if deal.status == DealStatus.LOST.value:
        return SIGN["gone"], "faint"
    return (SIGN["next"], "faint") if deal.next_contact is not None else (SIGN["none"], "warn")


def state(showing: Showing, activity: Listed) -> Span:
    """Late, planned or done."""
    if activity.status == ActivityStatus.DONE.value:
        return SIGN["done"], "faint"
    if activity.status != ActivityStatus.PLANNED.value:
        return " ", "plain"
    late = showing.is_overdue(activity)
    return (SIGN["late"], "late") if late else (SIGN["planned"], "quiet")
