"""Reads the day, in the database thread, a step at a time."""

from collections.abc import Iterator, Sequence

from crm_tui.domain.entities import ACTIVITIES, CLIENTS, DEALS
from crm_tui.screens.shown import showing
from crm_tui.screens.today import sections
from crm_tui.services import drafts, fields, notifications
from crm_tui.services import sections as of_a_day
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.rows import GAP, Item

TOLD = 3
"""Notifications that Today shows; `g n` has the rest."""

Lines = tuple[Sequence[Column], Sequence[Item], bool]
"""The columns of Today, its lines, and whether there is no client at all."""


def read(session: Session) -> Iterator[Sequence[Lines]]:
    """One part of the day a step; the last step has the lines, and those before it have none.

    A list that is opened meanwhile is read between two steps.
    """
    from crm_tui.services import days, records

    found: days.Part = {}
    for part in days.PARTS:
        found |= part(session)
        yield ()
    known, clients, deals = (
        fields.named(session, entity.name) for entity in (ACTIVITIES, CLIENTS, DEALS)
    )
    day = days.Day(**found)
    lines = _lines(session, sections.items(showing(session), known, clients, deals, day))
    yield [(sections.COLUMNS, lines, not lines and records.is_empty(session, CLIENTS))]


def read_overdue(session: Session) -> Lines:
    """What stands above all else, for a start: the rest takes longer to be read."""
    known = fields.named(session, ACTIVITIES.name)
    late = sections.late(showing(session), of_a_day.overdue(session), known)
    return sections.COLUMNS, _lines(session, late), False


def _lines(session: Session, items: Sequence[Item]) -> Sequence[Item]:
    """The items, below what was typed and not saved and what colleagues have done for her."""
    now = showing(session)
    told = notifications.page(session, 0, TOLD, unread=True)
    parts = [sections.unsaved(now, drafts.left(session)), sections.for_you(now, told), items]
    found: list[Item] = []
    for part in filter(None, parts):
        found += [GAP, *part] if found else part
    return found
