"""Team desk: what each of us has to do today, for who leads."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from crm_tui.domain.entities import USERS
from crm_tui.domain.fields import Link
from crm_tui.domain.team import Desk
from crm_tui.domain.texts import _
from crm_tui.domain.views import Arrangement, SavedView
from crm_tui.errors import ForbiddenError
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.settings.asking import Options
from crm_tui.services import team
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.paint import Cell
from crm_tui.widgets.rows import Row
from crm_tui.widgets.signs import SIGN

NUMBER = 13
NOBODY = _("nobody's")
TITLES = (_("Calls today"), _("Overdue"), _("Open work"), _("No next step"))


class TeamScreen(CrmScreen[None]):
    PLACE = _("Team desk")
    ABOUT = _(
        "What each of us has to do: today's calls, held of all, what is overdue, all open work,"
        " and clients and deals for which nothing is planned. Enter opens her open work."
    )

    def body(self) -> Iterable[Widget]:
        yield Options(self.columns(), titles=True)

    def on_mount(self) -> None:
        super().on_mount()
        self.reload()

    def columns(self) -> list[Column]:
        text = self.language.text
        numbers = [Column(text(title), NUMBER, right=True) for title in TITLES]
        rest = Column("", 1, flex=3, drop=1)  # in a wide window the numbers stay near the names
        return [Column(text(_("Who")), 18, flex=1, inks="strong"), *numbers, rest]

    async def load(self) -> None:
        found = await self.call(desks)
        if found is None:
            self.load_failed()
        elif self.is_there:
            shown = self.query_one(Options)
            if isinstance(found, ForbiddenError):
                shown.show_empty(Notice(self.language.error(found), keys=self.ways_on()))
                found = []
            shown.show([self.row(desk) for desk in found])

    def ways_on(self) -> Sequence[tuple[str, str]]:
        return [("g t", self.language.text(_("Today")))]

    def row(self, desk: Desk) -> Row:
        """Nothing is quiet; what is late has the colour and the sign of that."""
        user, number = desk.user, self.language.number
        calls = f"{number(desk.held)} / {number(desk.calls)}" if desk.calls else ""
        late = number(desk.overdue) if desk.overdue else ""
        cells: list[Cell] = [
            user.name if user else self.language.text(NOBODY),
            calls,
            [(late, "late")],
            number(desk.planned) if desk.planned else "",
            number(desk.stalled) if desk.stalled else "",
            "",
        ]
        sign = [(SIGN["late"], "late")] if desk.overdue else []
        left = user is not None and user.archived_at is not None
        return Row(cells, user.id if user else 0, sign, past=left, record=desk)

    @on(CursorList.Chosen)
    def open_work(self, event: CursorList.Chosen) -> None:
        """What is planned of the person at the cursor, as a view under her name."""
        user = event.row.record.user
        whose = USERS.shown_id(user.id) if user else "none"
        arrangement = Arrangement(f"owner:{whose} status:planned")
        name = user.name if user else self.language.text(NOBODY)
        me = self.crm.session.user
        self.crm.open_view(SavedView(0, 0, "activities", name, arrangement, Link(me.id, me.name)))


def desks(session: Session) -> Sequence[Desk] | ForbiddenError:
    """The desks, or why they are not for the user."""
    try:
        return team.desks(session)
    except ForbiddenError as error:
        return error
