"""Keys take effect one after the other, however fast they come.

Textual hands a key at once to what has the focus. Come in a burst, as over a slow line, the second
would miss what the first opens, or be swallowed by what the first closes.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic

from textual.app import App
from textual.events import Event, Key
from textual.message_pump import MessagePump

from crm_tui.screens.keyboard import Answer

PATIENCE = 3.0
"""Seconds that keys wait, at most, for one thing."""

ROUNDS = 3
"""A key goes from what has the focus up to the program; what that does there goes up again, as the
`Submitted` of an entry, and once more, as that of its field."""

Release = Callable[[], None]


class TypedAhead(App[Answer], Generic[Answer]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._typed: deque[Key] = deque()
        self._holds: set[object] = set()

    @contextmanager
    def keys_held(self) -> Iterator[None]:
        """What is typed meanwhile waits, for what this sets off too: it may open or close one."""
        release = self._hold_keys()
        try:
            yield
        finally:
            release()

    def _hold_keys(self) -> Release:
        hold = object()
        self._holds.add(hold)
        loop = asyncio.get_running_loop()
        patience = loop.call_later(PATIENCE, self._let_go, hold)

        def release() -> None:
            patience.cancel()
            self._follow(self._way() * ROUNDS, hold)

        return release

    def push_screen(self, screen: Any, *args: Any, **kwargs: Any) -> Any:
        pushed = super().push_screen(screen, *args, **kwargs)
        # Its widgets take the focus in its own queue, or ask for it in that of the program.
        self.screen.call_later(self.call_later, self._hold_keys())
        return pushed

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:
            self._typed.append(event)
            await self._give()
        else:
            await super().on_event(event)

    async def _give(self) -> None:
        if self._typed and not self._holds:
            with self.keys_held():
                await super().on_event(self._typed.popleft())

    def _way(self) -> list[MessagePump]:
        """The queues that a key passes; none when the program is about to end."""
        if not self.screen_stack:
            return []
        nearest = self.focused or self.screen
        return [node for node in nearest.ancestors_with_self if isinstance(node, MessagePump)]

    def _follow(self, way: Sequence[MessagePump], hold: object) -> None:
        """Go through the queues behind what is in them; those being closed take nothing more."""
        for passed, queue in enumerate(way, 1):
            if queue.call_later(self._follow, way[passed:], hold):
                return
        self._let_go(hold)

    def _let_go(self, hold: object) -> None:
        self._holds.discard(hold)
        self.call_later(self._give)
