"""Keys for what is planned: done, a day later or earlier, to a day in words."""

from collections.abc import Iterable

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.activities import Activity
from crm_tui.domain.dates import read_moment
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmScreen, CrmSheet
from crm_tui.screens.shown import showing
from crm_tui.widgets.inputs import Field

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

    def activity(self) -> Listed | None:
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

    @work
    async def action_shift(self, days: int) -> None:
        activity = self.activity()
        if activity is None:
            return
        from crm_tui.services import planning

        self.tell_moved(await self.write(planning.move, activity.id, days))

    def action_put_off(self) -> None:
        if self.activity() is not None:
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

    def tell_moved(self, activity: Activity | None) -> None:
        if activity is None:
            return
        moment = activity.start or activity.due
        if moment is not None:
            when = showing(self.crm.session).moment(moment)
            self.tell(MOVED, subject=activity.subject, when=when)


class WhenSheet(CrmSheet[str]):
    """Asks for a day in words, and says how it is understood while it is typed."""

    HEADING = _("To which day?")

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield Field("when", text(_("when")), hint=text(_("fri, tomorrow 10:00, 1 dec")))

    def on_mount(self) -> None:
        self.query_one(Field).focus_entry()

    @on(Field.Changed)
    def judge(self, event: Field.Changed) -> None:
        event.field.mistake = ""
        event.field.hint = self.understood(event.field.value) or ""

    @on(Field.Submitted)
    def answer(self, event: Field.Submitted) -> None:
        if self.understood(event.field.value):
            self.dismiss(event.field.value)
        else:
            event.field.mistake = self.language.text(_("this is no day"))

    def understood(self, text: str) -> str | None:
        """The day that the text names, in full."""
        session = self.crm.session
        try:
            return showing(session).moment(read_moment(text, session.reading))
        except CrmError:
            return None
