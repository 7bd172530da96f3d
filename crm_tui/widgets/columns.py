"""The columns of a list: how the cells of a line are shared among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from crm_tui.widgets.controls import clean
from crm_tui.widgets.paint import Cell, Line, fit
from crm_tui.widgets.signs import SIGN

NARROWEST = 4


@dataclass(frozen=True, slots=True)
class Column:
    """`flex` shares the room that is left, and gives way where there is too little; a column with
    `drop` goes when it gets narrow, the highest number first. `sort` is "", "up" or "down", and
    `rank` its place among several, "" for the only one."""

    title: str
    width: int
    flex: int = 0
    right: bool = False
    drop: int = 0
    sort: str = ""
    inks: str = "plain"
    rank: str = ""

    def heading(self) -> Cell:
        """The title, with the sign of the sort."""
        if not self.sort:
            return self.title
        return [(f"{self.title} ", "head"), (f"{SIGN[self.sort]}{self.rank}", "accent")]


def share(columns: Sequence[Column], room: int) -> list[int]:
    """A width a column, 0 for one that is dropped; one cell stands between two columns."""
    shown = _kept(columns, room)
    spare = room - _needed(columns, shown)
    flexes = [columns[index].flex if index in shown else 0 for index in range(len(columns))]
    sizes = [
        column.width + spare * flex // max(1, sum(flexes)) if index in shown else 0
        for index, (column, flex) in enumerate(zip(columns, flexes, strict=True))
    ]
    sizes = [
        max(NARROWEST, size) if flex else size for size, flex in zip(sizes, flexes, strict=True)
    ]
    first = next((index for index, flex in enumerate(flexes) if flex), None)
    if first is not None:
        sizes[first] += max(0, room - sum(sizes) - len(shown) + 1)
    return sizes


def _kept(columns: Sequence[Column], room: int) -> set[int]:
    shown = set(range(len(columns)))
    for index in sorted(shown, key=lambda index: -columns[index].drop):
        if _needed(columns, shown) <= room or not columns[index].drop:
            break
        shown.remove(index)
    return shown


def _needed(columns: Sequence[Column], shown: set[int]) -> int:
    return sum(columns[index].width + 1 for index in shown) - 1


def lay(
    cells: Sequence[Cell],
    columns: Sequence[Column],
    sizes: Sequence[int],
    *,
    lead: str = "",
    inks: str = "",
) -> Line:
    """The cells in their columns: in `inks`, or the column's; `lead` is for the first one.

    What has no room runs on over cells that are empty.
    """
    line: Line = []
    place = 0
    while place < len(cells):
        column, size = columns[place], sizes[place]
        last = _reach(cells, columns, sizes, place)
        if size:
            size = sum(each + 1 for each in sizes[place : last + 1] if each) - 1
            own = inks or ("" if line else lead) or column.inks
            line += fit(cells[place], size, right=column.right, inks=own)
            line.append((" ", line[-1][1]))
        place = last + 1
    return line[:-1]


def _reach(
    cells: Sequence[Cell], columns: Sequence[Column], sizes: Sequence[int], place: int
) -> int:
    """The last column over which a cell runs: its own, unless it has no room there."""
    cell, size = cells[place], sizes[place]
    if not size or columns[place].right or not isinstance(cell, str) or len(cell) * 2 <= size:
        return place
    needs = cell_len(clean(cell[: 4 * sum(sizes)]))
    last = place
    while size < needs and last + 1 < len(cells) and cells[last + 1] == "":
        last += 1
        size += sizes[last] + 1 if sizes[last] else 0
    return last
