"""A field of several lines, for notes."""

from textual import on
from textual.widgets import TextArea

from crm_tui.widgets.inputs import Field, Hint, Label


class Memo(TextArea):
    """Enter begins a line; Tab goes on to the next field."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, compact=True, highlight_cursor_line=False, tab_behavior="focus")
        self.set_reactive(TextArea.cursor_blink, False)


class MemoField(Field):
    """Like Field, with a Memo for its entry; it is never Submitted."""

    def __init__(self, name: str, label: str, value: str = "", *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self.add_class("memo")
        self.memo = Memo(value)

    def parts(self) -> tuple[Label, Memo, Hint]:
        return self.label, self.memo, self.aside

    @property
    def value(self) -> str:
        return self.memo.text

    @value.setter
    def value(self, value: str) -> None:
        self.memo.text = value

    def focus_entry(self) -> None:
        self.memo.focus()

    @on(TextArea.Changed)
    def _tell_typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))
