"""The calendar: a day, a week, a month or an agenda, of oneself or of several colleagues."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.calendar import Happening, View
from crm_tui.domain.fields import Field, Link
from crm_tui.domain.texts import _
from crm_tui.screens.base import Party
from crm_tui.screens.calendar import drawing, position
from crm_tui.screens.calendar.changing import ChangingScreen
from crm_tui.screens.calendar.position import Position, Seen
from crm_tui.screens.calendar.reading import holidays, read
from crm_tui.screens.calendar.whose import WhoseSheet
from crm_tui.screens.parties import about
from crm_tui.screens.shown import Showing, showing
from crm_tui.screens.today.sections import COLUMNS
from crm_tui.services import calendar
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.month_grid import MonthGrid
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.sectioned_list import SectionedList
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.time_grid import TimeGrid

HOUR, MOST_LEFT = 60, 50
NO_MORE = _("nothing more is planned on the days that are shown")


class CalendarScreen(ChangingScreen):
    PLACE = _("Calendar")
    ABOUT = _(
        "What is planned by the hour, yours and that of colleagues. Tab goes from one to the next; "
        "keys move and stretch what is at the cursor, and u takes every change back."
    )
    AUTO_FOCUS = "TimeGrid"
    BINDINGS = [
        Binding("n", "new", _("new"), id="calendar.new"),
        Binding("f", "whose", _("whose"), id="calendar.whose"),
        Binding("left", "periods(-1)", _("back"), id="calendar.back"),
        Binding("right", "periods(1)", _("on"), id="calendar.on"),
        Binding("d", "view('day')", _("day"), id="calendar.day"),
        Binding("w", "view('week')", _("week"), id="calendar.week"),
        Binding("m", "view('month')", _("month"), id="calendar.month"),
        Binding("A", "view('agenda')", _("agenda"), id="calendar.agenda"),
        Binding("full_stop", "today", _("today"), id="calendar.today"),
        Binding("tab", "happenings(1)", _("next"), id="calendar.next"),
        Binding("shift+tab", "happenings(-1)", _("previous"), show=False,
                id="calendar.previous"),
        Binding("F", "free", _("free time"), show=False, id="calendar.free"),
        Binding("down,j", "by_slots(1)", _("down"), show=False, id="calendar.down"),
        Binding("up,k", "by_slots(-1)", _("up"), show=False, id="calendar.up"),
        Binding("shift+right", "columns(1)", _("column on"), show=False,
                id="calendar.column_on"),
        Binding("shift+left", "columns(-1)", _("column back"), show=False,
                id="calendar.column_back"),
        Binding("enter", "open", _("open"), show=False, id="calendar.open"),
        Binding("t", "new_task", _("new task"), show=False, id="calendar.task"),
        *[
            Binding(str(place), f"place({place - 1})", _("a weekday"), show=False,
                    id=f"calendar.day_{place}")
            for place in range(1, 8)
        ],
    ]  # fmt: skip
    position: Position | None = None
    """None until the first service has answered."""
    left: tuple[Position, ...] = ()
    """Where things stood before they were moved, the last one last: undo goes back there."""
    people: Sequence[Link] = ()
    seen: Seen | None = None
    known: dict[str, Field]
    holidays: drawing.Holidays = {}

    def body(self) -> Iterable[Widget]:
        yield TimeGrid()
        yield MonthGrid()
        yield SectionedList(COLUMNS, empty=self.nothing())

    def nothing(self) -> Notice:
        text = self.language.text
        arrows = f"{SIGN['left']}  {SIGN['right']}"
        keys = [("n", text(_("new"))), (arrows, text(_("other days"))), ("w", text(_("week")))]
        return Notice(text(_("Nothing is planned in these two weeks")), keys=keys)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(MonthGrid).display = self.query_one(SectionedList).display = False
        self.reload()

    @property
    def showing(self) -> Showing:
        return showing(self.crm.session)

    async def load(self) -> None:
        """Read what the view shows; the position is told first, so that keys count at once."""
        if self.position is None:
            everybody = await self.call(calendar.colleagues)
            if everybody is None:
                self.load_failed()
                return
            session = self.crm.session
            begins = time.fromisoformat(session.settings["day_begins"])
            minute = begins.hour * HOUR + begins.minute // 30 * 30
            self.people = self.people or everybody[:1]
            self.position = Position(View.WEEK, session.reading.today, minute)
        at, people = self.position, self.people
        found = await self.call(read, at, people)
        if found is not None and at is self.position and self.left and not found[0].has(at.chosen):
            *before, last = self.left
            back = await self.call(read, last, people)
            if back is not None and back[0].has(last.chosen) and at is self.position:
                self.left, self.position, at, found = tuple(before), last, last, back
        if found is None:
            self.load_failed()
        elif self.is_there and self.position.days == at.days:
            self.seen, self.known = found
            self.draw()
            self.load_holidays(at.days)

    @work(exclusive=True, group="holidays")
    async def load_holidays(self, days: Sequence[date]) -> None:
        """They come after what is planned: their tables take a moment to load."""
        found = await self.call(holidays, days)
        if found and self.is_there and found != self.holidays:
            self.holidays = found
            self.draw()

    def go(self, there: Position) -> None:
        """Move the cursor; other days are read first."""
        before, self.position = self.position, there
        assert before is not None
        if (before.view, before.days) == (there.view, there.days) and self.seen is not None:
            self.draw()
        else:
            self.reload()

    def draw(self) -> None:
        seen, at = self.seen, self.position
        if seen is None or at is None or list(seen.days) != at.days:
            return
        shown = drawing.faces(self.showing, self.known, seen)
        here = seen.at(at)
        self.header.path = self.told(at, drawing.named(self.showing, here, shown) if here else "")
        grids: dict[View, type[Widget]] = {View.MONTH: MonthGrid, View.AGENDA: SectionedList}
        wanted = self.query_one(grids.get(at.view, TimeGrid))
        if isinstance(wanted, MonthGrid):
            wanted.show(drawing.month(self.showing, seen, at, shown, self.holidays))
        elif isinstance(wanted, SectionedList):
            wanted.show(drawing.agenda(self.showing, self.known, seen, self.holidays))
        elif isinstance(wanted, TimeGrid):
            begins = time.fromisoformat(self.crm.session.settings["day_begins"])
            wanted.show(drawing.grid(self.showing, seen, at, shown, self.holidays, begins))
        self.bring(wanted)

    def bring(self, wanted: Widget) -> None:
        """Only the grid of the view is there, and has the keys."""
        for grid in self.query("TimeGrid, MonthGrid, SectionedList"):
            grid.display = grid is wanted
        if not wanted.has_focus:
            wanted.focus()

    def told(self, at: Position, here: str) -> str:
        """Which days, what is at the cursor, and whose calendars."""
        others = [person for person in self.people if person.id != self.crm.session.user.id]
        names = [person.name.split()[0] for person in self.people] if others else []
        parts = (drawing.title(self.showing, at), here, ", ".join(names))
        return f" {SIGN['dot']} ".join(filter(None, parts))

    @property
    def happening(self) -> Happening | None:
        if self.seen is None or self.position is None:
            return None
        if self.position.view is View.AGENDA:
            row = self.query_one(SectionedList).row
            return row.record if row is not None else None
        return self.seen.at(self.position)

    def party(self) -> Party | None:
        return about(self.happening.record) if self.happening is not None else None

    def follow(self, number: int, begins: date | datetime) -> None:
        if self.position is None:
            return
        reading, minute = self.crm.session.reading, self.position.minute
        if isinstance(begins, datetime):
            local = begins.astimezone(reading.zone)
            minute, day = (local.hour * HOUR + local.minute) // 30 * 30, local.date()
        else:
            day = begins
        key = (number, begins.isoformat())
        if self.happening is not None:
            before = replace(self.position, chosen=self.happening.key)
            self.left = (*self.left[1 - MOST_LEFT :], before)
        self.position = replace(self.position, day=day, minute=minute, chosen=key)
        self.reload()

    # Keys.

    def action_view(self, view: str) -> None:
        if self.position is not None:
            self.go(replace(self.position, view=View(view)))

    def action_periods(self, steps: int) -> None:
        if self.position is not None:
            self.go(position.by_periods(self.position, steps))

    def action_today(self) -> None:
        if self.position is not None:
            today = self.crm.session.reading.today
            self.go(replace(self.position, day=today, chosen=None))

    def action_by_slots(self, slots: int) -> None:
        if self.position is not None:
            self.go(position.by_slots(self.position, slots))

    def action_columns(self, steps: int) -> None:
        if self.position is not None:
            self.go(position.by_columns(self.position, len(self.people), steps))

    def action_place(self, place: int) -> None:
        if self.position is not None:
            self.go(position.to_place(self.position, place))

    def action_happenings(self, steps: int) -> None:
        if self.position is None or self.seen is None:
            return
        if self.position.view is View.AGENDA:
            self.query_one(SectionedList).action_move(steps)
        else:
            there = position.by_happenings(self.position, self.seen, steps)
            if there == self.position:
                self.tell(NO_MORE)
            self.go(there)

    def action_open(self) -> None:
        """The activity; on a free slot a new one, on a day of a month that day."""
        if self.happening is not None:
            self.crm.open_form("activities", self.happening.record.id)
        elif self.position is not None and self.position.view is View.MONTH:
            self.action_view("day")
        else:
            self.action_new()

    def action_new(self) -> None:
        """The day, and in a day or week the hour, are typed already."""
        at = self.position
        if at is not None:
            timed = at.view in (View.DAY, View.WEEK)
            hour = f" {at.minute // HOUR:02}:{at.minute % HOUR:02}" if timed else ""
            self.crm.open_task(when=f"{at.day.isoformat()}{hour} ")

    def action_new_task(self) -> None:
        self.crm.open_task(self.party())

    @work(group="whose")
    async def action_whose(self) -> None:
        everybody = await self.call(calendar.colleagues)
        if everybody is not None:
            self.app.push_screen(WhoseSheet(everybody, self.people), self.show_people)

    def show_people(self, people: Sequence[Link] | None) -> None:
        if people:
            self.people = people
            self.reload()

    @work(exclusive=True, group="free")
    async def action_free(self) -> None:
        """The first time at which all who are shown are free, as long as what is at the cursor."""
        at, happening = self.position, self.happening
        if at is None:
            return
        timed = happening is not None and happening.timed
        length = happening.length if happening and timed else timedelta(hours=1)
        minutes = round(length / timedelta(minutes=1))
        people = [person.id for person in self.people]
        found = await self.call(calendar.free_time, people, minutes, at.day)
        if found is None:
            self.tell(_("nobody is free at the same time within 30 days"))
            return
        local = found.astimezone(self.crm.session.zone)
        minute = local.hour * HOUR + local.minute
        self.go(replace(at, day=local.date(), minute=minute // 30 * 30, chosen=None))
        self.tell(_("free: {when}"), when=self.showing.moment(found))

    # The mouse, and the list of the agenda.

    @on(TimeGrid.Pointed)
    def point(self, event: TimeGrid.Pointed) -> None:
        if self.position is None or self.seen is None:
            return
        days = self.seen.days
        day = self.position.day if self.seen.by_person else days[event.column]
        there = replace(self.position, day=day, minute=event.minute, chosen=None)
        if there == replace(self.position, chosen=None, person=there.person):
            self.action_open()
        else:
            self.go(replace(there, person=event.column))

    @on(MonthGrid.Pointed)
    def point_day(self, event: MonthGrid.Pointed) -> None:
        if self.position is not None and self.seen is not None:
            self.go(replace(self.position, day=self.seen.days[event.place], chosen=None))

    @on(CursorList.Chosen)
    def open_chosen(self) -> None:
        self.action_open()
