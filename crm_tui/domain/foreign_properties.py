"""What a vCard or a calendar says that no field has: kept with the record, and written again when
it leaves.

It is changed, journalled and undone like a custom field, but is in no form and no column. No user's
field can have these names, which begin with a line.
"""

import re
from collections.abc import Collection, Iterator
from itertools import count

from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.texts import _

LABEL = _("Other properties of the vCard")
EVENT_LABEL = _("Other properties of the calendar")
LONGEST = 128 * 1024 * 1024
"""Bytes: all that a card may hold which can be read, with its pictures."""

OF = {
    "clients": Field("_company_vcard", LABEL, Kind.NOTE, custom=True, longest=LONGEST),
    "contacts": Field("_vcard", LABEL, Kind.NOTE, custom=True, longest=LONGEST),
    "activities": Field(
        "_ics", EVENT_LABEL, Kind.NOTE, headers=("ics",), custom=True, longest=LONGEST
    ),
}
"""By the name of the entity."""

WORDLESS = re.compile(
    r"^(?:[\w-]+\.)?(?:(?:PHOTO|LOGO|SOUND|KEY|PRODID|REV|TEL|EMAIL|DESCRIPTION)[;:]"
    r"|ATTACH;[^:]*BASE64).*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Pictures and the like, what says nothing of the person, and what fields have."""

PROPERTY = re.compile(r"(?:([\w-]+)\.)?([\w-]+)(?=[;:])")
OWN_LABEL = "X-ABLABEL"
OF_FIELDS = frozenset(("FN", "N", "ORG", "ADR", "BDAY", "TITLE", "URL", "LANG", "NOTE"))
ONCE = frozenset(("UID", "KIND", "REV", "PRODID", "GENDER", "ANNIVERSARY"))
SEVERAL = frozenset(("TEL", "EMAIL", "CATEGORIES"))
"""What is kept of fields that hold several values."""

SEQUENCE = re.compile("SEQUENCE:([0-9]{1,9})(?:\n|$)")


def words(kept: str) -> str:
    """What somebody may search in the properties."""
    return WORDLESS.sub("", kept)


def filled(here: str | None, there: str | None) -> str | None:
    """The properties of a record, with what it lacks of another card."""
    return united(here, there, ONCE | SEVERAL)


def united(here: str | None, there: str | None, once: Collection[str] = ONCE) -> str | None:
    """The properties of two cards of one record.

    What fields have, and what a card has `once`, is that of the first. A group stays together.
    """
    if not here or not there:
        return here or there
    lines = here.split("\n")
    said = {_parts(line) for line in lines}
    taken = {name for _group, name, _rest in said}.intersection(once) | OF_FIELDS
    groups = {group for group, _name, _rest in said}
    known = {(name, rest) for _group, name, rest in said}
    new: dict[str, list[str]] = {}
    for line in there.split("\n"):
        group, name, rest = _parts(line)
        if name != OWN_LABEL and name not in taken and (name, rest) not in known:
            new.setdefault(group, []).append(line)
    for line in there.split("\n"):
        group, name, rest = _parts(line)
        if name == OWN_LABEL and group in new:
            new[group].append(line)
    for group, some in new.items():
        free = next(one for one in _names(group) if not group or one not in groups)
        lines += [free + line.removeprefix(group) for line in some]
    return "\n".join(lines)


def _parts(line: str) -> tuple[str, str, str]:
    """The group, the name and the rest of a property."""
    found = PROPERTY.match(line)
    if found is None:
        return "", "", line
    return found[1] or "", found[2].upper(), line[found.end() :]


def _names(group: str) -> Iterator[str]:
    yield group
    yield from (f"{group}-{number}" for number in count(2))


def with_sequence(properties: str | None, sequence: int) -> str | None:
    """The properties of an event, and which edition of it the file had; 0 is not said."""
    counted = f"SEQUENCE:{sequence}" if sequence else ""
    return "\n".join(filter(None, (counted, properties))) or None


def sequence(kept: str | None) -> int | None:
    """Which edition of the event was read last; None where it came from no file that counts."""
    found = SEQUENCE.match(kept or "")
    return int(found[1]) if found else None


def without_sequence(kept: str | None) -> str:
    return SEQUENCE.sub("", kept or "", count=1)
