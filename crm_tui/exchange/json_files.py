"""JSON and JSON lines: one object a record, flat or as `--format json` writes it."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any

from crm_tui.domain import values
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import encodings, sources
from crm_tui.exchange.json_stream import (
    BLANK,
    DECODER,
    LIMIT,
    PIECE,
    BrokenJsonError,
    JsonStream,
    SeveralError,
    Why,
    check_parts,
)
from crm_tui.exchange.row_files import BrokenRow, Progress, RecordFile, Row

PROGRESS_EVERY = 512
"""Objects between two calls of `progress`."""

COLUMNS = 2000
"""Different keys of all objects together; more is no table of records."""

SEVERAL = "; "

NO_JSON = _("this is no JSON")
TOO_MANY = _("this record holds too many values")
NO_OBJECT = _("this is no object with names and values")
FAULTS = {
    Why.NO_JSON: _("{file}, line {at}: record {number} is no JSON"),
    Why.CUT_OFF: _(
        "{file}, line {at}: the file ends within record {number}: get it anew, or put a ] in the"
        " place of this record"
    ),
    Why.NO_COMMA: _("{file}, line {at}: a comma or a bracket is missing before record {number}"),
    Why.TOO_DEEP: _("{file}, line {at}: record {number} is nested too deeply"),
    Why.TOO_MANY: _("{file}, line {at}: record {number} holds too many values"),
}
OF_AN_OBJECT = {
    Why.NO_JSON: _("{file}, line {at}: this is no JSON"),
    Why.CUT_OFF: _("{file}, line {at}: the file ends too early: get it anew"),
    Why.NO_COMMA: _("{file}, line {at}: a comma or a bracket is missing here"),
    Why.TOO_DEEP: _("{file}, line {at}: this is nested too deeply"),
    Why.TOO_MANY: _("{file}, line {at}: this holds too many values"),
}
"""Where no list of records is read."""

CUT_OFF_LIST = _(
    "{file}, line {at}: the file ends within record {number}: get it anew, or put ]}} in the place"
    " of this record"
)

Found = tuple[int, dict[str, str] | InvalidInputError]
"""The line of an object, and its cells or what is wrong with it."""


def inspect(path: Path, source: str, *, encoding: str | None = None) -> RecordFile:
    """An array of objects, or one after the other; InvalidInputError for anything else."""
    unchanged = sources.Unchanged(path, source)
    sources.check_lines(path, source, LIMIT * encodings.LETTER, (b"}", b"\n"))
    encoding = encodings.find(path, source, encoding)
    header: dict[str, None] = {}
    fault = None
    for line, found in _objects(path, source, encoding, None):
        if isinstance(found, InvalidInputError):
            fault = fault or (line, found)
            continue
        header.update(dict.fromkeys(found))
        if len(header) > COLUMNS:
            raise InvalidInputError(
                _("{file} has more than {count} columns"), file=source, count=COLUMNS
            )
    if not header:
        raise _nothing(source, fault)
    columns = tuple(header)
    return RecordFile(
        path, source, columns, partial(_rows, unchanged, path, source, encoding, columns)
    )


def _rows(
    unchanged: sources.Unchanged,
    path: Path,
    source: str,
    encoding: str,
    columns: tuple[str, ...],
    progress: Progress | None,
) -> Iterator[Row | BrokenRow]:
    places = {column: place for place, column in enumerate(columns)}
    empty = [""] * len(columns)
    for line, found in _objects(path, source, encoding, progress):
        if isinstance(found, InvalidInputError):
            yield BrokenRow(line, [], found)
            continue
        row = empty.copy()
        for column, cell in found.items():
            if column in places:  # else somebody has changed the file, which is told at its end
                row[places[column]] = cell
        yield Row(line, row)
    unchanged.check()


def _objects(path: Path, source: str, encoding: str, progress: Progress | None) -> Iterator[Found]:
    size = sources.size(path, source)
    with encodings.opened(path, source, encoding) as stream:
        for count, found in enumerate(_found(stream, source)):
            yield found
            if progress is not None and not count % PROGRESS_EVERY:
                progress(stream.buffer.tell(), size)  # type: ignore[attr-defined]
    if progress is not None:
        progress(size, size)


def _found(stream: IO[str], source: str) -> Iterator[Found]:
    start = stream.read(PIECE).lstrip(BLANK)[:1]
    stream.seek(0)
    if start == "[":
        yield from _array(stream, source)
        return
    pieces = (piece.strip(BLANK) for piece in iter(partial(stream.readline, LIMIT), ""))
    begin = list(islice(filter(None, pieces), 2))
    stream.seek(0)
    if not begin:
        return
    if len(begin) != 2 or not _is_object(begin[0]):
        try:
            name = _list_name(stream, source)
        except SeveralError:
            stream.seek(0)
            yield from _one_by_one(stream, source)
            return
        except InvalidInputError:
            if len(begin) != 2 or not _is_object(begin[1]):
                raise
        else:
            stream.seek(0)
            yield from _whole(stream, source) if name is None else _wrapped(stream, name)
            return
    stream.seek(0)
    for number, line in enumerate(_lines(stream, source), 1):
        if line.strip(BLANK):
            yield number, _judged(line)


def _lines(stream: IO[str], source: str) -> Iterator[str]:
    for number, line in enumerate(iter(lambda: stream.readline(LIMIT), ""), 1):
        if len(line) == LIMIT:
            raise _fault(source, number, _("{file}, line {at}: the line is too long"))
        yield line


def _judged(line: str) -> dict[str, str] | InvalidInputError:
    try:
        check_parts(line)
        value = DECODER.decode(line.strip(BLANK))
    except BrokenJsonError:
        return InvalidInputError(TOO_MANY)
    except (ValueError, RecursionError):
        return InvalidInputError(NO_JSON)
    return _taken(value)


def _taken(value: Any) -> dict[str, str] | InvalidInputError:
    return cells(value) if isinstance(value, dict) else InvalidInputError(NO_OBJECT)


def _is_object(line: str) -> bool:
    try:
        check_parts(line)
        return isinstance(DECODER.decode(line), dict)
    except (ValueError, RecursionError):
        return False


def _list_name(stream: IO[str], source: str) -> str | None:
    """Of the one object that the file is the list of records that it wraps; None where it is a
    record itself."""
    lists: dict[str, bool] = {}
    found = JsonStream(stream)
    try:
        for name, _line, value, listed in found.members():
            lists[name] = listed and isinstance(value, dict) and lists.get(name, True)
    except BrokenJsonError as error:
        raise _broken_object(source, error, found.number) from error
    several = [name for name, is_records in lists.items() if is_records]
    return several[0] if len(several) == 1 and "id" not in lists else None


def _broken_object(source: str, error: BrokenJsonError, number: int) -> InvalidInputError:
    """`number` is the place in the list that is read, or 0."""
    if not number:
        return _fault(source, error.line, OF_AN_OBJECT[error.why])
    message = CUT_OFF_LIST if error.why is Why.CUT_OFF else FAULTS[error.why]
    return _fault(source, error.line, message, number=number)


def _wrapped(stream: IO[str], wanted: str) -> Iterator[Found]:
    for name, line, value, _listed in JsonStream(stream).members():
        if name == wanted:
            yield line, cells(value)


def _whole(stream: IO[str], source: str) -> Iterator[Found]:
    text = stream.read(LIMIT)
    try:
        if stream.read(1):
            raise BrokenJsonError(Why.TOO_MANY, 1)
        check_parts(text)
        value = DECODER.decode(text.strip(BLANK))
    except BrokenJsonError as error:
        raise _broken_object(source, error, 0) from error
    except (ValueError, RecursionError) as error:
        raise _broken_object(source, BrokenJsonError(Why.NO_JSON, 1), 0) from error
    yield 1, cells(value)


def _one_by_one(stream: IO[str], source: str) -> Iterator[Found]:
    """Objects that may have several lines, or share one, as `jq` writes them."""
    try:
        for line, value in JsonStream(stream).values():
            yield line, _taken(value)
    except BrokenJsonError as error:
        raise _broken_object(source, error, 0) from error


def _array(stream: IO[str], source: str) -> Iterator[Found]:
    found = JsonStream(stream)
    number = 1
    try:
        for line, value in found.values():
            yield line, _taken(value)
            number += 1
    except BrokenJsonError as error:
        raise _fault(source, error.line, FAULTS[error.why], number=number) from error


def cells(record: dict[str, Any]) -> dict[str, str]:
    """The record as named cells of text; what is nested gets names such as `address.city`."""
    found: dict[str, str] = {}
    for key, value in record.items():
        name = values.clean(key)
        if isinstance(value, dict) and not _is_sum(value) and not _is_link(value):
            for inner, one in value.items():
                found[f"{name}.{values.clean(inner)}"] = as_text(one)
        else:
            found[name] = as_text(value)
    return found


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return SEVERAL.join(filter(None, map(as_text, value)))
    return _object_as_text(value)


def _object_as_text(value: dict[str, Any]) -> str:
    if _is_sum(value):
        return f"{as_text(value['amount'])} {as_text(value['currency'])}".strip()
    for name in ("name", "value"):
        if isinstance(value.get(name), str):
            return str(value[name])
    return json.dumps(value, ensure_ascii=False)


def _is_sum(value: dict[str, Any]) -> bool:
    return value.keys() == {"amount", "currency"}


def _is_link(value: dict[str, Any]) -> bool:
    return value.keys() == {"id", "name"}


def _fault(source: str, line: int, message: str, **told: Any) -> InvalidInputError:
    return InvalidInputError(message, file=source, at=line, line=line, **told)


def _nothing(source: str, fault: tuple[int, InvalidInputError] | None) -> InvalidInputError:
    """Why nothing can be taken of the file: what is wrong with it first, if anything."""
    if fault is None:
        return InvalidInputError(_("{file} holds no record"), file=source)
    line, error = fault
    return _fault(source, line, _("{file}, line {at}: {reason}"), reason=error.message)
