"""A short dialog with something to type: it is kept each second, as in a form."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from textual import work
from textual.widgets import Input

from crm_tui.domain.drafts import Draft
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.drafts import Drafting

Answer = TypeVar("Answer")


class TypedSheet(CrmSheet[Answer], Drafting):
    """What its inputs hold is a draft, and stands in them when the dialog is opened the next time.

    Alone it cannot be opened again: it is about marked rows, a view or a setting.
    """

    AGAIN = _("Typed {when} and not saved: here it is again. Esc throws it away.")
    begun: Mapping[str, str] | None = None
    """What the inputs held at first."""

    def on_mount(self) -> None:
        self.begun = self.inputs()
        self.go_on()

    def inputs(self) -> dict[str, str]:
        return {str(place): entry.value for place, entry in enumerate(self.query(Input))}

    def fill(self, texts: Mapping[str, str]) -> None:
        """The opposite of `inputs`, which may be without some of them."""
        for place, entry in enumerate(self.query(Input)):
            entry.value = texts.get(str(place), entry.value)
            entry.cursor_position = len(entry.value)

    def unsaved(self) -> bool:
        return bool(self.typed())

    def typed(self) -> Mapping[str, str]:
        if self.begun is None:
            return {}
        return {name: text for name, text in self.inputs().items() if text != self.begun[name]}

    def opened_with(self) -> Sequence[Any]:
        return [self.heading(), self.app.current_mode]

    def subject(self) -> str:
        texts = (entry.value for entry in self.query(Input))
        return f"{self.heading()}: {', '.join(filter(None, texts))}"

    @classmethod
    def stood_in(cls, draft: Draft) -> str:
        return str(draft.arguments[1])

    @work(group="draft")
    async def go_on(self) -> None:
        """Take up what was typed here before the program was cut off."""
        draft = None if self.unsaved() else await self.take_draft()
        if draft is None or not self.is_there or self.unsaved():
            return
        self.fill(draft.texts)
        self.tell_again(draft)
