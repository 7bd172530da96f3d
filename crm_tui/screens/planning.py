"""Keys for what is planned: done, a day later or earlier, to a day in words.

They are about the marked rows, as one change, or about the row at the cursor where none is marked.

What the keys need is imported when they are pressed: Today is the first screen of all.
"""

from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding

from crm_tui.domain.texts import _, counted
from crm_tui.screens.marked import MarkedScreen

if TYPE_CHECKING:
    from crm_tui.domain.activities import Activity
    from crm_tui.domain.listing import Listed

DONE = _("done: {subject}")
DONE_ALREADY = _("{subject} is done already")
MOVED = _("{subject}: now {when}")
UNPLANNED = _("nothing is planned here yet")
MANY_DONE = counted(
    "done: {count} activity, u takes it back", "done: {count} activities, u takes it back"
)
MANY_MOVED = counted(
    "moved: {count} activity, u takes it back", "moved: {count} activities, u takes it back"
)


class PlanningScreen(MarkedScreen):
    """Override `activity`, and `marked` as of any such screen."""

    BINDINGS = [
        Binding("d", "done", _("done"), id="planning.done"),
        Binding("plus", "shift(1)", _("later"), id="planning.later"),
        Binding("minus", "shift(-1)", _("earlier"), show=False, id="planning.earlier"),
        Binding("p", "put_off", _("to a day"), show=False, id="planning.put_off"),
    ]

    def activity(self) -> "Listed | None":
        """The activity at the cursor."""
        raise NotImplementedError

    def settling(self) -> None:
        """What is at the cursor is dealt with now, and may go from where it stands."""

    @work
    async def action_done(self) -> None:
        from crm_tui.services import planning

        if self.change_marked(planning.done_all, MANY_DONE):
            return
        activity = self.activity()
        if activity is None:
            self.tell_unplanned()
            return
        from crm_tui.services import activities, occurrences

        if self.tell_held(activity):
            return
        self.settling()
        again = activity.values.get("happening")
        held = await (
            self.write(occurrences.held, again)
            if again is not None
            else self.write(activities.done, activity.id, "", activity)
        )
        if held is not None:
            self.tell(DONE, subject=activity.subject)
            self.ask_next_step(activity)

    @work
    async def action_shift(self, days: int) -> None:
        from crm_tui.services import planning

        if self.change_marked(planning.move_all, MANY_MOVED, days):
            return
        activity = self.activity()
        if activity is None:
            self.tell_unplanned()
            return
        self.settling()
        if "happening" in activity.values:
            await self.move_once(activity, days)
        else:
            self.tell_moved(await self.write(planning.move, activity.id, days, activity))

    async def move_once(self, activity: "Listed", wish: int | str) -> None:
        """Only this time of what repeats: by so many days, or to a day in words."""
        from crm_tui.domain.series import Reach
        from crm_tui.services import occurrences

        what = activity.happening
        placed = await (
            self.write(occurrences.by_days, what, Reach.THIS, wish)
            if isinstance(wish, int)
            else self.write(occurrences.to, what, Reach.THIS, wish)
        )
        self.tell_moved(placed.activity if placed is not None else None)

    def ask_next_step(self, activity: "Listed") -> None:
        """What comes next with whom it was done with; Esc is none."""
        from crm_tui.screens.parties import about

        party = about(activity)
        if party is not None:
            self.crm.open_task(party, True)

    def tell_held(self, activity: "Listed") -> bool:
        """Whether it was held, which is told then: nothing of it is to be planned."""
        from crm_tui.domain.activities import ActivityStatus

        held = bool(activity.status == ActivityStatus.DONE.value)
        if held:
            self.tell(DONE_ALREADY, subject=activity.subject)
        return held

    def tell_unplanned(self) -> None:
        """A line may be about somebody with whom nothing is planned yet."""
        if self.party() is not None:
            self.tell(UNPLANNED)

    def action_put_off(self) -> None:
        """To a day in words; where nothing is planned yet, a task for some day."""
        activity, several = self.activity(), self.marked() is not None
        if several or (activity is not None and not self.tell_held(activity)):
            from crm_tui.screens.when import WhenSheet

            self.app.push_screen(WhenSheet(), self.put_off)
        elif activity is None and (party := self.party()) is not None:
            self.crm.open_task(party)
        elif activity is None:
            self.tell_unplanned()

    @work
    async def move_to(self, text: str) -> None:
        from crm_tui.services import planning

        if self.change_marked(planning.move_all_to, MANY_MOVED, text):
            return
        activity = self.activity()
        if activity is None:
            return
        self.settling()
        if "happening" in activity.values:
            await self.move_once(activity, text)
        else:
            self.tell_moved(await self.write(planning.move_to, activity.id, text, activity))

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
