"""What the properties of a vCard are in words that the import knows, and what is kept as it is."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from crm_tui.domain import tags, values
from crm_tui.exchange import content_lines, vcard_categories, vcard_points
from crm_tui.exchange.content_lines import ContentLine, escaped

ADDRESS = ("street", "city", "region", "postcode", "country")
NAMES = ("last name", "first name", "middle name")
COLUMNS = (
    "company", "full name", "first name", "middle name", "last name", "job title", "department",
    "phone", "phone labels", "email", "email labels", "birthday", *ADDRESS, "website", "language",
    "notes", "contact tags", "company tags", "vcard", "company vcard",
)  # fmt: skip
OTHERS = "vcard"
"""The column with the lines that say what no field has, or more than the fields; `company` before
it when the card is of a company."""

OURS = re.compile(r"UID:[A-Z]-\d+@crm-tui")
"""What the export writes when a card has no UID of its own."""

FORGOTTEN = frozenset(("VERSION", "BEGIN", "END"))
NO_YEAR = "X-APPLE-OMIT-YEAR"
"""The year that an iPhone writes for a birthday without one: 1604, a leap year."""

YEAR_FIRST = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
DEPARTMENT = "X-DEPARTMENT"
"""Where Roundcube has what others have in the second part of ORG."""

NO_PERSONS = ("org", "location", "application", "device")
"""The kinds of cards that are a client's, if not a company's."""

OF_THE_PERSON = ("N", "TITLE", "BDAY", "LANG")
"""Properties that a company has no fields for."""

OF_THE_CLIENT = ("ADR", "URL", "NOTE")
"""Properties that fill fields of the company where the card is of a person at one."""


class Property(NamedTuple):
    """A property that fills fields: which, how it says them, and how they are written."""

    columns: tuple[str, ...]
    read: Callable[[ContentLine], Sequence[str]]
    """What it says for the columns; nothing where it cannot be read."""
    write: Callable[[Sequence[str]], str]


def _text(line: ContentLine) -> Sequence[str]:
    return (line.text,)


def _names(line: ContentLine) -> Sequence[str]:
    return [*line.parts(";"), "", "", ""][:3]


def _organisation(line: ContentLine) -> Sequence[str]:
    name, *units = line.parts(";")
    return name, ", ".join(filter(None, units))


def _address(line: ContentLine) -> Sequence[str]:
    box, more, street, *rest = [*line.parts(";"), *[""] * 7][:7]
    return ", ".join(filter(None, (street, more, box))), *rest


def _birthday(line: ContentLine) -> Sequence[str]:
    """A day with its year; one without stays what it is."""
    match = YEAR_FIRST.fullmatch(line.text)
    if match is None or match[1] in line.params.get(NO_YEAR, ()):
        return ()
    return ("-".join(match.groups()),)


def _single(column: str) -> Property:
    return Property((column,), _text, lambda said: escaped(said[0]))


PROPERTIES = {
    "FN": _single("full name"),
    "N": Property(NAMES, _names, lambda said: ";".join([*map(escaped, said), "", ""])),
    "ORG": Property(
        ("company", "department"),
        _organisation,
        lambda said: ";".join(map(escaped, said)).removesuffix(";"),
    ),
    "ADR": Property(ADDRESS, _address, lambda said: ";;" + ";".join(map(escaped, said))),
    "BDAY": Property(("birthday",), _birthday, lambda said: said[0].replace("-", "")),
    "TITLE": _single("job title"),
    "URL": _single("website"),
    "LANG": _single("language"),
    "NOTE": _single("notes"),
}
"""In the order in which they are written."""

READ = frozenset((*PROPERTIES, *vcard_points.POINTS, vcard_categories.NAME))
"""The properties that have fields."""

SHORT = frozenset((*PROPERTIES, *vcard_points.POINTS)) - {"NOTE"}
"""Those whose value is no long text."""


def cells(properties: Iterable[ContentLine]) -> dict[str, str]:
    """The card as named cells; every column is there."""
    lines = [content_lines.modern(line) for line in properties if _says_anything(line)]
    found = dict.fromkeys(COLUMNS, "")
    by_name: dict[str, list[ContentLine]] = {}
    for line in lines:
        by_name.setdefault(line.name, []).append(line)
    works = any(line.parts(";")[0] for line in by_name.get("ORG", ()))
    works |= any(_says_organisation(line) or _shows_company(line) for line in lines)
    several = {name: _ranked(by_name[name], works) for name in PROPERTIES if name in by_name}
    for some in several.values():
        found.update(said(some[0]))
    departments = [line.text for line in by_name.get(DEPARTMENT, ()) if line.text][:1]
    in_both = bool(departments and found["department"])
    found["department"] = found["department"] or "".join(departments)
    found["full name"] = found["full name"] or " ".join(
        filter(None, (found["first name"], found["middle name"], found["last name"]))
    )
    company = _is_company(found, lines)
    if company:
        _make_company(found)
    points = {name: vcard_points.read(by_name, name) for name in vcard_points.POINTS}
    found.update(vcard_points.cells(points))
    tagged, categories = vcard_categories.read(by_name.get(vcard_categories.NAME, ()))
    if not company:
        found["contact tags"] = tags.written(tagged)
    if company or not found["company"]:
        found["company tags"] = tags.written(tagged)
    kept = [
        one.raw
        for name, some in several.items()
        for one in (some if name == "ORG" and in_both else _kept(name, some, found))
    ]
    for one in points.values():
        kept += one.kept
    kept += [one.raw for one in (*categories, *_others(lines))]
    found[f"company {OTHERS}" if company else OTHERS] = "\n".join(kept)
    return {name: values.clean(cell, lines=True) for name, cell in found.items()}


def _says_anything(line: ContentLine) -> bool:
    if line.name in READ or line.name == "KIND":
        return bool(line.value.strip("; "))
    return line.name not in FORGOTTEN


def said(line: ContentLine) -> dict[str, str]:
    """The cells that the line fills."""
    one = PROPERTIES[line.name]
    return dict(zip(one.columns, one.read(line), strict=False))


def _ranked(lines: Sequence[ContentLine], works: bool) -> Sequence[ContentLine]:
    """The lines of one name, first the one that fills the fields.

    An address or a page at home is the last where the company has these fields.
    """
    if len(lines) == 1:
        return lines
    found = vcard_points.preferred(lines)
    at_home = works and lines[0].name in OF_THE_CLIENT
    return sorted(
        found, key=lambda line: (not any(said(line).values()), at_home and "HOME" in line.types)
    )


def _kept(name: str, lines: Sequence[ContentLine], found: dict[str, str]) -> Sequence[ContentLine]:
    """The lines of one name whose fields do not say all of it.

    Several are kept together, so that the first of them is the one that the fields have.
    """
    person = bool(found["full name"])
    of_company = person and found["company"] and name in OF_THE_CLIENT
    if len(lines) > 1 or of_company or (not person and name in OF_THE_PERSON):
        return lines
    (line,) = lines
    if name == "ORG" and not person and line.parts(";") != [found["company"]]:
        return lines
    other = line.group or {*line.params}.difference(content_lines.ENCODINGS) or not said(line)
    return lines if other or not _is_written_alike(name, line) else ()


def _is_written_alike(name: str, line: ContentLine) -> bool:
    """Whether the fields of the line are written as the same value."""
    one = PROPERTIES[name]
    if one.read is not _text and one.read is not _birthday:
        return one.write(one.read(line)).rstrip("; ") == line.value.rstrip("; ")
    return True


def _others(lines: Sequence[ContentLine]) -> list[ContentLine]:
    """The properties that no field has."""
    labelled = {line.group for line in lines if line.name in vcard_points.POINTS}
    return [
        line
        for line in lines
        if line.name not in READ
        and not (line.name == vcard_points.OWN_LABEL and line.group and line.group in labelled)
        and not OURS.fullmatch(line.raw)
        and (line.name, line.text.lower()) != ("KIND", "org")
    ]


def is_group(properties: Iterable[ContentLine]) -> bool:
    """Whether the card holds no person and no company, but names several: a mailing list."""
    kinds = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
    return any(line.name in kinds and line.text.lower() == "group" for line in properties)


def _says_organisation(line: ContentLine) -> bool:
    return line.name == "KIND" and line.text.lower() in NO_PERSONS


def _shows_company(line: ContentLine) -> bool:
    return line.name == "X-ABSHOWAS" and line.text.lower() == "company"  # others may be long


def _is_company(found: dict[str, str], lines: Iterable[ContentLine]) -> bool:
    """A card that is called like its company is the company's, not a person's.

    Apple shows a person by her company, too.
    """
    named = any(found[name] for name in NAMES)
    called_alike = found["full name"] in ("", found["company"]) or any(map(_shows_company, lines))
    return (called_alike and not named) or any(map(_says_organisation, lines))


def _make_company(found: dict[str, str]) -> None:
    """What the card is called is the name; of a person's fields none is left."""
    found["company"] = found["full name"] or found["company"]
    for name in ("full name", *NAMES, "job title", "department", "birthday", "language"):
        found[name] = ""
