"""vCards of version 2.1, 3.0 and 4.0: each card is a row, one that is broken costs only itself."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from crm_tui.domain.presets import PROPERTIES
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import content_lines, encodings, folded_utf8, sources, vcards
from crm_tui.exchange.content_limits import Limits
from crm_tui.exchange.content_lines import ContentLine, escaped
from crm_tui.exchange.row_files import BrokenRow, Progress, RecordFile, Row

CARD_LIMIT = 16 * 1024 * 1024
"""Characters of one card, its picture included: several times as much memory is needed for it."""

LINES_LIMIT = 500_000
"""Lines of one card as they stand in the file: a picture is folded into many."""

PROPERTIES_LIMIT = 20_000
"""Properties of one card."""

KEPT = 100
"""Lines of a card that is too long by which one can still tell whose it is."""

PROGRESS_EVERY = 64
"""Cards between two calls of `progress`."""

BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
AGENT = re.compile(r"AGENT\b.*:\s*", re.IGNORECASE)
"""In version 2.1 a card may hold the card of an assistant, in lines of its own. It is kept as
version 3.0 writes it: in the value."""

Lines = list[tuple[int, str]]


class Card(NamedTuple):
    line: int
    """Where it begins."""
    cells: dict[str, str]
    """All columns that a card can have."""
    error: InvalidInputError | None
    """Why it cannot be taken."""
    telling: frozenset[str]
    """Those of its properties that tell which program wrote it, if it does not name one."""


def inspect(path: Path, source: str, *, encoding: str | None = None) -> RecordFile:
    """The cards of the file; InvalidInputError where there are none."""
    unchanged = sources.Unchanged(path, source)
    encoding = folded_utf8.find(path, source, encoding, longest=CARD_LIMIT)
    filled: set[str] = set()
    telling: set[str] = set()
    count = 0
    for card in _cards(path, source, encoding, None):
        count += 1
        filled.update(name for name, cell in card.cells.items() if cell)
        telling |= card.telling
    if not count:
        raise InvalidInputError(_("{file} holds no contacts"), file=source)
    header = tuple(name for name in vcards.COLUMNS if name in filled) or vcards.COLUMNS[:1]
    read = partial(_rows, unchanged, path, source, encoding, header)
    return RecordFile(path, source, header, read, properties=frozenset(telling))


def _rows(
    unchanged: sources.Unchanged,
    path: Path,
    source: str,
    encoding: str,
    header: tuple[str, ...],
    progress: Progress | None,
) -> Iterator[Row | BrokenRow]:
    for card in _cards(path, source, encoding, progress):
        cells = [card.cells[name] for name in header]
        yield BrokenRow(card.line, cells, card.error) if card.error else Row(card.line, cells)
    unchanged.check()


def _cards(path: Path, source: str, encoding: str, progress: Progress | None) -> Iterator[Card]:
    size = sources.size(path, source)
    with encodings.opened(path, source, encoding) as stream:
        for count, (lines, whole) in enumerate(_split(stream)):
            yield _card(lines, whole)
            if progress is not None and not count % PROGRESS_EVERY:
                progress(stream.buffer.tell(), size)  # type: ignore[attr-defined]
    if progress is not None:
        progress(size, size)


def _card(lines: Lines, whole: bool) -> Card:
    properties, error = _properties(lines[1:])
    cells = vcards.cells(properties)
    if not whole:
        error = InvalidInputError(_("the contact is not whole, or too long"))
    elif error is None and vcards.is_group(properties):
        error = InvalidInputError(_("this is a group of contacts, and no contact"))
    elif error is None and not cells["full name"] and not cells["company"]:
        error = InvalidInputError(_("the contact has no name"))
    names = {line.name for line in properties}
    telling = frozenset() if "PRODID" in names else PROPERTIES.intersection(names)
    return Card((error and error.line) or lines[0][0], cells, error, telling)


def _properties(lines: Lines) -> tuple[list[ContentLine], InvalidInputError | None]:
    """What the card says, and why it is too much: then by some of it one can tell whose it is."""
    properties: list[ContentLine] = []
    error = None
    limits = Limits(PROPERTIES_LIMIT, vcards.SHORT)
    for number, line in content_lines.unfolded(lines):
        try:
            limits.check(number, line)
        except InvalidInputError as found:
            error = found
            if limits.is_full:
                return properties[:KEPT], error
        else:
            properties += filter(None, [content_lines.parse(line)])
    return properties, error


def _split(stream: IO[str]) -> Iterator[tuple[Lines, bool]]:
    """The lines of each card from its BEGIN on, and whether its END came."""
    lines: Lines = []
    agent: list[str] = []
    size = depth = number = 0
    while piece := stream.readline(CARD_LIMIT):
        number += 1
        line = piece.rstrip("\r\n")
        begins, ends = BEGIN.fullmatch(line), END.fullmatch(line)
        depth += bool(begins and lines and (depth or AGENT.fullmatch(lines[-1][1])))
        size += len(line)
        fits = size <= CARD_LIMIT and (not lines or number - lines[0][0] <= LINES_LIMIT)
        if depth:
            if fits:
                agent.append(line)
            depth -= bool(ends)
            if not depth:
                lines[-1] = (lines[-1][0], lines[-1][1] + escaped("\n".join(agent)))
                agent = []
        elif begins:
            if lines:
                yield lines, False
            lines, size = [(number, line)], 0
        elif ends:
            if lines:
                yield lines, fits
            lines = []
        elif lines and fits:
            lines.append((number, line))
        else:
            del lines[KEPT:]
    if lines:
        yield lines, False
