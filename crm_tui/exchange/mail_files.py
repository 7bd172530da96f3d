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

from crm_tui.domain import values
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import encodings, mail_texts, sources
from crm_tui.exchange.row_files import BrokenRow, Progress, RecordFile, Row

HEADER = ("external_id", "kind", "subject", "start", "from", "from name", "to", "body")
SEVERAL = "; "
LETTER_LIMIT = 32 * 1024 * 1024
"""Bytes of a letter that are read: attachments may be cut off behind them, its text may not."""

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

Letter = tuple[int, bytes, bool]
"""The line where it begins, its bytes, and whether these are all."""


def inspect(path: Path, source: str, *, mailbox: bool) -> RecordFile:
    """The letters of the file; InvalidInputError where there are none."""
    unchanged = sources.Unchanged(path, source)
    sources.check_lines(path, source, LETTER_LIMIT)
    letters = _mailbox if mailbox else _alone
    if next(letters(path, source), None) is None:
        raise InvalidInputError(_("{file} holds no letters"), file=source)
    return RecordFile(path, source, HEADER, partial(_rows, unchanged, path, source, mailbox))


def _rows(
    unchanged: sources.Unchanged, path: Path, source: str, mailbox: bool, progress: Progress | None
) -> Iterator[Row | BrokenRow]:
    size, done = path.stat().st_size, 0
    written = "utf-8" if _wide(path, source) else None
    for count, (line, content, whole) in enumerate((_mailbox if mailbox else _alone)(path, source)):
        yield _row(line, content, whole, written)
        done += len(content)
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
    begin, kept, size = 0, list[bytes](), 0
    number = 0
    with _opened(path, source) as read:
        while line := read(LINE):
            number += 1
            if line.startswith(FROM) and len(line) < LONGEST and BETWEEN.match(line):
                if begin:
                    yield _letter(begin, kept, size)
                begin, kept, size = number, [], 0
            else:
                size += len(line)
                if size <= LETTER_LIMIT:
                    kept.append(line)
    if begin:
        yield _letter(begin, kept, size)


def _letter(begin: int, kept: list[bytes], size: int) -> Letter:
    return begin, QUOTED_FROM.sub(rb"\1", b"".join(kept)), size <= LETTER_LIMIT


def _alone(path: Path, source: str) -> Iterator[Letter]:
    held = bytearray()
    with _opened(path, source) as read:
        while len(held) <= LETTER_LIMIT and (line := read(LINE)):
            held += line
    whole, found = len(held) <= LETTER_LIMIT, bytes(held[:LETTER_LIMIT])
    if apple := APPLE.match(found):
        found = found[apple.end() : apple.end() + int(apple[1])]
    yield 1, found, whole


def _row(line: int, content: bytes, whole: bool, written: str | None) -> Row | BrokenRow:
    try:
        mail_texts.check(content)
        letter = BytesParser(EmailMessage, policy=policy.default).parsebytes(
            mail_texts.readable(content)
        )
        if not whole and _is_cut(letter):
            raise InvalidInputError(_("this letter is too large: its text does not end in 32 MB"))
        return Row(line, _cells(letter, written))
    except InvalidInputError as error:
        return BrokenRow(line, [], error)
    except Exception:  # the standard library's parser raises anything on what is no letter
        return BrokenRow(line, [], InvalidInputError(_("this letter cannot be read")))


def _is_cut(letter: EmailMessage) -> bool:
    """Whether what stands last, where the rest was cut off, is its text, or there is none."""
    body = letter.get_body(("plain", "html"))
    last = [part for part in letter.walk() if not part.is_multipart()][-1:]
    return body is None or last == [body]


def _cells(letter: EmailMessage, written: str | None) -> list[str]:
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
        "\n\n".join(filter(None, (mail_texts.body(letter, written), mail_texts.attached(letter)))),
    )
    return [values.clean(cell, lines=True) for cell in found]


def _addresses(letter: EmailMessage, header: str) -> list[tuple[str, str]]:
    """Names and addresses."""
    written = [str(value) for value in letter.get_all(header, [])]
    return [(name, address) for name, address in getaddresses(written) if "@" in address]


def _moment(letter: EmailMessage) -> str:
    """With its offset: when it was written, else when it came; nothing where neither can be."""
    came = (str(value).rpartition(";")[2] for value in letter.get_all("received", [])[:1])
    for written in (str(letter["date"]), *came):
        try:
            return parsedate_to_datetime(written.strip()).isoformat(timespec="seconds")
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
    return ""
