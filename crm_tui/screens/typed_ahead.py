"""Keys that come before what they are typed into: they wait until it is there.

A key takes its way through the queues of the screen that was on top when it came. When an earlier
key has opened another one meanwhile, it would act there as a command, or be lost.
"""

from typing import Any, Generic

from textual.app import App
from textual.events import Event, Key
from textual.message import Message
from textual.screen import Screen

from crm_tui.screens.keyboard import Answer


class TypedAhead(App[Answer], Generic[Answer]):
    _newest: Screen[Any] | None = None
    """The screen that was opened last."""
    _opened_at = 0.0
    """When, on the clock of the messages."""
    _opening = False
    """Whether it has no focus yet."""

    def push_screen(self, screen: Any, *args: Any, **kwargs: Any) -> Any:
        pushed = super().push_screen(screen, *args, **kwargs)
        self._newest, self._opened_at, self._opening = self.screen, Message().time, True
        self._held: list[Key] = []
        # Its widgets take the focus in its own queue, or ask for it in that of the program.
        self.screen.call_later(self.call_later, self._type_held)
        return pushed

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded and self._is_opening():
            self._held.append(event)
        else:
            await super().on_event(event)

    async def on_key(self, event: Key) -> None:
        """What comes up here from the screen below was meant for what was opened since."""
        if event.time >= self._opened_at or self.screen is not self._newest:
            return
        event.prevent_default()
        if self._is_opening():
            self._held.append(event)
        else:
            await super().on_event(event.copy())

    def _is_opening(self) -> bool:
        return self._opening and self.screen is self._newest

    async def _type_held(self) -> None:
        """The screen is there; of the keys that waited, one may open the next."""
        self._opening = False
        held, self._held = self._held, []
        for event in held:
            await self.on_event(event.copy())
