"""The widgets of a form: one a field, with completion from its choices or from the records."""

from collections.abc import Awaitable, Callable

from rich.cells import cell_len
from textual.suggester import Suggester

from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.participants import PEOPLE
from crm_tui.screens.forms.questions import Questions
from crm_tui.widgets import inputs
from crm_tui.widgets.controls import clean
from crm_tui.widgets.memos import MemoField
from crm_tui.widgets.paint import BLANK, Line
from crm_tui.widgets.painted import Painted

EDGE = 3
"""Cells of a hint that are no text."""

Suggest = Callable[[Field, str], Awaitable[str | None]]
"""The whole name of what a text begins, asked of the database."""


class NameSuggester(Suggester):
    """Completes the name of a linked record, or the last of the tags."""

    def __init__(self, field: Field, suggest: Suggest) -> None:
        super().__init__(use_cache=False)
        self.field, self.suggest = field, suggest

    async def get_suggestion(self, value: str) -> str | None:
        return await self.suggest(self.field, value)


class FullText(Painted):
    """One line below the form for a hint or mistake that has no room beside its field."""

    DEFAULT_CSS = "FullText { height: 1; padding: 0 1; dock: bottom; }"
    line: Line = []

    def show(self, field: inputs.Field | None) -> None:
        self.line = []
        if field is not None and field.is_mounted:
            aside = field.aside
            text, inks = (aside.mistake, "late") if aside.mistake else (aside.hint, "quiet")
            if cell_len(clean(text)) > aside.size.width - EDGE:
                self.line = [(text, inks)]
        self.repaint()

    def paint(self, width: int, height: int) -> list[Line]:
        return [self.line or BLANK]


def make(questions: Questions, field: Field, suggest: Suggest) -> inputs.Field:
    """The widget for a field, with its value as text."""
    label = questions.showing.language.text(field.label)
    text = questions.texts[field.name]
    if field.kind is Kind.NOTE:
        return MemoField(field.name, label, text)
    known = [questions.showing.label(choice) for choice in field.choices]
    made = inputs.Field(field.name, label, text, suggestions=known)
    if field.kind in (Kind.LINK, Kind.TAGS) or field == PEOPLE:
        made.entry.suggester = NameSuggester(field, suggest)
    return made
