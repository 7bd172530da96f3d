"""What every screen and dialog shares: the shell round a body, services, failures, other places."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.widget import Widget

from crm_tui import log
from crm_tui.domain.drafts import Draft
from crm_tui.domain.fields import Link
from crm_tui.domain.last_views import LastView
from crm_tui.domain.texts import _
from crm_tui.domain.views import SavedView
from crm_tui.errors import CrmError
from crm_tui.i18n import Language
from crm_tui.session import Session
from crm_tui.widgets.controls import clean
from crm_tui.widgets.header import Header
from crm_tui.widgets.key_line import KeyLine
from crm_tui.widgets.leaving import Leaving
from crm_tui.widgets.loading import Loading
from crm_tui.widgets.sheet import Sheet
from crm_tui.widgets.shell import HORIZONTAL, VERTICAL
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.too_small import TooSmall

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Answer = TypeVar("Answer")
Severity = Literal["information", "warning", "error"]
Party = tuple[str, Link]
"""A client or contact: the name of its entity, and the record."""

FAILED = _("this did not work: it is a bug of the program, and the log says where")


class Crm(Protocol):
    """What screens need of the app; `app.CrmApp` is it."""

    language: Language
    generation: int
    """Moves with every change of the database, by whomever."""

    @property
    def session(self) -> Session:
        """The session, in any thread for what needs no database; only once a service answered."""

    async def run_service(
        self,
        service: Callable[Concatenate[Session, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result: ...

    def keys_held(self) -> AbstractContextManager[None]:
        """What is typed meanwhile waits for what this opens or closes."""

    def changed(self) -> None:
        """She has changed something: what is on screen is read again, and keys wait for it."""

    def open_card(self, entity_name: str, number: int) -> None: ...
    def open_view(self, saved: SavedView) -> None: ...
    def open_form(
        self,
        entity_name: str,
        number: int | None = None,
        defaults: Mapping[str, str] | None = None,
    ) -> None: ...
    def open_import(self, into: str | None) -> None: ...
    def open_log(self, party: Party | None = None) -> None: ...
    def open_task(
        self, party: Party | None = None, next_step: bool = False, line: str = "", when: str = ""
    ) -> None: ...
    def go(self, mode: str) -> None: ...
    def resume(self, draft: Draft) -> None: ...
    def keep_view(self, listed: str, view: LastView) -> None: ...
    def step_back(self) -> None: ...
    def take_back(self, number: int | None = None) -> object: ...
    def leave(self, code: int) -> None: ...
    def fill_header(self) -> None: ...


SLOW = 1.5
"""Seconds after which one is told that something is still being written."""

WAITING = _("it is being written; while somebody else writes, that takes a moment")


class Calling(DOMNode):
    """Name it as the last base: a screen, dialog or pane that calls services."""

    @property
    def crm(self) -> Crm:
        return cast(Crm, self.app)

    @property
    def language(self) -> Language:
        return self.crm.language

    @property
    def is_there(self) -> bool:
        """False once its screen is being closed: a worker may outlive what it was to fill."""
        # A screen that is being taken apart says so by `display`, and only so.
        return self.is_attached and self.app.is_running and self.screen.display

    async def call(
        self,
        service: Callable[Concatenate[Session, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result | None:
        """Run a service that reads; a failure is shown and gives None."""
        try:
            return await self.crm.run_service(service, *args, **kwargs)
        except Exception as error:
            self.toast(self.explain(error), "error")
        return None

    async def write(
        self,
        service: Callable[Concatenate[Session, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result | None:
        """Run a service that writes, to its end, even when the worker is cancelled meanwhile.

        What is on screen is read again afterwards.
        """
        crm = self.crm

        async def finish() -> Result | None:
            slow = self.set_timer(SLOW, lambda: self.tell(WAITING))
            try:
                result = await self.call(service, *args, **kwargs)
            finally:
                slow.stop()
            crm.changed()
            return result

        with crm.keys_held():
            return await asyncio.shield(asyncio.ensure_future(finish()))

    def tell(self, message: str, *, severity: Severity = "information", **values: object) -> None:
        """A toast: a marked text in the user's language."""
        self.toast(self.language.text(message, **values), severity)

    def tell_error(self, error: CrmError) -> None:
        self.toast(self.language.error(error), "error")

    def explain(self, error: Exception) -> str:
        """What to say of it, translated; what no user has caused is a bug, and goes to the log."""
        if isinstance(error, CrmError):
            return self.language.error(error)
        log.write(error)
        return self.language.text(FAILED)

    def toast(
        self, text: str, severity: Severity = "information", seconds: float | None = None
    ) -> None:
        """A text that is translated already; nothing in it is markup. It goes after a while."""
        shown = "\n".join(map(clean, text.split("\n")))
        says_it = severity == "information" or shown.startswith(SIGN["bell"])
        sign = "" if says_it else f"{SIGN['late']} "
        self.app.notify(f"{sign}{shown}", severity=severity, timeout=seconds, markup=False)

    def open_card(self, entity_name: str, number: int) -> None:
        self.crm.open_card(entity_name, number)


class Reloading(Calling):
    """Screens that show what is in the database.

    async def load(self) -> None:
        page = await self.call(records.page, CLIENTS, listing, 0, 128)
    """

    seen_generation = -1

    async def load(self) -> None:
        """Read what is shown and show it, the cursor staying; `load_failed` where that failed."""

    @cached_property
    def _loading(self) -> Loading:
        return Loading(self, self.load)

    def reload(self) -> None:
        """Load, now or after the load that runs; called when anybody changed something."""
        self._loading.wish()

    async def loaded(self) -> None:
        """Wait until what is shown is what was read last."""
        await self._loading.end()

    def load_failed(self) -> None:
        """With the next change, or when the screen is seen again, it is tried once more."""
        self.seen_generation = -1

    def catch_up(self) -> None:
        """Reload if something has changed since the last time; not while the program ends."""
        if self.is_there and self.screen.is_mounted and self.seen_generation != self.crm.generation:
            self.seen_generation = self.crm.generation
            self.reload()

    def unsaved(self) -> bool:
        """Whether leaving would lose what was typed."""
        return False

    def party(self) -> Party | None:
        """The client or contact at the cursor, for `l`."""
        return None


class CrmScreen(Leaving[Answer], Reloading):
    """The header, a body, the line of keys. PLACE and ABOUT are marked; override `body`."""

    PLACE = ""
    ABOUT = ""
    """What the screen is for, in two or three sentences: the head of its help."""
    AUTO_FOCUS = "CursorList"
    HORIZONTAL_BREAKPOINTS = HORIZONTAL
    VERTICAL_BREAKPOINTS = VERTICAL

    def compose(self) -> ComposeResult:
        yield Header(self.language.text(self.PLACE))
        with Vertical(id="body"):
            yield from self.body()
        yield KeyLine()
        yield TooSmall()

    def body(self) -> Iterable[Widget]:
        raise NotImplementedError

    def on_mount(self) -> None:
        """Screens load what they show when they are mounted, before anything can change."""
        self.seen_generation = self.crm.generation

    def stand_like(self, before: "CrmScreen[Any]") -> None:
        """Take over where the other stood: this screen is built in its place, not mounted yet."""

    def on_screen_resume(self) -> None:
        self.catch_up()
        self.crm.fill_header()

    @property
    def header(self) -> Header:
        return self.query_one(Header)


class CrmSheet(Sheet[Answer], Reloading):
    """A dialog, see `widgets.sheet`; it may call services."""

    def on_mount(self) -> None:
        self.seen_generation = self.crm.generation
