"""Work that takes longer than a moment: in a thread of its own, with progress, and Esc stops it."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from textual import work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui import log
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.base import FAILED, CrmSheet
from crm_tui.services.connections import connected
from crm_tui.session import Session
from crm_tui.widgets.paint import Line
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

INTERVAL = 0.1

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
"""How many of how many are done."""


class StoppedError(Exception):
    """The user pressed Esc: what was done is taken back by the transaction."""


class Bar(Painted):
    """How far it is."""

    done, total = 0, 1

    def paint(self, width: int, height: int) -> list[Line]:
        share = min(1.0, self.done / max(self.total, 1))
        filled = round(share * (width - 6))
        return [
            [
                (SIGN["bar"] * filled, "accent"),
                (SIGN["rule"] * (width - 6 - filled), "faint"),
                (f" {share:4.0%}", "quiet"),
            ]
        ]


class LongWork(CrmSheet[Result], Generic[Result]):
    """Answers with the result of the service, or None where it failed or was stopped.

    The service gets the session on a connection of its own and a `Progress` to call now and then;
    on Esc that raises, and nothing of what was done may stay.
    """

    AUTO_FOCUS = None
    BINDINGS = [Binding("escape", "leave", _("stop"), id="work.stop")]

    def __init__(self, title: str, service: Callable[[Session, Progress], Result]) -> None:
        """`title` is translated."""
        super().__init__()
        self.title_text, self.service = title, service
        self._stop = threading.Event()

    def heading(self) -> str:
        return self.title_text

    def body(self) -> Iterable[Widget]:
        yield Bar()

    def on_mount(self) -> None:
        self.set_interval(INTERVAL, self.query_one(Bar).repaint)
        self.run_service()

    def on_unmount(self) -> None:
        self._stop.set()

    @work
    async def run_service(self) -> None:
        session, answer = self.crm.session, None
        try:
            answer = await asyncio.to_thread(self._carry_out, session)
        except StoppedError:
            self.tell(_("stopped: nothing was changed"))
        except CrmError as error:
            self.tell_error(error)
        except Exception as error:
            log.write(error)
            self.tell(FAILED, severity="error")
        self.crm.changed()
        if self.is_there:
            self.dismiss(answer)

    def _carry_out(self, session: Session) -> Result:
        with connected(session) as own:
            return self.service(own, self._progress)

    def _progress(self, done: int, total: int) -> None:
        """In the other thread: the bar is painted from time to time."""
        if self._stop.is_set():
            raise StoppedError
        bar = self.query_one(Bar)
        bar.done, bar.total = done, total

    def action_leave(self) -> None:
        self._stop.set()
