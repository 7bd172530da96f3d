"""What stands in a list: rows, sections, plain lines; and how each becomes one painted line."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.widgets.columns import Column, lay
from crm_tui.widgets.paint import Cell, Line, Span, fit, heading, over
from crm_tui.widgets.signs import SIGN

LEFT = 3
"""Cells before the first column: the cursor's edge, the sign, a space."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: a cell a column, in the column's inks unless the cell brings its own.

    `whole` stands instead of the cells and runs over all columns. `key` tells it from all others
    and stays when the list is read again. `sign` stands before the first column; `lead` inks the
    first column; `past` quietens the row, with a sign of its own where there is no other; `record`
    is whatever the screen wants to find again.
    """

    cells: Sequence[Cell]
    key: Hashable
    sign: Sequence[Span] = ()
    lead: str = ""
    past: bool = False
    record: Any = None
    whole: Line | None = None


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    count: str = ""
    inks: str = "head"


@dataclass(frozen=True, slots=True)
class Flowing:
    """Plain lines, as many as the cells make of them that the list has for each."""

    lines: Callable[[int], Sequence[Line]]


Item = Row | Section | Line
GAP: Line = []
"""A line of air, shown only where the window is tall."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a row stands in its list."""

    here: bool = False
    focused: bool = False
    marked: bool = False


def row_line(row: Row, columns: Sequence[Column], sizes: Sequence[int], look: Look) -> Line:
    """The cursor's edge, the sign or mark, the cells."""
    edge, ground = (" ", "plain"), ""
    if look.here:
        edge = (SIGN["edge"], "accent") if look.focused else (SIGN["blurred"], "faint")
        ground = "cursor" if look.focused else "blurred"
    state = list(row.sign) or ([(SIGN["gone"], "faint")] if row.past else [])
    sign = fit([(SIGN["marked"], "accent")] if look.marked else state, 1)
    past = "faint" if row.past else ""
    cells = row.whole or lay(row.cells, columns, sizes, lead=row.lead, inks=past)
    line = [edge, *sign, (" ", "plain"), *cells]
    return over(line, ground) if ground else line


def title_line(columns: Sequence[Column], sizes: Sequence[int]) -> Line:
    titles = [column.heading() for column in columns]
    return [(" " * LEFT, "head"), *lay(titles, columns, sizes, inks="head")]


def section_line(section: Section, width: int) -> Line:
    rest = heading(section.title, width - 2, count=section.count, inks=section.inks)
    return [(" ", "plain"), *rest, (" ", "plain")]


def loading_line(width: int, *, here: bool) -> Line:
    """In the place of a row that is on its way."""
    edge = (SIGN["edge"] if here else " ", "faint")
    return [edge, ("  ", "plain"), *fit(SIGN["more"], width - LEFT, inks="faint")]
