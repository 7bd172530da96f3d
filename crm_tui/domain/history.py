"""The journal as people read it: who did what, when, to which record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """One action of a user. `kind` is change, undo, redo or setup."""

    id: int
    at: datetime
    user: str | None
    source: str
    label: str
    kind: str
    undoes: int | None
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What an action did to one record, or, where `record` is None, to `count` of them."""

    entity: str
    op: str
    record: int | None
    count: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history: an action and one record of it.

    `action` is insert, update or delete. `fields` maps the names of the fields to what they held
    before and after, as JSON values.
    """

    transaction: TransactionRow
    entity: str
    action: str
    record: int | None
    count: int
    fields: Mapping[str, tuple[Any, Any]]

    @property
    def word(self) -> str:
        """What was done to the record, in a word that no label and no language changes."""
        if self.transaction.kind in ("undo", "redo"):
            return self.transaction.kind
        if self.action == "update" and set(self.fields) == {"archived_at"}:
            return "archive" if self.fields["archived_at"][1] else "restore"
        return {"insert": "add", "update": "edit"}.get(self.action, self.action)
