"""The list of activities and tasks: as other lists, and what is planned can be moved."""

from textual.binding import Binding

from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.screens.base import Party
from crm_tui.screens.lists.activity_board import ActivityBoard
from crm_tui.screens.lists.screen import ListScreen
from crm_tui.screens.participant_keys import ParticipantKeys
from crm_tui.screens.parties import about, party_of
from crm_tui.screens.parts import PartsKeys
from crm_tui.screens.planning import PlanningScreen
from crm_tui.widgets.rows import Row


class ActivitiesScreen(ListScreen, PlanningScreen, PartsKeys, ParticipantKeys):
    BINDINGS = [Binding("B", "board", _("board"), id="activities.board")]

    def action_board(self) -> None:
        """What the list shows, by status."""
        self.app.push_screen(ActivityBoard(self.view))

    def activity(self) -> Listed | None:
        return self.record

    def beside(self, row: Row) -> tuple[str, int] | None:
        party = party_of(row.record)
        return (party[0], party[1].id) if party else None

    def party(self) -> Party | None:
        return about(self.record) if self.record is not None else None
