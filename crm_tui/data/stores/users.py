"""The users: who signs in is made known."""

from datetime import datetime
from typing import Any

from crm_tui.data.database import transaction
from crm_tui.data.journal import Journal, Stamp
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
            row = {"login": login, "name": clean(name) or login, "role": role.value}
            Journal(stamp).insert("users", row)
    return by_login(login) or User(login=login, name=name)


def by_login(login: str) -> User | None:
    row = UserTable.select().where(UserTable.login == login).dicts().first()
    return None if row is None else _user(row)


def active() -> list[User]:
    """Everybody who works with the program, by name."""
    query: Any = UserTable.select().where(UserTable.active, UserTable.archived_at.is_null())
    return [_user(row) for row in query.order_by(UserTable.name, UserTable.id).dicts()]


def change(journal: Journal, number: int, column: str, value: str | None) -> None:
    """Set a column of the user, where it holds something else."""
    row = UserTable.get_by_id(number)
    old = getattr(row, column)
    if old != value:
        before, after = {column: old}, {column: value}
        journal.update("users", number, after, before=before, after=after, version=row.version)


def _user(row: dict[str, Any]) -> User:
    names = ("id", "version", "extra", "login", "name", "role", "time_zone", "language", "active")
    return User(**{name: row[name] for name in names})
