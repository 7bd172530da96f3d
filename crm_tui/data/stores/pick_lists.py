"""The values of pick-lists: their labels, their order, the archive."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from crm_tui.data.expressions import expression
from crm_tui.data.journal import Journal
from crm_tui.data.models.settings import Lookup
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Choice, Field
from crm_tui.domain.pick_lists import PickValue


def values() -> Mapping[str, Sequence[PickValue]]:
    """Every list by its name with its values in order, those of the archive too."""
    found: dict[str, list[PickValue]] = defaultdict(list)
    columns = (Lookup.list, Lookup.key, Lookup.label, Lookup.shipped, Lookup.archived_at)
    rows: Any = Lookup.select(*columns).order_by(Lookup.list, Lookup.position, Lookup.id)
    for name, key, label, shipped, archived_at in rows.tuples():
        value = PickValue(Choice(key, label, bool(shipped)), archived_at is not None)
        found[name].append(value)
    return found


def rename(journal: Journal, pick_list: str, key: str, label: str) -> None:
    """Another label; the key stays, and with it the value of every record."""
    _change(journal, _row(pick_list, key), {"label": label, "shipped": 0})


def put_away(journal: Journal, pick_list: str, key: str) -> None:
    """Into the archive, unless it is there."""
    row = _row(pick_list, key)
    if row.archived_at is None:
        _change(journal, row, {"archived_at": journal.stamp.at})


def bring_back(journal: Journal, pick_list: str, key: str) -> None:
    _change(journal, _row(pick_list, key), {"archived_at": None})


def having(entity: Entity, field: Field, key: str) -> Any:
    """The ids of the records that have the value in that field."""
    table = RECORDS[entity.name]
    return table.select(table.id).where(expression(entity.name, field, table) == key)


def order(journal: Journal, pick_list: str, keys: Sequence[str]) -> None:
    """Put the values in the order of the keys."""
    for position, key in enumerate(keys):
        row = _row(pick_list, key)
        if row.position != position:
            _change(journal, row, {"position": position})


def _row(pick_list: str, key: str) -> Any:
    return Lookup.get(Lookup.list == pick_list, Lookup.key == key)


def _change(journal: Journal, row: Any, after: Mapping[str, Any]) -> None:
    before = {name: getattr(row, name) for name in after}
    if before != after:
        journal.update("lookups", row.id, after, before=before, after=after, version=row.version)
