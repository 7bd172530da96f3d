"""A screen whose keys change the marked rows as one change, or the row at the cursor.

What the change needs is imported when it is made: Today is the first screen of all.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from crm_tui.domain.texts import _, counted
from crm_tui.screens.base import CrmScreen
from crm_tui.session import Session
from crm_tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from crm_tui.domain.progress import Progress
    from crm_tui.domain.query_nodes import Node

Choose = Callable[[Session], "Node"]
"""What is marked, asked for in the thread that changes it."""

MARKED = counted("{count} marked", "{count} marked")
NOTHING = _("nothing of what is marked has changed")


class MarkedScreen(CrmScreen[None]):
    """Override `marked` where rows can be marked, and `clear_marks` where they are no `RowList`."""

    def marked(self) -> Choose | None:
        """The marked rows; None where none is marked."""
        return None

    def clear_marks(self) -> None:
        self.query_one(RowList).clear_marks()

    def change_marked(
        self, service: Callable[..., int], told: tuple[str, str], *wish: object
    ) -> bool:
        """Change what is marked, in a dialog that can be stopped; False where nothing is marked."""
        from crm_tui.screens.progress import ProgressSheet

        choose, text = self.marked(), self.language.text
        if choose is None:
            return False

        def long_work(session: Session, progress: "Progress") -> int:
            return service(session, choose(session), *wish, progress)

        def tell(count: int | None) -> None:
            if count is not None:
                self.clear_marks()
                self.crm.changed()
                self.toast(self.language.count(told, count) if count else text(NOTHING))

        heading = text(_("Changing what is marked"))
        self.app.push_screen(ProgressSheet(heading, long_work), tell)
        return True
