"""Breaks a long text into lines of a width, quickly enough for a note of a megabyte."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

from crm_tui.widgets.controls import clean

PIECES = re.compile(r"\s+|\S+")


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many cells; words stay whole where they fit."""
    found: list[str] = []
    for paragraph in text.expandtabs(4).split("\n"):
        line = clean(paragraph)
        found += [line] if cell_len(line) <= width else _broken(line, max(2, width))
    return found


def _broken(line: str, width: int) -> Iterator[str]:
    built, size = "", 0
    for piece in PIECES.findall(line):
        length = cell_len(piece)
        if size + length > width:
            if built.strip():
                yield built.rstrip()
            *whole, piece = _chopped(piece.strip(), width)
            yield from whole
            built, size = "", 0
            length = cell_len(piece)
        built, size = built + piece, size + length
    if built.strip():
        yield built.rstrip()


def _chopped(word: str, width: int) -> list[str]:
    """A word that is longer than a line, in pieces that fit."""
    pieces, start = [""] if not word else [], 0
    while start < len(word):
        piece = word[start : start + width]
        while cell_len(piece) > width:
            piece = piece[:-1]
        pieces.append(piece)
        start += len(piece)
    return pieces
