"""All rows of all tables, on their way into the files of a whole base and back.

Which tables and columns there are, the models say. What is no part of it stands in `LEFT_OUT`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from peewee import SQL
from peewee import sqlite3 as sqlite  # type: ignore[attr-defined]

from crm_tui.data import contact_dates, search
from crm_tui.data.base_columns import CUSTOM, Column, amount, amounts, columns
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.journalled import JOURNALLED, MODELS
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.models.journal import Change, Transaction
from crm_tui.data.models.loans import Loan
from crm_tui.data.models.notifications import Notification
from crm_tui.data.models.settings import CustomField
from crm_tui.data.models.users import User
from crm_tui.data.reverting_rows import quoted
from crm_tui.data.tables import RECORDS, TITLES
from crm_tui.domain.fields import Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.money import decimal_text
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

LEFT_OUT: Mapping[Any, str] = {
    Transaction: "the history stays with the base in which it was made; a backup takes it along",
    Change: "a part of the history",
    Notification: "a part of the history: what a change told whom",
    Loan: "a part of the history: it comes back by the change that lent it",
    ImportBatch: "a part of the history: which file became which change",
}
"""The tables that are not written, and why."""

NAMES: Mapping[Any, str] = {model: word for word, model in JOURNALLED.items()}
ALL: tuple[Any, ...] = (CustomField, *(model for model in MODELS if model is not CustomField))
"""The fields of one's own come first: by them it is known which values of a record are sums."""

TABLES: Mapping[str, Any] = {
    NAMES.get(model, model._meta.table_name): model for model in ALL if model not in LEFT_OUT
}
"""Every table that is written, by the name of its file. What others need stands before them."""

WRONG = _("{name} is missing, or cannot be this")
UNKNOWN = _("there is no field {name}")


class Rows:
    """One table as objects: what a row holds by the names of its fields, but for what is empty."""

    def __init__(self, name: str) -> None:
        self.model = TABLES[name]
        self.columns = columns(self.model)
        self._by_name = {column.name: column for column in self.columns}
        self._amounts = amounts(self.model)
        self._custom = _custom_kinds(name)
        self._key = TITLES.get(name) if hasattr(self.model, "name_key") else None
        stored = [column.stored_name for column in self.columns]
        self._names = [*stored, "name_key"] if self._key else stored
        self._insert = (
            f"INSERT INTO {quoted(self.model)} ({_listed(self._names)}) "
            f"VALUES ({', '.join('?' * len(self._names))})"
        )

    @property
    def count(self) -> int:
        return int(self.model.select().count())

    @property
    def last_id(self) -> int:
        """The highest that was ever given: none is used again."""
        found = database.execute_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (self.model._meta.table_name,)
        ).fetchone()
        return int(found[0]) if found else 0

    def all(self) -> Iterator[dict[str, Any]]:
        """In the order of the ids; one row at a time is in memory."""
        names = _listed(column.stored_name for column in self.columns)
        found = database.execute_sql(f"SELECT {names} FROM {quoted(self.model)} ORDER BY id")
        return map(self._object, found)

    def _object(self, row: Iterable[Any]) -> dict[str, Any]:
        found = {
            column.name: column.written(value)
            for column, value in zip(self.columns, row, strict=True)
            if value is not None
        }
        currency = found.get("currency")
        for name in self._amounts:
            if name in found:
                found[name] = decimal_text(found[name], currency)
        extra = found.get("extra", {})
        for name, value in extra.items():
            if self._custom.get(name) is Kind.MONEY and isinstance(value, int):
                extra[name] = decimal_text(value, currency)
        return found

    def add(self, row: Mapping[str, Any]) -> None:
        """Insert an object that `all` gave; InvalidInputError where it is none of this table."""
        for name in row:
            if name not in self._by_name:
                raise InvalidInputError(UNKNOWN, field=name, name=name)
        values = [self._stored(column, row) for column in self.columns]
        if self._key:
            values.append(fold(row[self._key]))
        try:
            database.connection().execute(self._insert, values)
        except sqlite.IntegrityError as error:
            message = _("the database refuses it: {reason}")
            raise InvalidInputError(message, reason=str(error)) from error

    def _stored(self, column: Column, row: Mapping[str, Any]) -> Any:
        value = row.get(column.name)
        if value is None and not column.required:
            return None
        if value is None and column.default is not None and column.name not in row:
            return column.default
        try:
            if column.name in self._amounts:
                return amount(value, row.get("currency"))
            if column.name == "extra" and isinstance(value, dict) and self._custom:
                value = self._own(value, row.get("currency"))
            return column.read(value)
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise InvalidInputError(WRONG, field=column.name, name=column.name) from error

    def _own(self, extra: Mapping[str, Any], currency: str | None) -> dict[str, Any]:
        """The values of one's own fields as the database holds them."""
        found = dict(extra)
        for name, value in extra.items():
            kind = self._custom.get(name)
            if kind is Kind.MONEY:
                found[name] = amount(value, currency)
            elif kind is not None:
                found[name] = CUSTOM[kind](value)
        return found

    def keep_last_id(self, number: int) -> None:
        """Let the next row get the id after that one."""
        table = self.model._meta.table_name
        database.execute_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        database.execute_sql(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number)
        )


def _custom_kinds(name: str) -> dict[str, Kind]:
    """What the fields of one's own hold."""
    found: Any = CustomField.select(CustomField.name, CustomField.kind).where(
        CustomField.entity == name
    )
    return {field: Kind(kind) for field, kind in found.tuples()}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def is_new() -> bool:
    """Whether nobody has worked in the base yet: there is only what its set-up made."""
    worked = Transaction.select().where(Transaction.kind != "setup").exists()
    records = any(model.select().exists() for model in RECORDS.values() if model is not User)
    return not worked and not records and User.select().count() <= 1


def clear(names: Iterable[str]) -> None:
    """Take out what the set-up made. Links are checked at the end of the transaction."""
    database.execute_sql("PRAGMA defer_foreign_keys = ON")
    Transaction.update(user=None).execute()
    for name in names:
        table = TABLES[name]._meta.table_name
        database.execute_sql(f'DELETE FROM "{table}"')
        database.execute_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))


def into_nothing() -> tuple[str, int, str] | None:
    """A row that leads to one that is not there: its file, its id, the file of the other."""
    found = database.execute_sql("PRAGMA foreign_key_check").fetchone()
    names = {model._meta.table_name: name for name, model in TABLES.items()}
    return None if found is None else (names[found[0]], found[1], names[found[2]])


def complete() -> None:
    """Compute what follows from the rows."""
    everything = SQL("1")
    for name in contact_dates.LINKS:
        contact_dates.refresh(name, everything)
    for name in RECORDS:
        if search.covers(name):
            search.insert(name, everything)


def tell(journal: Journal, names: Iterable[str]) -> None:
    """Note in the journal which rows are there: a range of ids without a gap at a time."""
    for name in names:
        if name not in JOURNALLED:
            continue
        ranges = database.execute_sql(
            "SELECT min(id), max(id) FROM (SELECT id, id - row_number() OVER (ORDER BY id) AS gap "
            f"FROM {quoted(TABLES[name])}) GROUP BY gap"
        )
        for first, last in ranges.fetchall():
            journal.record(name, "insert", first, last)
