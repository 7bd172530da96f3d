"""`n` on a card: a playbook with what it would plan, or a single activity."""

from collections.abc import Callable, Sequence
from datetime import date

from textual import on, work
from textual.binding import Binding

from crm_tui.domain.dates import read_moment
from crm_tui.domain.entities import entity
from crm_tui.domain.playbooks import Playbook, Step, written
from crm_tui.domain.texts import _, counted
from crm_tui.screens.base import CrmSheet, Party
from crm_tui.screens.plan_lines import plan_line
from crm_tui.screens.settings.asking import Options
from crm_tui.screens.shown import showing
from crm_tui.screens.when import WhenSheet
from crm_tui.services import fields, planning, playbooks
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.paint import BLANK, Line
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.rows import GAP, Item, Row
from crm_tui.widgets.signs import SIGN

SHOWN = 8
"""Steps that are previewed; of a longer chain the number of the others is said."""

FROM, FROM_TODAY = _("from {day} on"), _("from today on, {day}")
MORE = counted("and {count} more", "and {count} more")
PLANNED = counted(
    "{sign} {count} step of {name} is planned    u undo",
    "{sign} {count} steps of {name} are planned    u undo",
)


def plan_lines(
    session: Session, steps: Sequence[Step], party: Party | None, begins: date | None = None
) -> list[Line]:
    """What would be planned, a line a step; runs in the database thread."""
    with_whom = (entity(party[0]), party[1]) if party else None
    known, shown = fields.named(session, "activities"), showing(session)
    planned = playbooks.plan(session, steps, with_whom, begins)
    lines = [plan_line(shown, known, step) for step in planned[:SHOWN]]
    if len(planned) > SHOWN:
        lines.append([(session.language.count(MORE, len(planned) - SHOWN), "quiet")])
    return lines


class PlanPreview(Painted):
    """What would be planned, at least as high as `steps`, so that nothing jumps."""

    begins = ""
    """From which day, where that can be chosen."""
    lines: Sequence[Line] = ()

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.steps = min(steps, SHOWN + 1)

    def show(self, lines: Sequence[Line], begins: str = "") -> None:
        self.lines, self.begins = lines, begins
        self.repaint()

    def paint(self, width: int, height: int) -> list[Line]:
        head: list[Line] = [[(self.begins, "quiet")]] if self.begins else []
        return [BLANK, *head, *self.lines, *[BLANK] * (self.steps - len(self.lines))]


class Chains(Options):
    BINDINGS = [Binding("enter", "choose", _("plan it"), id="playbooks.start")]


class StartSheet(CrmSheet[None]):
    """`single` makes one activity in its form, as `n` does where there are no playbooks."""

    HEADING = _("New plan")
    CSS = "StartSheet Chains { height: auto; max-height: 9; }"
    BINDINGS = [Binding("p", "begin", _("from which day"), id="playbooks.begin")]
    begins: date | None = None
    """None for today."""

    def __init__(self, known: Sequence[Playbook], party: Party, single: Callable[[], None]) -> None:
        super().__init__()
        self.known, self.with_whom, self.single = known, party, single

    def body(self) -> Sequence[Chains | PlanPreview]:
        columns = [Column("", 24, flex=1, inks="strong"),
                   Column("", 30, flex=2, inks="quiet", drop=1)]  # fmt: skip
        return Chains(columns), PlanPreview(max(len(found.steps) for found in self.known))

    def on_mount(self) -> None:
        one = self.language.text(_("one activity, in its form"))
        rows: list[Item] = [Row([found.name, written(found.steps)], found.id, record=found)
                            for found in self.known]  # fmt: skip
        shown = self.query_one(Chains)
        shown.styles.height = min(len(rows) + 2, 9)
        shown.show([*rows, GAP, Row([one, ""], "single")])
        shown.focus()

    @on(CursorList.Moved)
    def moved(self, event: CursorList.Moved) -> None:
        self.preview(event.row.record if event.row is not None else None)

    @work(exclusive=True, group="preview")
    async def preview(self, playbook: Playbook | None) -> None:
        steps = playbook.steps if playbook else ()
        lines = await self.call(plan_lines, steps, self.with_whom, self.begins)
        if self.is_there:
            text, session = self.language.text, self.crm.session
            day = showing(session).moment(self.begins or session.reading.today)
            word = text(FROM if self.begins else FROM_TODAY, day=day) if playbook else ""
            self.query_one(PlanPreview).show(lines or [], word)

    def action_begin(self) -> None:
        self.app.push_screen(WhenSheet(_("From which day?")), self.begin)

    def begin(self, text: str | None) -> None:
        """The day in words, on which the first step is due."""
        if text:
            session = self.crm.session
            moment = read_moment(text, planning.ahead(session))
            self.begins = showing(session).day(moment)
            row = self.query_one(Chains).row
            self.preview(row.record if row is not None else None)

    @on(CursorList.Chosen)
    def choose(self, event: CursorList.Chosen) -> None:
        playbook = event.row.record
        if playbook is None:
            self.dismiss(None)
            self.single()
        else:
            self.start(playbook)

    @work(exclusive=True, group="write")
    async def start(self, playbook: Playbook) -> None:
        party = entity(self.with_whom[0]), self.with_whom[1]
        started = await self.write(playbooks.start, playbook, party, self.begins)
        if started:
            told = self.language.count(PLANNED, len(started), sign=SIGN["done"], name=playbook.name)
            self.toast(told)
            self.dismiss(None)
