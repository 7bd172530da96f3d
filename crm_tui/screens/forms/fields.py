"""The widgets of a form: one a field, with completion from its choices or from the records."""

from collections.abc import Awaitable, Callable

from textual.suggester import Suggester

from crm_tui.domain.fields import Field, Kind
from crm_tui.screens.forms.questions import Questions
from crm_tui.widgets import inputs
from crm_tui.widgets.memos import MemoField

Suggest = Callable[[Field, str], Awaitable[str | None]]
"""The whole name of what a text begins, asked of the database."""


class NameSuggester(Suggester):
    """Completes the name of a linked record."""

    def __init__(self, field: Field, suggest: Suggest) -> None:
        super().__init__(use_cache=False)
        self.field, self.suggest = field, suggest

    async def get_suggestion(self, value: str) -> str | None:
        return await self.suggest(self.field, value)


def make(questions: Questions, field: Field, suggest: Suggest) -> inputs.Field:
    """The widget for a field, with its value as text."""
    label = questions.showing.language.text(field.label)
    text = questions.texts[field.name]
    if field.kind is Kind.NOTE:
        return MemoField(field.name, label, text)
    known = [questions.showing.label(choice) for choice in field.choices]
    made = inputs.Field(field.name, label, text, suggestions=known)
    if field.kind is Kind.LINK:
        made.entry.suggester = NameSuggester(field, suggest)
    return made
