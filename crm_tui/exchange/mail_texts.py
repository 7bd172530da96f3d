"""The text of a letter: in whatever letters it is written, without what is attached."""

import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from itertools import islice
from typing import Any

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import encodings, mail_pages
from crm_tui.exchange.mail_bytes import BOUNDARIES, BOUNDARY

HEAD_ENDS = re.compile(rb"\r?\n\r?\n|\r\r")
CHARSET = re.compile(rb"charset=\"?([\w.:-]{1,40})", re.IGNORECASE)
READ = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id):(?:[^\r\n]|\r?\n[ \t])*+",
    re.IGNORECASE | re.MULTILINE,
)
OF_PARTS = re.compile(rb"^content-[a-z-]+:(?:[^\r\n]|\r?\n[ \t])*+", re.IGNORECASE | re.MULTILINE)
WHOLE_HEAD = 1024 * 1024
"""Bytes of a head."""

HEAD_LIMIT = 128 * 1024
"""Bytes of a head that are taken apart: thousands of addresses."""

QUOTES_LIMIT = 8000
PART_LIMIT = 8 * 1024
"""Bytes of a line that describes a part."""

PARTS_LIMIT = 10_000
LOOKS = 30_000_000
"""How often the parser may look whether a line ends a part, in each in which it stands."""

LIMIT_OF = re.compile(rb"^--([^\r\n]{1,200})", re.MULTILINE)
TELLING = 1 << 16
"""Bytes of a letter in which it may say, or one can see, how it is written."""

MARK = b"\xef\xbb\xbf"
PLAIN, HTML = "text/plain", "text/html"
OUTLOOK = ("application/ms-tnef", "application/vnd.ms-tnef")
WINMAIL = "winmail.dat"
"""In which Outlook puts the files of a letter, and sometimes its text."""

UNREADABLE = "?"
NAME_LIMIT = 200
FILES_LIMIT = 100
AND_MORE = "[…]"


def readable(content: bytes) -> bytes:
    """The letter with a head that the parser can read: old programs write it in bare KOI8-R or
    Windows-1251, which no letter may hold."""
    content = content.removeprefix(MARK)
    ends = HEAD_ENDS.search(content)
    head = content[: ends.start()] if ends else content
    if head.isascii():
        return content
    beginning = content[:TELLING]
    said = (found.decode("ascii", "replace") for found in CHARSET.findall(beginning))
    return _decoded(head, ("utf-8", *said), beginning).encode() + content[len(head) :]


def check(content: bytes) -> None:
    """InvalidInputError for a letter whose head or parts would take the parser minutes: its time
    grows with the square of them."""
    ends = HEAD_ENDS.search(content)
    size = ends.start() if ends else len(content)
    if size > WHOLE_HEAD:
        raise InvalidInputError(_("the head of this letter is too long"))
    said = b"".join(READ.findall(content, 0, size))
    if len(said) > HEAD_LIMIT or said.count(b'"') > QUOTES_LIMIT:
        raise InvalidInputError(_("this letter names too many people, or its subject is too long"))
    for count, found in enumerate(OF_PARTS.finditer(content)):
        if count > PARTS_LIMIT or len(found[0]) > PART_LIMIT:
            raise _too_many_parts()
    names = {name.strip() for name in BOUNDARY.findall(content)}
    limits = LIMIT_OF.finditer(content) if names else ()
    parts = sum(found[1].rstrip().removesuffix(b"--") in names for found in limits)
    looks = len(names) * content.count(b"\n")
    if parts > PARTS_LIMIT or len(names) > BOUNDARIES or looks > LOOKS:
        raise _too_many_parts()


def _too_many_parts() -> InvalidInputError:
    return InvalidInputError(_("this letter has too many parts"))


def body(letter: EmailMessage, written: str | None = None) -> str:
    """In plain text where the letter has it, else the words of its page.

    `written` is the encoding of all its bytes, whatever it says, where that is known.
    """
    first = letter.get_body(("plain", "html"))
    if first is None:
        return ""
    text = _text(first, written)
    if not text.strip() and (page := letter.get_body(("html",))) is not None:
        first, text = page, _text(page, written)
    return "\n".join((text, *(_text(part, written) for part in _further(letter, first))))


def attached(letter: EmailMessage, *, whole: bool) -> str:
    """The names of the files that hang on the letter, which are not read: `[offer.pdf]`.

    Pictures that its page shows are none of them. `[…]` are more, or what stands where the letter
    was cut off, of which nothing is known.
    """
    names = filter(None, map(_file_name, letter.walk()))
    told = [f"[{name[:NAME_LIMIT]}]" for name in islice(names, FILES_LIMIT)]
    return " ".join((*told, *[AND_MORE] * (not whole or next(names, None) is not None)))


def _file_name(part: Any) -> str:
    if part.get_content_maintype() == "image" and part["content-id"]:
        return ""
    if part.get_content_type() in OUTLOOK:
        return WINMAIL
    try:
        kind = part.get_content_type()
        is_text = kind in (PLAIN, HTML) or part.get_content_maintype() == "multipart"
        unnamed = kind if part.is_attachment() or not is_text else ""
        return " ".join((part.get_filename() or unnamed).split())
    except Exception:  # the standard library's parser raises anything on what is no name
        return UNREADABLE


def _further(letter: EmailMessage, first: Any) -> Iterator[Any]:
    """What goes on behind a picture, as Apple writes it, or stands below each letter of a list."""
    if letter.get_content_type() != "multipart/mixed":
        return
    begun = False
    for part in letter.iter_parts():
        is_text = part.get_content_type() in (PLAIN, HTML) and part.get_filename() is None
        if begun and is_text and not part.is_attachment():
            yield part
        begun = begun or any(inner is first for inner in part.walk())


def _text(part: Any, written: str | None) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    said = part.get_content_charset()
    text = _decoded(payload, (*filter(None, (written, said)), "utf-8"), payload)
    if part.get_content_type() != HTML:
        return text
    return mail_pages.words(text)


def _decoded(text: bytes, charsets: Iterable[str], telling: bytes) -> str:
    """In the first of the charsets that fits, else in what the bytes `telling` look like."""
    for charset in charsets:
        try:
            return text.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return text.decode(encodings.likely(telling), "replace")
