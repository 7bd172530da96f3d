"""From what happens to what the grids paint."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date, time

from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.calendar import AGENDA_DAYS, Happening, bars_of_weeks, is_bar, on_day
from crm_tui.domain.fields import Field
from crm_tui.domain.participants import accepted
from crm_tui.domain.texts import _, counted
from crm_tui.screens.calendar.position import Position, Seen
from crm_tui.screens.cells import DAYS, clock, state
from crm_tui.screens.participants import names
from crm_tui.screens.parts import told
from crm_tui.screens.shown import Showing
from crm_tui.screens.today.sections import activity_row, attended
from crm_tui.widgets.month_grid import Cell, MonthSheet
from crm_tui.widgets.paint import Span
from crm_tui.widgets.rows import GAP, Item, Row, Section
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.time_grid import Face, Grid, GridColumn

MORE = counted("+{count} more", "+{count} more")
MOST_MORE = 200
Holidays = Mapping[date, str]


def faces(showing: Showing, known: Mapping[str, Field], seen: Seen) -> dict[Hashable, Face]:
    """With whom, then about what, and who comes; before it whose it is when it is a colleague's."""
    found: dict[Hashable, Face] = {}
    for happening in seen.happenings:
        record = happening.record
        whom = record.client or record.contact
        kind = showing.choice(known["kind"], record.kind)
        mine = showing.reading.user_id in happening.people
        title = whom.name if whom else record.subject
        if not mine and record.owner and not seen.by_person:
            title = f"{record.owner.name.split()[0]}: {title}"
        below = record.subject if whom else kind
        invited = seen.invited.get(record.id, ())
        if invited:
            below = f"{SIGN['done']} {told(accepted(invited))}  {below}"
        over = is_over(showing, happening)
        found[happening.key] = Face(title, below, mine, over, names(invited))
    return found


def is_over(showing: Showing, happening: Happening) -> bool:
    held = happening.record.status != ActivityStatus.PLANNED.value
    return held or showing.is_late(happening.ends)


def named(showing: Showing, happening: Happening, shown: Mapping[Hashable, Face]) -> str:
    """When it is and what, in one line: its column may be too narrow for that."""
    face = shown[happening.key]
    when = ""
    if happening.timed:
        begins, ends = clock(showing, happening.begins), clock(showing, happening.ends)
        when = f"{begins}{SIGN['dash']}{ends} "
    return f"{when}{face.title}"


def grid(
    showing: Showing,
    seen: Seen,
    position: Position,
    shown: Mapping[Hashable, Face],
    holidays: Holidays,
    begins: time,
) -> Grid:
    """A day or a week."""
    local = showing.reading.now.astimezone(showing.reading.zone)
    here = seen.at(position)
    is_now = local.date() in seen.days
    week = position.day.isocalendar().week
    return Grid(
        corner=showing.language.text(_("w {week}"), week=week),
        columns=columns(showing, seen, holidays),
        lanes=seen.lanes,
        faces=shown,
        begins=begins.hour * 60,
        now=(local.hour * 60 + local.minute if is_now else -1, f"{local:%H:%M}"),
        column=seen.column_of(position),
        minute=position.minute,
        chosen=here.key if here else None,
    )


def columns(showing: Showing, seen: Seen, holidays: Holidays) -> list[GridColumn]:
    today = showing.reading.today
    if seen.by_person:
        day = seen.days[0]
        return [
            GridColumn(person.name, person.name.split()[0], parts, day == today)
            for person, parts in zip(seen.people, seen.columns, strict=True)
        ]
    found = []
    for day, parts in zip(seen.days, seen.columns, strict=True):
        title = f"{showing.language.text(DAYS[day.weekday()])} {day.day} {holidays.get(day, '')}"
        off = day.weekday() > 4 or day in holidays
        found.append(GridColumn(title.strip(), str(day.day), parts, day == today, off))
    return found


def month(
    showing: Showing,
    seen: Seen,
    position: Position,
    shown: Mapping[Hashable, Face],
    holidays: Holidays,
) -> MonthSheet:
    text, count = showing.language.text, showing.language.count
    here = seen.at(position)
    return MonthSheet(
        names=[text(name) for name in DAYS],
        weeks=[day.isocalendar().week for day in seen.days[::7]],
        cells=[cell(showing, seen, day, position.day, shown, holidays) for day in seen.days],
        lanes=bars_of_weeks(seen.happenings, seen.days, showing.reading.zone),
        faces=shown,
        more=[count(MORE, number) for number in range(1, MOST_MORE)],
        place=seen.days.index(position.day),
        chosen=here.key if here else None,
    )


def cell(
    showing: Showing,
    seen: Seen,
    day: date,
    at: date,
    shown: Mapping[Hashable, Face],
    holidays: Holidays,
) -> Cell:
    found = on_day(seen.happenings, day, showing.reading.zone)
    timed = [happening for happening in found if not is_bar(happening)][:MOST_MORE]
    return Cell(
        day.day,
        [happening.key for happening in timed],
        [f"{time_on(showing, one, day)} {shown[one.key].title}" for one in timed],
        inside=day.month == at.month,
        today=day == showing.reading.today,
        off=day.weekday() > 4,
        holiday=holidays.get(day, ""),
    )


def agenda(showing: Showing, known: dict[str, Field], seen: Seen, holidays: Holidays) -> list[Item]:
    """The days on which something happens, under their names."""
    items: list[Item] = []
    for day in seen.days:
        found = on_day(seen.happenings, day, showing.reading.zone)
        if found or day in holidays:
            items += [GAP] if items else []
            items.append(Section(showing.language.date(day, "EEEE d MMMM"), holidays.get(day, "")))
        for happening in found:
            past = is_over(showing, happening)
            row = activity_row(
                showing, known, happening.record, time_on(showing, happening, day), past=past
            )
            row = replace(row, sign=[sign(showing, happening)])
            coming = seen.invited.get(happening.record.id, ())
            items.append(keyed(attended(row, coming), happening))
    return items


def time_on(showing: Showing, happening: Happening, day: date) -> str:
    """When it begins; on a later day when it ends, of whole days on which one."""
    ends = happening.ends
    if not happening.timed:
        last = showing.day(ends)
        return f"{SIGN['dash']}{showing.near(last)}" if last > day else ""
    if showing.day(happening.begins) == day:
        return clock(showing, happening.begins)
    return f"{SIGN['dash']}{clock(showing, ends)}" if showing.day(ends) == day else ""


def sign(showing: Showing, happening: Happening) -> Span:
    """How this time of it stands, not the first one of its series."""
    if happening.record.status == ActivityStatus.PLANNED.value:
        late = showing.is_late(happening.ends)
        return (SIGN["late"], "late") if late else (SIGN["planned"], "quiet")
    return state(showing, happening.record)


def title(showing: Showing, position: Position) -> str:
    """`23 – 29 Nov 2026`, `November 2026`, `Tuesday 24 November 2026`."""
    days, date_text = position.days, showing.language.date
    if len(days) == 1:
        return date_text(days[0], "EEEE d MMMM y")
    if len(days) > AGENDA_DAYS:
        return date_text(position.day, "LLLL y").capitalize()
    same = days[0].month == days[-1].month
    first, last = date_text(days[0], "d" if same else "d MMM"), date_text(days[-1], "d MMM y")
    return f"{first} {SIGN['dash']} {last}"


def keyed(row: Row, happening: Happening) -> Row:
    """A row that is told by the time at which it happens."""
    return replace(row, key=happening.key, record=happening)
