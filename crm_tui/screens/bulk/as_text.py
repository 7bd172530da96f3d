"""`E`: records in $EDITOR; what was saved there is shown, and applied as one change."""

from abc import ABC, abstractmethod
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from textual.app import App, SuspendNotSupported
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import by_name
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmScreen, CrmSheet
from crm_tui.screens.forms import saving
from crm_tui.screens.forms.conflict import ConflictSheet
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.progress import ProgressSheet
from crm_tui.screens.shown import showing
from crm_tui.services import editors, edits, fields, text_editing
from crm_tui.services.edits import Edit, Edits, Wanted
from crm_tui.services.text_editing import Draft
from crm_tui.session import Session
from crm_tui.widgets.paint import BLANK, Line
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.told import Told

SAVING = _("Saving")
CHANGE = counted("{count} record changes", "{count} records change")
FIRST = counted("the first {count}", "the first {count}")
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


class Applying(ABC):
    """From the difference to what is saved.

    A dialog is answered in a callback: a worker that waited for it would never be quiet.
    """

    def __init__(self, screen: CrmScreen[None], entity: Entity) -> None:
        self.screen, self.entity = screen, entity
        self.wanted: Wanted = ()

    def run(self, part: Coroutine[Any, Any, None]) -> None:
        self.screen.run_worker(part, group="text")

    @abstractmethod
    async def edit(self) -> None:
        """Go back to what is different."""

    async def ask(self, sheet: type[DifferenceSheet] = DifferenceSheet) -> None:
        lines = await self.screen.call(differences, self.entity, self.wanted)
        if lines is not None:
            self.screen.app.push_screen(sheet(lines), self.answered)

    def answered(self, applies: bool | None) -> None:
        if applies:
            self.apply()
        elif applies is not None:
            self.run(self.edit())

    def apply(self) -> None:
        """Save; where somebody was quicker, let the user choose a value for each field."""
        entity, wanted = self.entity, self.wanted

        def long_work(session: Session, progress: Progress) -> "int | EditConflictError":
            return saved(session, entity, wanted, progress)

        heading = self.screen.language.text(SAVING)
        self.screen.app.push_screen(ProgressSheet(heading, long_work), self.done)

    def done(self, result: "int | EditConflictError | None") -> None:
        screen = self.screen
        screen.crm.changed()
        if isinstance(result, EditConflictError):
            self.run(self.ask_which(result))
        elif result is not None:
            screen.toast(screen.language.count(SAVED, result))

    async def ask_which(self, conflict: EditConflictError) -> None:
        """As the form does; Esc goes back to what is different."""
        screen = self.screen
        here = next(one for one in self.wanted if one.record.id == conflict.current.id)
        described = by_name(await screen.call(fields.in_force, self.entity) or ())

        def chosen(mine: dict[str, bool] | None) -> None:
            if mine is None:
                self.run(self.edit())
                return
            typed = saving.settled(dict(here.typed), conflict, mine)
            self.replace(replace(here, record=conflict.current, typed=typed))
            self.apply()

        kept = saving.merged_quietly(described, here.record, conflict)
        sheet = ConflictSheet(conflict, kept, showing(screen.crm.session))
        screen.app.push_screen(sheet, chosen)

    def replace(self, edit: Edit) -> None:
        """This one stands for the edit of its record."""
        self.wanted = [edit if one.record.id == edit.record.id else one for one in self.wanted]


class TextEditing(Applying):
    """The editor, and the dialogs behind it, until it is applied or thrown away."""

    def __init__(self, screen: CrmScreen[None], draft: Draft) -> None:
        super().__init__(screen, draft.entity)
        self.draft, self.text = draft, draft.text

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
            await self.ask()
        else:
            screen.tell(UNCHANGED)


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


def differences(session: Session, entity: Entity, wanted: Wanted) -> list[Line]:
    """Each record, and under it what becomes of its fields; of very many the first of them."""
    labels = text_editing.labels(session, entity)
    lines: list[Line] = []
    if isinstance(wanted, Edits) and len(wanted) > len(wanted.first):
        lines += overview(session, labels, wanted)
    for one in wanted.first if isinstance(wanted, Edits) else wanted:
        shown_id = entity.shown_id(one.record.id)
        lines += [BLANK] if lines else []
        lines.append(
            [(f"{shown_id} ", "quiet"), (str(getattr(one.record, entity.title)), "strong")]
        )
        for name, text in one.typed.items():
            before, after = (short(value) for value in (one.before[name], text))
            arrow = (f" {SIGN['right']} ", "accent")
            lines.append(
                [(f"  {labels[name]}: ", "quiet"), (before, "quiet"), arrow, (after, "plain")]
            )
    return lines


def overview(session: Session, labels: Mapping[str, str], wanted: Edits) -> list[Line]:
    """How many records there are, and which fields of how many."""
    language = session.language
    first = language.count(FIRST, len(wanted.first))
    return [
        [(language.count(CHANGE, len(wanted)), "strong")],
        *(
            [(f"  {labels[name]}: ", "quiet"), (language.number(count), "plain")]
            for name, count in wanted.fields.items()
        ),
        BLANK,
        [(first, "quiet")],
    ]


def short(text: str) -> str:
    """On one line; a dash for nothing."""
    return " ".join(text.split()) or SIGN["rule"]


def saved(
    session: Session, entity: Entity, wanted: Wanted, progress: Progress
) -> "int | EditConflictError":
    try:
        return edits.save(session, entity, wanted, progress)
    except EditConflictError as error:
        return error
