"""Reads the day, in the database thread."""

from collections.abc import Sequence

from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.screens.shown import showing
from crm_tui.screens.today import sections
from crm_tui.services import days, drafts, fields, records
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.rows import GAP, Item


def read(session: Session) -> tuple[Sequence[Column], Sequence[Item], bool]:
    """The columns of Today, its lines, and whether there is no client at all."""
    known, clients = fields.named(session, ACTIVITIES.name), fields.named(session, CLIENTS.name)
    now = showing(session)
    unsaved = sections.unsaved(now, drafts.left(session))
    items = sections.items(now, known, clients, days.get(session))
    lines = [*unsaved, *([GAP] if unsaved and items else []), *items]
    return sections.COLUMNS, lines, not lines and records.is_empty(session, CLIENTS)
