"""In which forms records leave the program."""

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

DOSSIERS = ("md", "html")
"""The forms that have each record with all that hangs on it."""

FORMATS = ("csv", "json", "jsonl", "xlsx", "vcf", "ics", *DOSSIERS)
BINARY = ("xlsx",)
"""The forms that are no text."""

OF = {"vcf": ("clients", "contacts"), "ics": ("activities",)}
"""The lists that a form can hold; the other forms hold any."""


def check(entity_name: str, file_format: str) -> None:
    """InvalidInputError where the form cannot hold these records."""
    known = OF.get(file_format, (entity_name,))
    if entity_name not in known:
        raise InvalidInputError(
            _("{format} cannot hold {what}: it is for {known}"),
            format=file_format,
            what=entity_name,
            known=", ".join(known),
        )
