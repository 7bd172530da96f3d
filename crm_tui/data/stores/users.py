"""The users: who signs in is made known; who works here, and as what."""

from datetime import datetime
from typing import Any

from peewee import JOIN

from crm_tui.data.database import transaction
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.models.settings import Setting
from crm_tui.data.models.users import User as UserTable
from crm_tui.domain.texts import _
from crm_tui.domain.users import Role, User


def sign_in(login: str, name: str, at: datetime) -> User:
    """The user of that login; the first one of a database is made its admin, others reps."""
    found = by_login(login)
    if found is not None:
        return found
    with transaction():
        found = by_login(login)
        if found is None:
            from crm_tui.domain.values import clean

            role = Role.REP if UserTable.select().exists() else Role.ADMIN
            stamp = Stamp(0, at, "start", _("first start of a user"), kind="setup")
            insert(Journal(stamp), login, clean(name) or login, role.value)
    return by_login(login) or User(login=login, name=name)


def by_login(login: str) -> User | None:
    row = UserTable.select().where(UserTable.login == login).dicts().first()
    return None if row is None else _user(row)


def by_id(number: int) -> User | None:
    row = UserTable.select().where(UserTable.id == number).dicts().first()
    return None if row is None else _user(row)


def active() -> list[User]:
    """Everybody who works with the program, by name."""
    return [user for user in everybody() if user.active and user.archived_at is None]


def everybody() -> list[User]:
    """Those too who work here no more, by name."""
    query: Any = UserTable.select().order_by(UserTable.name, UserTable.id)
    return [_user(row) for row in query.dicts()]


def addresses() -> dict[int, tuple[str, ...]]:
    """By which calendars know each user: the e-mail that was set, a login that is one."""
    from crm_tui.domain.emails import is_email, normalise

    rows: Any = (
        UserTable.select(UserTable.id, UserTable.login, Setting.value)
        .join(
            Setting, JOIN.LEFT_OUTER, on=(Setting.user == UserTable.id) & (Setting.key == "email")
        )
        .where(UserTable.archived_at.is_null())
        .tuples()
    )
    return {
        number: tuple(normalise(word) for word in (email, login) if word and is_email(word))
        for number, login, email in rows
    }


def insert(journal: Journal, login: str, name: str, role: str) -> int:
    return journal.insert("users", {"login": login, "name": name, "role": role})


def has_admin() -> bool:
    """Whether somebody is left who may say who works here."""
    return any(user.role == Role.ADMIN for user in active())


def change(journal: Journal, number: int, column: str, value: str | datetime | None) -> None:
    """Set a column of the user, where it holds something else."""
    row = UserTable.get_by_id(number)
    old = getattr(row, column)
    if old != value:
        before, after = {column: old}, {column: value}
        journal.update("users", number, after, before=before, after=after, version=row.version)


def _user(row: dict[str, Any]) -> User:
    names = (
        *("id", "version", "extra", "login", "name", "role", "time_zone", "language", "active"),
        "archived_at",
    )
    return User(**{name: row[name] for name in names})
