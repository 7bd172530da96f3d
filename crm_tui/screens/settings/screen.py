"""Settings: the user's own, the firm's, the pick-lists, added fields, and who works here."""

from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from typing import Any

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.entities import USERS, Entity
from crm_tui.domain.fields import Kind
from crm_tui.domain.pick_lists import PickList
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.lists.filter_line import FilterLine
from crm_tui.screens.settings import reading
from crm_tui.screens.settings.asking import ChoiceSheet, Options, TextSheet
from crm_tui.screens.settings.fields import FieldsScreen
from crm_tui.screens.settings.pick_lists import PickListScreen
from crm_tui.screens.settings.playbooks import PlaybooksScreen
from crm_tui.screens.settings.users import UsersScreen
from crm_tui.services import settings
from crm_tui.services.settings import Held
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice


async def no_completion(_typed: str) -> Sequence[str]:
    return ()


def written(session: Session, held: Held) -> tuple[str, Sequence[str]]:
    """The value as it is typed, and what could be typed instead."""
    text = settings.written(session, held) if held.is_set else ""
    return text, held.setting.values()


class SettingsScreen(CrmScreen[None]):
    PLACE = _("Settings")
    ABOUT = _(
        "What suits you and the firm, the values of the pick-lists, and fields of your own. A"
        " change counts at once, for all whom it concerns, and can be taken back like any other."
    )
    BINDINGS = [
        Binding("slash", "search", _("search"), id="settings.search"),
        Binding("e", "edit", _("edit"), show=False, id="settings.edit"),
        Binding("escape", "step_back", _("back"), show=False, id="settings.back"),
    ]
    searched = ""
    at: Hashable = None
    """The line of the cursor, which another language does not move."""

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        nothing = Notice(text(_("No setting is called like that")),
                         keys=[("Esc", text(_("show everything")))])  # fmt: skip
        yield Options(reading.COLUMNS, empty=nothing)
        yield FilterLine(no_completion, text(_("a word of what you look for: zone, phone ...")))

    def stand_like(self, before: CrmScreen[Any]) -> None:
        if isinstance(before, SettingsScreen):
            self.at = before.at

    def on_mount(self) -> None:
        self.reload()

    async def load(self) -> None:
        items = await self.call(reading.everything, self.searched)
        if items is None:
            self.load_failed()
        elif self.is_there:
            at, shown = self.at, self.query_one(Options)
            shown.show(items)
            shown.go_to(at)

    @on(CursorList.Moved)
    def remember(self, event: CursorList.Moved) -> None:
        if event.row is not None:
            self.at = event.row.key

    # Searching.

    def action_search(self) -> None:
        self.query_one(FilterLine).open()

    @on(FilterLine.Typed)
    def search(self, event: FilterLine.Typed) -> None:
        self.searched = event.text
        self.header.path = event.text
        self.reload()

    @on(FilterLine.Left)
    def leave_search(self) -> None:
        if not self.searched:
            self.query_one(FilterLine).close()
        self.query_one(Options).focus()

    def action_step_back(self) -> None:
        """The search goes first, then the screen."""
        if self.searched:
            self.searched = self.header.path = ""
            self.query_one(FilterLine).close()
            self.reload()
        else:
            self.crm.step_back()

    # Changing.

    def action_edit(self) -> None:
        self.query_one(Options).action_choose()

    @on(CursorList.Chosen)
    def change(self, event: CursorList.Chosen) -> None:
        found = event.row.record
        if isinstance(found, PickList):
            self.app.push_screen(PickListScreen(found))
        elif found == reading.PLAYBOOKS_KEY:
            self.app.push_screen(PlaybooksScreen())
        elif found == USERS:
            self.app.push_screen(UsersScreen())
        elif isinstance(found, Entity):
            self.app.push_screen(FieldsScreen(found))
        elif found.setting.field.kind is Kind.FLAG:
            self.put(found.setting.key, "no" if found.value else "yes")
        elif found.setting.field.choices:
            self.choose(found)
        else:
            self.ask(found)

    def choose(self, held: Held) -> None:
        text, setting = self.language.text, held.setting
        options = [
            (choice.key, text(choice.label) if choice.shipped else choice.label)
            for choice in setting.field.choices
        ]
        if setting.default is None:
            options.insert(0, ("", text(reading.UNSET)))
        sheet = ChoiceSheet(text(setting.field.label), options, str(held.value or ""),
                            meaning=text(setting.meaning))  # fmt: skip

        def chosen(key: str | None) -> None:
            if key is not None:
                self.put(setting.key, key)

        self.app.push_screen(sheet, chosen)

    @work
    async def ask(self, held: Held) -> None:
        found = await self.call(written, held)
        if found is None:
            return
        text, setting = self.language.text, held.setting
        save = partial(put, setting.key)
        sheet = TextSheet(text(setting.field.label), save, found[0], meaning=text(setting.meaning),
                          suggestions=found[1])  # fmt: skip
        self.app.push_screen(sheet)

    @work
    async def put(self, key: str, typed: str) -> None:
        await self.write(settings.put, key, typed)


def put(key: str, session: Session, typed: str) -> Any:
    return settings.put(session, key, typed)
