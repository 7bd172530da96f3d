"""Files that are read more than once: what they are, how large, and stdin as one of them."""

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

CHUNK = 1 << 20
STDIN = "-"
APPLE = "mbox"
BREAKS = (b"\n", b"\r")
LINE_LIMIT = 256 * CHUNK
"""Bytes of standard input without a line break: beyond, it is no table and may never end."""

SPOOL_LIMIT = 2048 * CHUNK
"""Bytes of standard input that are kept while it is read: beyond, it may never end."""


@contextmanager
def opened(source: str, stdin: BinaryIO | None = None) -> Iterator[Path]:
    """The path of a regular file that can be read again and again.

    `-` is copied from `stdin` (the program's own unless one is given) into a private file that is
    gone afterwards. InvalidInputError for whatever is no readable regular file.
    """
    if source == STDIN:
        with tempfile.NamedTemporaryFile(buffering=0, prefix="crm-stdin-", suffix=".csv") as spool:
            _spool(stdin or sys.stdin.buffer, spool)
            yield Path(spool.name)
        return
    meant = file_of(source)
    check_regular(meant)
    yield Path(meant)


def file_of(source: str) -> str:
    """The file that is meant: Apple keeps a mailbox in a folder that is called as a mailbox is."""
    inner = os.path.join(source, APPLE)
    is_called_so = source.rstrip(os.sep).lower().endswith(f".{APPLE}")
    return inner if is_called_so and os.path.isfile(inner) else source


def _spool(stream: BinaryIO, spool: IO[bytes]) -> None:
    """Copy all of the stream; InvalidInputError for an endless one, before it fills the disk."""
    folder = tempfile.gettempdir()
    left = limit = min(SPOOL_LIMIT, shutil.disk_usage(folder).free // 2)
    open_line = 0
    while piece := stream.read(CHUNK):
        open_line = _open_line(piece, open_line)
        if open_line > LINE_LIMIT:
            raise InvalidInputError(
                _("standard input has a line of more than {size} MB: it is no table to import"),
                size=LINE_LIMIT // CHUNK,
            )
        left -= len(piece)
        if left < 0:
            raise InvalidInputError(
                _("standard input does not end within {size} MB: save it as a file to import"),
                size=limit // CHUNK,
            )
        try:
            _write(piece, spool)
        except OSError as error:
            message = _("standard input cannot be kept in {folder}: {reason}")
            raise InvalidInputError(message, folder=folder, reason=error.strerror) from error


def _write(piece: bytes, spool: IO[bytes]) -> None:
    """All of it; what a full disk refuses is not kept for later, as a buffer would."""
    rest = memoryview(piece)
    while rest:
        rest = rest[spool.write(rest) :]


def _open_line(piece: bytes, before: int, ends: Sequence[bytes] = BREAKS) -> int:
    """The bytes since the last line break, of which `before` stood before the piece."""
    place = max(map(piece.rfind, ends))
    return before + len(piece) if place < 0 else len(piece) - place


def check_lines(path: Path, source: str, limit: int, ends: Sequence[bytes] = BREAKS) -> None:
    """InvalidInputError for a line of far more bytes, before anybody tries to hold it.

    `ends` are the bytes one of which ends what is held at once.
    """
    open_line, number = 0, 1
    for piece in chunks(path, source):
        open_line = _open_line(piece, open_line, ends)
        number += piece.count(b"\n")
        if open_line > limit:
            raise InvalidInputError(
                _("{file}, line {at}: the line is too long"), file=source, at=number, line=number
            )


def check_regular(source: str) -> None:
    """Looks before it opens: opening a FIFO would wait for ever."""
    try:
        found = os.stat(source)
    except (OSError, ValueError) as error:
        raise unreadable(source, error) from error
    if stat.S_ISDIR(found.st_mode):
        raise InvalidInputError(_("{file} is a directory, not a file"), file=source)
    if not stat.S_ISREG(found.st_mode):
        raise InvalidInputError(_("{file} is no regular file"), file=source)


def unreadable(source: str, error: OSError | ValueError) -> InvalidInputError:
    reason = getattr(error, "strerror", None) or str(error)
    return InvalidInputError(_("{file} cannot be read: {reason}"), file=source, reason=reason)


def chunks(path: Path, source: str) -> Iterator[bytes]:
    """The bytes of the file, a piece at a time."""
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece
    except OSError as error:
        raise unreadable(source, error) from error


def size(path: Path, source: str) -> int:
    """Bytes of the file."""
    try:
        return path.stat().st_size
    except OSError as error:
        raise unreadable(source, error) from error


def sha256(path: Path, source: str) -> str:
    digest = hashlib.sha256()
    for piece in chunks(path, source):
        digest.update(piece)
    return digest.hexdigest()


def head(path: Path, source: str, size: int = 4096) -> bytes:
    """The first bytes of the file."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise unreadable(source, error) from error


class Unchanged:
    """Remembers what a file looked like, to notice that somebody writes it while it is read."""

    def __init__(self, path: Path, source: str) -> None:
        self._path = path
        self._source = source
        self._seen = self._look()

    def check(self) -> None:
        if self._look() != self._seen:
            raise InvalidInputError(
                _("{file} was changed while it was read: try again"), file=self._source
            )

    def _look(self) -> tuple[int, int, int]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise unreadable(self._source, error) from error
        return found.st_ino, found.st_size, found.st_mtime_ns
