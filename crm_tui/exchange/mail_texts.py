"""The text of a letter: in whatever letters it is written, without what is attached."""

import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

from crm_tui.exchange import encodings

HEAD_ENDS = re.compile(rb"\r?\n\r?\n|\r\r")
CHARSET = re.compile(rb"charset=\"?([\w.:-]{1,40})", re.IGNORECASE)
TELLING = 1 << 16
"""Bytes of a letter in which it may say, or one can see, how it is written."""

MARK = b"\xef\xbb\xbf"
PLAIN, HTML = "text/plain", "text/html"
SKIPPED = ("script", "style", "head", "title")
BREAKS = ("br", "p", "div", "tr", "li", "h1", "h2", "h3")


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


def body(letter: EmailMessage) -> str:
    """In plain text where the letter has it, else the words of its page."""
    first = letter.get_body(("plain", "html"))
    if first is None:
        return ""
    text = _text(first)
    if not text.strip() and (page := letter.get_body(("html",))) is not None:
        first, text = page, _text(page)
    return "\n".join((text, *map(_text, _further(letter, first))))


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


def _text(part: Any) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    said = part.get_content_charset()
    text = _decoded(payload, (*([said] if said else []), "utf-8"), payload)
    if part.get_content_type() != HTML:
        return text
    reader = _TextOfHtml()
    reader.feed(text)
    return re.sub(r"\s*\n\s*", "\n", "".join(reader.pieces)).strip()


def _decoded(text: bytes, charsets: Iterable[str], telling: bytes) -> str:
    """In the first of the charsets that fits, else in what the bytes `telling` look like."""
    for charset in charsets:
        try:
            return text.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return text.decode(encodings.likely(telling), "replace")


class _TextOfHtml(HTMLParser):
    """The words of a page, a paragraph a line."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._skipping += tag in SKIPPED
        if tag == "body":  # there are pages whose head is not closed
            self._skipping = 0
        if tag in BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipping -= tag in SKIPPED and self._skipping > 0

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.pieces.append(re.sub(r"\s+", " ", data))
