"""The connection: settings, transactions, and what SQLite's errors mean to a person."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from peewee import DatabaseError, DatabaseProxy, IntegrityError, Model, SqliteDatabase
from peewee import sqlite3 as sqlite  # type: ignore[attr-defined]

from crm_tui.data import functions
from crm_tui.domain.texts import _
from crm_tui.errors import CannotStartError, ConflictError, CrmError, DatabaseBusyError

APPLICATION_ID = 0x43524D31
"""Tells our files from other programs' SQLite files: "CRM1"."""

SCHEMA_VERSION = 21
"""The number of the newest migration."""

PRAGMAS = {
    "busy_timeout": 15_000,  # first: changing to WAL below may have to wait already
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": "full",
    "trusted_schema": 0,
    "secure_delete": 1,
}

sqlite.register_adapter(type(None), lambda none: none)
"""Without it the module looks for a way to adapt each NULL that is written, and fails: slowly."""

database = DatabaseProxy()

BUSY = _("the database is busy: somebody else is writing, try again in a moment")
DAMAGED = _("the database {path} is damaged: restore a backup")
READ_ONLY = _("the database {path} cannot be written: ask who owns it for write permission")
FULL = _("the disk is full: nothing was saved, make room and try again")
NEWER = _("the database {path} was made by a newer version of this program: upgrade crm-tui")
MEANINGS: dict[str, tuple[type[CrmError], str]] = {
    "SQLITE_BUSY": (DatabaseBusyError, BUSY),
    "SQLITE_LOCKED": (DatabaseBusyError, BUSY),
    "SQLITE_CORRUPT": (CannotStartError, DAMAGED),
    "SQLITE_NOTADB": (CannotStartError, DAMAGED),
    "SQLITE_READONLY": (CannotStartError, READ_ONLY),
    "SQLITE_CANTOPEN": (CannotStartError, _("the database {path} cannot be opened")),
    "SQLITE_FULL": (CannotStartError, FULL),
    "SQLITE_IOERR": (CannotStartError, _("the disk of the database {path} is full or broken")),
}


class Table(Model):
    """The base of every model in `data/models`."""

    class Meta:
        database = database
        legacy_table_names = False


def initialize(path: str) -> SqliteDatabase:
    """Point every model at the SQLite file at `path`; the file is not opened yet.

    IMMEDIATE transactions take the write lock at once: a deferred one that reads and then writes
    fails with "database is locked" as soon as another process wrote in between.
    """
    opened = SqliteDatabase(path, pragmas=PRAGMAS, lock_type="IMMEDIATE", autoconnect=False)
    functions.register(opened)
    database.initialize(opened)
    return opened


def connect() -> None:
    """Open this thread's connection, unless it is open."""
    with meaning():
        database.connect(reuse_if_open=True)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit everything inside, or nothing; raises only CrmErrors for expected failures."""
    with meaning(), database.atomic():
        check_version()
        yield


@contextmanager
def looking() -> Iterator[None]:
    """One state of the database inside, while others may write; only scratch tables are written."""
    with meaning(), database.atomic("DEFERRED"):
        yield


@contextmanager
def snapshot() -> Iterator[None]:
    """See one state of the database inside, however long it takes; writes nothing.

    Whoever reads may go away in the middle and close the connection, so this is no `atomic`.
    """
    with meaning():
        own = not database.connection().in_transaction
        if own:
            database.execute_sql("BEGIN")
        try:
            yield
        finally:
            if own and not database.is_closed():
                database.execute_sql("ROLLBACK")


def check_version() -> None:
    """Refuse to write when a newer program has changed the schema meanwhile."""
    if pragma("user_version") > SCHEMA_VERSION:
        raise CannotStartError(NEWER, path=path())


def data_version() -> int:
    """A number that moves when another connection has committed something."""
    return pragma("data_version")


def path() -> str:
    return str(database.database)


def pragma(name: str) -> int:
    return int(database.execute_sql(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def meanwhile(**pragmas: int) -> Iterator[None]:
    """Other settings of this connection inside, which is outside of transactions."""
    usual = {name: pragma(name) for name in pragmas}
    _set(pragmas)
    try:
        yield
    finally:
        _set(usual)


def _set(pragmas: Mapping[str, int]) -> None:
    for name, value in pragmas.items():
        database.execute_sql(f"PRAGMA {name} = {value}")


@contextmanager
def meaning() -> Iterator[None]:
    """Say in a sentence what SQLite refused, through Peewee or, with `executemany`, directly."""
    try:
        yield
    except (DatabaseError, sqlite.DatabaseError) as error:
        name = error_name(error)
        for known, (kind, message) in MEANINGS.items():
            if name.startswith(known):
                raise kind(message, path=path()) from error
        if isinstance(error, (IntegrityError, sqlite.IntegrityError)):
            message = _("the database refused the change: {reason}")
            raise ConflictError(message, reason=str(error)) from error
        raise


def error_name(error: BaseException | None) -> str:
    """The first informative SQLite error along the chain of causes.

    Peewee hides a full disk behind "cannot rollback - no transaction is active".
    """
    while error is not None:
        name: Any = getattr(error, "sqlite_errorname", "")
        if name and name != "SQLITE_ERROR":
            return str(name)
        error = error.__cause__ or error.__context__
    return ""
