"""Documents about records, as Markdown or as a page of HTML that loads nothing."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse}th{text-align:left;font-weight:normal;color:#666;"
    "padding-right:1.5em;vertical-align:top}h2{margin-top:2em}article{margin:1em 0}"
    "p{margin:.2em 0;white-space:pre-wrap}"
    "section+section{margin-top:4em;border-top:1px solid #ccc;break-before:page}"
)
SIGNS = re.compile(r"([\\`*_\[\]<>|#~&!])")
BEGINNING = re.compile(r"^(\s*\d*)([-+=.)])(?=\s|[-=\s]*$)")
"""What makes a list or a heading of a line."""


class Entry(NamedTuple):
    head: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Document:
    """Everything in it is plain text, whatever signs it holds."""

    title: str
    facts: Sequence[tuple[str, str]]
    """Labels and values."""
    parts: Sequence[Part]


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class MarkdownWriter:
    """One document after the other."""

    def __init__(self, stream: Writable, language: str, title: str) -> None:
        self._stream = stream
        self._is_first = True

    def document(self, document: Document) -> None:
        if not self._is_first:
            self._stream.write("\n")
        self._is_first = False
        for line in markdown(document):
            self._stream.write(f"{line}\n")

    def close(self) -> None:
        """Nothing is open."""


class HtmlWriter:
    """A page of its own for each on paper; `close` ends the file, and must be called."""

    def __init__(self, stream: Writable, language: str, title: str) -> None:
        self._stream = stream
        self._stream.write(
            f'<!DOCTYPE html>\n<html lang="{html.escape(language)}">\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">\n"
            f"<title>{html.escape(title)}</title>\n<style>{STYLE}</style>\n"
        )

    def document(self, document: Document) -> None:
        for line in section(document):
            self._stream.write(f"{line}\n")

    def close(self) -> None:
        self._stream.write("</html>\n")


def markdown(document: Document) -> Iterator[str]:
    """Lines without their ends."""
    yield f"# {plain(document.title)}"
    yield ""
    for label, value in document.facts:
        yield f"- **{plain(label)}:** {_indented(value)}"
    for part in document.parts:
        yield ""
        yield f"## {plain(part.heading)}"
        for entry in part.entries:
            yield ""
            yield f"**{plain(entry.head)}**"
            if entry.text:
                yield ""
                yield from (f"> {plain(line)}" for line in entry.text.split("\n"))


def section(document: Document) -> Iterator[str]:
    """Lines without their ends."""
    yield f"<section>\n<h1>{html.escape(document.title)}</h1>\n<table>"
    for label, value in document.facts:
        yield f"<tr><th>{html.escape(label)}</th><td><p>{html.escape(value)}</p></td></tr>"
    yield "</table>"
    for part in document.parts:
        yield f"<h2>{html.escape(part.heading)}</h2>"
        for entry in part.entries:
            text = f"<p>{html.escape(entry.text)}</p>" if entry.text else ""
            yield f"<article><strong>{html.escape(entry.head)}</strong>{text}</article>"
    yield "</section>"


WRITERS: dict[str, type[MarkdownWriter] | type[HtmlWriter]] = {
    "md": MarkdownWriter,
    "html": HtmlWriter,
}


def plain(text: str) -> str:
    """One line so that Markdown shows just its letters, and makes no list or heading of it."""
    return BEGINNING.sub(r"\1\\\2", SIGNS.sub(r"\\\1", text))


def _indented(text: str) -> str:
    """Further lines stay in the point of the list."""
    return "  \n  ".join(plain(line) for line in text.split("\n"))
