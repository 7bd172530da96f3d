"""Log a contact: a letter for the kind, the text, Enter."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.activities import Activity, ActivityKind, Direction
from crm_tui.domain.drafts import Draft
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, entity
from crm_tui.domain.fields import Link
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmSheet, Party
from crm_tui.screens.drafts import Drafting
from crm_tui.screens.findings import Finding, FoundList
from crm_tui.screens.forms.discard import leave
from crm_tui.screens.log_parts import KINDS, KindLine, Preview, Who
from crm_tui.screens.parties import packed, unpacked
from crm_tui.screens.plan_lines import plan_line
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import activities, fields, quick_add, records
from crm_tui.session import Session
from crm_tui.widgets.inputs import Entry, Label
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import SIGN

CANDIDATES = 5
KNOWN = (CLIENTS.name, CONTACTS.name, DEALS.name)
"""Of what a contact may be."""


def log(
    session: Session, party: Party | None, kind: str, text: str, typed: Mapping[str, str]
) -> Activity | CrmError:
    """The activity as it was written, or why it was not."""
    name, link = party or (CLIENTS.name, None)
    try:
        return activities.log(session, link, entity(name), kind, text, typed)
    except CrmError as error:
        return error


def task_line(session: Session, text: str) -> Line:
    """How the task in what was said is understood, or the first of several; empty without one."""
    _said, tasks = quick_add.follow_ups(session, text, {})
    known = fields.named(session, ACTIVITIES.name)
    return plan_line(showing(session), known, tasks[0]) if tasks else []


def described(session: Session, party: Party) -> str:
    """`Romashka LLC › Ivan Petrov`: a contact with the client she works for."""
    name, link = party
    record = records.get(session, entity(name), link.id)
    title = str(getattr(record, entity(name).title))
    client = getattr(record, "client", None)
    return f"{client.name} {SIGN['path']} {title}" if client else title


class LogSheet(CrmSheet[None], Finding, Drafting):
    """With whom is known from where the user was, or asked for first."""

    HEADING = _("Log a contact")
    AUTO_FOCUS = ""
    CSS = "LogSheet #asking { height: 7; } LogSheet #found { height: 5; }"
    BINDINGS = [
        Binding("tab", "app.focus_next", _("next field"), priority=True, id="log.next"),
        Binding("ctrl+n", "save_and_plan", _("save, plan next"), id="log.plan"),
        Binding("down", "move(1)", _("down"), show=False, id="log.down"),
        Binding("up", "move(-1)", _("up"), show=False, id="log.up"),
    ]

    def __init__(self, party: Party | None = None) -> None:
        super().__init__()
        self.with_whom = party
        self._saving = False

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        who = Entry(placeholder=text(_("name, phone, e-mail, id; Enter takes it")), id="who")
        found = FoundList(self.language, KNOWN, limit=CANDIDATES)
        yield Vertical(Horizontal(Label(text(_("who"))), who), found, id="asking")
        yield Who()
        yield KindLine()
        said = Entry(placeholder=text(_("what was said")), id="text")
        yield Horizontal(Label(text(_("text"))), said)
        yield Preview()
        yield Preview()

    def on_mount(self) -> None:
        self._ask(self.with_whom is None)
        self._preview()
        if self.with_whom is not None:
            self.describe(self.with_whom)
        self.go_on()

    def _ask(self, asking: bool) -> None:
        """Show the question for whom, or the answer."""
        self.query_one("#asking").display = asking
        self.query_one(Who).display = not asking
        self.query_one("#who" if asking else KindLine).focus()

    @work(exclusive=True, group="describe")
    async def describe(self, party: Party) -> None:
        who = await self.call(described, party)
        if self.is_there:
            self.query_one(Who).who = who or party[1].name

    # With whom.

    @on(Input.Changed, "#who")
    def _who_typed(self, event: Input.Changed) -> None:
        self.find(event.value)

    @on(Input.Submitted, "#who")
    def _take_who(self) -> None:
        """The found one, or nobody: a contact with somebody who is no client yet."""
        found = self.query_one(FoundList).found
        if found is None:
            return
        self.with_whom = (found.entity, Link(found.id, found.title))
        self.describe(self.with_whom)
        self._ask(False)

    @on(FoundList.Chosen)
    def _who_clicked(self, event: FoundList.Chosen) -> None:
        event.stop()
        self._take_who()

    def action_move(self, rows: int) -> None:
        if self.query_one("#asking").display:
            self.query_one(FoundList).action_move(rows)

    # The draft.

    @classmethod
    def reopened(cls, draft: Draft) -> Self:
        screen = cls(unpacked(draft.arguments))
        screen.draft = draft
        return screen

    def opened_with(self) -> Sequence[Any]:
        return packed(self.with_whom)

    def typed(self) -> dict[str, str]:
        return {
            "kind": self.query_one(KindLine).kind.value,
            "direction": self.query_one(Who).direction.value,
            "text": self.query_one("#text", Input).value,
        }

    def subject(self) -> str:
        heading, who = self.heading(), self.with_whom
        return f"{heading}: {who[1].name}" if who else heading

    @work(group="draft")
    async def go_on(self) -> None:
        """Take up what was typed here before the program was cut off."""
        draft = await self.take_draft()
        if draft is None or not self.is_there or self.unsaved():
            return
        texts = draft.texts
        kind = next((kind for kind in KINDS.values() if kind.value == texts.get("kind")), None)
        self.query_one(KindLine).kind = kind or ActivityKind.CALL
        inbound = texts.get("direction") == Direction.IN
        self.query_one(Who).direction = Direction.IN if inbound else Direction.OUT
        entry = self.query_one("#text", Input)
        entry.value = texts.get("text", "")
        entry.focus()
        self.tell_again(draft)

    # Kind and direction.

    @on(KindLine.Picked)
    def _picked(self) -> None:
        self._preview()

    @on(KindLine.Turned)
    def _turned(self, event: KindLine.Turned) -> None:
        self.query_one(Who).direction = event.direction
        self._preview()

    @on(Input.Changed, "#text")
    def _preview(self) -> None:
        written, task = self.query(Preview)
        written.show(self._written())
        self.preview_task(self.query_one("#text", Input).value, task)

    @work(exclusive=True, group="preview")
    async def preview_task(self, text: str, shown: Preview) -> None:
        """The task that follows a `!` in the text."""
        found = await self.call(task_line, text) if "!" in text else None
        if self.is_there:
            shown.show(found or [])

    def _written(self) -> Line:
        """What Enter writes: kind, when, who; or that the text is still missing."""
        text = self.language.text
        if not self.query_one("#text", Input).value.strip():
            return [(text(_("say what happened")), "quiet")]
        session = self.crm.session
        when = Showing(self.language, session.reading).near(session.now())
        dot = (f"  {SIGN['dot']}  ", "faint")
        kind = (text(self.query_one(KindLine).kind.label), "strong")
        return [kind, dot, (when, "plain"), dot, (session.user.name, "quiet")]

    # Saving.

    @on(Input.Submitted, "#text")
    def _save(self) -> None:
        self.save(self._done)

    def action_save_and_plan(self) -> None:
        self.save(self._plan)

    @work(group="write")
    async def save(self, then: Any) -> None:
        """Write it down once; a failure keeps the dialog with what was typed."""
        if self._saving:
            return
        self._saving = True
        typed = {"direction": self.query_one(Who).direction.value}
        kind, text = self.query_one(KindLine).kind.value, self.query_one("#text", Input).value
        found = await self.write(log, self.with_whom, kind, text, typed)
        self._saving = False
        if isinstance(found, CrmError):
            if self.is_there:
                self.query(Preview).first().show([(self.language.error(found), "late")])
        elif found is not None:
            self.tell(_("{sign} Logged: {name}    u undo"), sign=SIGN["done"], name=found.subject)
            then(found)

    def _done(self, activity: Activity) -> None:
        self.dismiss(None)

    def _plan(self, activity: Activity) -> None:
        """What is next with the same party is planned in a form."""
        links = ((CLIENTS, activity.client), (CONTACTS, activity.contact), (DEALS, activity.deal))
        of = {where.one: where.shown_id(link.id) for where, link in links if link}
        self.dismiss(None)
        self.crm.open_form(ACTIVITIES.name, None, of)

    def action_leave(self) -> None:
        leave(self, unsaved=int(self.unsaved()))

    def unsaved(self) -> bool:
        return bool(self.query_one("#text", Input).value.strip())
