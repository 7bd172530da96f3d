"""Today: what is late, what comes, what was held, who has no next step."""

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding

from crm_tui.domain.fields import Link
from crm_tui.domain.texts import _
from crm_tui.screens.base import Party
from crm_tui.screens.beside import BesideScreen
from crm_tui.screens.marked import Choose
from crm_tui.screens.participant_keys import ParticipantKeys
from crm_tui.screens.parties import about, party_of
from crm_tui.screens.planning import PlanningScreen
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.key_names import key_name
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Row
from crm_tui.widgets.sectioned_list import SectionedList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crm_tui.domain.drafts import Draft
    from crm_tui.domain.listing import Listed
    from crm_tui.domain.notifications import Notification
    from crm_tui.screens.today.reading import Lines

PUT_OFF = _("put off: {subject}, again at {when}")
NOT_TOGETHER = _("what comes again, or is no plan, is changed by itself: Space takes the mark off")
TOLD = _("this tells what a colleague has done: {enter} opens it, {d} has read it")
LEFT_OVER = _("this is not saved yet: {enter} goes on with it")
CARDS = {"client": "clients", "contact": "contacts", "deal": "deals"}
"""The entities that have a card, by the kinds of rows that are about one of theirs."""

SOON = 10
"""Minutes until a reminder that was put off comes again."""


# Imported in the database thread, after the first frame.


def read(session: Session) -> "Iterator[Sequence[Lines]]":
    from crm_tui.screens.today import reading

    return reading.read(session)


def step(_session: Session, reading: "Iterator[Sequence[Lines]]") -> "Sequence[Lines]":
    return next(reading)


def read_overdue(session: Session) -> "Lines":
    from crm_tui.screens.today import reading

    return reading.read_overdue(session)


