"""Reads and writes saved views."""

from collections.abc import Mapping
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.models.users import User
from crm_tui.data.models.views import SavedView as Table
from crm_tui.domain.fields import Link
from crm_tui.domain.folding import fold
from crm_tui.domain.views import Arrangement, SavedView

KIND = "saved_views"


def visible(user: int, listed: str = "") -> list[SavedView]:
    """Her own views and those that are shared, of one list or of all, by name, her own first."""
    query: Any = (
        Table.select(Table, User.id, User.name)
        .join(User)
        .where(Table.archived_at.is_null() & ((Table.owner == user) | Table.shared))
    )
    if listed:
        query = query.where(Table.entity == listed)
    found = [_view(row) for row in query.order_by(Table.id.desc())]
    return sorted(found, key=lambda view: (fold(view.name), view.owner.id != user))


def insert(journal: Journal, view: SavedView) -> int:
    return journal.insert(KIND, {**_columns(view), "owner": view.owner.id})


def update(journal: Journal, before: SavedView, after: SavedView) -> None:
    """Write what differs; ConflictError where somebody else changed the view meanwhile."""
    was, now = _columns(before), _columns(after)
    row = {name: value for name, value in now.items() if value != was[name]}
    if row:
        old = {name: was[name] for name in row}
        journal.update(KIND, before.id, row, before=old, after=row, version=before.version)


def archive(journal: Journal, view: SavedView) -> None:
    after = {"archived_at": journal.stamp.at}
    journal.update(
        KIND, view.id, after, before={"archived_at": None}, after=after, version=view.version
    )


def _columns(view: SavedView) -> Mapping[str, Any]:
    arrangement = view.arrangement
    return {
        "entity": view.listed,
        "name": view.name,
        "where": arrangement.where,
        "columns": ",".join(arrangement.columns),
        "sort": ",".join(arrangement.sorts),
        "grouping": arrangement.group,
        "shared": view.shared,
    }


def _view(row: Any) -> SavedView:
    arrangement = Arrangement(row.where, _words(row.columns), _words(row.sort), row.grouping)
    owner = Link(row.owner.id, row.owner.name)
    return SavedView(row.id, row.version, row.entity, row.name, arrangement, owner, row.shared)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(",") if word)
