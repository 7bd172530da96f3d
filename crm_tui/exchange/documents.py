"""A document about one record, as Markdown or as a page of HTML that loads nothing."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse}th{text-align:left;font-weight:normal;color:#666;"
    "padding-right:1.5em;vertical-align:top}h2{margin-top:2em}article{margin:1em 0}"
    "p{margin:.2em 0;white-space:pre-wrap}"
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

    language: str
    title: str
    facts: Sequence[tuple[str, str]]
    """Labels and values."""
    parts: Sequence[Part]


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


def page(document: Document) -> Iterator[str]:
    """Lines without their ends."""
    title = html.escape(document.title)
    yield f'<!DOCTYPE html>\n<html lang="{html.escape(document.language)}">'
    yield '<meta charset="utf-8">'
    yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    yield "style-src 'unsafe-inline'\">"
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n<table>"
    for label, value in document.facts:
        yield f"<tr><th>{html.escape(label)}</th><td><p>{html.escape(value)}</p></td></tr>"
    yield "</table>"
    for part in document.parts:
        yield f"<h2>{html.escape(part.heading)}</h2>"
        for entry in part.entries:
            text = f"<p>{html.escape(entry.text)}</p>" if entry.text else ""
            yield f"<article><strong>{html.escape(entry.head)}</strong>{text}</article>"
    yield "</html>"


FORMS: dict[str, Callable[[Document], Iterator[str]]] = {"md": markdown, "html": page}


def plain(text: str) -> str:
    """One line so that Markdown shows just its letters, and makes no list or heading of it."""
    return BEGINNING.sub(r"\1\\\2", SIGNS.sub(r"\\\1", text))


def _indented(text: str) -> str:
    """Further lines stay in the point of the list."""
    return "  \n  ".join(plain(line) for line in text.split("\n"))
