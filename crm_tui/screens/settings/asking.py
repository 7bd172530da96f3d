"""The dialogs of the settings: a text to type, one of several to choose."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmScreen, CrmSheet
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.inputs import Field
from crm_tui.widgets.rows import Row
from crm_tui.widgets.sectioned_list import SectionedList

Save = Callable[[Session, str], Any]


def attempt(session: Session, save: Save, text: str) -> str:
    """Save what was typed; returns what is wrong with it, translated, or nothing."""
    try:
        save(session, text)
    except CrmError as error:
        return session.language.error(error)
    return ""


class TextSheet(TypedSheet[bool]):
    """Saves a text, or says what is wrong with it and stays. Its texts are translated."""

    CSS = "TextSheet Label { display: none; } TextSheet .field { margin-top: 1; }"

    def __init__(
        self,
        title: str,
        save: Save,
        value: str = "",
        *,
        meaning: str = "",
        suggestions: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.title_text, self.save, self.value = title, save, value
        self.meaning, self.suggestions = meaning, suggestions

    def heading(self) -> str:
        return self.title_text

    def body(self) -> Iterable[Widget]:
        if self.meaning:
            yield Sentence([(self.meaning, "quiet")])
        yield Field("text", "", self.value, suggestions=self.suggestions)

    def on_mount(self) -> None:
        self.query_one(Field).focus_entry()

    @on(Field.Changed)
    def forget_mistake(self, event: Field.Changed) -> None:
        event.field.mistake = ""

    @on(Field.Submitted)
    def submit(self, event: Field.Submitted) -> None:
        self.try_to_save(event.field)

    @work(exclusive=True, group="save")
    async def try_to_save(self, field: Field) -> None:
        mistake = await self.write(attempt, self.save, field.value)
        if mistake:
            field.mistake = mistake
        elif mistake is not None:
            self.dismiss(True)


class Options(SectionedList):
    """A list of which nothing can be marked."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("mark", "mark_all"):
            return False
        return super().check_action(action, parameters)


class OptionsScreen(CrmScreen[None]):
    """Of its actions those OF_A_ROW are about the row at the cursor: nothing where none is."""

    OF_A_ROW: tuple[str, ...] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in self.OF_A_ROW and any(shown.length == 0 for shown in self.query(Options)):
            return None
        return super().check_action(action, parameters)


class Answers(Options):
    """Of which one is chosen."""

    BINDINGS = [Binding("enter", "choose", _("choose"), id="answers.choose")]


class ChoiceSheet(CrmSheet[str]):
    """Dismisses with the key of the option; its texts are translated."""

    CSS = """
    ChoiceSheet Options { height: auto; max-height: 12; }
    ChoiceSheet Sentence { margin-bottom: 1; }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        chosen: str = "",
        *,
        meaning: str = "",
    ) -> None:
        """`options` are keys and labels."""
        super().__init__()
        self.title_text, self.options, self.chosen = title, options, chosen
        self.meaning = meaning

    def heading(self) -> str:
        return self.title_text

    def body(self) -> Iterable[Widget]:
        if self.meaning:
            yield Sentence([(self.meaning, "quiet")])
        yield Answers([Column("", 30, flex=1)])

    def on_mount(self) -> None:
        shown = self.query_one(Options)
        shown.styles.height = len(self.options)
        shown.show([Row([label], key) for key, label in self.options])
        shown.go_to(self.chosen)

    @on(CursorList.Chosen)
    def choose(self, event: CursorList.Chosen) -> None:
        self.dismiss(str(event.row.key))
