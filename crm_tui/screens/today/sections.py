"""The day as lines of a list, most pressing first.

What is overdue is shown before the rest of the day is read, so that little is imported here.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crm_tui.domain.activities import ActivityStatus, Priority
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _, counted
from crm_tui.screens.cells import clock, coming, state, until
from crm_tui.screens.shown import LATE_DAYS, Showing
from crm_tui.services.sections import Section
from crm_tui.widgets import rows
from crm_tui.widgets.columns import Column
from crm_tui.widgets.key_names import key_name
from crm_tui.widgets.paint import Cell, Line
from crm_tui.widgets.rows import GAP, LEFT, Item, Row
from crm_tui.widgets.signs import SIGN

if TYPE_CHECKING:
    from crm_tui.domain.drafts import Draft
    from crm_tui.domain.notifications import Notification
    from crm_tui.domain.paging import Page
    from crm_tui.domain.participants import Participant
    from crm_tui.services.days import Day

COLUMNS = [
    Column("", 8, right=True),
    Column("", 9, inks="quiet"),
    Column("", 17, flex=2, inks="strong"),
    Column("", 18, flex=3, drop=1),
    Column("", 14, flex=1, right=True, drop=2, inks="quiet"),
]

OVERDUE, AGENDA, TO_DO = _("OVERDUE"), _("AGENDA"), _("TO DO TODAY")
REMINDERS = _("REMINDERS")
QUIET, BIRTHDAYS = _("QUIET TOO LONG"), _("BIRTHDAYS")
COMING, WITHOUT = _("COMING"), _("WITHOUT A NEXT STEP")
DEALS_WITHOUT = _("DEALS WITHOUT A NEXT STEP")
ABOUT = 3
"""The column that says what it is about."""

NOW, FREE = _("now"), _("free {spans}")
EVERY = counted("every {count} d, last {when}", "every {count} d, last {when}")
NEVER = counted("every {count} d, never spoken with", "every {count} d, never spoken with")
MOST_GAPS = 2
FOR_YOU = _("FOR YOU")
UNSAVED = _("NOT SAVED")
GO_ON = _("{enter} goes on, {x} throws it away")

MakeRow = Callable[[Showing, dict[str, Field], Listed], Row]


def items(
    showing: Showing,
    known: dict[str, Field],
    clients: dict[str, Field],
    deals: dict[str, Field],
    day: "Day",
) -> list[Item]:
    """Sections with nothing in them are left out; the fields are those of activities first."""
    text = showing.language.text
    parts = [
        late(showing, day.overdue, known),
        section(showing, text(REMINDERS), day.reminders, known, reminded),
        agenda(showing, day, known),
        section(showing, text(TO_DO), day.to_do, known, whole_day),
        section(showing, text(QUIET), day.quiet, clients, silent),
        section(showing, text(BIRTHDAYS), day.birthdays, clients, birthday),
        section(showing, text(COMING), day.coming, known, planned),
        section(showing, text(DEALS_WITHOUT), day.deals_without_next_step, deals, stalled),
        section(showing, text(WITHOUT), day.without_next_step, clients, quiet),
    ]
    found: list[Item] = []
    for part in filter(None, parts):
        found += [GAP, *part] if found else part
    return [completed(day, item) for item in found]


def late(showing: Showing, shown: Section, known: dict[str, Field]) -> Sequence[Item]:
    title = f"{SIGN['late']} {showing.language.text(OVERDUE)}"
    return section(showing, title, shown, known, overdue, "late")


def agenda(showing: Showing, day: "Day", known: dict[str, Field]) -> Sequence[Item]:
    """The hours of the day: what was held, the line of now, what comes; what is free."""
    if not day.agenda.rows:
        return []
    spans = ", ".join(
        f"{clock(showing, first)}{SIGN['dash']}{clock(showing, last)}"
        for first, last in day.free[:MOST_GAPS]
    )
    title = showing.language.text(AGENDA)
    free = showing.language.text(FREE, spans=spans) if spans else ""
    now = f"{clock(showing, showing.reading.now):>8} {showing.language.text(NOW)}"
    line: Line = [(" " * LEFT, "plain"), (now, "accent")]
    past = [hour(showing, known, row) for row in day.agenda.rows if _is_past(showing, row)]
    ahead = [hour(showing, known, row) for row in day.agenda.rows if not _is_past(showing, row)]
    return [rows.Section(title, free), *past, line, *ahead]


def _is_past(showing: Showing, row: Listed) -> bool:
    moment = row.start or row.due
    return bool(moment <= showing.reading.now)


def unsaved(showing: Showing, drafts: "Sequence[Draft]") -> list[Item]:
    """What was typed when the program was cut off; it has the line to itself."""
    if not drafts:
        return []
    text = showing.language.text
    title = rows.Section(text(UNSAVED), showing.language.number(len(drafts)), "warn")
    keys = text(GO_ON, enter=key_name("enter"), x="x")
    return [title, *[_draft(showing, draft, keys) for draft in drafts]]


def _draft(showing: Showing, draft: "Draft", keys: str) -> Row:
    """Its words run over the columns, and the keys after them."""
    words: Line = [(f"{draft.title}  ", "strong"), (f"{showing.since(draft.at)}  ", "quiet")]
    sign = [(SIGN["next"], "warn")]
    return Row([], ("draft", draft.file), sign, record=draft, whole=[*words, (keys, "quiet")])


def for_you(showing: Showing, told: "Page[Notification]") -> list[Item]:
    """What colleagues have done that one has not read yet."""
    if not told.total:
        return []
    number = showing.language.number
    count, shown = number(told.total), len(told.rows)
    if told.total > shown:
        count = f"{number(shown)} / {count}   {key_name('g')} {key_name('n')}"
    title = rows.Section(showing.language.text(FOR_YOU), count, "warn")
    return [title, *[notified(showing, one) for one in told.rows]]


def notified(showing: Showing, one: "Notification") -> Row:
    """When, who, which record, and what is said of it."""
    from crm_tui.screens.notifications import subject, when, who
    from crm_tui.services import notifications

    said = notifications.said(showing.language, one) or showing.language.text(one.reason.label)
    cells: list[Cell] = [when(showing, one), who(one), subject(showing, one), said]
    sign = [(SIGN["next"], "accent")]
    return Row([*cells, ""], ("notification", one.id), sign, record=one)


def section(
    showing: Showing,
    title: str,
    shown: Section,
    known: dict[str, Field],
    make: MakeRow,
    inks: str = "head",
) -> Sequence[Item]:
    """A heading with how many there are, which may be more than are shown."""
    if not shown.rows:
        return []
    number = showing.language.number
    count = number(shown.total)
    if shown.total > len(shown.rows):
        count = f"{number(len(shown.rows))} / {count}"
    return [rows.Section(title, count, inks), *[make(showing, known, row) for row in shown.rows]]


def overdue(showing: Showing, known: dict[str, Field], activity: Listed) -> Row:
    late = showing.lateness(activity.start or activity.due)
    return activity_row(showing, known, activity, late, lead="late")


def hour(showing: Showing, known: dict[str, Field], activity: Listed) -> Row:
    """At what time, and whether it is urgent; what was held is quiet."""
    high = activity.priority == Priority.HIGH.value
    held = activity.status != ActivityStatus.PLANNED.value
    when, lead = clock(showing, activity.start or activity.due), ""
    if high and not held:
        when, lead = f"{SIGN['up']} {when}", "warn"
    return activity_row(showing, known, activity, when, lead=lead, past=held)


def reminded(showing: Showing, known: dict[str, Field], activity: Listed) -> Row:
    """What stands nowhere else of the day: when it will be, if that is known."""
    at = activity.start or activity.due
    return activity_row(showing, known, activity, coming(showing, at) if at else "")


def completed(day: "Day", item: Item) -> Item:
    """The line of an activity with who comes, and the sign of a bell where it is reminded of."""
    if not isinstance(item, Row) or item.record is None:
        return item
    number = item.record.id
    if item.key not in (("activity", number), ("again", number)):
        return item
    row = attended(item, day.invited.get(number, ()))
    return replace(row, sign=[(SIGN["bell"], "warn")]) if number in day.pressing else row


def attended(row: Row, coming: "Sequence[Participant]") -> Row:
    """The line, with how many of those who are invited have accepted before what it is about."""
    if not coming:
        return row
    from crm_tui.domain.participants import accepted

    cells, (yes, count) = list(row.cells), accepted(coming)
    cells[ABOUT] = f"{SIGN['done']} {yes}/{count}  {cells[ABOUT]}"
    return replace(row, cells=cells)


def whole_day(showing: Showing, known: dict[str, Field], activity: Listed) -> Row:
    """Without a time of day; how urgent where that is said."""
    told = activity.priority in (Priority.HIGH.value, Priority.LOW.value)
    urgent = showing.choice(known["priority"], activity.priority) if told else ""
    high = activity.priority == Priority.HIGH.value
    return activity_row(showing, known, activity, urgent, lead="warn" if high else "quiet")


def planned(showing: Showing, known: dict[str, Field], activity: Listed) -> Row:
    return activity_row(showing, known, activity, coming(showing, activity.start or activity.due))


def activity_row(
    showing: Showing,
    known: dict[str, Field],
    activity: Listed,
    when: str,
    *,
    lead: str = "",
    past: bool = False,
) -> Row:
    """When, what, with whom, about what; `past` quietens it."""
    whom = activity.client or activity.contact
    person = activity.contact.name if activity.client and activity.contact else ""
    person = person or " ".join(f"#{tag}" for tag in activity.tags or ())
    cells: list[Cell] = [
        when,
        showing.choice(known["kind"], activity.kind),
        whom.name if whom else SIGN["rule"],
        said(showing, known, activity),
        person,
    ]
    key = ("again" if "happening" in activity.values else "activity", activity.id)
    return Row(cells, key, [state(showing, activity)], lead=lead, past=past, record=activity)


def said(showing: Showing, known: dict[str, Field], activity: Listed) -> str:
    """The subject, after how it ended where that is known."""
    if not activity.outcome:
        return str(activity.subject)
    return f"{showing.choice(known['outcome'], activity.outcome)}: {activity.subject}"


def quiet(showing: Showing, known: dict[str, Field], client: Listed) -> Row:
    """A client with whom nothing is planned, and how long nothing was heard."""
    last = client.last_contact
    when = showing.lateness(last) if last else SIGN["rule"]
    cells: list[Cell] = [
        when,
        showing.choice(known["lifecycle"], client.lifecycle),
        client.name,
        client.city or "",
        (client.phone or "").split(", ")[0],
    ]
    return Row(cells, ("client", client.id), [(SIGN["none"], "warn")], lead="warn", record=client)


def stalled(showing: Showing, known: dict[str, Field], deal: Listed) -> Row:
    """A deal for which nothing is planned: when it may be closed, how far it is, what it brings."""
    cells: list[Cell] = [
        closing(showing, deal.expected_close) if deal.expected_close else SIGN["rule"],
        showing.choice(known["stage"], deal.stage or ""),
        deal.client.name if deal.client else "",
        deal.name,
        showing.money(deal.amount, deal.currency),
    ]
    return Row(cells, ("deal", deal.id), [(SIGN["none"], "warn")], lead="warn", record=deal)


def closing(showing: Showing, day: date) -> str:
    """How long it is over, or when it will be."""
    return showing.lateness(day) if showing.is_late(day) else until(showing, day)


def silent(showing: Showing, known: dict[str, Field], client: Listed) -> Row:
    """A client whose turn it is to be spoken with, and what she is worth."""
    last, text = client.last_contact, showing.language
    days = (showing.reading.today - showing.day(last)).days if last else 0
    when = text.count(LATE_DAYS, days) if last else SIGN["rule"]
    said = (
        text.count(EVERY, client.cadence, when=showing.near(last))
        if last
        else text.count(NEVER, client.cadence)
    )
    worth = showing.money(client.turnover or client.budget, client.currency)
    phone = showing.phone((client.phone or "").split(", ")[0]) if client.phone else ""
    cells: list[Cell] = [when, "", client.name, said, worth or phone]
    return Row(cells, ("client", client.id), [(SIGN["none"], "warn")], lead="warn", record=client)


def birthday(showing: Showing, known: dict[str, Field], contact: Listed) -> Row:
    """On which day, who, of which client."""
    today, born = showing.reading.today, contact.birthday
    next_one = next(
        day
        for day in (today + timedelta(days=ahead) for ahead in range(8))
        if (day.month, day.day) == (born.month, born.day)
        or ((born.month, born.day) == (2, 29) and (day.month, day.day) == (2, 28))
    )
    client = contact.client.name if contact.client else ""
    cells: list[Cell] = [coming(showing, next_one), "", contact.display_name, client, ""]
    return Row(cells, ("contact", contact.id), [(SIGN["star"], "accent")], record=contact)
