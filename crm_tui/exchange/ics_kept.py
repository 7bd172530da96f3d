"""What an entry of a calendar came with: kept as it stands, and written while it is still true.

A line says more than its field where it has parameters, or a priority of its own; an alarm does
where it is more than a reminder. Of these only what agrees with the entry of now leaves again.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm_tui.exchange import content_lines
from crm_tui.exchange.content_lines import ContentLine

if TYPE_CHECKING:
    from icalendar import Component

STATUS_PROPERTY = "X-CRM-STATUS"
"""A calendar knows no event that was held and none that fell out."""

FELL_OUT = ("cancelled", "not_held")
ENDED = {"VEVENT": FELL_OUT, "VTODO": ("done", *FELL_OUT)}
"""The statuses beside which another one of the file is none any more."""

TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION")
PRIORITIES = {"high": 1, "normal": 5, "low": 9}
PRIORITY_UP_TO = (("", 0), ("high", 4), ("normal", 5), ("low", 9))
"""The words for priorities up to a number."""


def priority(number: str) -> str:
    """The word for the priority of a calendar; empty for none."""
    if not number.isdecimal():
        return ""
    return next((word for word, most in PRIORITY_UP_TO if int(number) <= most), "")


def says_more(line: ContentLine) -> bool:
    """Whether the line of a field is another one than we write."""
    if line.name == "PRIORITY":
        return str(PRIORITIES.get(priority(line.value))) != line.value
    if line.name in TEXTS:
        return not {*line.params}.issubset(content_lines.ENCODINGS)
    return False


def still_true(lines: Sequence[str], entry: "Component") -> list[str]:
    """The properties that agree with the entry, which has its fields only.

    What they say is taken out of the entry.
    """
    found = [(line, content_lines.parse(line)) for line in lines]
    status = str(entry.get(STATUS_PROPERTY, ""))
    goes_on = status not in ENDED[str(entry.name)]
    if goes_on and any(one is not None and one.name == "STATUS" for _line, one in found):
        entry.pop("STATUS", None)
    return [line for line, one in found if one is None or _agrees(one, entry, status)]


def _agrees(line: ContentLine, entry: "Component", status: str) -> bool:
    if line.name in (*TEXTS, "PRIORITY"):
        said, known = (_told(line.name, text) for text in (line.text, entry.get(line.name, "")))
        if said == known:
            entry.pop(line.name, None)
        return said == known
    if line.name == "STATUS":
        return "STATUS" not in entry
    if entry.name == "VTODO" and line.name in ("COMPLETED", "PERCENT-COMPLETE"):
        whole = line.name == "COMPLETED" or line.value.strip() == "100"
        return status == "done" or "STATUS" not in entry if whole else status != "done"
    return True


def _told(name: str, text: object) -> str:
    return priority(str(text)) if name == "PRIORITY" else " ".join(str(text).split())


def split(lines: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The properties of an entry itself, and each part that stands in it, from BEGIN to END."""
    properties: list[str] = []
    parts: list[list[str]] = []
    inside = 0
    for line in lines:
        word = line.partition(":")[0].upper()
        if word == "BEGIN":
            inside += 1
            if inside == 1:
                parts.append([])
        (parts[-1] if inside else properties).append(line)
        inside -= word == "END"
    return properties, parts
