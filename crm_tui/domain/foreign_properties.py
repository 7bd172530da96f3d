"""What a vCard or a calendar says that no field has: kept with the record, and written again when
it leaves.

It is changed, journalled and undone like a custom field, but is in no form and no column. No user's
field can have these names, which begin with a line.
"""

import re

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

SEQUENCE = re.compile("SEQUENCE:([0-9]{1,9})(?:\n|$)")


def words(kept: str) -> str:
    """What somebody may search in the properties."""
    return WORDLESS.sub("", kept)


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
