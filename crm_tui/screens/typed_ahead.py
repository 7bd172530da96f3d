"""Keys, and what is pasted, take effect one after the other, however fast they come.

Textual hands a key at once to what has the focus. Come in a burst, as over a slow line, the second
would miss what the first opens, or be swallowed by what the first closes.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic

from textual.app import App
from textual.events import Callback, Event, Key, Paste
from textual.message_pump import MessagePump

from crm_tui.screens.keyboard import Answer

PATIENCE = 3.0
"""Seconds that keys wait, at most, for one thing."""

BURST = 0.02
"""Keys that are fewer seconds apart may belong to what the one before opens or closes."""

ROUNDS = 3
"""A key goes from what has the focus up to the program; what that does there goes up again, as the
`Submitted` of an entry, and once more, as that of its field."""


class Hold:
    """What keys wait for; once released, it goes through the queues behind what is in them."""

    def __init__(self, let_go: Callable[["Hold"], object]) -> None:
        self._let_go = let_go
        self._patience = asyncio.get_running_loop().call_later(PATIENCE, let_go, self)

    def release(self, way: Sequence[MessagePump]) -> None:
        self._patience.cancel()
        self._way = deque(way)
        self._pass()

    def _pass(self) -> None:
        """One queue further; those that are being closed take nothing more."""
        while self._way:
            if self._way.popleft().post_message(Callback(self._pass)):
                return
        self._let_go(self)


class TypedAhead(App[Answer], Generic[Answer]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._typed: deque[Key | Paste] = deque()
        self._given_at = 0.0
        self._holds: set[Hold] = set()

    @property
    def keys_wait(self) -> bool:
        return bool(self._typed or self._holds)

    @contextmanager
    def keys_held(self) -> Iterator[None]:
        """What is typed meanwhile waits, for what this sets off too: it may open or close one."""
        release = self._hold_keys()
        try:
            yield
        finally:
            release()

    def push_screen(self, screen: Any, *args: Any, **kwargs: Any) -> Any:
        pushed = super().push_screen(screen, *args, **kwargs)
        # Its widgets take the focus in its own queue, or ask for it in that of the program.
        self.screen.call_later(self.call_later, self._hold_keys())
        return pushed

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.keys_wait or self._may_work():
            self._typed.append(event)
            self._settle()
        else:
            await self._give(event)

    def _may_work(self) -> bool:
        """Whether the key before may still have something to do."""
        soon = asyncio.get_running_loop().time() < self._given_at + BURST
        return soon or any(queue.message_queue_size for queue in self._way())

    def _settle(self) -> None:
        if not self._holds:
            self._hold_keys()()

    def _hold_keys(self) -> Callable[[], None]:
        """Answers with what ends it."""
        hold = Hold(self._let_go)
        self._holds.add(hold)
        return lambda: hold.release(self._way() * ROUNDS)

    def _way(self) -> list[MessagePump]:
        """The queues that a key passes; none when the program is about to end."""
        if not self.screen_stack:
            return []
        nearest = self.focused or self.screen
        return [node for node in nearest.ancestors_with_self if isinstance(node, MessagePump)]

    def _let_go(self, hold: Hold) -> None:
        self._holds.discard(hold)
        self.post_message(Callback(self._give_next))

    async def _give_next(self) -> None:
        if self._typed and not self._holds:
            await self._give(self._typed.popleft())
            if self._typed:
                self._settle()

    async def _give(self, typed: Key | Paste) -> None:
        self._given_at = asyncio.get_running_loop().time()
        await super().on_event(typed)
