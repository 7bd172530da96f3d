"""The parts of an activity and how far they are; `Enter` goes into one that has parts itself."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen, Party
from crm_tui.screens.cells import when_of
from crm_tui.screens.participant_keys import ParticipantKeys
from crm_tui.screens.parties import about
from crm_tui.screens.planning import PlanningScreen
from crm_tui.screens.shown import Showing, showing
from crm_tui.screens.today.sections import COLUMNS, activity_row
from crm_tui.services import fields, parts
from crm_tui.services.parts import Progress, Whole
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Item, Row, Section
from crm_tui.widgets.sectioned_list import SectionedList
from crm_tui.widgets.signs import SIGN

BAR = 10
"""Cells of the bar that says how much is done."""

DATED = 11
"""Parts may come next year, which is said."""


def told(progress: Progress) -> str:
    """`2/5`, of parts that are done and of all."""
    return f"{progress[0]}/{progress[1]}"


class PartsKeys(CrmScreen[None]):
    """Override `activity`."""

    BINDINGS = [Binding("o", "parts", _("parts"), show=False, id="parts.open")]

    def activity(self) -> Listed | None:
        """The activity at the cursor."""
        raise NotImplementedError

    def action_parts(self) -> None:
        found = self.activity()
        if found is not None:
            self.app.push_screen(PartsScreen(found.id))

    def open_or_parts(self, record: Listed, progress: Progress | None) -> None:
        """What has parts shows them; anything else its form."""
        if progress:
            self.app.push_screen(PartsScreen(record.id))
        else:
            self.crm.open_form(ACTIVITIES.name, record.id)


def read(session: Session, number: int) -> tuple[Whole, list[Item]]:
    """The whole, and its parts as rows under a line that says how far they are."""
    whole = parts.get(session, number)
    known, now = fields.named(session, ACTIVITIES.name), showing(session)
    rows = [_row(now, known, row, whole.inner.get(row.id)) for row in whole.rows]
    done, count = whole.progress
    filled = done * BAR // count if count else 0
    bar = SIGN["bar"] * filled + SIGN["rule"] * (BAR - filled)
    heading = Section(now.language.text(_("PARTS")), f"{told(whole.progress)}  {bar}")
    return whole, [heading, *rows] if rows else []


def _row(now: Showing, known: dict[str, Any], record: Listed, inner: Progress | None) -> Row:
    at, planned = record.start or record.due, record.status == ActivityStatus.PLANNED.value
    late = now.is_overdue(record)
    when = when_of(now, at, late=late, planned=planned)
    row = activity_row(now, known, record, when, lead="late" if late else "", past=not planned)
    if inner is None:
        return row
    cells = list(row.cells)
    cells[3] = f"{told(inner)}  {cells[3]}"
    return replace(row, cells=cells)


class PartsScreen(PlanningScreen, PartsKeys, ParticipantKeys):
    PLACE = _("Parts")
    ABOUT = _(
        "A task that consists of smaller ones: how many are done, and when the others come. What"
        " is done here stands so everywhere; n adds one more."
    )
    BINDINGS = [
        Binding("n", "new", _("new part"), id="parts.new"),
        Binding("e", "edit", _("edit"), id="parts.edit"),
    ]

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.whole: Whole | None = None

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        nothing = Notice(text(_("It has no parts yet")), keys=[("n", text(_("new part")))])
        yield SectionedList([replace(COLUMNS[0], width=DATED), *COLUMNS[1:]], empty=nothing)

    def on_mount(self) -> None:
        self.reload()

    async def load(self) -> None:
        found = await self.call(read, self.number)
        if found is None:
            self.load_failed()
        elif self.is_there:
            self.whole, items = found
            self.header.path = self.whole.activity.subject
            self.query_one(SectionedList).show(items)

    @property
    def row(self) -> Row | None:
        return self.query_one(SectionedList).row

    def activity(self) -> Listed | None:
        return self.row.record if self.row is not None else None

    def party(self) -> Party | None:
        found = self.activity() or (self.whole.activity if self.whole else None)
        return about(found) if found is not None else None

    @on(CursorList.Chosen)
    def open_part(self, event: CursorList.Chosen) -> None:
        record = event.row.record
        inner = self.whole.inner.get(record.id) if self.whole else None
        self.open_or_parts(record, inner)

    def action_edit(self) -> None:
        """The part at the cursor, or the whole where it has none."""
        found = self.activity()
        self.crm.open_form(ACTIVITIES.name, found.id if found is not None else self.number)

    def action_new(self) -> None:
        """With the same client and person as the whole."""
        if self.whole is None:
            return
        activity = self.whole.activity
        defaults = {"parent": ACTIVITIES.shown_id(self.number)}
        for of in (CLIENTS, CONTACTS, DEALS):
            if link := getattr(activity, of.one):
                defaults[of.one] = of.shown_id(link.id)
        self.crm.open_form(ACTIVITIES.name, None, defaults)
