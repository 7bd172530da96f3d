"""A dialog round long work: how far it is, and Esc to stop it."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from textual import work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet
from crm_tui.services import aside
from crm_tui.session import Session
from crm_tui.widgets.paint import Line, fit
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

Result = TypeVar("Result")
Work = Callable[[Session, Progress], Result]

QUIET = 0.3
"""Seconds after which the dialog shows: shorter work is over before anybody could read it."""

INTERVAL = 0.1
PERCENT = 6


class StoppedError(Exception):
    """The user has stopped the work."""


class Bar(Painted):
    share = 0.0
    told = ""
    """What stands there instead of the share."""

    def paint(self, width: int, height: int) -> list[Line]:
        if self.told:
            return [fit(self.told, width, inks="quiet")]
        room = max(0, width - PERCENT)
        done = min(room, round(self.share * room))
        line: Line = [(SIGN["bar"] * done, "accent"), (SIGN["rule"] * (room - done), "rule")]
        return [[*line, *fit(f"{self.share:.0%}", PERCENT, right=True, inks="quiet")]]


class ProgressSheet(CrmSheet[Result]):
    """Dismisses with what the work returned; None where it failed or was stopped, which is told."""

    BINDINGS = [Binding("escape", "leave", _("stop"), id="progress.stop")]

    def __init__(self, heading: str, long_work: Work[Result]) -> None:
        """`heading` is translated. The work tells its progress, from 0 to 1."""
        super().__init__()
        self.title_text, self.long_work = heading, long_work
        self.stopping = threading.Event()
        self.share = 0.0

    def heading(self) -> str:
        return self.title_text

    def body(self) -> Iterable[Widget]:
        yield Bar()

    def on_mount(self) -> None:
        frame = self.query_one("#frame")
        frame.visible = False
        self.set_timer(QUIET, self.show_frame)
        self.set_interval(INTERVAL, self.show_share)
        self.start()

    def show_frame(self) -> None:
        self.query_one("#frame").visible = True

    def show_share(self) -> None:
        bar = self.query_one(Bar)
        bar.share = self.share
        bar.repaint()

    def progress(self, share: float) -> None:
        """Called in the thread of the work."""
        if self.stopping.is_set():
            raise StoppedError
        self.share = share

    @work
    async def start(self) -> None:
        result = None
        try:
            result = await asyncio.to_thread(
                aside.run, self.crm.session, lambda session: self.long_work(session, self.progress)
            )
        except StoppedError:
            self.tell(_("stopped: nothing was done"))
        except Exception as error:
            self.toast(self.explain(error), "error")
        if self.is_there:
            self.dismiss(result)

    def on_unmount(self) -> None:
        self.stopping.set()

    def action_leave(self) -> None:
        """The work ends at its next step, and leaves nothing half-done; meanwhile that is told."""
        self.stopping.set()
        bar = self.query_one(Bar)
        bar.told = self.language.text(_("stopping, this may take some seconds"))
        bar.repaint()
