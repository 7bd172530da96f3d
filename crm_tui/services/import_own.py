"""Reads which record a row of a table is that this program has written, see `own_tables`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crm_tui.data.columns import moment_text
from crm_tui.domain import date_order, own_tables, values
from crm_tui.domain.date_order import Orders
from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.fields import by_name
from crm_tui.domain.own_tables import OwnTable
from crm_tui.errors import InvalidInputError
from crm_tui.session import Session

MADE = by_name(CLIENTS.fields)[own_tables.MADE]


class OwnRows:
    """Reads the id of the record, and when it was made as the database has it."""

    def __init__(self, session: Session, table: OwnTable, orders: Orders) -> None:
        self.table = table
        self._reading = session.reading
        self._orders = orders

    def read(self, cells: Sequence[str]) -> tuple[int, str] | tuple[None, None]:
        """Nothing where somebody has changed one of them: the row is known by the rest."""
        number = self.table.number(cells[self.table.id])
        made = self._moment(cells[self.table.made])
        return (number, made) if number and made else (None, None)

    def _moment(self, text: str) -> str | None:
        try:
            written = date_order.written_out(text, self._orders)
            found: Any = values.parse(MADE, written, self._reading)
        except InvalidInputError:
            return None
        return moment_text(found) if isinstance(found, datetime) else None
