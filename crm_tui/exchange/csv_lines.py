"""One line of a CSV file whose quotes break the rules: the cells that it can only mean."""

from collections.abc import Iterator
from typing import NamedTuple

MOST_LETTERS = 1 << 16
MOST_STEPS = 1 << 12
"""Of a line that is longer, or may be cut in more ways, it is not told."""


class Form(NamedTuple):
    """What stands between the cells, before a quote inside of quotes, and around a cell."""

    delimiter: str
    escape: str | None
    quote: str


class Reading(NamedTuple):
    cells: list[str]
    is_paired: bool
    """Whether the quotes inside of each cell are in pairs, as around a name; of an odd one it may
    be that the cell goes on in the next line."""


class Cell(NamedTuple):
    end: int
    """The place behind it."""
    text: str
    is_paired: bool


def only_reading(line: str, form: Form, width: int) -> Reading | None:
    """The one way in which the line has as many cells as the table; None where there are more.

    A quote inside of a quoted cell closes it where a delimiter or the end of the line follows; else
    it is a letter. A cell that begins with a quote and does not end with one is not quoted.
    """
    text = line.rstrip("\r\n")
    if form.escape or len(text) > MOST_LETTERS:
        return None
    found: list[Reading] = []
    begun: list[tuple[int, Reading]] = [(0, Reading([], True))]
    for _step in range(MOST_STEPS):
        if not begun:
            return found[0] if len(found) == 1 else None
        start, before = begun.pop()
        for cell in _cells(text, start, form):
            so_far = Reading([*before.cells, cell.text], before.is_paired and cell.is_paired)
            if cell.end == len(text):
                found += [so_far] if len(so_far.cells) == width else []
            elif len(so_far.cells) < width:
                begun.append((cell.end + 1, so_far))
            else:  # it may be a row with too many cells
                return None
    return None


def _cells(text: str, start: int, form: Form) -> Iterator[Cell]:
    """What the cell that begins there may be."""
    if text.startswith(form.quote, start):
        yield from _quoted(text, start, form)
    end = text.find(form.delimiter, start)
    end = len(text) if end < 0 else end
    cell = text[start:end]
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == form.quote
    if cell.count(form.quote) % 2 == 0 and not is_quoted:
        yield Cell(end, cell, True)


def _quoted(text: str, start: int, form: Form) -> Iterator[Cell]:
    """Of two quotes before a delimiter both may be one letter, or the second the end."""
    quote, ends = form.quote, (form.delimiter, "")
    place = start + 1
    while (place := text.find(quote, place)) >= 0:
        behind = text[place + 1 : place + 2]
        if behind in ends:
            yield _cell(place + 1, text[start + 1 : place], quote)
            return
        if behind == quote:
            place += 1
            if text[place + 1 : place + 2] in ends:
                yield _cell(place + 1, text[start + 1 : place], quote)
        place += 1


def _cell(end: int, inside: str, quote: str) -> Cell:
    return Cell(end, inside.replace(quote * 2, quote), inside.count(quote) % 2 == 0)
