"""Reads a CSV file on behind a quote that breaks the rules.

A line that can mean only one thing is a row; any other is refused. The lines that the reader took
for the rest of it are rows where all of them are as they must be; else each is refused, and so are
those behind them until one is in order. So no line vanishes in the cell of another one whose quote
is not closed, and none is without a verdict.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange.csv_lines import Form, only_reading
from crm_tui.exchange.row_files import BrokenRow, Row

MOST_LINES = 100
MOST_LETTERS = 1 << 20
"""Of one record that is broken: beyond, it is better to close its quote in the file."""

BROKEN = _("a quote is not closed, or stands inside a quoted cell")
BEHIND = _("it may belong to the cell of a line above whose quote is not closed")


def never_closed(source: str, line: int) -> InvalidInputError:
    message = _("{file}, line {at}: a quote is not closed, or stands inside a quoted cell")
    return InvalidInputError(message, file=source, at=line, line=line)


class Repair:
    """The rest of a file of which `lines` begin with the broken record, at `line`."""

    def __init__(
        self, lines: Iterator[str], line: int, source: str, form: Form, width: int
    ) -> None:
        self._lines = lines
        self._line = line
        self._source = source
        self._form = form
        self._width = width
        self._well_formed = _well_formed(form)
        self._given_back: deque[str] = deque()
        self._taken: list[str] = []
        """The lines of the record that is read."""
        self._held: list[tuple[Row, BrokenRow]] = []
        """Rows that are some if all is in order up to the line `until`, and else are refused."""
        self._until = 0
        """0 where nothing is in doubt."""
        self._is_refusing = False
        """Whether what is in doubt may belong to a line that was refused."""

    def rows(self) -> Iterator[Row | BrokenRow]:
        """InvalidInputError where a quote is not closed for many lines."""
        reader = self._reader()
        while True:
            self._taken.clear()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                if len(self._taken) > MOST_LINES or sum(map(len, self._taken)) > MOST_LETTERS:
                    raise never_closed(self._source, self._line) from error
                yield from self._broken()
                reader = self._reader()
                continue
            if cells is None:
                break
            yield from self._whole(cells)
        yield from self._confirmed()

    def _reader(self) -> Iterator[list[str]]:
        delimiter, escape, quote = self._form
        return csv.reader(
            self._source_lines(),
            delimiter=delimiter,
            escapechar=escape,
            quotechar=quote,
            strict=True,
        )

    def _source_lines(self) -> Iterator[str]:
        while True:
            line = self._given_back.popleft() if self._given_back else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line

    def _broken(self) -> Iterator[Row | BrokenRow]:
        written, line, last = self._taken[0], self._line, self._line + len(self._taken) - 1
        reading = only_reading(written, self._form, self._width)
        self._given_back.extendleft(reversed(self._taken[1:]))
        self._line += 1
        if reading and reading.is_paired and last == line:
            yield from self._in_order(Row(line, reading.cells), last)
        elif reading and not self._is_refusing:
            if self._until <= line:
                yield from self._confirmed()
            self._held.append((Row(line, reading.cells), self._refused(line, written, BROKEN)))
            self._until = max(self._until, last, line + 1)
        else:
            yield from self._refuse(line, written, BROKEN)
            self._until = max(self._until, last)

    def _whole(self, cells: list[str]) -> Iterator[Row | BrokenRow]:
        line = self._line
        if self._until and cells and not self._is_as_it_must_be(cells):
            self._given_back.extendleft(reversed(self._taken[1:]))
            self._line += 1
            yield from self._refuse(line, self._taken[0], BEHIND)
            return
        self._line += len(self._taken)
        if cells:
            yield from self._in_order(Row(line, cells), self._line - 1)
        else:
            yield Row(line, cells)

    def _is_as_it_must_be(self, cells: list[str]) -> bool:
        """Whether it has a cell for each column, and quotes only around whole cells."""
        is_whole = len(cells) == self._width
        return is_whole and self._well_formed.fullmatch("".join(self._taken)) is not None

    def _in_order(self, row: Row, last: int) -> Iterator[Row]:
        """A row that ends with the line `last`."""
        if last >= self._until:
            yield from self._confirmed()
            yield row
        else:
            self._held.append((row, BrokenRow(row.line, row.cells, InvalidInputError(BEHIND))))

    def _confirmed(self) -> Iterator[Row]:
        """What was in doubt."""
        yield from (row for row, _refused in self._held)
        self._held.clear()
        self._until, self._is_refusing = 0, False

    def _refuse(self, line: int, written: str, reason: str) -> Iterator[BrokenRow]:
        """A line, with all that was in doubt above it."""
        yield from (refused for _row, refused in self._held)
        self._held.clear()
        yield self._refused(line, written, reason)
        self._until, self._is_refusing = max(self._until, line + 1), True

    def _refused(self, line: int, written: str, reason: str) -> BrokenRow:
        cells = written.rstrip("\r\n").split(self._form.delimiter)
        return BrokenRow(line, cells, InvalidInputError(reason))


def _well_formed(form: Form) -> re.Pattern[str]:
    """A record with quotes around whole cells only."""
    delimiter, quote = re.escape(form.delimiter), re.escape(form.quote)
    inside = rf"[^{quote}]|{quote}{quote}"
    if form.escape:
        escape = re.escape(form.escape)
        inside = rf"[^{quote}{escape}]|{escape}.|{quote}{quote}"
    cell = rf"(?:{quote}(?:{inside})*{quote}|[^{quote}{delimiter}\r\n]*)"
    return re.compile(rf"{cell}(?:{delimiter}{cell})*[\r\n]*", re.DOTALL)
