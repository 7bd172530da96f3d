"""The playbooks of the firm: new ones, their steps, the archive."""

from collections.abc import Iterable, Mapping

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.playbooks import Playbook, read_steps, written
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.playbooks import PlanPreview, plan_lines
from crm_tui.screens.settings import reading
from crm_tui.screens.settings.asking import Options, OptionsScreen
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services import playbooks
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.inputs import Entry, Label
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.paint import Line

USUAL = 4
"""Steps for which the dialog has room from the start."""


class PlaybooksScreen(OptionsScreen):
    PLACE = _("Settings")
    ABOUT = _(
        "Chains of steps that anybody starts with n on a card: a call today, the offer in two"
        " days, a call in a week. Each step is planned on a working day."
    )
    OF_A_ROW = ("edit", "archive")
    BINDINGS = [
        Binding("n", "new", _("new"), id="playbooks.new"),
        Binding("e", "edit", _("edit"), id="playbooks.edit"),
        Binding("x", "archive", _("archive"), id="playbooks.archive"),
    ]

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        nothing = Notice(text(_("No playbooks yet")), keys=[("n", text(_("new")))])
        yield Options(reading.PLAYBOOKS, empty=nothing)

    def on_mount(self) -> None:
        self.header.path = self.language.text(reading.PLAYBOOKS_LABEL)
        self.reload()

    async def load(self) -> None:
        items = await self.call(reading.chains)
        if items is None:
            self.load_failed()
        elif self.is_there:
            self.query_one(Options).show(items)

    @property
    def playbook(self) -> Playbook | None:
        """The playbook at the cursor."""
        row = self.query_one(Options).row
        return row.record if row is not None else None

    def action_new(self) -> None:
        self.app.push_screen(PlaybookForm())

    @on(CursorList.Chosen)
    def action_edit(self) -> None:
        if self.playbook is not None:
            self.app.push_screen(PlaybookForm(self.playbook))

    @work
    async def action_archive(self) -> None:
        if self.playbook is not None:
            await self.write(playbooks.archive, self.playbook)


class PlaybookForm(TypedSheet[bool]):
    """A name and the steps in a line; below them what would be planned if it began today."""

    AUTO_FOCUS = "Input"
    BINDINGS = [Binding("tab", "app.focus_next", _("next field"), id="playbook.next")]

    def __init__(self, playbook: Playbook | None = None) -> None:
        super().__init__()
        self.playbook = playbook

    def heading(self) -> str:
        text = self.language.text
        return self.playbook.name if self.playbook else text(_("New playbook"))

    def body(self) -> Iterable[Widget]:
        text, found = self.language.text, self.playbook
        name, steps = (found.name, written(found.steps)) if found else ("", "")
        hint = text(_("call +0, send the offer +2, call +7"))
        yield Horizontal(Label(text(_("name"))), Entry(name, id="name"))
        yield Horizontal(Label(text(_("steps"))), Entry(steps, placeholder=hint, id="steps"))
        yield PlanPreview(USUAL)

    def on_mount(self) -> None:
        self.preview(self.query_one("#steps", Input).value)

    @on(Input.Changed, "#steps")
    def steps_typed(self, event: Input.Changed) -> None:
        self.preview(event.value)

    @work(exclusive=True, group="preview")
    async def preview(self, typed: str) -> None:
        lines = await self.call(previewed, typed) if typed.strip() else []
        if self.is_there:
            self.query_one(PlanPreview).show(lines or [])

    @on(Input.Submitted, "#name")
    def to_steps(self) -> None:
        self.query_one("#steps").focus()

    @on(Input.Submitted, "#steps")
    def submit(self) -> None:
        self.save(self.inputs())

    @work(exclusive=True, group="save")
    async def save(self, typed: Mapping[str, str]) -> None:
        name, steps = typed.values()
        mistake = await self.write(saved, name, steps, self.playbook)
        if mistake and self.is_there:
            self.query_one(PlanPreview).show([[(mistake, "late")]])
        elif mistake is not None:
            self.dismiss(True)


def previewed(session: Session, typed: str) -> list[Line]:
    """The steps on their days if they began today, or what is wrong with them."""
    try:
        return plan_lines(session, read_steps(typed), None)
    except CrmError as error:
        return [[(session.language.error(error), "warn")]]


def saved(session: Session, name: str, steps: str, before: Playbook | None) -> str:
    """Save it; returns what is wrong, translated, or nothing."""
    try:
        playbooks.save(session, name, steps, before)
    except CrmError as error:
        return session.language.error(error)
    return ""
