"""Puts records away and takes them back, set-wise."""

from datetime import datetime
from typing import Any

from crm_tui.data import setwise
from crm_tui.data.columns import moment_text
from crm_tui.data.journal import Journal
from crm_tui.data.setwise import Assignment
from crm_tui.domain.entities import Entity


def archive(journal: Journal, entity: Entity, chosen: Any) -> int:
    """Archive the records whose ids the query gives, except those that are; returns how many."""
    setwise.choose(chosen)
    return setwise.change(journal, entity, [away(journal.stamp.at)])


def restore(journal: Journal, entity: Entity, chosen: Any) -> int:
    setwise.choose(chosen)
    return setwise.change(journal, entity, [BACK])


def away(at: datetime) -> Assignment:
    """Archived since then; who is archived already stays so since earlier."""
    column = "archived_at"
    after = f"coalesce({column}, ?)"
    return Assignment(column, column, column, after, (moment_text(at),), searched=False)


BACK = Assignment("archived_at", "archived_at", "archived_at", "NULL", searched=False)
