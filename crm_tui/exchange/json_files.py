"""JSON and JSON lines: one object a record, flat or as `--format json` writes it."""

import json
from collections.abc import Iterator, Sequence
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
    Why,
)
from crm_tui.exchange.row_files import BrokenRow, Progress, RecordFile, Row

PROGRESS_EVERY = 512
"""Objects between two calls of `progress`."""

COLUMNS = 2000
"""Different keys of all objects together; more is no table of records."""

SEVERAL = "; "
MARKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""What may stand before the first letter in any encoding."""

NO_JSON = _("this is no JSON")
NO_OBJECT = _("this is no object with names and values")
FAULTS = {
    Why.NO_JSON: _("{file}, line {at}: record {number} is no JSON"),
    Why.CUT_OFF: _(
        "{file}, line {at}: the file ends within record {number}: get it anew, or put a ] in the"
        " place of this record"
    ),
    Why.NO_COMMA: _("{file}, line {at}: a comma or a bracket is missing before record {number}"),
    Why.TOO_DEEP: _("{file}, line {at}: record {number} is nested too deeply"),
}

Found = tuple[int, dict[str, str] | InvalidInputError]
"""The line of an object, and its cells or what is wrong with it."""


def inspect(path: Path, source: str, *, encoding: str | None = None) -> RecordFile:
    """An array of objects, an object a line, or one object; InvalidInputError for anything else."""
    unchanged = sources.Unchanged(path, source)
    is_array = sources.head(path, source).lstrip(MARKS)[:1] == b"["
    sources.check_lines(
        path, source, LIMIT * encodings.LETTER, (b"}",) if is_array else sources.BREAKS
    )
    encoding = encodings.find(path, source, encoding)
    header: dict[str, None] = {}
    faults = []
    for line, found in _objects(path, source, encoding, None):
        if isinstance(found, InvalidInputError):
            faults.append((line, found))
            continue
        header.update(dict.fromkeys(found))
        if len(header) > COLUMNS:
            raise InvalidInputError(
                _("{file} has more than {count} columns"), file=source, count=COLUMNS
            )
    if not header:
        raise _only_faults(source, faults)
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
    for line, found in _objects(path, source, encoding, progress):
        if isinstance(found, InvalidInputError):
            yield BrokenRow(line, [], found)
            continue
        yield Row(line, [found.get(column, "") for column in columns])
    unchanged.check()


def _objects(path: Path, source: str, encoding: str, progress: Progress | None) -> Iterator[Found]:
    size = path.stat().st_size
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
    begin = list(islice(filter(None, (line.strip(BLANK) for line in _lines(stream, source))), 2))
    stream.seek(0)
    several = len(begin) == 2 and _is_object(begin[0])
    whole = None if several else _whole(stream)
    if whole is not None:
        yield from ((1, cells(value)) for value in whole)
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
        value = DECODER.decode(line.strip(BLANK))
    except (ValueError, RecursionError):
        return InvalidInputError(NO_JSON)
    return cells(value) if isinstance(value, dict) else InvalidInputError(NO_OBJECT)


def _is_object(line: str) -> bool:
    try:
        return isinstance(DECODER.decode(line), dict)
    except (ValueError, RecursionError):
        return False


def _whole(stream: IO[str]) -> list[dict[str, Any]] | None:
    """The one object that the file is, or the list that it wraps; None when it is neither."""
    text = stream.read(LIMIT)
    try:
        value = DECODER.decode(text.strip(BLANK))
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or stream.read(1):
        return None
    lists = [found for found in value.values() if _is_records(found)]
    return lists[0] if len(lists) == 1 and "id" not in value else [value]


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _array(stream: IO[str], source: str) -> Iterator[Found]:
    found = JsonStream(stream)
    number = 1
    try:
        for line, value in found.values():
            is_object = isinstance(value, dict)
            yield line, cells(value) if is_object else InvalidInputError(NO_OBJECT)
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


def _only_faults(source: str, faults: Sequence[tuple[int, InvalidInputError]]) -> InvalidInputError:
    """What is wrong with a file of which nothing can be taken."""
    if not faults:
        return InvalidInputError(_("{file} holds no record"), file=source)
    line, error = faults[0]
    return _fault(source, line, _("{file}, line {at}: {reason}"), reason=error.message)
