"""Writes contacts as vCards of version 4.0."""

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

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

    def card(self, cells: Mapping[str, str], uid: str) -> None:
        """A card of the cells that `vcards.COLUMNS` names; those that are empty are left out."""
        for line in _lines(cells, uid):
            self._stream.write(folded(line) + "\r\n")


def _lines(cells: Mapping[str, str], uid: str) -> Iterator[str]:
    name = cells.get("full name") or cells["company"]
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    if not cells.get("full name"):
        yield "KIND:org"
    yield f"FN:{escaped(name)}"
    parts = [cells.get(f"{part} name", "") for part in ("last", "first", "middle")]
    if any(parts):
        yield "N:" + ";".join(map(escaped, [*parts, "", ""]))
    if cells.get("company"):
        units = filter(None, (cells["company"], cells.get("department", "")))
        yield "ORG:" + ";".join(map(escaped, units))
    for phone in split(cells.get("phone", "")):
        yield f"TEL:{escaped(phone)}"
    for email in filter(None, re.split("[,;] *", cells.get("email", ""))):
        yield f"EMAIL:{escaped(email)}"
    address = [cells.get(part, "") for part in ADDRESS]
    if any(address):
        yield "ADR:;;" + ";".join(map(escaped, address))
    if cells.get("birthday"):
        yield "BDAY:" + cells["birthday"].replace("-", "")
    for column, property_name in SINGLE:
        if cells.get(column):
            yield f"{property_name}:{escaped(cells[column])}"
    others = cells.get("vcard", "").split("\n") if cells.get("vcard") else []
    yield from others
    if not any(line.upper().startswith("UID") for line in others):
        yield f"UID:{uid}"
    yield "END:VCARD"


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def folded(line: str) -> str:
    """The line cut so that no piece is too long and no letter is cut in two."""
    if len(line) * 4 <= FOLD:
        return line
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = "", 1
        piece += letter
        size += width
    return "\r\n ".join([*pieces, piece])
