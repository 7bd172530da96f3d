"""The list of activities and tasks: as other lists, and what is planned can be moved."""

from copy import deepcopy
from functools import partial

from crm_tui.domain.listing import Listed
from crm_tui.screens.base import Party
from crm_tui.screens.lists import views
from crm_tui.screens.lists.screen import ListScreen
from crm_tui.screens.parties import party_of
from crm_tui.screens.planning import Choose, PlanningScreen
from crm_tui.widgets.rows import Row


class ActivitiesScreen(ListScreen, PlanningScreen):
    def activity(self) -> Listed | None:
        return self.record

    def marked(self) -> Choose | None:
        marks = self.records.marks
        if not marks.count(self.records.row_count):
            return None
        return partial(views.marked, view=self.view, marks=deepcopy(marks), number=0)

    def beside(self, row: Row) -> tuple[str, int] | None:
        party = party_of(row.record)
        return (party[0], party[1].id) if party else None

    def party(self) -> Party | None:
        return party_of(self.record) if self.record is not None else None
