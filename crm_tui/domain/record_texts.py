"""Records as text for `$EDITOR`: one as a line a field, several as a table; and back.

One:                                    Several:

    # what to know                          # what to know
    Name: Romashka                          id   | Name     | City
    City: Moscow                            C-12 | Romashka | Moscow
    Notes:
        a note of
        several lines

Lines with # at the beginning say nothing. In a table a backslash stands before what would end the
cell or the line: `\\|`, `\\n`, and `\\\\` for itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crm_tui.domain.folding import fold
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

COMMENT = "#"
INDENT = "    "
CELL_END = " | "
ID = "id"

ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n", "\t": "\\t"}
MEANT = {written[1]: sign for sign, written in ESCAPES.items()}
CELL = re.compile(r"(?:\\.|[^|\\]|\\$)*")


@dataclass(frozen=True, slots=True)
class Column:
    """A field in the text: its name, the label before it, and whether it may have several lines."""

    name: str
    label: str
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A value as it stands in the text, and in which line, counted from 1."""

    text: str
    line: int


def write_one(columns: Sequence[Column], texts: Mapping[str, str], about: Sequence[str]) -> str:
    """`about` are the sentences above, translated."""
    lines = comments(about)
    for column in columns:
        text = texts[column.name]
        if column.is_block and text:
            lines.append(f"{column.label}:")
            lines += [f"{INDENT}{part}".rstrip(" ") for part in text.split("\n")]
        else:
            lines.append(f"{column.label}: {text}".rstrip(" "))
    return "\n".join(lines) + "\n"


def read_one(text: str, columns: Sequence[Column]) -> dict[str, Read]:
    """The values by the names of the fields; InvalidInputError, with the line, for what is none."""
    found: dict[str, Read] = {}
    block: list[str] | None = None
    current = ""
    for number, line in numbered(text):
        if block is not None and (line.startswith((INDENT, "\t")) or not line.strip()):
            block.append(line.removeprefix("\t") if line[:1] == "\t" else line[len(INDENT) :])
            found[current] = Read("\n".join(block).rstrip(), found[current].line)
            continue
        block = None
        if is_silent(line):
            continue
        label, colon, value = line.partition(":")
        if not colon:
            raise InvalidInputError(
                _("line {number}: write a field, a colon and a value"), line=number, number=number
            )
        column = named(label, columns, number)
        if column.name in found:
            raise twice(column.label, number)
        current = column.name
        found[current] = Read(value.strip(), number)
        block = [] if column.is_block and not value.strip() else None
    return found


def write_table(
    columns: Sequence[Column], rows: Mapping[str, Mapping[str, str]], about: Sequence[str]
) -> str:
    """The rows by their ids, their cells below each other."""
    cells = [[ID, *(column.label for column in columns)]]
    for shown_id, texts in rows.items():
        cells.append([shown_id, *(escaped(texts[column.name]) for column in columns)])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        CELL_END.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join([*comments(about), *lines]) + "\n"


def read_table(text: str, columns: Sequence[Column]) -> dict[str, dict[str, Read]]:
    """The values of each id; InvalidInputError, with the line, for what is no row."""
    header: list[Column] | None = None
    rows: dict[str, dict[str, Read]] = {}
    for number, line in numbered(text):
        if is_silent(line):
            continue
        cells = split(line)
        if header is None:
            header = titles(cells, columns, number)
            continue
        if len(cells) > len(header) + 1:
            message = _("line {number}: more cells than columns; write \\| for a | in a text")
            raise InvalidInputError(message, line=number, number=number)
        shown_id, *values = cells
        if shown_id in rows:
            raise twice(shown_id, number)
        values += [""] * (len(header) - len(values))
        rows[shown_id] = {
            column.name: Read(value, number) for column, value in zip(header, values, strict=True)
        }
    return rows


def titles(cells: Sequence[str], columns: Sequence[Column], number: int) -> list[Column]:
    if fold(cells[0]) != ID:
        message = _("line {number}: the first line names the columns, and begins with id")
        raise InvalidInputError(message, line=number, number=number)
    found = [named(cell, columns, number) for cell in cells[1:]]
    for place, column in enumerate(found):
        if column in found[:place]:
            raise twice(column.label, number)
    return found


def numbered(text: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), start=1)


def is_silent(line: str) -> bool:
    return not line.strip() or line.startswith(COMMENT)


def comments(about: Sequence[str]) -> list[str]:
    return [f"{COMMENT} {line}".rstrip() for text in about for line in text.split("\n")]


def without_comments(text: str) -> str:
    """The text without what stood above it, for telling something else there."""
    lines = text.split("\n")
    while lines and lines[0].startswith(COMMENT):
        del lines[0]
    return "\n".join(lines)


def named(word: str, columns: Sequence[Column], number: int) -> Column:
    """The column of that label or name."""
    for column in columns:
        if fold(word) in (fold(column.label), fold(column.name)):
            return column
    close = nearest(word.strip(), [column.label for column in columns])
    if close:
        message = _("line {number}: there is no field {word}: did you mean {nearest}?")
        raise InvalidInputError(
            message, line=number, number=number, word=word.strip(), nearest=close
        )
    message = _("line {number}: there is no field {word}")
    raise InvalidInputError(message, line=number, number=number, word=word.strip())


def twice(word: str, number: int) -> InvalidInputError:
    return InvalidInputError(
        _("line {number}: {word} is there twice"), line=number, number=number, word=word
    )


def escaped(text: str) -> str:
    return "".join(ESCAPES.get(sign, sign) for sign in text)


def split(line: str) -> list[str]:
    """The cells of a row, without the blanks around them."""
    cells, place = [], 0
    while True:
        found = CELL.match(line, place)
        assert found is not None
        cells.append(unescaped(found[0].strip()))
        place = found.end() + 1
        if place > len(line):
            return cells


def unescaped(cell: str) -> str:
    return re.sub(r"\\(.)", lambda found: MEANT.get(found[1], found[0]), cell)
