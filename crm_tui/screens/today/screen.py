"""Today: what is late, what comes, what was held, who has no next step."""

from collections.abc import Iterable

from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.widgets.sectioned_list import SectionedList


class TodayScreen(CrmScreen[None]):
    PLACE = _("Today")

    def body(self) -> Iterable[Widget]:
        yield SectionedList([])
