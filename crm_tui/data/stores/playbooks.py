"""Reads and writes playbooks."""

from collections.abc import Mapping
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.models.playbooks import Playbook as Table
from crm_tui.domain.folding import fold
from crm_tui.domain.playbooks import Playbook, read_steps, written

KIND = "playbooks"


def everything() -> list[Playbook]:
    """Those that are not put away, by name."""
    rows: Any = Table.select().where(Table.archived_at.is_null()).order_by(Table.id)
    found = [Playbook(row.id, row.version, row.name, read_steps(row.steps)) for row in rows]
    return sorted(found, key=lambda playbook: fold(playbook.name))


def insert(journal: Journal, playbook: Playbook) -> int:
    return journal.insert(KIND, dict(_columns(playbook)))


def update(journal: Journal, before: Playbook, after: Playbook) -> None:
    """Write what differs; ConflictError where somebody else changed it meanwhile."""
    was, now = _columns(before), _columns(after)
    row = {name: value for name, value in now.items() if value != was[name]}
    if row:
        old = {name: was[name] for name in row}
        journal.update(KIND, before.id, row, before=old, after=row, version=before.version)


def archive(journal: Journal, playbook: Playbook) -> None:
    after = {"archived_at": journal.stamp.at}
    before = {"archived_at": None}
    journal.update(KIND, playbook.id, after, before=before, after=after, version=playbook.version)


def _columns(playbook: Playbook) -> Mapping[str, Any]:
    return {"name": playbook.name, "steps": written(playbook.steps)}
