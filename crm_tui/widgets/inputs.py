"""The parts of a form: a label, an input, and beside it a hint or what is wrong with it."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.texts import _
from crm_tui.widgets.paint import Line, fit
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN


class Entry(Input):
    """An input of one line without a frame; it names its Enter in the line of keys."""

    BINDINGS = [Binding("enter", "submit", _("save"), id="entry.submit")]

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        suggestions: Sequence[str] = (),
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            suggester=SuggestFromList(suggestions, case_sensitive=False) if suggestions else None,
            compact=True,
            select_on_focus=False,
            id=id,
        )
        self.set_reactive(Input.cursor_blink, False)


class Label(Painted):
    """What stands before an input."""

    def __init__(self, label: str, *, right: bool = False) -> None:
        super().__init__()
        self.label, self.right = label, right

    def paint(self, width: int, height: int) -> list[Line]:
        return [fit(self.label, width, right=self.right, inks="quiet")]


class Hint(Painted):
    """What may be typed; instead of it what is wrong, in the same place, so that nothing moves."""

    hint: reactive[str] = reactive("", repaint=False)
    mistake: reactive[str] = reactive("", repaint=False)

    def paint(self, width: int, height: int) -> list[Line]:
        if self.mistake:
            return [[(f"{SIGN['late']} ", "late"), (self.mistake, "late")]]
        return [[(f"  {self.hint}", "faint")]]

    def _changed(self) -> None:
        self.repaint()

    watch_hint = watch_mistake = _changed


class Field(Horizontal):
    """A line of a form. `value` is what is typed; set `hint` and `mistake` at any time."""

    class Told(Message):
        """What both messages hold; neither may be the base of the other: its handler would run."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> "Field":
            return self.field

    class Changed(Told):
        """Something else is typed in the field."""

    class Submitted(Told):
        """Enter was pressed in the field."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        suggestions: Sequence[str] = (),
    ) -> None:
        super().__init__(classes="field")
        self.field_name = name
        self.label = Label(label, right=True)
        self.entry = Entry(value, suggestions=suggestions)
        self.aside = Hint()
        self.aside.set_reactive(Hint.hint, hint)

    def compose(self) -> ComposeResult:
        yield from self.parts()

    def parts(self) -> Iterable[Widget]:
        """From left to right."""
        return self.label, self.entry, self.aside

    def focus_entry(self) -> None:
        """Put the cursor into the field."""
        self.entry.focus()

    @property
    def value(self) -> str:
        return self.entry.value

    @value.setter
    def value(self, value: str) -> None:
        self.entry.value = value

    @property
    def hint(self) -> str:
        return self.aside.hint

    @hint.setter
    def hint(self, hint: str) -> None:
        self.aside.hint = hint

    @property
    def mistake(self) -> str:
        return self.aside.mistake

    @mistake.setter
    def mistake(self, mistake: str) -> None:
        self.aside.mistake = mistake

    @on(Input.Changed)
    def _tell_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    def _tell_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self))

    # `.field:focus-within Label` in CSS does not repaint the label, so a class it is.
    def on_descendant_focus(self) -> None:
        self.label.add_class("-here")

    def on_descendant_blur(self) -> None:
        self.label.remove_class("-here")
