"""The lists on the tabs of a card."""

from crm_tui.domain.entities import ACTIVITIES, Entity
from crm_tui.domain.paging import Page
from crm_tui.screens.base import Calling
from crm_tui.screens.card import changes, deals, events, loading, people
from crm_tui.screens.card.notices import notice
from crm_tui.screens.shown import Showing
from crm_tui.services import fields
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import FromList
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.rows import Row
from crm_tui.widgets.sectioned_list import SectionedList


def history_rows(
    session: Session, entity: Entity, number: int, offset: int, limit: int
) -> Page[Row]:
    """A page of the history, painted."""
    showing = Showing(session.language, session.reading)
    known = fields.named(session, ACTIVITIES.name)
    page = loading.history_page(session, entity, number, offset, limit)
    rows = [events.row(showing, known, activity) for activity in page.rows]
    return Page(rows, page.offset, page.total)


def history(screen: Calling, entity: Entity, number: int, showing: Showing) -> RecordList:
    async def load(offset: int, limit: int) -> Page[Row] | None:
        return await screen.call(history_rows, entity, number, offset, limit)

    empty = notice(showing.language, "history")
    return RecordList(events.columns(showing), load, empty=empty, id="history")


class PeopleList(SectionedList):
    """Read when its tab is opened, and again after changes."""

    async def read(self, screen: Calling, entity: Entity, number: int) -> None:
        found = await screen.call(people.read, entity, number)
        if found is not None and screen.is_there:
            self.show(found)


class DealList(SectionedList):
    """Likewise."""

    async def read(self, screen: Calling, entity: Entity, number: int) -> None:
        found = await screen.call(deals.read, entity, number)
        if found is not None and screen.is_there:
            self.show(found)


class ChangeList(SectionedList):
    """Likewise, the newest first; there is nothing to open in it."""

    most = changes.STEP
    oldest: int | None = None
    """The last action that was read, where there are older ones."""
    asked: int | None = None
    """The action from which older ones are being read."""

    class Wanted(FromList):
        """The cursor is near the end of what was read, and there are older ones."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in ("choose", "mark", "mark_all")

    async def read(self, screen: Calling, entity: Entity, number: int) -> None:
        found = await screen.call(changes.read, entity, number, self.most)
        if found is not None and screen.is_there:
            self.oldest, self.asked = found.oldest, None
            self.show(found.rows)

    async def read_older(self, screen: Calling, entity: Entity, number: int) -> None:
        """Add the next step; what was read anew meanwhile has it already."""
        before = self.oldest
        self.most += changes.STEP
        found = await screen.call(changes.read, entity, number, changes.STEP, before)
        if found is not None and screen.is_there and self.oldest == before:
            self.oldest = found.oldest
            self.show([*(self.all_items or ()), *found.rows])

    def watch_cursor(self, before: int, now: int) -> None:
        super().watch_cursor(before, now)
        near = now >= (self.length or 0) - self.rows_high
        if near and self.oldest not in (None, self.asked):
            self.asked = self.oldest
            self.post_message(self.Wanted(self))


def deal_list(showing: Showing) -> DealList:
    empty = notice(showing.language, "deals")
    return DealList(deals.columns(showing), titles=True, empty=empty, id="deals")


def people_list(showing: Showing) -> PeopleList:
    empty = notice(showing.language, "people")
    return PeopleList(people.columns(showing), titles=True, empty=empty, id="people")


def change_list(showing: Showing) -> ChangeList:
    empty = notice(showing.language, "changes")
    return ChangeList(changes.columns(showing), titles=True, empty=empty, id="changes")
