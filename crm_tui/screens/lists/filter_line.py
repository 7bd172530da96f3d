"""The line in which a filter is typed: it counts while typing, and says what it cannot read."""

from collections.abc import Awaitable, Callable, Sequence

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widgets import Input

from crm_tui.domain.query_nodes import Problem
from crm_tui.domain.texts import _
from crm_tui.widgets.inputs import Entry, Hint, Label

PAUSE = 0.15
"""Seconds without a key after which the list follows."""

Complete = Callable[[str], Awaitable[Sequence[str]]]


class Completing(Suggester):
    """Names of fields and their values, as the grey rest of what is typed."""

    def __init__(self, complete: Complete) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        found = await self.complete(value)
        return next((text for text in found if text.startswith(value)), None)


class Underlining(Highlighter):
    """Underlines what was not understood, until something else is typed."""

    def __init__(self) -> None:
        self.text = ""
        self.problems: Sequence[Problem] = ()

    def highlight(self, text: Text) -> None:
        if text.plain == self.text:
            for problem in self.problems:
                text.stylize("underline", problem.start, problem.end)


class FilterEntry(Entry):
    BINDINGS = [Binding("enter", "submit", _("to the list"), id="filter.submit")]


class FilterLine(Vertical):
    """Hidden until `open`; posts Typed when the typing pauses, and Left when it is done."""

    DEFAULT_CSS = """
    FilterLine { display: none; height: 2; background: $role-band; }
    FilterLine.-open { display: block; }
    FilterLine Horizontal { height: 1; }
    FilterLine Label { width: 3; height: 1; }
    FilterLine Input { width: 1fr; }
    FilterLine Hint { width: 100%; padding: 0; background: $role-background; }
    """
    BINDINGS = [
        Binding("escape", "clear", _("clear"), id="filter.clear"),
        Binding("down,up", "leave", _("to the list"), show=False, id="filter.leave"),
        Binding("tab", "complete", _("complete"), id="filter.complete"),
    ]

    class Typed(Message):
        """This is the filter now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The keys belong to the list again."""

    def __init__(self, complete: Complete, example: str) -> None:
        """`example` says what may be typed; what is not understood stands in its place."""
        super().__init__()
        self.entry = FilterEntry()
        self.entry.suggester = Completing(complete)
        self.entry.highlighter = self.underlining = Underlining()
        self.hint = Hint()
        self.hint.set_reactive(Hint.hint, example)
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self.hint
        yield Horizontal(Label(" /"), self.entry)

    @property
    def waits(self) -> bool:
        """Something was typed that the list does not follow yet."""
        return self._pause is not None

    def open(self) -> None:
        self.add_class("-open")
        self.entry.focus()

    def show(self, text: str) -> None:
        """This is the filter, which somebody else has set; without one the line is hidden."""
        with self.prevent(Input.Changed):
            self.entry.value = text
        self.set_class(bool(text), "-open")

    def close(self) -> None:
        """Empty it without a word, and hide it."""
        self.show("")

    def show_problems(self, problems: Sequence[Problem], told: str) -> None:
        """Underline the parts that were not understood, and say why of the first."""
        self.underlining.text, self.underlining.problems = self.entry.value, problems
        self.hint.mistake = told
        self.entry.refresh()

    @on(Input.Changed)
    def wait(self, event: Input.Changed) -> None:
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.tell)

    def tell(self) -> None:
        self._pause = None
        self.post_message(self.Typed(self.entry.value))

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """To the list, with the filter as it is typed."""
        if self._pause is not None:
            self._pause.stop()
            self.tell()
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """No filter, and to the list."""
        self.entry.value = ""
        self.action_leave()

    def action_complete(self) -> None:
        """Take the grey rest; without one, go on to the list."""
        before = self.entry.value
        self.entry.action_cursor_right()
        if self.entry.value == before:
            self.action_leave()
