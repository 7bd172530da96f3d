"""Keeps and reads what users are told of the changes of others."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from crm_tui.data.columns import moment_text
from crm_tui.data.database import database, snapshot
from crm_tui.data.expressions import json_path
from crm_tui.data.journal import Journal
from crm_tui.data.models.journal import Transaction
from crm_tui.data.models.loans import Loan
from crm_tui.data.models.notifications import Notification as Table
from crm_tui.data.models.users import User
from crm_tui.data.tables import RECORDS, title
from crm_tui.domain.entities import Entity
from crm_tui.domain.notifications import Notification, Reason
from crm_tui.domain.paging import Page

CHUNK = 500
"""Notifications that are read at a time where all are wanted."""

REASONS = {reason.value: reason for reason in Reason}

REMEMBERED = timedelta(days=60)
"""How long is kept what was read."""


def tell(
    journal: Journal, user: int, reason: Reason, entity: Entity, record: int, text: str = ""
) -> None:
    """Tell the user of a record; with others of the same action they are one notification."""
    database.execute_sql(
        """INSERT INTO notification (txn, "user", reason, entity, record, count, text)
        VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT (txn, "user", reason, entity) DO UPDATE SET
        count = count + (record IS NOT excluded.record),
        record = CASE WHEN record IS excluded.record THEN record END""",
        (journal.transaction, user, reason.value, entity.name, record, text),
    )


def tell_count(journal: Journal, user: int, reason: Reason, entity: Entity, count: int) -> None:
    """Tell the user of so many records, of which she was not told yet."""
    database.execute_sql(
        """INSERT INTO notification (txn, "user", reason, entity, record, count, text)
        VALUES (?, ?, ?, ?, NULL, ?, '')""",
        (journal.transaction, user, reason.value, entity.name, count),
    )


def tell_of_many(
    journal: Journal,
    user: int,
    reason: Reason,
    entity: Entity,
    written: tuple[str, Any],
    text: str = "",
) -> bool:
    """Tell the user of the records whose field the transaction gave that value, if there are any.

    Returns whether there were. `written` is the name of the field in the journal, and the value as
    it is stored.
    """
    name, value = written
    inserted = database.execute_sql(
        """INSERT INTO notification (txn, "user", reason, entity, record, count, text)
        SELECT txn, ?, ?, entity, CASE count(*) WHEN 1 THEN min(record) END, count(*), ?
        FROM change WHERE txn = ? AND entity = ? AND op = 'update'
        AND json_extract("after", ?) = ? GROUP BY txn""",
        (user, reason.value, text, journal.transaction, entity.name, json_path(name), value),
    )
    return bool(inserted.rowcount)


def page(user: int, offset: int, limit: int, *, unread: bool = False) -> Page[Notification]:
    """What the user was told, the newest first; what was undone since is left out, and so
    is what was lent and is back.
    """
    query = _counting(user, unread=unread)
    columns = (
        *(Table.id, Transaction.at, Table.transaction, User.name, Table.reason, Table.entity),
        *(Table.record, Table.count, Table.text, Table.read_at),
    )
    rows: Any = (
        query.select(*columns)
        .left_outer_join(User, on=Transaction.user == User.id)
        .order_by(Table.id.desc())
        .offset(offset)
        .limit(limit)
        .tuples()
    )
    found = _titled([_made(row) for row in rows])
    whole = not offset and len(found) < limit
    return Page(found, offset, len(found) if whole else query.count())


def iterate(user: int, *, unread: bool, limit: int | None) -> Iterator[Notification]:
    """The newest first, read in chunks, as they stood at the beginning."""
    with snapshot():
        offset, most = 0, CHUNK if limit is None else min(limit, CHUNK)
        while found := page(user, offset, most, unread=unread).rows:
            yield from found
            offset += len(found)
            most = CHUNK if limit is None else min(limit - offset, CHUNK)


def count_unread(user: int) -> int:
    return int(_counting(user, unread=True).count())


def read(user: int, chosen: Collection[int], now: datetime, *, but: bool = False) -> int:
    """Note that the user has read these, or all `but` these; returns how many she had not before.

    What was read long ago is forgotten.
    """
    numbers = json.dumps(list(chosen))
    changed = database.execute_sql(
        f"""UPDATE notification SET read_at = ? WHERE "user" = ? AND read_at IS NULL
        AND id {"NOT" if but else ""} IN (SELECT value FROM json_each(?))""",
        (moment_text(now), user, numbers),
    )
    old = Table.read_at < now - REMEMBERED
    Table.delete().where((Table.user == user) & old).execute()
    return int(changed.rowcount)


def _counting(user: int, *, unread: bool) -> Any:
    back = Loan.select(Loan.lending).where(Loan.archived_at.is_null(False))
    is_over = (Table.reason == Reason.LENT.value) & Table.transaction.in_(back)
    query: Any = Table.select(Table.id).join(Transaction, on=Table.transaction == Transaction.id)
    query = query.where(Table.user == user, Transaction.undone_by.is_null(), ~is_over)
    return query.where(Table.read_at.is_null()) if unread else query


def _made(row: Sequence[Any]) -> Notification:
    number, at, transaction, who, reason, entity, record, count, text, read_at = row
    known = REASONS[reason]
    return Notification(number, at, transaction, who, known, entity, record, count, text, read_at)


def _titled(found: Sequence[Notification]) -> list[Notification]:
    """With the names that the records have now."""
    titles: dict[tuple[str, int | None], str] = {}
    for name in {one.entity for one in found if one.record is not None}:
        table: Any = RECORDS[name]
        ids = [one.record for one in found if one.entity == name]
        rows = table.select(table.id, title(name, table)).where(table.id.in_(ids)).tuples()
        titles |= {(name, number): text for number, text in rows}
    return [replace(one, title=titles.get((one.entity, one.record), "")) for one in found]
