"""Letters as activities: a mailbox of many (mbox), or one in a file (.eml, .emlx)."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from crm_tui.domain import values
from crm_tui.domain.fields import NOTE_LIMIT
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import encodings, mail_bytes, mail_texts, sources
from crm_tui.exchange.mail_bytes import LetterBytes
from crm_tui.exchange.row_files import BrokenRow, Progress, RecordFile, Row

HEADER = ("external_id", "kind", "subject", "start", "from", "from name", "to", "body")
SEVERAL = "; "
LONGEST_LINE = 32 * 1024 * 1024
"""Bytes: there are programs that pack a whole file into a line."""

LINE = 1 << 20
PROGRESS_EVERY = 64
"""Letters between two calls of `progress`."""

FROM = b"From "
BETWEEN = re.compile(rb"From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d\d:\d\d.*\d{4}")
"""The line before each letter of a mailbox; a line of text that begins so has a > before it."""

LONGEST = 300
"""Bytes of such a line."""

APPLE = re.compile(rb"(\d{1,9}) *\r?\n")
"""What Apple writes above a letter in a file of its own: how long it is, for more stands behind."""

QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


class Letter(NamedTuple):
    line: int
    """Where it begins."""
    content: bytes
    whole: bool
    """Whether these are all of its bytes, but for the files that hang on it."""
    read: int
    """How many bytes of the file it has."""


def inspect(path: Path, source: str, *, mailbox: bool) -> RecordFile:
    """The letters of the file; InvalidInputError where there are none."""
    unchanged = sources.Unchanged(path, source)
    sources.check_lines(path, source, LONGEST_LINE)
    letters = _mailbox if mailbox else _alone
    if next(letters(path, source), None) is None:
        raise InvalidInputError(_("{file} holds no letters"), file=source)
    return RecordFile(path, source, HEADER, partial(_rows, unchanged, path, source, mailbox))


def _rows(
    unchanged: sources.Unchanged, path: Path, source: str, mailbox: bool, progress: Progress | None
) -> Iterator[Row | BrokenRow]:
    size, done = sources.size(path, source), 0
    written = "utf-8" if _wide(path, source) else None
    for count, letter in enumerate((_mailbox if mailbox else _alone)(path, source)):
        yield _row(letter.line, letter.content, letter.whole, written)
        done += letter.read
        if progress is not None and not count % PROGRESS_EVERY:
            progress(min(done, size), size)
    unchanged.check()
    if progress is not None:
        progress(size, size)


def _wide(path: Path, source: str) -> str | None:
    return encodings.wide(sources.head(path, source))


@contextmanager
def _opened(path: Path, source: str) -> Iterator[Callable[[int], bytes]]:
    """What reads a line of at most so many bytes, or letters where each has several bytes: for
    somebody has saved it as UTF-16, and it is read as UTF-8."""
    wide = _wide(path, source)
    try:
        if wide is None:
            with path.open("rb") as stream:
                yield stream.readline
        else:
            with path.open(encoding=wide, errors="replace", newline="") as text:
                yield lambda size: text.readline(size).encode()
    except OSError as error:
        raise sources.unreadable(source, error) from error


def _mailbox(path: Path, source: str) -> Iterator[Letter]:
    """Each letter between two lines that begin with From; none is held with its neighbour."""
    begin = number = 0
    kept = LetterBytes()
    with _opened(path, source) as read:
        while line := read(LINE):
            number += 1
            if line.startswith(FROM) and len(line) < LONGEST and BETWEEN.match(line):
                if begin:
                    yield _letter(begin, kept)
                begin, kept = number, LetterBytes()
            else:
                kept.add(line)
    if begin:
        yield _letter(begin, kept)


def _letter(begin: int, kept: LetterBytes) -> Letter:
    content = QUOTED_FROM.sub(rb"\1", kept.all)
    return Letter(begin, content, kept.is_whole, kept.read)


def _alone(path: Path, source: str) -> Iterator[Letter]:
    kept = LetterBytes()
    with _opened(path, source) as read:
        line = read(LINE)
        apple = APPLE.fullmatch(line)
        left = int(apple[1]) if apple else None
        if apple:
            line = read(LINE)
        while line and kept.is_whole and left != 0:
            if left is not None:
                line = line[:left]
                left -= len(line)
            kept.add(line)
            line = read(LINE)
    yield Letter(1, kept.all, kept.is_whole, kept.read)


def _row(line: int, content: bytes, whole: bool, written: str | None) -> Row | BrokenRow:
    try:
        mail_texts.check(content)
        letter = BytesParser(EmailMessage, policy=policy.default).parsebytes(
            mail_texts.readable(content)
        )
        cells = _cells(letter)
        try:
            if not whole and _is_cut(letter):
                raise _too_large()
            cells[-1] = _notes(letter, written, whole=whole)
        except InvalidInputError as error:
            return BrokenRow(line, cells, error)
        return Row(line, cells)
    except InvalidInputError as error:
        return BrokenRow(line, [], error)
    except Exception:  # the standard library's parser raises anything on what is no letter
        return BrokenRow(line, [], InvalidInputError(_("this letter cannot be read")))


def _too_large() -> InvalidInputError:
    message = _("this letter is too large: its text does not end in {size} MB, or in {lines} lines")
    return InvalidInputError(message, size=mail_bytes.TOO_MUCH >> 20, lines=mail_bytes.LINES)


def _is_cut(letter: EmailMessage) -> bool:
    """Whether what stands last, where the rest was cut off, is its text, or there is none."""
    body = letter.get_body(("plain", "html"))
    last = [part for part in letter.walk() if not part.is_multipart()][-1:]
    return body is None or last == [body]


def _notes(letter: EmailMessage, written: str | None, *, whole: bool) -> str:
    text = mail_texts.body(letter, written)
    if len(text) > NOTE_LIMIT:
        message = _("the text of this letter is too long: at most {limit} bytes")
        raise InvalidInputError(message, limit=NOTE_LIMIT)
    files = mail_texts.attached(letter, whole=whole)
    return values.clean("\n\n".join(filter(None, (text, files))), lines=True)


def _cells(letter: EmailMessage) -> list[str]:
    """Without the notes."""
    senders = _addresses(letter, "from")
    if not senders and not letter["subject"] and not letter["message-id"]:
        raise InvalidInputError(_("this is no letter: it has neither a sender nor a subject"))
    found = (
        str(letter["message-id"] or "").strip().strip("<>"),
        "email",
        str(letter["subject"] or ""),
        _moment(letter),
        SEVERAL.join(address for _name, address in senders),
        SEVERAL.join(name for name, _address in senders if name),
        SEVERAL.join(
            address for _name, address in (*_addresses(letter, "to"), *_addresses(letter, "cc"))
        ),
        "",
    )
    return [values.clean(cell, lines=True) for cell in found]


def _addresses(letter: EmailMessage, header: str) -> list[tuple[str, str]]:
    """Names and addresses."""
    written = [str(value) for value in letter.get_all(header, [])]
    return [(name, address) for name, address in getaddresses(written) if "@" in address]


def _moment(letter: EmailMessage) -> str:
    """With its offset: when it was written, else when it came; nothing where neither can be."""
    came = str(letter["received"]).rpartition(";")[2]  # the first one stands on top
    for written in (str(letter["date"]), came):
        try:
            return parsedate_to_datetime(written.strip()).isoformat(timespec="seconds")
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
    return ""
