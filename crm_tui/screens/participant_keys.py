"""`i` on an activity: who takes part. The dialog is imported when it is asked for."""

from typing import TYPE_CHECKING

from textual.binding import Binding

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen

if TYPE_CHECKING:
    from crm_tui.domain.listing import Listed


class ParticipantKeys(CrmScreen[None]):
    """Override `activity`."""

    BINDINGS = [Binding("i", "participants", _("who comes"), show=False, id="participants.open")]

    def activity(self) -> "Listed | None":
        """The activity at the cursor."""
        raise NotImplementedError

    def action_participants(self) -> None:
        found = self.activity()
        if found is not None:
            from crm_tui.screens.participants import ParticipantsSheet

            self.app.push_screen(ParticipantsSheet(found.id, found.subject))
