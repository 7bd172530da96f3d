"""Writes rows as one sheet of an XLSX file: typed cells, a header that stays in sight."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from crm_tui.domain.extras import extra
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

LONGEST = 32_767
"""Characters that Excel keeps of one cell."""

ROWS = 1_048_576
EXACT = 10**15
"""Up to here Excel keeps every digit of a whole number."""

FIRST_YEAR = 1901
"""Excel counts days from 1900, one of them wrongly."""


class Sum(NamedTuple):
    """An amount of money and how many decimals its currency has."""

    amount: float
    decimals: int


Cell = str | bool | int | float | date | Sum | None
"""A moment is local and without its zone."""


class XlsxWriter:
    """One sheet, row by row in constant memory; `close` writes the file and must be called.

    The stream gets it whole from a file of its own: where it takes no more, that is an OSError like
    any other, and no half-made archive tries again.
    """

    def __init__(
        self, stream: BinaryIO, name: str, titles: Sequence[str], widths: Sequence[int]
    ) -> None:
        with extra("excel", "XLSX"):
            from xlsxwriter import Workbook
            from xlsxwriter.exceptions import FileCreateError
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._refused, self._stream = FileCreateError, stream
        self._made = TemporaryFile()  # noqa: SIM115 - `close` does
        self._book = Workbook(self._made, options)
        self._sheet = self._book.add_worksheet(name)
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._sums = {
            decimals: self._book.add_format({"num_format": "#,##0" + (".000"[: decimals + 1])})
            for decimals in (2, 3)
        } | {0: self._book.add_format({"num_format": "#,##0"})}
        self._sheet.freeze_panes(1, 0)
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, width)
        bold = self._book.add_format({"bold": True})
        for place, title in enumerate(titles):
            self._sheet.write_string(0, place, title, bold)
        self._row = 0

    def row(self, cells: Iterable[Cell]) -> None:
        """InvalidInputError for what Excel would cut off."""
        self._row += 1
        if self._row >= ROWS:
            raise InvalidInputError(_("Excel takes no more than {count} rows"), count=ROWS)
        for place, cell in enumerate(cells):
            if cell is not None:
                self._write(place, cell)

    def close(self) -> None:
        """OSError where nobody reads the stream any more, or a disk is full."""
        with self._made:
            try:
                self._book.close()
            except self._refused as error:
                raise error.args[0] from error
            self._made.seek(0)
            copyfileobj(self._made, self._stream)

    def _write(self, place: int, cell: Cell) -> None:
        sheet, row = self._sheet, self._row
        if isinstance(cell, bool):
            sheet.write_boolean(row, place, cell)
        elif isinstance(cell, Sum):
            sheet.write_number(row, place, cell.amount, self._sums[cell.decimals])
        elif isinstance(cell, (int, float)) and abs(cell) < EXACT:
            sheet.write_number(row, place, cell)
        elif isinstance(cell, date) and cell.year >= FIRST_YEAR:
            moment = isinstance(cell, datetime)
            sheet.write_datetime(row, place, cell, self._moment if moment else self._day)
        else:
            self._write_text(place, str(cell))

    def _write_text(self, place: int, text: str) -> None:
        if len(text) > LONGEST:
            raise InvalidInputError(
                _("row {row} has a text of {count} characters, and Excel keeps {limit}: take CSV"),
                row=self._row + 1,
                count=len(text),
                limit=LONGEST,
            )
        self._sheet.write_string(self._row, place, text)
