"""The journal read back: transactions, and the changes of a record."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peewee import fn

from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.models.journal import REFUSED, Change, Transaction
from crm_tui.data.models.users import User
from crm_tui.domain.history import ChangeRow, TransactionRow
from crm_tui.domain.numbers import LARGEST
from crm_tui.domain.paging import Page

MANY = 50
"""More records than this of one transaction are told as a number."""

CHUNK = 200

UNTOLD = ("setup", REFUSED)
"""Kinds that changed nothing which a person would look for."""


def page(offset: int, limit: int) -> Page[TransactionRow]:
    """Transactions, the newest first; how a user came to be is left out."""
    query = _transactions().where(Transaction.kind.not_in(UNTOLD))
    rows = [TransactionRow(*row) for row in query.offset(offset).limit(limit)]
    return Page(rows, offset, query.count())


def iterate(
    entity: str | None = None, record: int | None = None, before: int | None = None
) -> Iterator[TransactionRow]:
    """All transactions, the newest first, or those that concern the record.

    `before` is the id of one to go on from: what comes is older.
    """
    query = _transactions().where(Transaction.kind.not_in(UNTOLD))
    if entity is not None:
        query = query.where(Transaction.id.in_(concerning(entity, record or 0)))
    last = before
    while rows := [TransactionRow(*row) for row in _before(query, last).limit(CHUNK)]:
        yield from rows
        last = rows[-1].id


def concerning(entity: str, record: int) -> Any:
    """The ids of the transactions that wrote the record, alone or in a bulk insert."""
    alone = Change.select(Change.transaction).where(
        Change.entity == entity, Change.record == record
    )
    among = Change.select(Change.transaction).where(
        Change.entity == entity,
        Change.last > Change.record,
        Change.last >= record,
        Change.record <= record,
    )
    return alone | among


def changes(
    transaction: int, entity: str | None = None, record: int | None = None
) -> list[ChangeRow]:
    """What a transaction did, a row a record; many records of a kind are one row with a count.

    Contact points are left out: their owners' rows tell of them.
    """
    found: list[ChangeRow] = []
    for name, op, count in _kinds(transaction, entity):
        if record is None and count > MANY:
            found.append(ChangeRow(name, op, None, count, {}, {}))
            continue
        query: Any = Change.select(Change.record, Change.last, Change.before, Change.after).where(
            Change.transaction == transaction, Change.entity == name, Change.op == op
        )
        if record is not None:
            query = query.where(Change.record <= record, Change.last >= record)
        for first, last, before, after in query.order_by(Change.id).tuples():
            one = record if record is not None else first if first == last else None
            several = 1 if record is not None else last - first + 1
            found.append(
                ChangeRow(name, op, one, several, by_field(name, before), by_field(name, after))
            )
    return found


def earlier(entity: str, records: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """By record, what it had in some fields before each change of them.

    Only what people have changed since the last import that changed the record.
    """
    imported = Change.transaction.in_(ImportBatch.select(ImportBatch.transaction))
    query: Any = Change.select(Change.record, Change.before, imported).where(
        Change.entity == entity, Change.record.in_(list(records)), Change.op == "update"
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for record, before, by_import in query.order_by(Change.id).tuples():
        known = found.setdefault(record, [])
        if by_import:
            known.clear()
        else:
            known.append(by_field(entity, before))
    return found


def by_field(entity: str, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """The values under the names of their fields; a whole row has those of its columns.

    What was set stands under the key of the setting.
    """
    columns = {f.column_name: f.name for f in JOURNALLED[entity]._meta.sorted_fields}
    found = {columns.get(name, name): value for name, value in (values or {}).items()}
    if entity == "settings" and found:
        return {found["key"]: found["value"]} if "value" in found else {}
    extra = found.pop("extra", None)
    custom = json.loads(extra) if extra else {}
    return found | {f"extra.{name}": value for name, value in custom.items()}


def _kinds(transaction: int, entity: str | None) -> Sequence[tuple[str, str, int]]:
    count = fn.SUM(Change.last - Change.record + 1)
    query = Change.select(Change.entity, Change.op, count).where(
        Change.transaction == transaction, Change.entity != "points"
    )
    if entity is not None:
        query = query.where(Change.entity == entity)
    found: list[Any] = list(query.group_by(Change.entity, Change.op).tuples())
    return found


def _transactions() -> Any:
    return (
        Transaction.select(
            Transaction.id,
            Transaction.at,
            User.name,
            Transaction.source,
            Transaction.label,
            Transaction.kind,
            Transaction.undoes,
            Transaction.undone_by,
        )
        .left_outer_join(User, on=(User.id == Transaction.user))
        .order_by(Transaction.id.desc())
        .tuples()
    )


def _before(query: Any, last: int | None) -> Any:
    return query if last is None else query.where(Transaction.id < last)


def newest_to_undo(user: int) -> int | None:
    """The newest change of the user that is not undone and is no undo itself.

    One that could not be taken back when she asked for it is passed over.
    """
    refused = Transaction.select(Transaction.undoes).where(
        Transaction.user == user, Transaction.kind == REFUSED
    )
    query = Transaction.select(Transaction.id).where(
        Transaction.user == user,
        Transaction.kind == "change",
        Transaction.undone_by.is_null(),
        Transaction.id.not_in(refused),
    )
    return query.order_by(Transaction.id.desc()).scalar()  # type: ignore[no-any-return]


def newest_to_redo(user: int) -> int | None:
    """The user's last undo that was not redone, unless she has made a new change since."""
    query = (
        Transaction.select(Transaction.id, Transaction.kind)
        .where(
            Transaction.user == user,
            (Transaction.kind == "change")
            | ((Transaction.kind == "undo") & Transaction.undone_by.is_null()),
        )
        .order_by(Transaction.id.desc())
    )
    newest: Any = query.tuples().first()
    return newest[0] if newest and newest[1] == "undo" else None


def size(number: int) -> int:
    """How many records the transaction concerns."""
    total = Change.select(fn.SUM(Change.last - Change.record + 1))
    return int(total.where(Change.transaction == number).scalar() or 0)


def get(number: int) -> TransactionRow | None:
    if number > LARGEST:
        return None
    row: Any = _transactions().where(Transaction.id == number).first()
    return TransactionRow(*row) if row else None
