"""Keys for what is planned: done, a day later or earlier, to a day in words.

What the keys need is imported when they are pressed: Today is the first screen of all.
"""

from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen

if TYPE_CHECKING:
    from crm_tui.domain.activities import Activity
    from crm_tui.domain.listing import Listed

DONE = _("done: {subject}")
MOVED = _("{subject}: now {when}")


class PlanningScreen(CrmScreen[None]):
    """Override `activity`."""

    BINDINGS = [
        Binding("d", "done", _("done"), id="planning.done"),
        Binding("plus", "shift(1)", _("later"), id="planning.later"),
        Binding("minus", "shift(-1)", _("earlier"), show=False, id="planning.earlier"),
        Binding("p", "put_off", _("to a day"), show=False, id="planning.put_off"),
    ]

    def activity(self) -> "Listed | None":
        """The activity at the cursor."""
        raise NotImplementedError

    @work
    async def action_done(self) -> None:
        activity = self.activity()
        if activity is None:
            return
        from crm_tui.services import activities

        if await self.write(activities.done, activity.id) is not None:
            self.tell(DONE, subject=activity.subject)
            self.ask_next_step(activity)

    @work
    async def action_shift(self, days: int) -> None:
        activity = self.activity()
        if activity is None:
            return
        from crm_tui.services import planning

        self.tell_moved(await self.write(planning.move, activity.id, days))

    def ask_next_step(self, activity: "Listed") -> None:
        """What comes next with whom it was done with; Esc is none."""
        from crm_tui.screens.parties import party_of

        party = party_of(activity)
        if party is not None:
            self.crm.open_task(party, True)

    def action_put_off(self) -> None:
        if self.activity() is not None:
            from crm_tui.screens.when import WhenSheet

            self.app.push_screen(WhenSheet(), self.put_off)

    @work
    async def move_to(self, text: str) -> None:
        activity = self.activity()
        if activity is None:
            return
        from crm_tui.services import planning

        self.tell_moved(await self.write(planning.move_to, activity.id, text))

    def put_off(self, text: str | None) -> None:
        if text:
            self.move_to(text)

    def tell_moved(self, activity: "Activity | None") -> None:
        if activity is None:
            return
        from crm_tui.screens.shown import showing

        moment = activity.start or activity.due
        if moment is not None:
            when = showing(self.crm.session).moment(moment)
            self.tell(MOVED, subject=activity.subject, when=when)
