"""Builds a Session from real parts: the file, the unix user, the clock, zone and language."""

import os
import pwd
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from crm_tui import i18n
from crm_tui.data import files, running_changes
from crm_tui.data.database import database, meaning
from crm_tui.data.stores import users
from crm_tui.domain.permissions import check_may_enter
from crm_tui.domain.texts import _
from crm_tui.errors import CannotStartError
from crm_tui.services import settings
from crm_tui.session import Session
from crm_tui.settings import folder, machine, zone


def open_session(
    path: str | None = None, language: str | None = None, source: str = "cli"
) -> Session:
    """Connect the calling thread to the database, and know the user; CannotStartError if not.

    `path` is `--db`; without it `CRM_DB` counts, `settings.toml`, the file in the XDG data folder.
    """
    file = database_path(path)
    now = clock()
    files.open_file(file)
    cut_off = running_changes.take_back_cut_off()
    user = users.sign_in(*who(), now())
    check_may_enter(user)
    session = Session(
        user,
        now=now,
        zone=zone(None),
        language=i18n.from_environment(language),
        asked_language=language,
        source=source,
        close=database.close,
        guard=meaning,
        database=str(file),
        hooks=folder() / "hooks",
        cut_off=cut_off,
    )
    return settings.renewed(session)


@contextmanager
def working(path: str | None, language: str | None) -> Iterator[Session]:
    """The session of one command; what the database refuses, even to a reader, is a CrmError."""
    with meaning():
        session = open_session(path, language)
        try:
            yield session
        finally:
            session.close()


def database_path(path: str | None) -> Path:
    given = path or os.environ.get("CRM_DB") or machine().database
    return Path(os.path.expanduser(given)).absolute() if given else files.default_path()


def who() -> tuple[str, str]:
    """Login and full name of the process's user; $USER can say anything, so it is not asked."""
    uid = os.getuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return f"uid{uid}", f"uid{uid}"
    return entry.pw_name, entry.pw_gecos.split(",")[0] or entry.pw_name


def clock() -> Callable[[], datetime]:
    """The real clock, or the time that CRM_NOW fixes for pictures and tests."""
    fixed = os.environ.get("CRM_NOW")
    if not fixed:
        return lambda: datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError as error:
        raise CannotStartError(_("CRM_NOW is no ISO time: {text}"), text=fixed) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone(None))
    return lambda: moment.astimezone(UTC)
