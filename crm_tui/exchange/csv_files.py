"""CSV files as other programs write them: bytes in, plain rows out, in constant memory."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import filterfalse, islice
from pathlib import Path
from typing import IO

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import dialects, encodings, sources
from crm_tui.exchange.csv_lines import Form
from crm_tui.exchange.csv_repairs import Repair, never_closed
from crm_tui.exchange.row_files import (
    SAMPLE_ROWS,
    BrokenRow,
    Progress,
    Row,
    Skipped,
    header_of,
    header_place,
    is_blank,
)

FIELD_LIMIT = 16 * 1024 * 1024
"""Characters of one cell; beyond, a quote was opened and never closed."""

LINE_LIMIT = 4 * FIELD_LIMIT
SAMPLE = 1 << 16
PROGRESS_EVERY = 512
"""Rows between two calls of `progress`."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file with a header, ready to be read as often as needed."""

    path: Path
    source: str
    """What the user called it."""
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    notes: tuple[str, ...]
    unchanged: sources.Unchanged
    form: Form
    width: int
    """The columns with those that have no title."""
    titled: bool
    """Whether the header stands in the file; else its first row is already one of the table."""
    sheets: tuple[str, ...] = ()
    is_text: bool = True
    properties: tuple[str, ...] = ()

    @property
    def has_mark(self) -> bool:
        """Whether it begins with a byte order mark of UTF-8, as Excel wants it."""
        return encodings.has_mark(self.path, self.source)

    def rows(
        self, progress: Progress | None = None, skipped: Skipped | None = None
    ) -> Iterator[Row | BrokenRow]:
        """All rows below the header but the blank ones; InvalidInputError for a broken file."""
        size = sources.size(self.path, self.source)
        with encodings.opened(self.path, self.source, self.encoding) as stream:
            records = _records(stream, self.source, self.form, self.width)
            above = islice(filterfalse(is_blank, records), len(self.notes) + self.titled)
            deque(above, maxlen=0)
            for count, row in enumerate(records, 1):
                if any(map(str.strip, row.cells)):
                    yield row
                elif skipped is not None:
                    skipped(row.line)
                if progress is not None and not count % PROGRESS_EVERY:
                    progress(stream.buffer.tell(), size)  # type: ignore[attr-defined]
        self.unchanged.check()
        if progress is not None:
            progress(size, size)


def inspect(
    path: Path, source: str, *, encoding: str | None = None, delimiter: str | None = None
) -> CsvFile:
    """Finds out encoding, delimiter and header; InvalidInputError when it is no CSV file."""
    if sources.size(path, source) == 0:
        raise InvalidInputError(_("{file} is empty"), file=source)
    unchanged = sources.Unchanged(path, source)
    encoding = encodings.find(path, source, encoding, longest=LINE_LIMIT)
    text, whole = _beginning(path, source, encoding)
    if delimiter is None:
        delimiter = dialects.guess(text, whole=whole)
    delimiter = dialects.known(delimiter)
    quote = dialects.quote(text, delimiter)
    form = Form(delimiter, dialects.escape(text, delimiter), quote)
    with encodings.opened(path, source, encoding) as stream:
        sample = _sample(_records(stream, source, form), text, form)
    place = header_place(sample)
    header, titled = header_of(sample[place]) if sample else ((), True)
    if not header:
        raise InvalidInputError(
            _("{file} has no header: the first line must name the columns"), file=source
        )
    notes = tuple(" ".join(filter(None, cells)) for cells in sample[:place])
    width = len(sample[place])
    return CsvFile(path, source, encoding, delimiter, header, notes, unchanged, form, width, titled)


def _sample(records: Iterator[Row | BrokenRow], text: str, form: Form) -> list[list[str]]:
    """The first rows; from one that is broken on as they look in the text, which is enough to
    tell the header: reading tells of the broken one when it is there."""
    sample: list[list[str]] = []
    try:
        filled = filterfalse(is_blank, records)
        sample.extend(row.cells for row in islice(filled, SAMPLE_ROWS))
    except InvalidInputError:
        if not sample:
            raise
        lines = text.splitlines(keepends=True)
        loose = csv.reader(lines, delimiter=form.delimiter, quotechar=form.quote)
        rows = (cells for cells in loose if any(map(str.strip, cells)))
        sample.extend(islice(rows, len(sample), SAMPLE_ROWS))
    return sample


def _beginning(path: Path, source: str, encoding: str) -> tuple[str, bool]:
    """The first letters, and whether they are all."""
    with encodings.opened(path, source, encoding) as stream:
        return stream.read(SAMPLE), not stream.read(1)


def _records(
    stream: IO[str], source: str, form: Form, width: int | None = None
) -> Iterator[Row | BrokenRow]:
    """Every record, with the line where it begins.

    `width` is that of the table; where it is not known, a broken record is an InvalidInputError.
    """
    csv.field_size_limit(FIELD_LIMIT)
    lines = _lines(stream, source)
    delimiter, escape, quote = form
    reader = csv.reader(lines, delimiter=delimiter, escapechar=escape, quotechar=quote, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        if width is None:
            raise never_closed(source, line) from error
        stream.seek(0)
        rest = islice(_lines(stream, source), line - 1, None)
        yield from Repair(rest, line, source, form, width).rows()


def _lines(stream: IO[str], source: str) -> Iterator[str]:
    for number, line in enumerate(iter(partial(stream.readline, LINE_LIMIT), ""), 1):
        if len(line) == LINE_LIMIT:
            raise InvalidInputError(
                _("{file}, line {at}: the line is too long"), file=source, at=number, line=number
            )
        yield line
