"""The one save path: whatever is written is stamped, and told to the journal with it.

Triggers would know neither the user nor the reason, and would not travel to PostgreSQL. Every start
imports this, so the tables are imported where they are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from crm_tui.data.models.journal import Change, Transaction
from crm_tui.data.rows import stored
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, when, from where, and what the user calls it."""

    user: int
    at: datetime
    source: str
    label: str
    kind: str = "change"
    undoes: int | None = None


class Journal:
    """The writes of one user action, inside one database transaction.

    The Transaction row is made by the first write, so an action that changes nothing leaves none.
    """

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self.written: int | None = None
        """The number of the transaction, once something was written."""

    @property
    def transaction(self) -> int:
        if self.written is None:
            stamp = self.stamp
            self.written = int(
                Transaction.insert(
                    at=stamp.at,
                    user=stamp.user or None,
                    source=stamp.source,
                    label=stamp.label,
                    kind=stamp.kind,
                    undoes=stamp.undoes,
                ).execute()
            )
        return self.written

    def insert(
        self, entity: str, row: Mapping[str, Any], shown: Mapping[str, Any] | None = None
    ) -> int:
        """Add a row and return its id; `shown` is what the journal says of it, if not the row."""
        from crm_tui.data.journalled import JOURNALLED

        stamps = {
            "created_at": self.stamp.at,
            "created_by": self.stamp.user,
            "changed_at": self.stamp.at,
            "changed_by": self.stamp.user,
        }
        number = int(JOURNALLED[entity].insert(**row, **stamps).execute())
        after = {name: stored(value) for name, value in (row if shown is None else shown).items()}
        self.record(
            entity, "insert", number, after={k: v for k, v in after.items() if v is not None}
        )
        return number

    def update(
        self,
        entity: str,
        number: int,
        row: Mapping[str, Any],
        *,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        version: int | None = None,
    ) -> None:
        """Change a row; ConflictError where it is not the version that was read any more."""
        from crm_tui.data.journalled import JOURNALLED

        model = JOURNALLED[entity]
        where = model.id == number
        if version is not None:
            where &= model.version == version
        changed = model.update(
            **row,
            version=model.version + 1,
            changed_at=self.stamp.at,
            changed_by=self.stamp.user,
        ).where(where)
        if not changed.execute():
            raise ConflictError(_("this was changed by someone else meanwhile: open it again"))
        told = {name: stored(value) for name, value in before.items()}
        wrote = {name: stored(value) for name, value in after.items()}
        if not self.goes_on(entity, number, told, wrote):
            self.record(entity, "update", number, before=told, after=wrote)

    def goes_on(
        self, entity: str, number: int, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> bool:
        """Note a second change of a record within one action as one with the first: what was before
        all of it, and what is in the end; False where this one is the first.
        """
        own = (
            (Change.transaction == self.transaction)
            & (Change.entity == entity)
            & (Change.op == "update")
            & (Change.record == number)
            & (Change.last == number)
        )
        first = Change.get_or_none(own)
        if first is None:
            return False
        told, wrote = {**before, **first.before}, {**first.after, **after}
        Change.update(before=told, after=wrote).where(own).execute()
        return True

    def record(
        self,
        entity: str,
        op: str,
        first: int,
        last: int | None = None,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Note what was written by other means; a bulk insert gives the first and the last id."""
        Change.insert(
            transaction=self.transaction,
            entity=entity,
            op=op,
            record=first,
            last=first if last is None else last,
            before=before,
            after=after,
        ).execute()

    def count(self) -> int:
        """How many records this transaction concerns; contact points count with their owners."""
        if self.written is None:
            return 0
        own = (Change.transaction == self.written) & (Change.entity != "points")
        total = Change.select(fn.SUM(Change.last - Change.record + 1)).where(own).scalar()
        return int(total or 0)
