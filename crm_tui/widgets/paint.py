"""Lines of text in exact cells: a line is a list of (text, inks), an ink a name from `inks`.

Everything that shows a record goes through `fit`, so no name is ever read as markup, no control
character gets out and no wide character shifts a column.
"""

from itertools import groupby
from operator import itemgetter

from rich.cells import cell_len, set_cell_size

from crm_tui.widgets.controls import clean
from crm_tui.widgets.signs import SIGN

Span = tuple[str, str]
Line = list[Span]
Cell = str | Line
BLANK: Line = [("", "plain")]
GAP_BEFORE_RIGHT = 6


def width_of(line: Line) -> int:
    """In cells, of a line that is clean."""
    return sum(cell_len(text) for text, _ in line)


def fit(content: Cell, width: int, *, right: bool = False, inks: str = "plain") -> Line:
    """The content in exactly `width` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return []
    # A note may be long: no character but a combining one takes less than a cell.
    reach = 4 * width + 16
    spans = [(content, inks)] if isinstance(content, str) else content
    line = [(clean(text[:reach]), ink) for text, ink in spans]
    spare = width - width_of(line)
    if spare < 0:
        return _cut(line, width)
    if spare == 0:
        return line
    # In the inks of its neighbour: fewer changes of style, fewer bytes through ssh.
    pad = " " * spare, line[0 if right else -1][1] if line else "plain"
    return [pad, *line] if right else [*line, pad]


def _cut(line: Line, width: int) -> Line:
    kept: Line = []
    room = width - 1
    for text, ink in line:
        size = cell_len(text)
        kept.append((text if size <= room else set_cell_size(text, max(0, room)), ink))
        room -= size
        if room < 0:
            break
    ink = kept[-1][1]
    return [*kept, (SIGN["rule" if ink == "rule" else "more"], ink)]


def joined(line: Line) -> Line:
    """The same line, neighbours of the same inks as one span."""
    return [
        ("".join(text for text, _ in spans), inks) for inks, spans in groupby(line, itemgetter(1))
    ]


def over(line: Line, inks: str) -> Line:
    """The line with more inks on every span: a cursor bar, a tint."""
    return [(text, f"{ink} {inks}") for text, ink in line]


def spread(left: Line, right: Line, width: int) -> Line:
    """Left and right ends of one line; the left gives way, and the right where it is too narrow."""
    size = width_of(right)
    if not size or size + GAP_BEFORE_RIGHT > width:
        return fit(left, width)
    return [*fit(left, width - size - 1), (" ", "plain"), *fit(right, size)]


def headline(name: Line, aside: Line, width: int) -> Line:
    """A name and what is said of it at the right edge; here the name is what stays."""
    room = width - width_of(name) - 2
    if not aside or room < GAP_BEFORE_RIGHT:
        return fit(name, width)
    size = min(room, width_of(aside))
    return [*fit(name, width - size - 1), (" ", "plain"), *fit(aside, size)]


def heading(title: str, width: int, *, count: str = "", inks: str = "head") -> Line:
    """A section's title, what it counts, and a thin rule to the edge."""
    start: Line = [(title, inks), (f"  {count}" if count else "", "quiet"), (" ", "rule")]
    line = [(clean(text), ink) for text, ink in start]
    return fit([*line, (SIGN["rule"] * max(0, width - width_of(line)), "rule")], width)
