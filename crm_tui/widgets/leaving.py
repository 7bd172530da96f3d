"""Screens that close themselves, and no other."""

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Answer = TypeVar("Answer")


class Leaving(Screen[Answer], Generic[Answer]):
    """Textual's `dismiss` closes the screen on top, whichever that is by then.

    What is saved while another key already opened something must not close that.
    """

    _late: tuple[Answer | None] | None = None

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer and close: at once on top, below another screen when that is left.

        A screen that is closed already does nothing.
        """
        if self.is_active:
            self._late = None
            return super().dismiss(result)
        self._late = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        if self._late is not None:
            self.dismiss(*self._late)
