"""A whole base as a folder: a file of JSON lines for each table, and a manifest that lists them.

The folder comes to its name only when it is whole. On the way back nothing in it is believed: a
file is opened by a name that we know, and only if it is a regular one.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import sources
from crm_tui.exchange.json_writer import encoded

MANIFEST = "manifest.json"
PROGRAM = "crm-tui"
FORM = 1
"""The number of this arrangement of files."""

LARGEST = 10**15
"""The highest id, and number of rows, that is believed: some must be left for what comes later."""

COUNTS = ("rows", "last_id")
"""What the manifest says of each table at least."""

LINE_LIMIT = 32 * 1024 * 1024
"""Bytes of one row, and of the manifest."""

NO_MANIFEST = _("{path} is no export of a whole base: it has no {file}")
OTHER_MANIFEST = _("{path} is no export of a whole base: its {file} is of another kind")
NO_LENGTH = _("{file} does not say how many rows {table} has")


def file_name(table: str) -> str:
    return f"{table}.jsonl"


def check_free(folder: Path) -> None:
    """InvalidInputError where something stands that an export would replace."""
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise InvalidInputError(_("{path} is there already, and no folder"), path=folder)
        if folder.is_dir() and any(folder.iterdir()):
            message = _("the folder {path} is not empty: name another one")
            raise InvalidInputError(message, path=folder)
    except OSError as error:
        raise unwritable(folder, error) from error


@contextmanager
def making(folder: Path) -> Iterator[Path]:
    """A new folder beside it that takes its name at the end; only its owner may read it."""
    check_free(folder)
    target = folder.absolute()
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        try:
            new.mkdir(mode=0o700)
            yield new
            new.rename(target)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(path: Path, error: OSError) -> InvalidInputError:
    message = _("{path} cannot be written: {reason}")
    return InvalidInputError(message, path=path, reason=error.strerror or "")


def write_table(folder: Path, table: str, rows: Iterator[Mapping[str, Any]]) -> int:
    """Returns how many rows were written."""
    count = 0
    with created(folder / file_name(table)) as stream:
        for row in rows:
            stream.write(encoded(row) + "\n")
            count += 1
    return count


def write_manifest(folder: Path, schema: int, tables: Mapping[str, Any]) -> None:
    """`tables` says of each how many rows it has, and whatever else a reader should know."""
    manifest = {"program": PROGRAM, "form": FORM, "schema": schema, "tables": tables}
    with created(folder / MANIFEST) as stream:
        stream.write(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def created(path: Path) -> Iterator[IO[str]]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def read_manifest(folder: Path, newest: int) -> dict[str, dict[str, Any]]:
    """The tables with their `rows` and `last_id`; `newest` is the schema of this program."""
    path = folder / MANIFEST
    if not os.path.isdir(folder):
        raise InvalidInputError(_("{path} is no folder"), path=folder)
    if not os.path.lexists(path):
        raise InvalidInputError(NO_MANIFEST, path=folder, file=MANIFEST)
    with _opened(path) as stream:
        manifest = _object(stream.read(LINE_LIMIT)) or {}
    schema, tables = manifest.get("schema"), manifest.get("tables")
    known = manifest.get("program") == PROGRAM and manifest.get("form") == FORM
    if not known or not isinstance(schema, int) or not isinstance(tables, dict):
        raise InvalidInputError(OTHER_MANIFEST, path=folder, file=MANIFEST)
    if schema > newest:
        message = _("{path} was written by a newer version of this program: upgrade crm-tui")
        raise InvalidInputError(message, path=folder)
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(map(_is_count, map(table.get, COUNTS))):
            raise InvalidInputError(NO_LENGTH, file=path, table=name)
    _check_listed(folder, tables)
    return tables


def _check_listed(folder: Path, tables: Collection[str]) -> None:
    """InvalidInputError for a table that lies in the folder, but is no part of it."""
    known = {file_name(table) for table in tables}
    for path in sorted(folder.glob(file_name("*"))):
        if path.name not in known and not path.name.startswith("."):
            message = _("{path} has a file that its {manifest} does not name: {file}")
            raise InvalidInputError(message, path=folder, manifest=MANIFEST, file=path.name)


def size(folder: Path, tables: Mapping[str, Any]) -> int:
    """The bytes of all their files; InvalidInputError where one is no regular file."""
    total = 0
    for table in tables:
        path = folder / file_name(table)
        sources.check_regular(str(path))
        total += path.stat().st_size
    return total


def read_table(
    folder: Path, table: str, told: Callable[[int], object]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows with their lines, from 1; `told` gets the bytes of each."""
    path = folder / file_name(table)
    unchanged = sources.Unchanged(path, str(path))
    with _opened(path) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LINE_LIMIT), b""), 1):
            found = _object(line)
            if found is None:
                message = _("{file}, line {at}: this is no object with names and values")
                raise InvalidInputError(message, file=path, at=number, line=number)
            told(len(line))
            yield number, found
    unchanged.check()


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    sources.check_regular(str(path))
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise sources.unreadable(str(path), error) from error


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(text.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no_number(word: str) -> float:
    """NaN and the infinities, which are no JSON."""
    raise ValueError(word)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= LARGEST
