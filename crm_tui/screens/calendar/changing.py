"""Keys that move, stretch, edit and put away what is at the cursor of the calendar."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from textual import work
from textual.binding import Binding

from crm_tui.domain.calendar import Happening
from crm_tui.domain.listing import Listed
from crm_tui.domain.series import Reach
from crm_tui.domain.texts import _
from crm_tui.screens.calendar.form import OccurrenceForm
from crm_tui.screens.keyboard import LATIN_OF
from crm_tui.screens.participant_keys import ParticipantKeys
from crm_tui.screens.planning import MOVED
from crm_tui.screens.shown import showing
from crm_tui.screens.when import WhenSheet
from crm_tui.services import occurrences
from crm_tui.services.occurrences import Placed
from crm_tui.widgets.menus import PlaceMenu
from crm_tui.widgets.signs import SIGN

NOTHING = _("nothing is planned here: Tab goes to what is, n plans something")
REACHES = {"t": Reach.THIS, "l": Reach.LATER, "a": Reach.ALL}


class ChangingScreen(ParticipantKeys):
    """Override `happening` and `follow`."""

    BINDINGS = [
        Binding("e", "edit", _("edit"), show=False, id="calendar.edit"),
        Binding("plus", "days(1)", _("a day later"), show=False, id="calendar.later"),
        Binding("minus", "days(-1)", _("a day earlier"), show=False, id="calendar.earlier"),
        Binding("greater_than_sign", "slots(1)", _("30 min later"), show=False,
                id="calendar.slot_later"),
        Binding("less_than_sign", "slots(-1)", _("30 min earlier"), show=False,
                id="calendar.slot_earlier"),
        Binding("right_square_bracket", "stretch(1)", _("longer"), show=False,
                id="calendar.longer"),
        Binding("left_square_bracket", "stretch(-1)", _("shorter"), show=False,
                id="calendar.shorter"),
        Binding("p", "put_off", _("to a day"), show=False, id="calendar.put_off"),
        Binding("x", "archive", _("archive"), show=False, id="calendar.archive"),
    ]  # fmt: skip

    @property
    def happening(self) -> Happening | None:
        """What is at the cursor."""
        raise NotImplementedError

    def activity(self) -> Listed | None:
        return self.happening.record if self.happening is not None else None

    def follow(self, number: int, begins: date | datetime) -> None:
        """The cursor goes to where an activity begins now."""
        raise NotImplementedError

    def action_days(self, days: int) -> None:
        self.change(occurrences.by_days, days)

    def action_slots(self, slots: int) -> None:
        self.change(occurrences.by_slots, slots)

    def action_stretch(self, slots: int) -> None:
        self.change(occurrences.stretch, slots)

    def action_put_off(self) -> None:
        if self.happening is None:
            self.tell(NOTHING)
        else:
            self.app.push_screen(WhenSheet(), self.put_off)

    def action_participants(self) -> None:
        if self.happening is None:
            self.tell(NOTHING)
        else:
            super().action_participants()

    def put_off(self, text: str | None) -> None:
        if text:
            self.change(occurrences.to, text)

    def change(self, service: Callable[..., Placed], value: int | str) -> None:
        self.with_reach(partial(self.write_change, service, value))

    def with_reach(self, act: Callable[[Happening, Reach], Any]) -> None:
        """Of what repeats it is asked first which times are meant."""
        happening = self.happening
        if happening is None:
            self.tell(NOTHING)
        elif not happening.repeats:
            act(happening, Reach.ALL)
        else:
            text = self.language.text
            keys = [(key, text(reach.label)) for key, reach in REACHES.items()]
            menu = PlaceMenu(text(_("It repeats: which do you mean?")), keys, LATIN_OF)
            self.app.push_screen(
                menu, lambda key: act(happening, REACHES[key]) if key in REACHES else None
            )

    @work(group="write")
    async def write_change(
        self,
        service: Callable[..., Placed],
        value: int | str,
        happening: Happening,
        reach: Reach,
    ) -> None:
        placed = await self.write(service, happening, reach, value)
        if placed is not None:
            self.follow(placed.activity.id, placed.begins)
            when = showing(self.crm.session).moment(placed.begins)
            self.tell(MOVED, subject=placed.activity.subject, when=when)

    def action_edit(self) -> None:
        self.with_reach(self.edit)

    def edit(self, happening: Happening, reach: Reach) -> None:
        """What is edited apart from its series becomes an activity of its own when it is saved."""
        number, begins = happening.record.id, happening.begins.isoformat()
        if happening.repeats and reach is not Reach.ALL:
            self.app.push_screen(OccurrenceForm(number, begins, reach.value))
        else:
            self.crm.open_form("activities", number)

    def action_archive(self) -> None:
        self.with_reach(self.archive)

    @work(group="write")
    async def archive(self, happening: Happening, reach: Reach) -> None:
        if await self.write(occurrences.put_away, happening, reach):
            self.tell(_("{sign} Archived: {name}    u undo"), sign=SIGN["done"],
                      name=happening.record.subject)  # fmt: skip
