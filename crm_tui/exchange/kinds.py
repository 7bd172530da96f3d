"""What kind of file it is: what its first bytes say, and else the end of its name."""

import codecs
import re
from enum import StrEnum
from pathlib import Path

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import sources


class FileKind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    VCARD = "vcf"
    CALENDAR = "ics"
    MAILBOX = "mbox"
    LETTER = "eml"


ENDINGS = {
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".txt": FileKind.CSV,
    ".xlsx": FileKind.XLSX,
    ".xlsm": FileKind.XLSX,
    ".json": FileKind.JSON,
    ".jsonl": FileKind.JSON,
    ".ndjson": FileKind.JSON,
    ".vcf": FileKind.VCARD,
    ".vcard": FileKind.VCARD,
    ".ics": FileKind.CALENDAR,
    ".ical": FileKind.CALENDAR,
    ".vcs": FileKind.CALENDAR,
    ".mbox": FileKind.MAILBOX,
    ".eml": FileKind.LETTER,
    ".emlx": FileKind.LETTER,
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVE = b"PK\x03\x04"
NO_DATA = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"SQLite format 3",
    b"PK\x05",
)
"""Beginnings of pictures, documents and archives."""

LETTER = re.compile(
    r"(?:return-path|received|delivered-to|message-id|mime-version): "
    r"|[a-z-]{2,40}: (?=[\s\S]*?[\r\n](?:message-id: <|mime-version: 1|from: [^\r\n]*@))"
    r"|from: [^\r\n]*@[^\r\n]*[\r\n]+[a-z-]{2,40}: ",
    re.IGNORECASE,
)
"""The head of a letter: what else might begin so names no sender and no message further down."""

FIRST_WORDS = (
    (re.compile(r"BEGIN:VCARD\b", re.IGNORECASE), FileKind.VCARD),
    (re.compile(r"BEGIN:VCALENDAR\b", re.IGNORECASE), FileKind.CALENDAR),
    (re.compile(r"\{|\[\s*[{\]]"), FileKind.JSON),
    (re.compile(r"From \S+ .*\d\d:\d\d:\d\d"), FileKind.MAILBOX),
    (LETTER, FileKind.LETTER),
)


def find(path: Path, source: str) -> FileKind:
    """InvalidInputError for what no reader knows."""
    head = sources.head(path, source)
    if head.startswith(ARCHIVE):
        return FileKind.XLSX
    if head.startswith(OLD_OFFICE):
        raise InvalidInputError(
            _("{file} is an old or a locked Excel file: save it as XLSX without a password"),
            file=source,
        )
    if head.startswith(NO_DATA):
        raise InvalidInputError(_("{file} is no table, no contacts and no calendar"), file=source)
    named = ENDINGS.get(Path(source).suffix.lower())
    if named is not None:
        return named
    text = _beginning(head)
    return next((kind for words, kind in FIRST_WORDS if words.match(text)), FileKind.CSV)


def _beginning(head: bytes) -> str:
    """The first letters, which are the same in every encoding that matters."""
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if marked else "utf-8", "ignore")
    return text.lstrip("\ufeff \t\r\n").replace("\0", "")
