"""Writes contacts as vCards of version 4.0."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from crm_tui.domain import point_labels
from crm_tui.domain.phones import split

FOLD = 75
"""Bytes of a line, its end not counted."""

SPECIAL = re.compile(r"([\\,;])")
ADDRESS = ("street", "city", "region", "postcode", "country")
SINGLE = (
    ("job title", "TITLE"),
    ("website", "URL"),
    ("language", "LANG"),
    ("notes", "NOTE"),
)


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class VcardWriter:
    """One card after the other."""

    def __init__(self, stream: Writable) -> None:
        self._stream = stream

    def card(self, cells: Mapping[str, str], uid: str, labels: Mapping[str, str]) -> None:
        """A card of the cells that `vcards.COLUMNS` names; those that are empty are left out.

        `labels` say what its phones and e-mails are for.
        """
        for line in _lines(cells, uid, labels):
            self._stream.write(folded(line) + "\r\n")


def _lines(cells: Mapping[str, str], uid: str, labels: Mapping[str, str]) -> Iterator[str]:
    name = cells.get("full name") or cells["company"]
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    if not cells.get("full name"):
        yield "KIND:org"
    yield f"FN:{escaped(name)}"
    others = cells.get("vcard", "").split("\n") if cells.get("vcard") else []
    yield from _name(cells, [line for line in others if line.startswith("N:")])
    if cells.get("company"):
        units = filter(None, (cells["company"], cells.get("department", "")))
        yield "ORG:" + ";".join(map(escaped, units))
    yield from _points(cells, labels)
    address = [cells.get(part, "") for part in ADDRESS]
    if any(address):
        yield "ADR:;;" + ";".join(map(escaped, address))
    if cells.get("birthday"):
        yield "BDAY:" + cells["birthday"].replace("-", "")
    for column, property_name in SINGLE:
        if cells.get(column):
            yield f"{property_name}:{escaped(cells[column])}"
    yield from (line for line in others if not line.startswith("N:"))
    if not any(line.upper().startswith("UID") for line in others):
        yield f"UID:{uid}"
    yield "END:VCARD"


def _name(cells: Mapping[str, str], kept: Sequence[str]) -> Iterator[str]:
    """The parts of the name; with what stood around them as long as it is the same name."""
    parts = [cells.get(f"{part} name", "") for part in ("last", "first", "middle")]
    if any(parts):
        begin = f"N:{';'.join(map(escaped, parts))};"
        yield next((line for line in kept if line.startswith(begin)), f"{begin};")


def _points(cells: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    """Phones and e-mails; a label that vCard has no word for stands beside, as Apple does it."""
    emails = filter(None, re.split("[,;] *", cells.get("email", "")))
    found = [("TEL", phone) for phone in split(cells.get("phone", ""))]
    found += [("EMAIL", email) for email in emails]
    for number, (name, point) in enumerate(found, 1):
        label = labels.get(point)
        usual = point_labels.usual(label) if label else None
        if label and not usual:
            yield f"point{number}.{name}:{escaped(point)}"
            yield f"point{number}.X-ABLabel:{escaped(label)}"
        else:
            types = f";TYPE={','.join(usual)}" if usual else ""
            yield f"{name}{types}:{escaped(point)}"


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


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
