"""Looks into an XLSX file before a reader takes it whole: its sizes, its macros, its corners."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

UNPACKED = 1 << 30
"""Bytes of all parts together, unpacked."""

BESIDE = 1 << 28
"""Bytes of a part that is no sheet: the reader holds all texts of the cells at once, many times
larger than they are written."""

CELLS = 40_000_000
"""Cells of the rectangle around everything in a sheet: the reader keeps room for each."""

WRITTEN = 10_000_000
"""Cells of a sheet: each takes up to a hundred bytes."""

TEXTS = 4_000_000
"""Texts that cells share."""

CHUNK = 1 << 20
"""Bytes that are looked at at once. Excel has no cell of so many: a piece without any tag is none
of a table, and would take the reader minutes."""

SHEETS = "xl/worksheets/"
ROWS = 1 << 20
"""No sheet has more."""

ROW_TAGS = 2 * ROWS
"""Of a full sheet some are counted twice, and other tags begin so."""

WIDE = re.compile(rb'\sr="([A-Z]{2,3})[0-9]')
REFERENCE = re.compile(rb'\sr="[A-Z]{1,3}([0-9]{1,7})"')
LONGEST = 16
"""Bytes of the longest reference, which may be cut by the end of a piece."""


def check(path: Path, source: str) -> None:
    """InvalidInputError for what is no XLSX, holds macros, or unpacks to far too much."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _check_parts(parts, source)
            for part in parts:
                _check_part(archive, part, source)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise InvalidInputError(_("{file} is no whole XLSX file"), file=source) from error
    except (OSError, ValueError) as error:
        raise InvalidInputError(
            _("{file} cannot be read: {reason}"), file=source, reason=str(error)
        ) from error


def _check_parts(parts: list[ZipInfo], source: str) -> None:
    names = [part.filename.lower() for part in parts]
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise InvalidInputError(_("{file} holds macros: save it as XLSX without them"), file=source)
    if not any(part.filename.startswith("xl/") for part in parts):
        raise InvalidInputError(_("{file} is an archive, no XLSX file"), file=source)
    beside = (part.file_size for part in parts if not part.filename.startswith(SHEETS))
    if max(beside, default=0) > BESIDE or sum(part.file_size for part in parts) > UNPACKED:
        raise _too_large(source)


def _check_part(archive: ZipFile, part: ZipInfo, source: str) -> None:
    """Unpack a part to see that it is as large as it says, and how far its cells reach."""
    sheet, is_xml = part.filename.startswith(SHEETS), part.filename.lower().endswith(".xml")
    width = 26
    rows = cells = 0
    for piece in _pieces(archive, part):
        rows += _count(piece, b"row" if sheet else b"si")
        cells += _count(piece, b"c") if sheet else 0
        if rows > (ROW_TAGS if sheet else TEXTS) or cells > WRITTEN:
            raise _too_large(source)
        if is_xml and len(piece) >= CHUNK and b"<" not in piece:
            raise _too_large(source)
        if sheet:
            width = max(width, *map(_column, set(WIDE.findall(piece))), 0)
    if width * ROWS <= CELLS:
        return
    for piece in _pieces(archive, part):
        if max(map(int, set(REFERENCE.findall(piece))), default=0) * width > CELLS:
            raise _too_large(source)


def _pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes; each piece begins with the end of the one before."""
    with archive.open(part) as stream:
        tail = b""
        while piece := stream.read(CHUNK):
            yield tail + piece
            tail = piece[-LONGEST:]


def _count(piece: bytes, tag: bytes) -> int:
    """How often the tag begins there, or one that begins so; it may have a prefix."""
    return piece.count(b"<" + tag) + piece.count(b":" + tag)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(source: str) -> InvalidInputError:
    return InvalidInputError(
        _("{file} unpacks to more than this program takes: save the one sheet as CSV"), file=source
    )
