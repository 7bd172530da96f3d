"""Activities on a card: the next step, the newest contacts, the rows of the history."""

from collections.abc import Mapping, Sequence

from crm_tui.domain.activities import ActivityStatus, Direction
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.screens.shown import Showing
from crm_tui.widgets.columns import Column
from crm_tui.widgets.paint import Line, fit, spread
from crm_tui.widgets.rows import Row
from crm_tui.widgets.signs import SIGN

WAYS = {Direction.OUT.value: "out", Direction.IN.value: "into"}
STATES = {ActivityStatus.PLANNED.value: "planned", ActivityStatus.DONE.value: "done"}
SHOWN = (
    "start", "end", "due", "duration", "kind", "status", "direction", "client", "contact",
    "subject", "outcome", "owner", "priority", "recurrence",
)  # fmt: skip
"""What a line of the history needs; the texts of letters stay where they are."""

WHEN, KIND, WHO, BY, NARROW = 13, 9, 12, 10, 64
NEXT, NOTHING = _("Next"), _("nothing planned")
OVERDUE = _("{time} overdue")


def columns(showing: Showing) -> list[Column]:
    """The titles of the history, translated."""
    text = showing.language.text
    return [
        Column(text(_("When")), WHEN, inks="quiet"),
        Column(text(_("Kind")), KIND),
        Column("", 1, inks="accent"),
        Column(text(_("Person")), WHO, drop=2, inks="strong"),
        Column(text(_("What was said")), 18, flex=1),
        Column(text(_("By")), BY, drop=1, inks="quiet"),
    ]


def row(showing: Showing, fields: Mapping[str, Field], activity: Listed) -> Row:
    """A line of the history; what is planned has a sign, and what is late another."""
    moment, planned = activity.start or activity.due, is_planned(activity)
    late = showing.is_overdue(activity)
    name, inks = ("late", "late") if late else (STATES.get(activity.status, "none"), "faint")
    sign = [(SIGN[name], inks)] if planned else []
    when = showing.near(moment) if moment else ""
    cells = [
        [(f"{when}", "late")] if late else when,
        showing.choice(fields["kind"], activity.kind),
        way(activity),
        short_name(activity.contact.name) if activity.contact else "",
        said(showing, fields, activity),
        first_name(activity),
    ]
    return Row(cells, activity.id, sign, record=activity)


def event_line(showing: Showing, fields: Mapping[str, Field], activity: Listed, width: int) -> Line:
    """The same for the summary, which has no columns."""
    moment = activity.start or activity.due
    when = showing.near(moment) if moment else ""
    line = [*fit(when, WHEN, inks="quiet"), (" ", "plain")]
    line += [*fit(showing.choice(fields["kind"], activity.kind), KIND), (" ", "plain")]
    line += [(f"{way(activity) or ' '} ", "accent")]
    if width >= NARROW:
        who = short_name(activity.contact.name) if activity.contact else ""
        line += [*fit(who, WHO, inks="strong"), (" ", "plain")]
    line.append((said(showing, fields, activity), "plain"))
    by = first_name(activity) if width >= NARROW else ""
    return spread(line, [(by, "quiet")], width)


def next_lines(
    showing: Showing, fields: Mapping[str, Field], coming: Sequence[Listed], indent: int
) -> list[Line]:
    """What is planned next, a line each, and how late it is."""
    label = [*fit(showing.language.text(NEXT), indent - 1, inks="quiet"), (" ", "plain")]
    if not coming:
        return [[*label, (showing.language.text(NOTHING), "faint"), *hint(showing)]]
    below: Line = [(" " * indent, "plain")]
    return [
        [*(below if place else label), *planned(showing, fields, activity)]
        for place, activity in enumerate(coming)
    ]


def planned(showing: Showing, fields: Mapping[str, Field], activity: Listed) -> Line:
    moment = activity.start or activity.due
    late = showing.is_overdue(activity)
    when = showing.near(moment) if moment else ""
    if late and moment is not None:
        when = showing.language.text(OVERDUE, time=showing.lateness(moment))
    return [
        (f"{SIGN['late' if late else 'planned']} ", "late" if late else "faint"),
        (showing.choice(fields["kind"], activity.kind), "strong"),
        (f"  {when}" if when else "", "late" if late else "accent"),
        (f"  {activity.subject}", "plain"),
    ]


def hint(showing: Showing) -> Line:
    return [("   t ", "key"), (showing.language.text(_("new task")), "quiet")]


def said(showing: Showing, fields: Mapping[str, Field], activity: Listed) -> str:
    """The subject, and how it ended where that is known."""
    if not activity.outcome:
        return str(activity.subject)
    return f"{showing.choice(fields['outcome'], activity.outcome)}: {activity.subject}"


def way(activity: Listed) -> str:
    """An arrow towards the client or from her."""
    name = WAYS.get(activity.direction or "")
    return SIGN[name] if name else ""


def short_name(name: str) -> str:
    """The longest word of a person's name is her surname often enough for a narrow column."""
    return name if len(name) <= WHO else max(name.split() or [name], key=len)


def first_name(activity: Listed) -> str:
    """Of the colleague, whom everybody in the house knows by it."""
    name = activity.owner.name if activity.owner else ""
    return str(name.split()[0]) if name.split() else ""


def is_planned(activity: Listed) -> bool:
    return bool(activity.status == ActivityStatus.PLANNED.value)
