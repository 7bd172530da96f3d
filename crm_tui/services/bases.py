"""A whole base as a folder of files, and such a folder as a whole base."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crm_tui.data import bases
from crm_tui.data.database import SCHEMA_VERSION, snapshot, transaction
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.stores import users
from crm_tui.domain.imports import ImportResult
from crm_tui.domain.permissions import check_may_shape
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import base_folders
from crm_tui.i18n import Language
from crm_tui.services import fields
from crm_tui.session import Session

STEP = 500
"""Rows between two calls of the progress."""

NOT_EMPTY = _(
    "a whole base can only be imported into a new one: name a file that is not there yet with --db"
)


def write(session: Session, folder: Path, progress: Progress = lambda share: None) -> int:
    """Write every row of every table, archived ones too; returns how many.

    The folder must not be there, or be empty; it is whole or not there. The same base always gives
    the same bytes.
    """
    with base_folders.making(folder) as new, snapshot():
        tables = {name: bases.Rows(name) for name in bases.TABLES}
        total, done = sum(rows.count for rows in tables.values()), 0
        written = {}
        for name, rows in tables.items():
            count = base_folders.write_table(new, name, _told(rows.all(), done, total, progress))
            written[name] = {
                "rows": count,
                "last_id": rows.last_id,
                "columns": {column.name: column.kind for column in rows.columns},
            }
            done += count
        base_folders.write_manifest(new, SCHEMA_VERSION, written)
        progress(1.0)
    return done


def _told(
    rows: Iterator[dict[str, Any]], done: int, total: int, progress: Progress
) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, done):
        if not number % STEP:
            progress(number / max(1, total))
        yield row


def check_free(folder: Path) -> None:
    """InvalidInputError where `write` would refuse the folder."""
    base_folders.check_free(folder)


def look(session: Session, folder: Path) -> Mapping[str, int]:
    """How many rows of each table `read` would bring; it raises what that would at its begin."""
    tables = _manifest(session, folder)
    if not bases.is_new():
        raise InvalidInputError(NOT_EMPTY)
    return {name: tables[name]["rows"] for name in bases.TABLES if name in tables}


def read(session: Session, folder: Path, progress: Progress = lambda share: None) -> ImportResult:
    """Fill a new base with what `write` wrote: all of it or, where anything is wrong, nothing.

    InvalidInputError names the file and the line. It is a part of the set-up, as the demo is: the
    first undo does not take it back. Whoever does it and is no user there becomes one.
    """
    tables = _manifest(session, folder)
    size = base_folders.size(folder, tables)
    with transaction():
        if not bases.is_new():
            raise InvalidInputError(NOT_EMPTY)
        bases.clear([name for name in bases.TABLES if name in tables])
        filling = Filling(session.language, folder, size, progress)
        for name in bases.TABLES:
            if name in tables:
                filling.fill(name, tables[name])
        _check_links()
        bases.complete()
        me, known = session.user, users.by_login(session.user.login)
        number, label = known.id if known else 0, _("import a whole base")
        journal = Journal(Stamp(number, session.now(), session.source, label, kind="setup"))
        bases.tell(journal, tables)
        if known is None:
            users.insert(journal, me.login, me.name, me.role)
        _check_admin()
        progress(1.0)
    fields.forget(session)
    return ImportResult(
        rows=filling.rows, new=filling.rows, updated=0, same=0, duplicate=0, rejected=0,
        transaction=journal.written, encoding="utf-8", delimiter="", mapping={},
    )  # fmt: skip


def _manifest(session: Session, folder: Path) -> dict[str, dict[str, Any]]:
    check_may_shape(session.user)
    tables = base_folders.read_manifest(folder, SCHEMA_VERSION)
    for name in tables:
        if name not in bases.TABLES:
            message = _("{path} has a table that nobody knows: {name}")
            raise InvalidInputError(message, path=folder, name=name)
    return tables


def _check_links() -> None:
    """InvalidInputError where a row leads to another that is not there."""
    found = bases.into_nothing()
    if found is not None:
        message = _("{file}: the row with the id {id} leads to one that is not in {other}")
        raise InvalidInputError(message, file=found[0], id=found[1], other=found[2])


def _check_admin() -> None:
    """InvalidInputError where nobody is left who could let anybody in."""
    if not users.has_admin():
        message = _("{file}: nobody of these is an admin who works here still")
        raise InvalidInputError(message, file=base_folders.file_name("users"))


class Filling:
    """The tables, one after the other; `rows` counts what is there."""

    def __init__(self, language: Language, folder: Path, size: int, progress: Progress) -> None:
        self.language, self.folder, self.size, self.progress = language, folder, size, progress
        self.rows = self.done = 0

    def fill(self, name: str, table: Mapping[str, Any]) -> None:
        """InvalidInputError where the file is not what the manifest says of it."""
        rows, before = bases.Rows(name), self.rows
        for line, row in base_folders.read_table(self.folder, name, self._tell):
            self._add(rows, name, line, row)
        found, wanted = self.rows - before, table["rows"]
        file = base_folders.file_name(name)
        if found != wanted:
            message = _("{file} has {found} rows, but {wanted} are listed: it is not whole")
            raise InvalidInputError(message, file=file, found=found, wanted=wanted)
        rows.keep_last_id(max(table["last_id"], rows.last_id))

    def _add(self, rows: bases.Rows, name: str, line: int, row: Mapping[str, Any]) -> None:
        try:
            rows.add(row)
        except InvalidInputError as error:
            raise InvalidInputError(
                _("{file}, line {at}: {reason}"),
                field=error.field,
                line=line,
                file=base_folders.file_name(name),
                at=line,
                reason=self.language.error(error),
            ) from error
        self.rows += 1

    def _tell(self, read: int) -> None:
        self.done += read
        if not self.rows % STEP:
            self.progress(min(1.0, self.done / max(1, self.size)))
