"""The application: the session behind the screens, live changes, and how the program ends."""

import asyncio
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.driver import Driver

from crm_tui import log
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.i18n import Language
from crm_tui.screens.base import CrmScreen, Reloading
from crm_tui.screens.database_thread import DatabaseThread
from crm_tui.screens.everywhere import Everywhere
from crm_tui.screens.keeping import KeepingDrafts
from crm_tui.screens.keyboard import BothLayouts
from crm_tui.screens.places import HOME, PLACES, place
from crm_tui.screens.terminal import Terminal
from crm_tui.screens.typed_ahead import TypedAhead
from crm_tui.screens.wearing import Wearing
from crm_tui.session import Session
from crm_tui.settings import has_keys
from crm_tui.widgets.controls import clean
from crm_tui.widgets.header import WIDE
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

if TYPE_CHECKING:
    from crm_tui.services.days import Bell
    from crm_tui.services.reminders import Due

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

POLL = 0.7
"""Seconds after which a change of somebody else is on screen, at most."""

SLOW = 1.5
"""Seconds after which an empty screen is explained."""

LONG = 20
"""Seconds that a long sentence is to be read which nobody expects."""

NEWS = _("a colleague has something for you: g n shows it")

SIGNALS = {signal.SIGHUP: 129, signal.SIGINT: 130, signal.SIGTERM: 143}


