"""Keys for the program, which is left alone until nothing goes on in it: for tests and pictures.

Pilot's own pause asks every widget, which makes a third of a test's work.
"""

import asyncio
import unicodedata
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump

from crm_tui.screens.app import CrmApp
from crm_tui.screens.lists.filter_line import FilterLine

CALM = 3
"""How often in a row nothing must be going on."""

PAUSES = (
    "crm_tui.screens.bulk.sheet.PAUSE",
    "crm_tui.screens.forms.screen.PAUSE",
    "crm_tui.screens.forms.screen.LONGER_PAUSE",
    "crm_tui.screens.findings.PAUSE",
    "crm_tui.screens.card.summary.PAUSE",
    "crm_tui.screens.loans.PAUSE",
)
"""What waits whether somebody goes on typing."""

Threads = Collection["asyncio.Future[Any]"]
"""What other threads do for the program at the moment: the database's, that of tmux."""


def key(name: str) -> Key:
    """As a terminal sends it: `x`, `plus`, `ctrl+k`."""
    if len(name) == 1:
        return Key(_character_to_key(name), name)
    try:
        spelled = REPLACED_KEYS.get(name, name)
        return Key(name, unicodedata.lookup(_get_unicode_name_from_key(spelled)))
    except KeyError:
        return Key(name, None)


@contextmanager
def watched() -> Iterator[Threads]:
    """Nothing waits for somebody who types; what runs in other threads is known."""
    running: set[asyncio.Future[Any]] = set()
    run: Callable[..., asyncio.Future[Any]] = BaseEventLoop.run_in_executor

    def run_in_executor(loop: BaseEventLoop, *asked: Any) -> "asyncio.Future[Any]":
        future = run(loop, *asked)
        running.add(future)
        future.add_done_callback(running.discard)
        return future

    with ExitStack() as patched:
        for pause in PAUSES:
            patched.enter_context(patch(pause, 0))
        patched.enter_context(patch.object(BaseEventLoop, "run_in_executor", run_in_executor))
        yield running


async def settled(app: CrmApp, in_threads: Threads) -> None:
    """Wait until nothing loads, nothing is about to, and everything is painted."""
    calm = 0
    while calm < CALM and app._exception is None:
        await asyncio.sleep(0.002)
        calm = 0 if in_threads or busy(app) else calm + 1
    if app._exception is not None:
        raise app._exception
    await app.animator.wait_for_idle()
    app.screen._on_timer_update()


def busy(app: CrmApp) -> bool:
    if app.database_thread.session is None:
        return app.failure is None
    if app.keys_wait or any(not worker.is_finished for worker in app.workers):
        return True
    return any(pump.message_queue_size or is_waiting(pump) for pump in pumps(app))


def is_waiting(pump: MessagePump) -> bool:
    """Whether it is a filter that is not looked for yet."""
    return isinstance(pump, FilterLine) and pump.waits


def pumps(app: CrmApp) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)
