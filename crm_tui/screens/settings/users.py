"""Who works here: colleagues and their roles, new ones, and those who have left."""

from collections.abc import Callable, Iterable
from functools import partial

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.entities import USERS
from crm_tui.domain.texts import _
from crm_tui.domain.users import Role, User
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.settings import reading
from crm_tui.screens.settings.asking import ChoiceSheet, Options, TextSheet
from crm_tui.services import users
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice

NEW = _("The login of the system, then the full name: ivan Ivan Sokolov")
ROLE = _("Only admins change this list; managers and directors change settings of the firm.")


class UsersScreen(CrmScreen[None]):
    PLACE = _("Settings")
    ABOUT = _(
        "Your colleagues, each under the login of the system, and what they may do. Who starts"
        " the program is known by herself; what is hers stays when she is archived."
    )
    BINDINGS = [
        Binding("n", "new", _("new"), id="users.new"),
        Binding("e", "edit", _("role"), id="users.role"),
        Binding("x", "archive", _("archive"), id="users.archive"),
    ]

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield Options(
            reading.COLLEAGUES, empty=Notice(text(_("Nobody yet")), keys=[("n", text(_("new")))])
        )

    def on_mount(self) -> None:
        self.header.path = self.language.text(USERS.label)
        self.reload()

    async def load(self) -> None:
        items = await self.call(reading.colleagues)
        if items is None:
            self.load_failed()
        elif self.is_there:
            self.query_one(Options).show(items)

    @property
    def user(self) -> User | None:
        """The colleague at the cursor."""
        row = self.query_one(Options).row
        return row.record if row is not None else None

    def action_new(self) -> None:
        text = self.language.text
        self.app.push_screen(TextSheet(text(_("New colleague")), add, meaning=text(NEW)))

    @on(CursorList.Chosen)
    def action_edit(self) -> None:
        user, text = self.user, self.language.text
        if user is None:
            return
        options = [(role.value, text(role.label)) for role in Role]
        sheet = ChoiceSheet(user.name, options, user.role, meaning=text(ROLE))

        def chosen(role: str | None) -> None:
            if role is not None:
                self.change(partial(give_role, user, role))

        self.app.push_screen(sheet, chosen)

    def action_archive(self) -> None:
        """Out of the archive again where she is in it."""
        user = self.user
        if user is not None:
            self.change(partial(put_away, user))

    @work
    async def change(self, service: Callable[[Session], User]) -> None:
        await self.write(service)


def add(session: Session, text: str) -> User:
    login, _space, name = text.strip().partition(" ")
    return users.add(session, login, name)


def give_role(user: User, role: str, session: Session) -> User:
    return users.give_role(session, user, role)


def put_away(user: User, session: Session) -> User:
    change = users.restore if user.archived_at else users.archive
    return change(session, user)
