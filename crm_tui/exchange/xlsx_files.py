"""XLSX files: the sheets of a workbook as rows of plain text, formulas as their last results."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import partial
from itertools import filterfalse, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crm_tui.domain.extras import extra
from crm_tui.domain.imports import ALL_SHEETS
from crm_tui.domain.mapping import distinct
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.exchange import sources, xlsx_safety
from crm_tui.exchange.row_files import (
    SAMPLE_ROWS,
    Progress,
    RecordFile,
    Row,
    header_of,
    header_place,
    is_blank,
    titles,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

PROGRESS_EVERY = 512
"""Rows between two calls of `progress`."""

SHEET = "Sheet"
"""The last column of several sheets: from which of them the row is."""

EXACT = 10**15
"""Up to here a float holds every integer, and the digits of a phone or a tax id are right."""


class Part(NamedTuple):
    """One of several sheets that are read as one."""

    sheet: "CalamineSheet"
    header: int
    """The row with the titles, or else the one above the table."""
    order: Sequence[int]
    """Where the cells of the first sheet's columns stand in this one."""


def inspect(path: Path, source: str, *, sheet: str | None = None) -> RecordFile:
    """The sheet called `sheet`, else the first that has a table, else the first that has anything.

    With `ALL_SHEETS` for its name, unless a sheet has that, those with the same columns follow.
    InvalidInputError for what is no workbook, has macros, or would not fit into memory.
    """
    unchanged = sources.Unchanged(path, source)
    xlsx_safety.check(path, source)
    with _opened(path, source) as book:
        names = _names(book)
        whole = sheet == ALL_SHEETS and ALL_SHEETS not in names
        found, sample = _chosen(book, source, None if whole else sheet)
        place = header_place([row.cells for row in sample])
        header, titled = header_of(sample[place].cells)
        above = sample[place].line - (not titled)
        parts = [Part(found, above, range(len(header)))]
        others = [name for name in names if name != found.name]
        if whole:
            parts += _alike(book, others, header)
    unchanged.check()
    notes = tuple(" ".join(filter(None, row.cells)) for row in sample[:place])
    if not whole:
        read = partial(_below, found, above)
        return RecordFile(path, source, header, read, notes, sheets=(found.name, *others))
    read_names = [part.sheet.name for part in parts]
    unread = [name for name in others if name not in read_names]
    read = partial(_several, parts)
    header = (*header, SHEET)
    return RecordFile(path, source, header, read, notes, sheets=(ALL_SHEETS, *unread))


def sheets(path: Path, source: str) -> tuple[str, ...]:
    """The names of the sheets that hold cells, for the question which of them is meant."""
    xlsx_safety.check(path, source)
    with _opened(path, source) as book:
        return tuple(_names(book))


def told(names: Sequence[str], wanted: str | None) -> Sequence[str]:
    """The sheet that was read and the others, where the user does not know them: he named none."""
    whole = wanted == ALL_SHEETS and ALL_SHEETS in names[:1]
    return names if wanted is None or whole else ()


def as_text(cell: Any) -> str:
    """A cell as the import reads it: days as 2026-11-24, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date().isoformat()
        return cell.isoformat(sep=" ", timespec="seconds" if cell.second else "minutes")
    if isinstance(cell, time):
        return cell.isoformat(timespec="seconds" if cell.second else "minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _chosen(
    book: "CalamineWorkbook", source: str, wanted: str | None
) -> tuple["CalamineSheet", list[Row]]:
    """The sheet, and its first rows that are not blank."""
    names = _names(book)
    if wanted is not None and wanted not in names:
        raise InvalidInputError(
            _("{file} has no sheet {sheet}: it has {known}"),
            file=source,
            sheet=wanted,
            known=", ".join(names),
        )
    first: tuple[CalamineSheet, list[Row]] | None = None
    for name in names if wanted is None else [wanted]:
        sheet = book.get_sheet_by_name(name)
        sample = list(islice(filterfalse(is_blank, _rows(sheet)), SAMPLE_ROWS))
        if _is_table(sample):
            return sheet, sample
        first = first or ((sheet, sample) if sample else None)
    if first is None:
        raise InvalidInputError(
            _("{file} has no header: the first line must name the columns"), file=source
        )
    return first


def _alike(book: "CalamineWorkbook", names: Sequence[str], header: Sequence[str]) -> list[Part]:
    """The sheets whose columns are called like these, in whatever order."""
    wanted = distinct(header)
    found = []
    for name in names:
        sheet = book.get_sheet_by_name(name)
        sample = list(islice(filterfalse(is_blank, _rows(sheet)), SAMPLE_ROWS))
        if not sample:
            continue
        place = header_place([row.cells for row in sample])
        own = distinct(titles(sample[place].cells))
        if sorted(own) == sorted(wanted):
            found.append(Part(sheet, sample[place].line, [own.index(title) for title in wanted]))
    return found


def _several(parts: Sequence[Part], progress: Progress | None) -> Iterator[Row]:
    """The rows of several sheets, their cells in the order of the first, and the sheet behind.

    Their lines count on from sheet to sheet, so that each is one row.
    """
    done, height = 0, sum(part.sheet.total_height for part in parts)
    for sheet, header, order in parts:
        for row in _below(sheet, header, None):
            cells = row.cells if is_blank(row) else [*map(row.cells.__getitem__, order), sheet.name]
            yield Row(done + row.line, cells)
            if progress is not None and not row.line % PROGRESS_EVERY:
                progress(done + row.line, height)
        done += sheet.total_height + 1  # which is the number of the last row from 0
    if progress is not None:
        progress(height, height)


def _is_table(sample: Sequence[Row]) -> bool:
    """Whether there are columns and rows below their titles, and no mere text."""
    place = header_place([row.cells for row in sample])
    return len(sample) > place + 1 and sum(map(bool, sample[place].cells)) > 1


def _names(book: "CalamineWorkbook") -> list[str]:
    with extra("excel", "XLSX"):
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [found for found in book.sheets_metadata if found.typ == SheetTypeEnum.WorkSheet]
    hidden = [found.name for found in tables if found.visible != SheetVisibleEnum.Visible]
    return [*(found.name for found in tables if found.name not in hidden), *hidden]


def _rows(sheet: "CalamineSheet") -> Iterator[Row]:
    """All rows, with their numbers in the sheet."""
    if sheet.start is None:
        return
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield Row(number, [cell if cell.__class__ is str else as_text(cell) for cell in row])


def _below(sheet: "CalamineSheet", header: int, progress: Progress | None) -> Iterator[Row]:
    """The rows below the header; the sheet stays in memory as long as somebody may read it."""
    height = sheet.total_height
    for row in _rows(sheet):
        if row.line > header:
            yield row
        if progress is not None and not row.line % PROGRESS_EVERY:
            progress(row.line, height)
    if progress is not None:
        progress(height, height)


@contextmanager
def _opened(path: Path, source: str) -> Iterator["CalamineWorkbook"]:
    with extra("excel", "XLSX"):
        from python_calamine import CalamineError, CalamineWorkbook
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            yield book
    except (CrmError, GeneratorExit):
        raise
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(source, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader's Rust code raises
            raise
        raise _unreadable(source, error) from error


def _unreadable(source: str, error: BaseException) -> InvalidInputError:
    return InvalidInputError(
        _("{file} cannot be read as XLSX: {reason}"), file=source, reason=str(error)
    )
