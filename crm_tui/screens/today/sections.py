"""The day as lines of a list, most pressing first."""

from collections.abc import Callable, Sequence

from crm_tui.domain.activities import Priority
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.screens.cells import clock, coming, state
from crm_tui.screens.shown import Showing
from crm_tui.services.days import Day, Section
from crm_tui.widgets import rows
from crm_tui.widgets.columns import Column
from crm_tui.widgets.paint import Cell
from crm_tui.widgets.rows import GAP, Item, Row
from crm_tui.widgets.signs import SIGN

COLUMNS = [
    Column("", 7, right=True),
    Column("", 9, inks="quiet"),
    Column("", 17, flex=2, inks="strong"),
    Column("", 18, flex=3, drop=1),
    Column("", 14, flex=1, right=True, drop=2, inks="quiet"),
]

OVERDUE, TODAY, COMING = _("OVERDUE"), _("TODAY"), _("COMING")
RECENT, WITHOUT = _("RECENT"), _("WITHOUT A NEXT STEP")

MakeRow = Callable[[Showing, dict[str, Field], Listed], Row]


def items(
    showing: Showing, known: dict[str, Field], clients: dict[str, Field], day: Day
) -> list[Item]:
    """Sections with nothing in them are left out."""
    late = f"{SIGN['late']} {showing.language.text(OVERDUE)}"
    text = showing.language.text
    parts = [
        section(showing, late, day.overdue, known, overdue, "late"),
        section(showing, text(TODAY), day.today, known, this_day),
        section(showing, text(COMING), day.coming, known, planned),
        section(showing, text(RECENT), day.recent, known, held),
        section(showing, text(WITHOUT), day.without_next_step, clients, quiet),
    ]
    found: list[Item] = []
    for part in filter(None, parts):
        found += [GAP, *part] if found else part
    return found


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


def this_day(showing: Showing, known: dict[str, Field], activity: Listed) -> Row:
    """At what time; what has none shows that it is urgent, if it is."""
    high = activity.priority == Priority.HIGH.value
    urgent = showing.choice(known["priority"], activity.priority) if high else ""
    when = clock(showing, activity.start or activity.due) or urgent
    return activity_row(showing, known, activity, when, lead="warn" if high else "")


def planned(showing: Showing, known: dict[str, Field], activity: Listed) -> Row:
    return activity_row(showing, known, activity, coming(showing, activity.start or activity.due))


def held(showing: Showing, known: dict[str, Field], activity: Listed) -> Row:
    moment = activity.start or activity.due
    today = showing.day(moment) == showing.reading.today
    when = clock(showing, moment) if today else showing.lateness(moment)
    return activity_row(showing, known, activity, when, past=True)


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
    cells: list[Cell] = [
        when,
        showing.choice(known["kind"], activity.kind),
        whom.name if whom else SIGN["rule"],
        said(showing, known, activity),
        person,
    ]
    key = ("activity", activity.id)
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
