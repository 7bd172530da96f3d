"""The keys of a screen under their titles, on one page."""

from collections.abc import Mapping, Sequence

from crm_tui.widgets.menus import Keys
from crm_tui.widgets.paint import BLANK, Line, fit, width_of
from crm_tui.widgets.painted import Painted

NARROW = 60
"""Cells below which one column is all that is pleasant to read."""
PAGE = 15
"""Lines that a window of 24 shows below a few sentences."""
KEY, BETWEEN = 9, 2

Column = Sequence[Line]


class KeyTable(Painted):
    """Two columns of whole groups; three that flow where those were longer than a page."""

    def __init__(self, groups: Mapping[str, Keys]) -> None:
        super().__init__()
        self.groups = groups

    def paint(self, width: int, height: int) -> list[Line]:
        blocks = [block(title, keys) for title, keys in self.groups.items()]
        if width < NARROW:
            return [fit(line, width) for lines in blocks for line in lines][:-1]
        columns: Sequence[Column] = halves(blocks)
        sizes = [width // 2] * 2
        flowing = flow(self.groups, 3)
        needed = [wide(column) + BETWEEN for column in flowing]
        spare = width + BETWEEN - sum(needed)
        if max(map(len, columns)) > PAGE + 1 and spare >= 0:
            columns = flowing
            sizes = [size + spare // 3 for size in needed[:-1]]
            sizes.append(width - sum(sizes))
        rows = max(map(len, columns))
        return [
            [
                span
                for column, size in zip(columns, sizes, strict=True)
                for span in fit(column[y] if y < len(column) else BLANK, size)
            ]
            for y in range(rows)
        ]


def block(title: str, keys: Keys, size: int = KEY) -> list[Line]:
    lines = [
        [*fit(key, size, right=True, inks="key"), (" " * BETWEEN, "plain"), (does, "plain")]
        for key, does in keys
    ]
    return [[(title, "head")], *lines, BLANK]


def halves(blocks: Sequence[list[Line]]) -> tuple[Column, Column]:
    """Whole blocks, so that both sides are about as long."""
    left: list[Line] = []
    right: list[Line] = []
    half = sum(map(len, blocks)) / 2
    for lines in blocks:
        (left if len(left) + len(lines) / 2 <= half else right).extend(lines)
    return left[:-1], right[:-1]


def flow(groups: Mapping[str, Keys], count: int) -> list[Column]:
    """So many columns as long as each other; what goes on in the next stands under no title."""
    high = sum(len(keys) + 2 for keys in groups.values()) // count
    while len(columns := poured(groups, high)) > count:
        high += 1
    return [shown(column) for column in columns]


def poured(groups: Mapping[str, Keys], high: int) -> list[dict[str, Keys]]:
    """The groups one after the other in columns of that many lines."""
    columns: list[dict[str, Keys]] = [{}]
    for title, keys in groups.items():
        if high - used(columns[-1]) < 3:
            columns.append({})
        room = high - used(columns[-1]) - 1
        columns[-1][title] = keys[:room]
        rest = keys[room:]
        columns += [{"": rest[at : at + high - 1]} for at in range(0, len(rest), high - 1)]
    return columns


def used(column: Mapping[str, Keys]) -> int:
    """Lines with the titles and a blank one below each group."""
    return sum(len(keys) + 2 for keys in column.values())


def shown(column: Mapping[str, Keys]) -> Column:
    """The keys in no more cells than the longest of them takes."""
    size = max(len(key) for keys in column.values() for key, _does in keys)
    return [line for title, keys in column.items() for line in block(title, keys, size)][:-1]


def wide(column: Column) -> int:
    return max(map(width_of, column))
