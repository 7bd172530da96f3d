"""`E`: records in $EDITOR; what was saved there is shown, and applied as one change."""

from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import replace
from typing import Any

from textual.app import App, SuspendNotSupported
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import by_name
from crm_tui.domain.texts import _, counted
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmScreen, CrmSheet
from crm_tui.screens.forms import saving
from crm_tui.screens.forms.conflict import ConflictSheet
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.shown import showing
from crm_tui.services import editors, fields, text_editing
from crm_tui.services.text_editing import Draft, Edit
from crm_tui.session import Session
from crm_tui.widgets.paint import BLANK, Line
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.told import Told

UNCHANGED = _("nothing was changed")
NO_TERMINAL = _("no editor can be opened here")
SAVED = counted(
    "changed: {count} record, u takes it back", "changed: {count} records, u takes it back"
)


class DifferenceSheet(CrmSheet[bool]):
    """Answers True to apply, False to edit again; Esc throws the text away."""

    DEFAULT_CSS = "DifferenceSheet Sentence { height: auto; }"
    HEADING = _("Apply these changes?")
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = [
        Binding("enter", "answer(True)", _("apply"), id="text.apply", priority=True),
        Binding("E", "answer(False)", _("edit again"), id="text.again"),
        Binding("escape", "leave", _("throw away"), id="text.discard"),
    ]

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.lines = lines

    def body(self) -> Iterable[Widget]:
        yield VerticalScroll(Sentence(*self.lines), classes="scrolled")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)


class ProblemSheet(DifferenceSheet):
    """The same for a text that cannot be read: it cannot be applied."""

    HEADING = _("This cannot be saved")
    BINDINGS = [
        Binding("enter", "answer(False)", _("edit again"), id="text.reopen", priority=True),
        Binding("escape", "leave", _("throw away"), id="text.discard"),
    ]

    def __init__(self, problem: str) -> None:
        super().__init__(())
        self.problem = problem

    def body(self) -> Iterable[Widget]:
        told = Told()
        told.tell(f"{SIGN['late']} {self.problem}", "late")
        yield told

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return parameters != (True,)


class TextEditing:
    """From the editor to the dialog and back, until it is applied or thrown away.

    A dialog is answered in a callback: a worker that waited for it would never be quiet.
    """

    def __init__(self, screen: CrmScreen[None], draft: Draft) -> None:
        self.screen, self.draft = screen, draft
        self.text = draft.text
        self.wanted: Sequence[Edit] = ()

    def run(self, part: Coroutine[Any, Any, None]) -> None:
        self.screen.run_worker(part, group="text")

    async def edit(self) -> None:
        """Open the editor, and show what was saved there."""
        screen = self.screen
        edited = in_editor(screen, self.text)
        if edited is None:
            return
        self.text = edited
        wanted = await screen.call(judged, self.draft, edited)
        if isinstance(wanted, CrmError):
            problem = screen.language.error(wanted)
            self.text = text_editing.again(screen.crm.session, edited, problem)
            screen.app.push_screen(ProblemSheet(problem), self.answered)
        elif wanted:
            self.wanted = wanted
            sheet = DifferenceSheet(differences(self.draft, wanted))
            screen.app.push_screen(sheet, self.answered)
        else:
            screen.tell(UNCHANGED)

    def answered(self, applies: bool | None) -> None:
        if applies is not None:
            self.run(self.apply() if applies else self.edit())

    async def apply(self) -> None:
        """Save; where somebody was quicker, let the user choose a value for each field."""
        screen, entity = self.screen, self.draft.entity
        result = await screen.write(saved, entity, self.wanted)
        if isinstance(result, EditConflictError):
            await self.ask_which(result)
        elif isinstance(result, CrmError):
            screen.tell_error(result)
        elif result is not None:
            screen.toast(screen.language.count(SAVED, result))

    async def ask_which(self, conflict: EditConflictError) -> None:
        """As the form does; Esc goes back to the text."""
        screen = self.screen
        here = next(one for one in self.wanted if one.record.id == conflict.current.id)
        described = by_name(await screen.call(fields.in_force, self.draft.entity) or ())

        def chosen(mine: dict[str, bool] | None) -> None:
            if mine is None:
                self.run(self.edit())
                return
            typed = saving.settled(dict(here.typed), conflict, mine)
            rest = replace(here, record=conflict.current, typed=typed)
            self.wanted = [rest if one is here else one for one in self.wanted]
            self.run(self.apply())

        kept = saving.merged_quietly(described, here.record, conflict)
        sheet = ConflictSheet(conflict, kept, showing(screen.crm.session))
        screen.app.push_screen(sheet, chosen)


def in_editor(screen: CrmScreen[None], text: str) -> str | None:
    """The text as it was saved; None, and told, where the editor did not do its work."""
    app: App[object] = screen.app
    edited: str | CrmError
    try:
        with app.suspend():
            # What came out of here as an exception would leave the terminal to the shell.
            edited = attempt(text)
    except SuspendNotSupported:
        screen.tell(NO_TERMINAL, severity="error")
        return None
    if isinstance(edited, CrmError):
        screen.tell_error(edited)
        return None
    return edited


def attempt(text: str) -> "str | CrmError":
    try:
        return editors.edited(text)
    except CrmError as error:
        return error


def judged(session: Session, draft: Draft, text: str) -> "list[Edit] | CrmError":
    try:
        return text_editing.edits(session, draft, text)
    except CrmError as error:
        return error


def differences(draft: Draft, wanted: Sequence[Edit]) -> list[Line]:
    """Each record, and under it what becomes of its fields."""
    labels = {column.name: column.label for column in draft.columns}
    lines: list[Line] = []
    for one in wanted:
        shown_id, title = draft.entity.shown_id(one.record.id), draft.entity.title
        lines += [BLANK] if lines else []
        lines.append([(f"{shown_id} ", "quiet"), (str(getattr(one.record, title)), "strong")])
        for name, text in one.typed.items():
            before, after = (short(value) for value in (one.before[name], text))
            arrow = (f" {SIGN['right']} ", "accent")
            lines.append(
                [(f"  {labels[name]}: ", "quiet"), (before, "quiet"), arrow, (after, "plain")]
            )
    return lines


def short(text: str) -> str:
    """On one line; a dash for nothing."""
    return " ".join(text.split()) or SIGN["rule"]


def saved(session: Session, entity: Entity, wanted: Sequence[Edit]) -> "int | CrmError":
    try:
        return text_editing.save(session, entity, wanted)
    except CrmError as error:
        return error
