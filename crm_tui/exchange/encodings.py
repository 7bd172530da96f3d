"""How the bytes of a text file become letters: said by the user, by a BOM, or found out."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import sources

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WITHOUT_BOM = {"utf-8": "utf-8-sig"}
"""The codec that reads an encoding and leaves the byte order mark out."""

LEGACY = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "cp1252"]
TELLING = 16
"""Letters beyond ASCII below which only the two Windows encodings are worth a guess."""


LETTER = 4
"""Bytes of a letter, at most."""


def find(path: Path, source: str, wanted: str | None, *, longest: int | None = None) -> str:
    """The name of the encoding in which the whole file can be read.

    InvalidInputError, with the line, when there is none, when `wanted` does not fit, or when a line
    has far more than the `longest` letters that are read.
    """
    if longest is not None:
        sources.check_lines(path, source, longest * LETTER)
    if wanted is not None:
        name = known(wanted)
        check(path, source, name)
        return name
    sample = next(sources.chunks(path, source), b"")
    marked = wide(sample) or ("utf-8" if sample.startswith(codecs.BOM_UTF8) else None)
    if marked is None and first_unreadable_line(path, source, "utf-8") is None:
        return "utf-8"
    name = marked or _guess(path, source)
    check(path, source, name)
    return name


@contextmanager
def opened(path: Path, source: str, encoding: str) -> Iterator[IO[str]]:
    """The file as text with its line ends as they are, which the csv module asks for."""
    try:
        with path.open(encoding=WITHOUT_BOM.get(encoding, encoding), newline="") as stream:
            yield stream
    except (OSError, UnicodeError) as error:
        raise sources.unreadable(source, error) from error


def has_mark(path: Path, source: str) -> bool:
    return sources.head(path, source, len(codecs.BOM_UTF8)) == codecs.BOM_UTF8


def known(wanted: str) -> str:
    """The usual name of an encoding; InvalidInputError for one that Python does not know."""
    try:
        name = codecs.lookup(wanted).name
        "a".encode(wanted, "replace")  # as refused rows are written; names of hosts cannot be
    except (LookupError, ValueError) as error:
        raise InvalidInputError(
            _("there is no encoding called {encoding}: try utf-8 or cp1251"), encoding=wanted
        ) from error
    return "utf-8" if name == "utf-8-sig" else name


def check(path: Path, source: str, encoding: str) -> None:
    line = first_unreadable_line(path, source, encoding)
    if line is not None:
        raise InvalidInputError(
            _(
                "{file}, line {at}: this is no text in {encoding}: choose another encoding"
                " (--encoding)"
            ),
            file=source,
            at=line,
            line=line,
            encoding=encoding,
        )


def first_unreadable_line(path: Path, source: str, encoding: str) -> int | None:
    """The line of the first byte that is no letter in this encoding, without keeping the file."""
    decoder = codecs.getincrementaldecoder(WITHOUT_BOM.get(encoding, encoding))()
    line = 1
    try:
        for piece in sources.chunks(path, source):
            line += decoder.decode(piece).count("\n")
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        if isinstance(error, UnicodeDecodeError):
            line += error.object[: error.start].count(b"\n")
        return line
    return None


def wide(sample: bytes) -> str | None:
    """The encoding of these first bytes of a text if it has two or four bytes for each letter."""
    marked = next((name for mark, name in BOMS if sample.startswith(mark)), "utf-8")
    return _utf16_without_mark(sample) if marked == "utf-8" else marked


def _utf16_without_mark(sample: bytes) -> str | None:
    """Every other byte of Latin text in UTF-16 is zero, and so are some of any other text."""
    if any(sample.startswith(mark) for mark, _name in BOMS):
        return None
    first, second = sample[:4096:2].count(0), sample[1:4096:2].count(0)
    most, least = max(first, second), min(first, second)
    if least * 8 > most:
        return None
    if most <= len(sample[:4096]) // 16:
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _guess(path: Path, source: str) -> str:
    """See `likely`, of the first piece that tells."""
    pieces = sources.chunks(path, source)
    return likely(next((piece for piece in pieces if not piece.isascii()), b""))


def likely(text: bytes) -> str:
    """Which of the one-byte encodings of old; cp1251 where nothing speaks for another."""
    from charset_normalizer import from_bytes

    foreign = len(text) - len(text.decode("ascii", "ignore"))
    if not foreign:
        return "cp1251"
    wanted = LEGACY if foreign >= TELLING else ["cp1251", "cp1252"]
    best = from_bytes(_around_foreign(text), cp_isolation=wanted).best()
    return known(best.encoding) if best else "cp1251"


def _around_foreign(piece: bytes, size: int = 1 << 14) -> bytes:
    """The lines with letters beyond ASCII, enough of them for a guess."""
    sample = bytearray()
    for line in piece.splitlines(keepends=True):
        if not line.isascii():
            sample += line[:size]
        if len(sample) >= size:
            break
    return bytes(sample)
