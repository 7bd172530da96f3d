"""What the properties of a vCard are in words that the import knows, and what is kept as it is."""

import re
from collections.abc import Callable, Iterable

from crm_tui.domain import point_labels, values
from crm_tui.exchange.content_lines import ContentLine
from crm_tui.exchange.vcard_writer import escaped

COLUMNS = (
    "company", "full name", "first name", "middle name", "last name", "job title", "department",
    "phone", "phone labels", "email", "email labels", "birthday", "street", "city", "region",
    "postcode", "country", "website", "language", "notes", "vcard", "company vcard",
)  # fmt: skip
OTHERS = "vcard"
"""The column with the properties that no field has, a line each; `company` before it when the card
is of a company."""

OURS = re.compile(r"UID:[A-Z]-\d+@crm-tui")
"""What the export writes when a card has no UID of its own."""

SEVERAL = "; "
POINTS = {"TEL": "phone", "EMAIL": "email"}
OWN_LABEL = "X-ABLABEL"
"""A property that names what another of its group is for."""

APPLES = re.compile(r"_\$!<(.*)>!\$_")
"""How Apple writes a usual label."""
FORGOTTEN = frozenset(("VERSION", "KIND", "N", "FN", "ORG"))
"""What is read otherwise, or is written anew."""

NO_YEAR = "X-APPLE-OMIT-YEAR"
"""The year that an iPhone writes for a birthday without one: 1604, a leap year."""

YEAR_FIRST = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
ADDRESS = ("street", "city", "region", "postcode", "country")
SINGLE = {
    "TITLE": "job title",
    "URL": "website",
    "NOTE": "notes",
    "LANG": "language",
}


def cells(properties: Iterable[ContentLine]) -> dict[str, str]:
    """The card as named cells; every column is there."""
    found = dict.fromkeys(COLUMNS, "")
    points: dict[str, dict[str, str]] = {"phone": {}, "email": {}}
    others: list[str] = []
    organisation_alone = False
    lines = list(properties)
    own = {line.group: line.text for line in lines if line.name == OWN_LABEL and line.group}
    labelled = {line.group for line in lines if line.name in POINTS}
    for line in lines:
        if line.name in POINTS:
            point = line.text.removeprefix("tel:").removeprefix("mailto:")
            points[POINTS[line.name]].setdefault(point, _label(line, own.get(line.group, "")))
        elif line.name == OWN_LABEL and line.group in labelled:
            continue
        elif not _read(found, line) and not _is_forgotten(line):
            others.append(line.raw)
        organisation_alone |= _says_organisation(line)
    for name, labels in points.items():
        labels.pop("", None)
        found[name] = SEVERAL.join(labels)
        found[f"{name} labels"] = SEVERAL.join(labels.values()) if any(labels.values()) else ""
    _name(found, organisation_alone)
    kept = [*_titles(lines), *others]
    found[OTHERS if found["full name"] else f"company {OTHERS}"] = "\n".join(kept)
    return {name: values.clean(cell, lines=True) for name, cell in found.items()}


def _titles(lines: Iterable[ContentLine]) -> list[str]:
    """A name with what stands before and behind it, such as Dr.: no field has that."""
    names = ([*line.parts(";"), *[""] * 5][:5] for line in lines if line.name == "N")
    return [f"N:{';'.join(map(escaped, parts))}" for parts in names if any(parts[3:])]


def _label(line: ContentLine, own: str) -> str:
    """What a phone or an address is for: Apple's own label goes before the types."""
    plain = point_labels.read(APPLES.sub(r"\1", own))
    return (plain or point_labels.of_types(line.types) or "").replace(";", ",")


def _is_forgotten(line: ContentLine) -> bool:
    return line.name in FORGOTTEN or OURS.fullmatch(line.raw) is not None


def _read(found: dict[str, str], line: ContentLine) -> bool:
    """Whether the property went into a cell that was still empty."""
    reader = READERS.get(line.name)
    if reader is not None:
        return reader(found, line)
    column = SINGLE.get(line.name)
    if column is None or found[column]:
        return False
    found[column] = line.text
    return True


def _full_name(found: dict[str, str], line: ContentLine) -> bool:
    found["full name"] = found["full name"] or line.text
    return True


def _names(found: dict[str, str], line: ContentLine) -> bool:
    parts = [*line.parts(";"), "", "", ""]
    for name, part in zip(("last name", "first name", "middle name"), parts, strict=False):
        found[name] = part
    return True


def _organisation(found: dict[str, str], line: ContentLine) -> bool:
    name, *units = line.parts(";")
    found["company"] = found["company"] or name
    found["department"] = found["department"] or ", ".join(filter(None, units))
    return True


def _address(found: dict[str, str], line: ContentLine) -> bool:
    if any(found[name] for name in ADDRESS):
        return False
    box, more, street, *rest = [*line.parts(";"), *[""] * 7][:7]
    found["street"] = ", ".join(filter(None, (street, more, box)))
    found.update(zip(ADDRESS[1:], rest, strict=True))
    return True


def _birthday(found: dict[str, str], line: ContentLine) -> bool:
    """A day with its year; one without stays what it is."""
    match = YEAR_FIRST.fullmatch(line.text)
    if match is None or found["birthday"] or match[1] in line.params.get(NO_YEAR, ()):
        return False
    found["birthday"] = "-".join(match.groups())
    return True


def is_group(properties: Iterable[ContentLine]) -> bool:
    """Whether the card holds no person and no company, but names several: a mailing list."""
    kinds = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
    return any(line.name in kinds and line.text.lower() == "group" for line in properties)


def _says_organisation(line: ContentLine) -> bool:
    return (line.name, line.text.lower()) in (("KIND", "org"), ("X-ABSHOWAS", "company"))


def _name(found: dict[str, str], organisation_alone: bool) -> None:
    """A card that is called like its company is the company's, not a person's."""
    parts = (found["first name"], found["middle name"], found["last name"])
    found["full name"] = found["full name"] or " ".join(filter(None, parts))
    if organisation_alone or (found["company"] == found["full name"] and not any(parts)):
        found["company"] = found["company"] or found["full name"]
        for name in ("full name", "first name", "middle name", "last name"):
            found[name] = ""


READERS: dict[str, Callable[[dict[str, str], ContentLine], bool]] = {
    "FN": _full_name,
    "N": _names,
    "ORG": _organisation,
    "ADR": _address,
    "BDAY": _birthday,
}