class TodayScreen(BesideScreen, PlanningScreen, ParticipantKeys):
    """In a review the overdue ones are gone through one after the other."""

    PLACE = _("Today")
    ABOUT = _(
        "Your day, the most pressing first: what is late, what comes, who was quiet too long and"
        " with whom nothing is planned. Work from the top; what is done leaves the list."
    )
    BINDINGS = [
        Binding("c", "call_party", _("call"), id="party.call"),
        Binding("n", "new_client", _("new client"), show=False, id="today.new"),
        Binding("e", "edit", _("edit"), show=False, id="today.edit"),
        Binding("z", "remind_later", _("remind later"), show=False, id="today.remind_later"),
        Binding("r", "review", _("review"), id="today.review"),
        Binding("L", "lend", _("lend my work"), show=False, id="today.lend"),
        Binding("x", "throw_away", _("throw away"), show=False, id="today.throw_away"),
    ]
    reviewed = 0
    """How many were overdue when the review began; 0 while there is none."""
    review_soon = False
    """It was asked for before anything was there."""

    def rows(self) -> SectionedList:
        return SectionedList([], empty=self.nothing())

    def nothing(self) -> Notice:
        text = self.language.text
        return Notice(
            text(_("Nothing is planned, and nobody waits")),
            keys=[
                ("l", text(_("log a contact"))),
                ("g c", text(_("clients"))),
                ("Ctrl+K", text(_("find anything"))),
            ],
        )

    def on_mount(self) -> None:
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "throw_away":
            return self.draft() is not None
        return super().check_action(action, parameters)

    def reload(self) -> None:
        super().reload()
        self.follow()

    async def load(self) -> None:
        if self.query_one(SectionedList).all_items is None:
            overdue = await self.call(read_overdue)
            if overdue is not None and overdue[1]:
                self.show(overdue)
        reading = await self.call(read)
        found = await self.call(step, reading) if reading else None
        while reading and found is not None and not found:
            found = await self.call(step, reading)
        if found is None:
            self.load_failed()
        else:
            self.show(found[0])

    def show(self, found: "Lines") -> None:
        if not self.is_there:
            return
        columns, items, self.is_new = found
        shown = self.query_one(SectionedList)
        shown.show_empty(self.first_steps() if self.is_new else self.nothing())
        shown.show_columns(columns)
        shown.show(items)
        self.tell_review()
        if self.review_soon:
            self.review_soon = False
            self.action_review()

    def overdue(self) -> list[Row]:
        """The rows of what is late."""
        items = self.query_one(SectionedList).items
        return [item for item in items if isinstance(item, Row) and item.lead == "late"]

    def action_review(self) -> None:
        """Begin with the first of what is overdue; in a review leave this one and go on."""
        if self.query_one(SectionedList).all_items is None:
            self.review_soon = True
            return
        late = self.overdue()
        if not late:
            self.tell(_("nothing is overdue"))
            return
        shown = self.query_one(SectionedList)
        if not self.reviewed:
            self.reviewed = len(late)
            shown.cursor = shown.items.index(late[0])
        elif self.row is late[-1]:
            self.reviewed = 0
        else:
            shown.action_move(1)
        self.tell_review()

    def tell_review(self) -> None:
        """`3 of 7` in the header; the review is over when the cursor has left what is late."""
        late, row = self.overdue(), self.row
        if self.reviewed and (row is None or row not in late):
            self.reviewed = 0
            self.tell(_("the review is done"))
        self.header.path = ""
        if self.reviewed and row is not None:
            place = max(1, self.reviewed - len(late) + late.index(row) + 1)
            self.header.path = self.language.text(
                _("review: {place} of {count}"), place=place, count=self.reviewed
            )

    @work
    async def action_remind_later(self) -> None:
        """What one is reminded of goes from the bell, and comes again soon."""
        activity = self.activity()
        if activity is None:
            self.tell_unplanned()
            return
        if self.tell_held(activity):
            return
        from crm_tui.screens.cells import clock
        from crm_tui.screens.shown import showing
        from crm_tui.services import reminders

        put = await self.write(reminders.put_off, activity.id, SOON)
        if put is not None:
            now = showing(self.crm.session)
            again = now.reading.now + timedelta(minutes=SOON)
            self.tell(PUT_OFF, subject=activity.subject, when=clock(now, again))

    @property
    def row(self) -> Row | None:
        return self.query_one(SectionedList).row

    def activity(self) -> "Listed | None":
        row = self.row
        return row.record if row is not None and is_activity(row) else None

    def settling(self) -> None:
        """The next one has the cursor then."""
        self.query_one(SectionedList).settled = self.row.key if self.row is not None else None

    def draft(self) -> "Draft | None":
        """The draft at the cursor."""
        row = self.row
        return row.record if row is not None and kind_of(row) == "draft" else None

    def notification(self) -> "Notification | None":
        """What a colleague has done, at the cursor."""
        row = self.row
        return row.record if row is not None and kind_of(row) == "notification" else None

    @work
    async def open_notification(self, told: "Notification") -> None:
        from crm_tui.screens.notifications import open_and_read

        await open_and_read(self, told)

    @work
    async def action_done(self) -> None:
        """What was read of a colleague's leaves the list."""
        from crm_tui.services import notifications

        told = self.notification()
        if told is None or self.marked_rows():
            super().action_done()
        else:
            await self.write(notifications.read, [told.id])

    @work
    async def action_lend(self) -> None:
        """To whom, until when; or take back what is lent."""
        from crm_tui.screens.loans import LendSheet, TakeBackSheet
        from crm_tui.services import loans

        loan = await self.call(loans.mine)
        self.app.push_screen(LendSheet() if loan is None else TakeBackSheet(loan))

    @work
    async def action_throw_away(self) -> None:
        from crm_tui.services import drafts

        draft = self.draft()
        if draft is not None:
            await self.call(drafts.throw_away, draft)
            self.reload()

    def action_edit(self) -> None:
        """The form of what the row tells of: of a series that of all its times."""
        row, draft = self.row, self.draft()
        if draft is not None:
            self.crm.resume(draft)
        elif row is not None and (found := record_of(row)):
            self.crm.open_form(*found)
        else:
            self.tell_unplanned()

    def tell_unplanned(self) -> None:
        if self.draft() is not None:
            self.tell(LEFT_OVER, enter=key_name("enter"))
        elif self.notification() is not None:
            self.tell(TOLD, enter=key_name("enter"), d="d")
        else:
            super().tell_unplanned()

    def action_new_client(self) -> None:
        self.crm.open_form("clients")

    def marked_rows(self) -> list[Row]:
        shown = self.query_one(SectionedList)
        rows = (item for item in shown.items if isinstance(item, Row))
        return [row for row in rows if shown.marks.has(row.key)]

    def change_marked(
        self, service: "Callable[..., int]", told: tuple[str, str], *wish: object
    ) -> bool:
        """A mark on what cannot be changed with others is told: nobody means the row below it."""
        return self.tell_not_together() or super().change_marked(service, told, *wish)

    def action_put_off(self) -> None:
        if not self.tell_not_together():
            super().action_put_off()

    def tell_not_together(self) -> bool:
        """Whether something is marked that cannot be changed with others."""
        kinds = [kind_of(row) for row in self.marked_rows()]
        one_by_one = "again" in kinds and not self.query_one(SectionedList).marks.all_marked
        refused = bool(kinds) and (one_by_one or "activity" not in kinds)
        if refused:
            self.tell(NOT_TOGETHER, severity="warning")
        return refused

    def marked(self) -> Choose | None:
        """Marked clients and contacts have nothing that is planned."""
        rows = self.marked_rows()
        numbers = tuple(row.record.id for row in rows if kind_of(row) == "activity")
        if not numbers:
            return None
        from crm_tui.domain.query_nodes import Chosen

        return lambda session: Chosen(numbers)

    def party(self) -> Party | None:
        row = self.row
        if row is None:
            return None
        return about(row.record) if is_activity(row) else whom(row)

    def beside(self, row: Row) -> tuple[str, int] | None:
        party = whom(row)
        return (party[0], party[1].id) if party else None

    @on(CursorList.Chosen)
    def open_chosen(self, event: CursorList.Chosen) -> None:
        """The card of whom or what the row is about; an activity about nobody opens itself."""
        draft, told = self.draft(), self.notification()
        if draft is not None:
            self.crm.resume(draft)
            return
        if told is not None:
            self.open_notification(told)
            return
        party = whom(event.row)
        if party is not None:
            self.open_card(party[0], party[1].id)
        else:
            self.crm.open_form("activities", event.row.record.id)


def is_activity(row: Row) -> bool:
    return kind_of(row) in ("activity", "again")


def kind_of(row: Row) -> str:
    """An activity, another time of one, a client, a deal, a draft or a notification."""
    return str(row.key[0]) if isinstance(row.key, tuple) else ""


def record_of(row: Row) -> tuple[str, int] | None:
    """The record that a row tells of; None where it tells of several, or of a draft."""
    kind, record = kind_of(row), row.record
    if is_activity(row):
        return "activities", record.id
    if kind == "notification":
        return (record.entity, record.record) if record.record else None
    return (CARDS[kind], record.id) if kind in CARDS else None


def whom(row: Row) -> Party | None:
    """The client or contact that a row is about, or the deal."""
    if is_activity(row):
        return party_of(row.record)
    kind, record = kind_of(row), row.record
    if kind == "contact":
        return "contacts", Link(record.id, record.display_name)
    if kind == "notification" and record.entity in CARDS.values() and record.record:
        return record.entity, Link(record.record, record.title)
    return (CARDS[kind], Link(record.id, record.name)) if kind in CARDS else None
