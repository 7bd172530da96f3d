"""The key that calls: the number to dial, and the dialog that takes down what was said.

What the key needs is imported when it is pressed: Today is the first screen of all.
"""

from textual import work
from textual.binding import Binding

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen, Party

NOBODY = _("nobody to call stands here")


class CallKeys(CrmScreen[None]):
    """Override `party`."""

    BINDINGS = [Binding("c", "call_party", _("call"), show=False, id="party.call")]

    def action_call_party(self) -> None:
        party = self.party()
        if party is None:
            self.tell(NOBODY)
            return
        self.tell_phone(party)
        self.crm.open_log(party)

    @work(group="phone")
    async def tell_phone(self, party: Party) -> None:
        from crm_tui.domain.entities import entity
        from crm_tui.services import activities

        phone = await self.call(activities.to_dial, entity(party[0]), party[1].id)
        if phone:
            self.toast(phone)
