"""What every key does that works on every screen: go somewhere, undo, log, leave.

Services are imported when a key needs them: the first frame is painted without the database.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast
from weakref import WeakKeyDictionary

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.screens.base import Calling, Party, Reloading, Severity
from crm_tui.screens.bindings import go_to_key
from crm_tui.screens.keyboard import LATIN_OF
from crm_tui.screens.places import HOME, PLACES, build, mode_of_list
from crm_tui.session import Session

if TYPE_CHECKING:
    from crm_tui.domain.views import SavedView
    from crm_tui.services.history import Undone

CARD = "crm_tui.screens.card.screen:CardScreen"
FORM = "crm_tui.screens.forms.screen:FormScreen"
IMPORT = "crm_tui.screens.imports.file_sheet:FileSheet"
LOG = "crm_tui.screens.log_contact:LogSheet"
QUICK_ADD = "crm_tui.screens.quick_add:QuickAddSheet"
FIND = "crm_tui.screens.find:FindSheet"
MANUAL = "crm_tui.screens.manual:ManualSheet"
KEYS = "crm_tui.screens.keys:KeySheet"
PALETTE = "crm_tui.screens.palette:PaletteSheet"

GO_TO = _("go to")
UNDONE = _("undone: {what}")
REDONE = _("done again: {what}")
RECORDS = counted("{what}, {count} record", "{what}, {count} records")
MANY = 1_000
"""More records than that are taken back with a dialog that says how far it is."""

LEFT = counted(
    "{count} value was left: somebody changed it since",
    "{count} values were left: somebody changed them since",
)


class Viewing(Protocol):
    """A list that shows saved views: `lists.saved_views.ViewsScreen`."""

    def use(self, saved: "SavedView | None") -> None: ...


class Everywhere(App[int], Calling, inherit_bindings=False):
    BINDINGS = [
        Binding("l", "log", _("log"), id="app.log"),
        Binding("g", "go_to", GO_TO, id="app.go_to"),
        Binding("ctrl+k", "find", _("find anywhere"), show=False, priority=True, id="app.find"),
        Binding("colon", "palette", _("every action"), show=False, id="app.palette"),
        Binding("question_mark,f1", "keys", _("keys"), show=False, id="app.keys"),
        Binding("u", "undo", _("undo the last change"), show=False, id="app.undo"),
        Binding("U", "redo", _("redo what was undone"), show=False, id="app.redo"),
        Binding("escape", "step_back", _("back"), show=False, id="app.back"),
        Binding("q", "leave_screen", _("leave"), show=False, id="app.leave"),
        Binding("ctrl+c", "interrupt", _("quit"), show=False, id="app.interrupt"),
    ]
    _before: tuple[str, ...] = ()
    """The places from which the present one was reached, the last one last."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: WeakKeyDictionary[Screen[Any], tuple[object, ...]] = WeakKeyDictionary()

    def leave(self, code: int) -> None:
        raise NotImplementedError

    # Going somewhere.

    def go(self, mode: str) -> None:
        """Open a place; `back` at its bottom returns to the present one."""
        if mode != self.current_mode:
            visited = tuple(place for place in self._before if place != mode)
            self._before = (*visited, self.current_mode)
            self.switch_mode(mode)

    def action_go_to(self) -> None:
        from crm_tui.widgets.menus import PlaceMenu

        text = self.language.text
        keys = [(place.letter, text(place.label)) for place in PLACES]
        title = f"{go_to_key(self.screen)}  {text(GO_TO)}"
        menu = PlaceMenu(title, [*keys, ("/", text(_("find anywhere")))], LATIN_OF)
        self.push_screen(menu, self._gone)

    def _gone(self, letter: str | None) -> None:
        if letter == "/":
            self.action_find()
        for place in PLACES:
            if place.letter == letter:
                self.go(place.mode)

    def action_step_back(self) -> None:
        self.step_back()

    def step_back(self) -> None:
        """Leave the screen; at the bottom of a place, return to the place before."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif self.current_mode != HOME:
            *before, last = self._before or (HOME,)
            self._before = tuple(before)
            self.switch_mode(last)

    async def action_leave_screen(self) -> None:
        if isinstance(self.screen, Reloading) and self.screen.unsaved():
            await self.screen.run_action("leave")  # it asks first
        elif len(self.screen_stack) > 1 or self.current_mode != HOME:
            self.step_back()
        elif self.nothing_unsaved():
            self.leave(0)

    def action_interrupt(self) -> None:
        if self.nothing_unsaved():
            self.leave(130)

    def nothing_unsaved(self) -> bool:
        """Whether the program may end; else the screen with what was typed is shown."""
        for mode in self._screen_stacks:
            if self.unsaved_in(mode):
                self.go(mode)
                self.tell(
                    _("this is not saved yet: save it, or leave it with Esc"), severity="warning"
                )
                return False
        return True

    def unsaved_in(self, mode: str) -> bool:
        """Whether a screen of that place holds what was typed and not saved."""
        stack = self._screen_stacks.get(mode, ())
        return any(isinstance(screen, Reloading) and screen.unsaved() for screen in stack)

    # Opening what is not a place.

    def open(self, opened: str, *arguments: object) -> None:
        """Push the screen of a `module:Class`, which is imported when it is first opened.

        What is on top already is not opened once more: Enter may have been pressed twice.
        """
        if self._opened.get(self.screen) == (opened, arguments):
            return
        screen: Screen[Any] = build(opened, *arguments)
        self._opened[screen] = (opened, arguments)
        self.push_screen(screen)

    def open_card(self, entity_name: str, number: int) -> None:
        self.open(CARD, entity_name, number)

    def open_view(self, saved: "SavedView") -> None:
        """Go to the place of the view, and show it there; what is not saved stays on top."""
        self.go(mode_of_list(saved.listed))
        screen, *above = self.screen_stack
        if not any(isinstance(other, Reloading) and other.unsaved() for other in above):
            for _other in above:
                self.pop_screen()
        cast(Viewing, screen).use(saved)

    def open_form(
        self,
        entity_name: str,
        number: int | None = None,
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        self.open(FORM, entity_name, number, dict(defaults or {}))

    def open_import(self, into: str | None) -> None:
        self.open(IMPORT, into)

    def open_log(self, party: Party | None = None) -> None:
        self.open(LOG, party)

    def open_task(
        self, party: Party | None = None, next_step: bool = False, line: str = "", when: str = ""
    ) -> None:
        self.open(QUICK_ADD, party, next_step, line, when)

    def open_manual(self, topic: str) -> None:
        self.open(MANUAL, topic)

    def action_log(self) -> None:
        screen = self.screen
        self.open_log(screen.party() if isinstance(screen, Reloading) else None)

    def action_find(self) -> None:
        if not self.screen.is_modal:
            self.open(FIND)

    def action_keys(self) -> None:
        self.open(KEYS, self.screen)

    def action_palette(self) -> None:
        self.push_screen(build(PALETTE, self.screen), self.carry_out)

    def carry_out(self, chosen: Callable[[], Any] | None) -> None:
        """Do what the palette was left with, once it is gone."""
        if chosen is not None:
            self.call_later(chosen)

    # Undo.

    def action_undo(self) -> None:
        self.take_back()

    @work
    async def take_back(self, number: int | None = None) -> None:
        """Undo the change of that number, whoever made it, or the user's last one."""
        from crm_tui.services import history

        size = await self.call(history.size_of_undo, number)
        await self.revert(_("undo"), size, partial(history.undo, number=number), UNDONE)

    @work
    async def action_redo(self) -> None:
        from crm_tui.services import history

        await self.revert(_("redo"), await self.call(history.size_of_redo), history.redo, REDONE)

    async def revert(
        self, word: str, size: int | None, service: Callable[..., "Undone"], message: str
    ) -> None:
        """What takes its time says how far it is, and can be stopped."""
        if size is None or size <= MANY:
            self.tell_undone(await self.write(service), message)
            return
        from crm_tui.screens.progress import ProgressSheet

        def long_work(session: Session, progress: Progress) -> "Undone":
            return service(session, progress=progress)

        def done(undone: "Undone | None") -> None:
            if undone is not None:
                self.crm.changed()
                self.tell_undone(undone, message)

        heading = self.language.text(word).capitalize()
        self.push_screen(ProgressSheet(heading, long_work), done)

    def tell_undone(self, undone: "Undone | None", message: str) -> None:
        """What an undo or redo did, and what it left alone; nothing where it failed."""
        if undone is None:
            return
        what = self.language.count(
            RECORDS, undone.reverted, what=self.language.text(undone.of.label)
        )
        told = [self.language.text(message, what=what)]
        if undone.refused:
            told.append(self.language.count(LEFT, len(undone.refused)))
        severity: Severity = "warning" if undone.refused else "information"
        self.toast("\n".join(told), severity)
