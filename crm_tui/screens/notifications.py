"""For you: what colleagues have done that concerns the user, the newest first."""

from collections.abc import Sequence
from typing import Any

from textual import on, work
from textual.binding import Binding

from crm_tui.domain.notifications import SEVERAL, Notification
from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _, counted
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.cells import clock
from crm_tui.screens.past import PastScreen
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import history, notifications
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.paint import Cell
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.rows import Row
from crm_tui.widgets.signs import SIGN

WHEN, WHO, WHAT = 9, 10, 15
READ = counted("read: {count} notice", "read: {count} notices")


class NotificationsScreen(PastScreen):
    PLACE = _("For you")
    ABOUT = _(
        "What colleagues have given to you, and where they mention you as @login. Enter opens what"
        " it is about; what was undone since is not told."
    )
    BINDINGS = [Binding("d", "done", _("read"), id="notifications.read")]
    LIST = RecordList
    OF_A_ROW = ("done",)

    def nothing(self) -> Notice:
        text = self.language.text
        return Notice(
            text(_("Nothing for you yet")),
            [
                text(
                    _("What a colleague assigns to you, and each @mention of you, will stand here.")
                )
            ],
            [("g t", text(_("Today")))],
        )

    async def read_columns(self) -> Sequence[Column] | None:
        return await self.call(columns)

    async def read_page(self, offset: int, limit: int) -> Page[Row] | None:
        return await self.call(page, offset, limit)

    @on(CursorList.Chosen)
    @work
    async def open_chosen(self, event: CursorList.Chosen) -> None:
        await open_and_read(self, event.row.record)

    @work
    async def action_done(self) -> None:
        """The marked ones are read, or the one at the cursor where none is marked."""
        marks, row = self.rows.marks, self.rows.row
        chosen: set[Any] = set(marks.keys)
        if not chosen and not marks.all_marked and row is not None:
            chosen = {row.key}
        count = await self.write(notifications.read, chosen, but=marks.all_marked)
        if count is not None:
            self.rows.clear_marks()
            self.toast(self.language.count(READ, count))


async def open_and_read(screen: CrmScreen[Any], told: Notification) -> None:
    """Open the record, or the change where there are several; from then on it is read."""
    if told.read_at is None:
        await screen.write(notifications.read, [told.id])
    if told.record is not None:
        screen.open_card(told.entity, told.record)
        return
    action = await screen.call(history.action_of, told.transaction)
    if action is not None:
        from crm_tui.screens.history.detail import ActionScreen

        screen.app.push_screen(ActionScreen(action))


def columns(session: Session) -> list[Column]:
    text = session.language.text
    return [
        Column(text(_("When")), WHEN, inks="quiet"),
        Column(text(_("By")), WHO),
        Column("", WHAT, inks="quiet"),
        Column(text(_("Of what")), 16, flex=1, inks="strong"),
        Column("", 12, flex=2, drop=1),
    ]


def page(session: Session, offset: int, limit: int) -> Page[Row]:
    found, now = notifications.page(session, offset, limit), showing(session)
    return Page([row(now, one) for one in found.rows], found.offset, found.total)


def row(now: Showing, one: Notification) -> Row:
    """What is read already is quiet."""
    reason = now.language.text(one.reason.label)
    said = notifications.said(now.language, one)
    cells: list[Cell] = [when(now, one), who(one), reason, subject(now, one), said]
    sign = [(SIGN["next"], "accent")] if one.read_at is None else [(SIGN["planned"], "faint")]
    return Row(cells, one.id, sign, past=one.read_at is not None, record=one)


def when(now: Showing, one: Notification) -> str:
    """The time of today, the day before that."""
    today = now.day(one.at) == now.reading.today
    return clock(now, one.at) if today else now.language.date(now.day(one.at))


def who(one: Notification) -> str:
    """The first name."""
    return (one.who or "").partition(" ")[0]


def subject(now: Showing, one: Notification) -> str:
    """The name of the record, or how many there are."""
    if one.record is None:
        return now.language.count(SEVERAL[one.entity], one.count)
    return one.title
