"""Writes a list as an XLSX file, with days as days and sums as numbers."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO

from crm_tui.domain import money, plain_values
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.listing import Listed
from crm_tui.exchange.xlsx_writer import EXACT, Cell, Sum, XlsxWriter
from crm_tui.session import Session

ID_WIDTH = 8


def write(
    session: Session,
    entity: Entity,
    shown: Sequence[Field],
    rows: Iterator[Listed],
    stream: BinaryIO,
) -> int:
    """Returns how many records were written."""
    titles = ["id", *(field.name for field in shown)]
    widths = [ID_WIDTH, *(max(field.width, len(field.name) + 2) for field in shown)]
    writer = XlsxWriter(stream, session.language.text(entity.label), titles, widths)
    count = 0
    for record in rows:
        cells = [
            typed(session, field, field.value(record), getattr(record, field.currency, None))
            for field in shown
        ]
        writer.row([entity.shown_id(record.id), *cells])
        count += 1
    writer.close()
    return count


def typed(session: Session, field: Field, value: Any, currency: str | None) -> Cell:
    """The value as Excel knows it; text where Excel would make something else of it.

    A moment at midnight would be read as a whole day, which some moments are.
    """
    if isinstance(value, datetime):
        local = value.astimezone(session.zone)
        if local.fold or local.time() == time():
            return plain_values.plain(field, value, currency, session.zone)
        return local.replace(tzinfo=None)
    if field.kind is Kind.MONEY and isinstance(value, int) and abs(value) < EXACT:
        decimals = money.exponent(currency)
        return Sum(value / 10**decimals, decimals)
    if field.kind is Kind.MONEY:
        return plain_values.plain(field, value, currency, session.zone)
    if value is None or isinstance(value, (bool, int, float, date)):
        return value
    return plain_values.plain(field, value, currency, session.zone)
