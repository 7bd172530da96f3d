"""Writes contacts as vCards of version 4.0."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from crm_tui.domain import tags
from crm_tui.domain.phones import split
from crm_tui.exchange import content_lines, vcard_categories, vcard_points
from crm_tui.exchange.content_lines import ContentLine, grouped
from crm_tui.exchange.vcards import DEPARTMENT, OTHERS, PROPERTIES, READ, said

FOLD = 75
"""Bytes of a line, its end not counted."""


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class VcardWriter:
    """One card after the other."""

    def __init__(self, stream: Writable) -> None:
        self._stream = stream

    def card(self, cells: Mapping[str, str], uid: str, labels: Mapping[str, str]) -> None:
        """A card of the cells that `vcards.COLUMNS` names; those that are empty are left out.

        The tags are in `tags`, the lines that the card came with in `vcard`: one of these is
        written in place of what it says, and where a column is missing altogether. `labels` say
        what phones and e-mails are for.
        """
        for line in _lines(cells, uid, labels):
            self._stream.write(folded(line) + "\r\n")


def _lines(cells: Mapping[str, str], uid: str, labels: Mapping[str, str]) -> Iterator[str]:
    kept = list(filter(None, map(content_lines.parse, cells.get(OTHERS, "").split("\n"))))
    person = bool(cells.get("full name"))
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    if not person:
        if not any(line.name == "KIND" for line in kept):
            yield "KIND:org"
        cells = {**cells, "full name": cells["company"]}
        if any(line.name == "ORG" for line in kept):  # it belongs to another one, or has parts
            cells.pop("company")
    unit = "".join([said(line)["department"] for line in kept if line.name == "ORG"][:1])
    beside = any(line.name == DEPARTMENT for line in kept)
    of_company = _without_department(cells) if beside and not unit else cells
    points = vcard_points.PointWriter(labels, kept)
    for name in PROPERTIES:
        filled = of_company if name == "ORG" else cells
        yield from _property(name, filled, [line for line in kept if line.name == name])
        if name == "ORG":
            yield from points.lines("TEL", split(cells.get("phone", "")))
            emails = dict.fromkeys(re.split("[,;] *", cells.get("email", "")))
            yield from points.lines("EMAIL", filter(None, emails))
    categories = [line for line in kept if line.name == vcard_categories.NAME]
    yield from vcard_categories.written(categories, _tags(cells))
    yield from _others(kept, unit, cells.get("department") if person else None)
    if not any(line.name == "UID" for line in kept):
        yield f"UID:{uid}"
    yield "END:VCARD"


def _tags(cells: Mapping[str, str]) -> Sequence[str]:
    found = tags.read(cells.get("tags", ""))
    return found if isinstance(found, tuple) else ()


def _property(name: str, cells: Mapping[str, str], kept: Sequence[ContentLine]) -> Iterator[str]:
    """The property as the fields have it; a kept line that says the same goes in its place."""
    one = PROPERTIES[name]
    values = [cells.get(column, "") for column in one.columns]
    first, rest = kept[:1], kept[1:]
    unknown = not any(column in cells for column in one.columns)
    if unknown or says(kept, cells) or not (any(values) or any(map(said, first))):
        yield from (line.raw for line in kept)
        return
    if any(values):
        head = "".join(f"{grouped(line.group)}{name}{_type(line)}" for line in first) or name
        yield f"{head}:{one.write(values)}"
    yield from (line.raw for line in rest)


def _without_department(cells: Mapping[str, str]) -> Mapping[str, str]:
    """For an ORG beside which the department stands."""
    return {**cells, "department": ""} if "department" in cells else cells


def _others(kept: Sequence[ContentLine], unit: str, department: str | None) -> Iterator[str]:
    """The lines that no field has, as they came; the first department beside ORG is the field
    unless the `unit` of ORG was."""
    is_field = department is not None
    for line in kept:
        if line.name == DEPARTMENT and is_field:
            is_field = False
            yield from _department(line, unit, department or "")
        elif line.name not in READ:
            yield line.raw


def _department(line: ContentLine, unit: str, now: str) -> Iterator[str]:
    if unit not in ("", line.text) or now == line.text:
        yield line.raw
    elif now:
        yield f"{grouped(line.group)}{line.name}:{content_lines.escaped(now)}"


def says(kept: Sequence[ContentLine], cells: Mapping[str, str]) -> bool:
    """Whether the first of the lines says what the fields have."""
    found = said(kept[0]) if kept else {}
    return bool(found) and all(
        " ".join(text.split()) == " ".join(cells.get(column, "").split())
        for column, text in found.items()
    )


def _type(line: ContentLine) -> str:
    """What an address is for is true of another one, too."""
    return f";TYPE={','.join(line.spelled_types)}" if line.spelled_types else ""


def folded(line: str) -> str:
    """The line cut so that no piece is too long and no letter is cut in two."""
    if len(line) * 4 <= FOLD:
        return line
    if line.isascii():  # a picture of a megabyte
        starts = range(FOLD, len(line), FOLD - 1)
        return "\r\n ".join([line[:FOLD], *(line[at : at + FOLD - 1] for at in starts)])
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = "", 1
        piece += letter
        size += width
    return "\r\n ".join([*pieces, piece])
