"""What every reader hands to the import: a header, and below it rows of plain text.

A reader is a module of this folder with a function `inspect(path, source, ...)` that returns a
`RowFile`; `readers` knows which file it is for. Dates are written as 2026-11-24, sums with a point,
several phones or e-mails of one cell with a semicolon between them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from crm_tui.domain.guessing import holds_values
from crm_tui.errors import InvalidInputError
from crm_tui.exchange.formulas import literal

Progress = Callable[[int, int], object]
"""Called with what is done and what there is in all, in bytes or in rows."""

Skipped = Callable[[int], object]
"""Called with the line of each row that holds nothing and is left out."""

ABOVE = 20
"""Rows that may stand above the header."""

SAMPLE_ROWS = 50
"""Rows from which `header_place` tells the table from what stands above it."""


class Row(NamedTuple):
    line: int
    """Where the row begins, from 1: a physical line, or the row of a sheet."""
    cells: list[str]


class BrokenRow(NamedTuple):
    """A record that the reader could not understand, among others that it can."""

    line: int
    cells: list[str]
    """What could be told of it."""
    error: InvalidInputError


class RowFile(Protocol):
    """A file that was looked at and can be read as often as needed."""

    @property
    def path(self) -> Path: ...
    @property
    def source(self) -> str:
        """What the user called it."""

    @property
    def encoding(self) -> str:
        """In which the refused rows are written as well."""

    @property
    def delimiter(self) -> str:
        """What stands between the columns, and those of the refused rows."""

    @property
    def has_mark(self) -> bool:
        """Whether it begins with a byte order mark, as Excel wants it."""

    @property
    def is_text(self) -> bool:
        """Whether it is a table of text, of which the user can say encoding and delimiter."""

    @property
    def header(self) -> tuple[str, ...]:
        """The titles, without the empty ones at the end."""

    @property
    def notes(self) -> tuple[str, ...]:
        """The lines above the header, which are no part of the table."""

    @property
    def sheets(self) -> Sequence[str]:
        """Of a workbook: the one that is read, then the others."""

    @property
    def properties(self) -> Collection[str]:
        """Of vCards: those that tell which program wrote them, see `presets`."""

    def rows(
        self, progress: Progress | None = None, skipped: Skipped | None = None
    ) -> Iterator[Row | BrokenRow]:
        """All rows below the header but the blank ones; InvalidInputError for a broken file."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that is no table of text; its refused rows become a CSV that Excel opens."""

    path: Path
    source: str
    header: tuple[str, ...]
    read: Callable[[Progress | None], Iterator[Row | BrokenRow]]
    """All rows below the header."""
    notes: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    has_mark: bool = True
    is_text: bool = False
    sheets: tuple[str, ...] = ()
    properties: frozenset[str] = frozenset()

    def rows(
        self, progress: Progress | None = None, skipped: Skipped | None = None
    ) -> Iterator[Row | BrokenRow]:
        for row in self.read(progress):
            if isinstance(row, Row) and is_blank(row):
                if skipped is not None:
                    skipped(row.line)
                continue
            if "'" in "".join(row.cells):
                row = row._replace(cells=[literal(cell) for cell in row.cells])
            yield row


def is_blank(row: Row | BrokenRow) -> bool:
    return not any(map(str.strip, row.cells))


def titles(cells: Sequence[str]) -> tuple[str, ...]:
    """The header that these cells are; Excel leaves empty columns at the end."""
    found = [cell.strip("\ufeff \t\r\n\xa0") for cell in cells]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def header_of(cells: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The titles, and whether these cells are they; else the table has none, and they are its first
    row."""
    found = titles(cells)
    if not holds_values(found):
        return found, True
    return tuple(f"Column {number}" for number in range(1, len(found) + 1)), False


def header_place(sample: Sequence[Sequence[str]]) -> int:
    """Which of the first rows is the header: the first that is as full as the table is.

    LinkedIn and many reports write a few lines of text above the table.
    """
    filled = [sum(1 for cell in cells if cell.strip()) for cells in sample[:SAMPLE_ROWS]]
    usual = sorted(filled)[len(filled) // 2] if filled else 0
    return next((place for place, full in enumerate(filled[:ABOVE]) if full * 2 > usual), 0)
