"""Writes plain rows as CSV (RFC 4180) that holds no live formula."""

import csv
from collections.abc import Iterable
from typing import Protocol

from crm_tui.exchange.formulas import disarmed


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class CsvWriter:
    """Rows of text into a stream; a file must be opened with `newline=""`."""

    def __init__(self, stream: Writable, delimiter: str = ",") -> None:
        self._write = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerow

    def row(self, cells: Iterable[str]) -> None:
        self._write([disarmed(cell) for cell in cells])
