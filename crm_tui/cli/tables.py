"""Plain tables: columns between two spaces, as wide as the text, cut only on a terminal."""

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from itertools import chain, islice

from crm_tui.cli.streams import CONTROLS, write

MEASURED = 200
"""So many rows are looked at before the widths stand; longer texts further down stick out."""

PLAIN: ContextVar[bool] = ContextVar("plain", default=False)
"""`--plain`: nothing is drawn or lined up, which a screen reader would spell out."""

GAP = "  "
NARROWEST = 6
MARK = "…"


def write_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write the rows as they come; returns how many. Without rows nothing is written."""
    coming = (flat(row) for row in rows)
    if PLAIN.get():
        return write_plain(titles, coming)
    first = list(islice(coming, MEASURED))
    if not first:
        return 0
    widths = column_widths([titles, *first])
    if sys.stdout.isatty():
        widths = fitted(widths, shutil.get_terminal_size().columns)
        lines: Iterator[Sequence[str]] = (
            cut(row, widths) for row in chain([titles, *first], coming)
        )
    else:
        lines = iter(chain([titles, *first], coming))
    count = -1  # the titles are no row
    for row in lines:
        write(line(row, widths))
        count += 1
    return count


def write_plain(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """A line a field that holds something, and an empty line between two records."""
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > 1:
            write("")
        write_pairs([(title, cell) for title, cell in zip(titles, row, strict=True) if cell])
    return count


def write_pairs(pairs: Sequence[tuple[str, str]], indent: str = "") -> None:
    """Write labels and values beside each other; a value may have several lines."""
    if PLAIN.get():
        for label, value in pairs:
            write(f"{label}: {value}")
        return
    width = max((cells(label) for label, _value in pairs), default=0)
    for label, value in pairs:
        first, *more = value.split("\n")
        write(f"{indent}{label}{' ' * (width - cells(label))}{GAP}{first}")
        for rest in more:
            write(f"{indent}{' ' * width}{GAP}{rest}")


def flat(row: Sequence[str]) -> list[str]:
    """A record is one line: breaks and tabs in a text become spaces."""
    return [cell if cell.isprintable() else " ".join(cell.split()) for cell in row]


def column_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cells, column)) for column in zip(*rows, strict=True)]


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths made smaller, the widest first, until the line has room."""
    found = list(widths)
    while sum(found) + len(GAP) * (len(found) - 1) > room:
        widest = max(range(len(found)), key=found.__getitem__)
        if found[widest] <= NARROWEST:
            break
        found[widest] -= 1
    return found


def cut(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [shortened(cell, width) for cell, width in zip(row, widths, strict=True)]


def line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))
    return GAP.join(padded).rstrip(" ")


def shortened(text: str, width: int) -> str:
    """The text in at most so many cells, with a mark where something is missing."""
    text = CONTROLS.sub("\ufffd", text)
    if cells(text) <= width:
        return text
    used, kept = 1, []
    for sign in text:
        used += cells(sign)
        if used > width:
            break
        kept.append(sign)
    return "".join(kept) + MARK


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: East Asian signs two, accents none."""
    if text.isascii():
        return len(text)
    return sum(sign_cells(sign) for sign in text)


def sign_cells(sign: str) -> int:
    if sign < "\u0300":
        return 1
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