class CrmApp(BothLayouts[int], TypedAhead[int], Wearing, Everywhere, KeepingDrafts):
    MODES = {known.mode: known.build for known in PLACES}
    DEFAULT_MODE = HOME
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, open_session: Callable[[], Session], language: Language, welcome: str = ""
    ) -> None:
        super().__init__()
        self.welcome = welcome
        self.language = language
        self.database_thread = DatabaseThread(open_session)
        self.generation = 0
        self.due = 0
        """How many are late, or one is reminded of, or are unread."""
        self.unread: int | None = None
        """How many notifications are not read; None before that is known."""
        self.failure: Exception | None = None
        """What ended the program; the caller of `run` tells it when the terminal is free."""
        self.crash_log: Path | None = None
        self._stamp: int | None = None
        self._minute = ""
        self._title = ""

    @property
    def session(self) -> Session:
        session = self.database_thread.session
        assert session is not None, "no service has answered yet"
        return session

    async def run_service(
        self,
        service: Callable[Concatenate[Session, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        return await self.database_thread.call(service, *args, **kwargs)

    def on_ready(self) -> None:
        """The first frame is painted: only now the database may cost time."""
        self.open_session()
        self.take_keys()

    @work
    async def take_keys(self) -> None:
        """The keys that the user prefers; what is wrong in her file is told once."""
        if not has_keys():
            return
        from crm_tui.screens import key_map

        found = await asyncio.to_thread(key_map.read)
        self.set_keymap(dict(found.keys))
        if found.problems:
            told = [f"keys.toml{f':{one.line}' if one.line else ''}  {self.language.error(one)}"
                    for one in found.problems]  # fmt: skip
            self.toast("\n".join(told), "warning")

    @work
    async def open_session(self) -> None:
        slow = self.set_timer(SLOW, self.tell_slow)
        try:
            session = await self.database_thread.open()
        except CrmError as error:
            self.fail(error, error.exit_code)
            return
        finally:
            slow.stop()
        self.database_thread.session = replace(session, hear=self.hear)
        self.language = session.language
        self.wear_settings(session.settings)
        self.fill_header()
        for widget in self.screen.query(Painted):
            widget.repaint()
        self._minute = self.minute()
        self.refresh_bell()
        self.keep_drafts_of(session)
        if self.welcome:
            self.tell(self.welcome)
        if session.cut_off:
            self.tell_cut_off()
        self.set_interval(POLL, self.look_around)

    def tell_cut_off(self) -> None:
        """What this start has taken back: it may be the work of whoever comes back here."""
        from crm_tui.services import cut_off

        for sentence in cut_off.told(self.session):
            self.toast(sentence, "warning", LONG)

    def hear(self, error: CrmError) -> None:
        """What a service says from any thread; it does not wait until it is told."""
        self.call_later(lambda: self.toast(self.language.error(error), "warning"))

    def tell_slow(self) -> None:
        self.tell(_("opening the database; the first time and after an update it takes a while"))

    @work(exclusive=True, group="watch")
    async def look_around(self) -> None:
        """See what other programs have changed; the clock goes on as well."""
        stamp = await self.call(stamp_of_changes)
        if self._stamp not in (stamp, None):
            self.read_again()
        self._stamp = stamp
        minute = self.minute()
        if minute != self._minute:
            self._minute = minute
            self.refresh_bell()
        self.fill_header()

    def minute(self) -> str:
        """Of the clock on the wall; with each new one the bell is asked."""
        return f"{self.session.now():%H:%M}"

    def changed(self) -> None:
        self.read_again()
        self.wait_for_changes()

    @work(group="changes")
    async def wait_for_changes(self) -> None:
        """The next key is about what the one before has made: it waits until that is shown."""
        with self.keys_held():
            for screen in self.shown():
                await screen.loaded()

    def read_again(self) -> None:
        self.generation += 1
        self.renew_session()
        self.refresh_bell()
        self.show_changes()

    def show_changes(self) -> None:
        """Read again what is on screen; other places do when they are next opened."""
        for screen in self.shown():
            screen.catch_up()

    def shown(self) -> "Iterator[Reloading]":
        """The dialogs that stand in the foreground, and the screen behind them."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Reloading):
                yield screen
            if not screen.is_modal:
                break

    @work(exclusive=True, group="renew")
    async def renew_session(self) -> None:
        """What was set, undone or set by somebody else counts from now on."""
        before = self.session
        now = await self.call(renewed)
        if now is None or now is before:
            return
        self.database_thread.session = now
        self.wear_settings(now.settings)
        if now.language != before.language:
            await self.speak(now.language)
        self.generation += 1
        self.show_changes()
        self.fill_header()

    async def speak(self, language: Language) -> None:
        """Another language: this place is built anew, the others when they are next opened.

        A place where something is unsaved stays as it is.
        """
        self.language = language
        mode = self.current_mode
        for known in PLACES:
            if known.mode != mode and not self.unsaved_in(known.mode):
                await self.remove_mode(known.mode)
                self.add_mode(known.mode, known.build)
        if not self.unsaved_in(mode):
            await self.build_anew(mode)

    async def build_anew(self, mode: str) -> None:
        """Textual removes only places that are not shown, so another is for a moment."""
        before, now = self.screen_stack[0], place(mode).build()
        if isinstance(before, CrmScreen) and isinstance(now, CrmScreen):
            now.stand_like(before)
        with self.batch_update():
            await self.switch_mode(next(known.mode for known in PLACES if known.mode != mode))
            await self.remove_mode(mode)
            self.add_mode(mode, lambda: now)
            await self.switch_mode(mode)

    @work(group="bell")
    async def refresh_bell(self) -> None:
        """Not exclusive: what was told once by the service must be shown."""
        found = await self.call(bell)
        if found is None:
            return
        if self.unread is not None and found.unread > self.unread:
            self.tell(NEWS)
        self.due, self.unread = found.count, found.unread
        if found.told:
            self.announce(found.told)
        self.fill_header()

    def announce(self, told: "Sequence[Due]") -> None:
        """Reminders came due: they are told, and what is on screen shows them too."""
        from crm_tui.screens import reminding

        text = reminding.notice(self.session, told)
        self.toast(text, "warning")
        level = self.session.settings["notifications"]
        written = reminding.sequences(level, text.split("\n", 1)[0])
        if written and self._driver is not None:
            self._driver.write(written)
        self.generation += 1
        self.show_changes()

    def fill_header(self) -> None:
        """Who, when and what is due, on the screen that is shown; and the window's title."""
        screen = next(
            (screen for screen in reversed(self.screen_stack) if not screen.is_modal), None
        )
        if not isinstance(screen, CrmScreen) or not (screen.is_mounted and screen.is_there):
            return
        header, session = screen.header, self.database_thread.session
        if screen.PLACE:
            header.place = self.language.text(screen.PLACE)
        if session is not None:
            now = session.now().astimezone(session.zone)
            header.clock = f"{now:%H:%M}"
            if self.size.width >= WIDE:
                header.date = self.language.date(now.date(), "EEE d MMM")
            header.who, header.due = session.user.login, self.due
        self.show_title(
            f" {SIGN['dot']} ".join(part for part in (header.place, header.path) if part)
        )

    def show_title(self, text: str) -> None:
        """The window's title says where I am; what a record holds is cleaned first."""
        title = clean(f"{text} - crm")[:200]
        if title != self._title and self._driver is not None:
            self._driver.write(f"\x1b]0;{title}\x07")
        self._title = title

    def on_mount(self) -> None:
        if self.is_headless or self._loop is None:
            return
        for number, code in SIGNALS.items():
            self._loop.add_signal_handler(number, self.leave, code)
        self.set_interval(POLL, self.leave_closed_terminal)

    def get_driver_class(self) -> type[Driver]:
        return Terminal

    def leave_closed_terminal(self) -> None:
        if isinstance(self._driver, Terminal) and self._driver.is_gone:
            self.leave(SIGNALS[signal.SIGHUP])

    def leave(self, code: int) -> None:
        """End the program; the terminal is given back, and what is not saved is in a file."""
        self.keep_drafts()
        self.finish_drafts()
        self.exit(code, return_code=code)

    def fail(self, error: Exception, code: int) -> None:
        self.failure = error
        self.leave(code)

    async def on_unmount(self) -> None:
        self.finish_drafts()
        await self.database_thread.close()

    def _handle_exception(self, error: Exception) -> None:
        """A bug: its place goes to the log. Textual would print customers' data with it."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.failure = getattr(error, "error", error)
            self.crash_log = log.write(self.failure)
        self._close_messages_no_wait()


# Imported in the database thread, after the first frame.


def stamp_of_changes(session: Session) -> int:
    from crm_tui.services import watching

    return watching.stamp(session)


def renewed(session: Session) -> Session:
    from crm_tui.services import settings

    return settings.renewed(session)


def bell(session: Session) -> "Bell":
    from crm_tui.services import days

    return days.bell(session)
