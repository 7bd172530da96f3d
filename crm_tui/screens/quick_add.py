"""A new task in one line, which says what is understood while it is typed."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from textual import on, work
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.activities import Activity
from crm_tui.domain.drafts import Draft
from crm_tui.domain.entities import entity
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmSheet, Party
from crm_tui.screens.drafts import Drafting
from crm_tui.screens.forms.discard import leave
from crm_tui.screens.log_parts import Preview
from crm_tui.screens.parties import packed, unpacked
from crm_tui.screens.plan_lines import plan_line
from crm_tui.screens.shown import showing
from crm_tui.services import fields, quick_add
from crm_tui.services.quick_add import Understood
from crm_tui.session import Session
from crm_tui.widgets.inputs import Entry, Label
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import SIGN

NO_DATE = _("{words}: no date, stays text")
PREVIEWED = 3
"""Lines of the preview: the activity, whom it is with, its first task."""


def lines(session: Session, text: str, party: Party | None) -> list[Line]:
    """What Enter would write, for the preview; runs in the database thread."""
    with_whom = (entity(party[0]), party[1]) if party else None
    understood = quick_add.understand(session, text, with_whom)
    known, shown = fields.named(session, "activities"), showing(session)
    found = [plan_line(shown, known, understood), whom_line(session, understood)]
    return [*found, *(plan_line(shown, known, task) for task in understood.follow_ups)]


def whom_line(session: Session, understood: Understood) -> Line:
    """The client and the contact, or those whom a name may mean; first what is no date."""
    text = session.language.text
    doubt: Line = []
    if understood.quick.unread:
        words = ", ".join(understood.quick.unread)
        doubt = [(text(NO_DATE, words=words), "warn"), (f"  {SIGN['dot']}  ", "faint")]
    return [*doubt, *with_whom(session, understood)]


def with_whom(session: Session, understood: Understood) -> Line:
    text = session.language.text
    if understood.offered:
        names = ", ".join(link.name for link in understood.offered)
        return [(text(_("who? {names}: write more of the name"), names=names), "warn")]
    names = f" {SIGN['path']} ".join(
        link.name for link in (understood.client, understood.contact, understood.deal) if link
    )
    return [(names or text(_("with nobody")), "strong" if names else "quiet")]


def add(session: Session, text: str, party: Party | None) -> list[Activity] | CrmError:
    """What was written down, or why it was not."""
    try:
        return quick_add.add(session, text, {}, (entity(party[0]), party[1]) if party else None)
    except CrmError as error:
        return error


class QuickAddSheet(CrmSheet[None], Drafting):
    """`party` is whom the task is with unless the line names another; `line` is typed already.

    `when` stands before it: the day that was pointed at, which nobody has typed.
    """

    HEADING = _("New task")
    NEXT_STEP = _("Next step?")

    def __init__(
        self, party: Party | None = None, next_step: bool = False, line: str = "", when: str = ""
    ) -> None:
        super().__init__()
        self.begun, self.when = when + line, when.strip()
        self.with_whom = party
        self.next_step = next_step
        self._saving = False

    def heading(self) -> str:
        return self.language.text(self.NEXT_STEP if self.next_step else self.HEADING)

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        hint = text(_("call Ivanov tomorrow 15:00 30m #hot !send quote fri @olga"))
        yield Horizontal(Label(text(_("task"))), Entry(self.begun, placeholder=hint, id="line"))
        for _place in range(PREVIEWED):
            yield Preview()

    def on_mount(self) -> None:
        self.query_one("#line").focus()
        self.preview(self.begun)
        self.go_on()

    # The draft.

    @classmethod
    def reopened(cls, draft: Draft) -> Self:
        party, next_step = draft.arguments
        screen = cls(unpacked(party), bool(next_step))
        screen.draft = draft
        return screen

    def opened_with(self) -> Sequence[Any]:
        return [packed(self.with_whom), self.next_step]

    def typed(self) -> dict[str, str]:
        return {"line": self.query_one("#line", Input).value}

    def subject(self) -> str:
        return f"{self.heading()}: {self.query_one('#line', Input).value}"

    @work(group="draft")
    async def go_on(self) -> None:
        """Take up what was typed here before the program was cut off."""
        draft = await self.take_draft()
        if draft is not None and self.is_there and not self.unsaved():
            self.query_one("#line", Input).value = draft.texts.get("line", "")
            self.tell_again(draft)

    # The line.

    @on(Input.Changed, "#line")
    def _line_typed(self, event: Input.Changed) -> None:
        self.preview(event.value)

    @work(exclusive=True, group="preview")
    async def preview(self, text: str) -> None:
        found = await self.call(lines, text, self.with_whom)
        if self.is_there:
            self.show(found or [])

    def show(self, found: list[Line]) -> None:
        for place, line in enumerate(self.query(Preview)):
            line.show(found[place] if place < len(found) else [])

    @on(Input.Submitted, "#line")
    def submit(self, event: Input.Submitted) -> None:
        if self.next_step and not event.value.strip():
            self.dismiss(None)
        else:
            self.save(event.value)

    @work(group="write")
    async def save(self, text: str) -> None:
        """Write it down once; a failure keeps the dialog with what was typed."""
        if self._saving:
            return
        self._saving = True
        found = await self.write(add, text, self.with_whom)
        self._saving = False
        if isinstance(found, CrmError):
            if self.is_there:
                self.show([[(self.language.error(found), "late")]])
        elif found:
            self.tell(_("{sign} Planned: {name}    u undo"), sign=SIGN["done"],
                      name=found[0].subject)  # fmt: skip
            self.dismiss(None)

    def action_leave(self) -> None:
        leave(self, unsaved=int(self.unsaved()))

    def unsaved(self) -> bool:
        return self.query_one("#line", Input).value.strip() not in ("", self.when)
