"""Reads the phones and e-mails of a file into what an import stages."""

import re
from collections.abc import Callable, Sequence

from crm_tui.data.staging import Point
from crm_tui.domain import emails, phones, point_labels, values
from crm_tui.domain.blanks import is_blank
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.typed_points import labels_of
from crm_tui.exchange.formulas import restored
from crm_tui.session import Session

SHORT = 100
"""A printable text up to this length breaks no rule."""

SEVERAL = re.compile("[,;\n]")
BETWEEN_SEVERAL = ":::"
"""What Google writes between the e-mails or phones of one cell."""

Read = Callable[[str], list[Point]]


def reader(session: Session, field: Field, label: str | None) -> Read:
    """The function that reads a cell; `label` says what its points are for."""
    return (_emails if field.kind is Kind.EMAIL else _phones)(session, field, label)


def labelled(points: Sequence[Point], text: str) -> list[Point]:
    """The points with what the cell of their labels says."""
    said = zip(points, point_labels.several(text, len(points)), strict=True)
    return [point._replace(label=label or point.label) for point, label in said]


def extend(points: list[Point], more: list[Point]) -> None:
    """Put the points of one more column behind those of its kind that are there already, once."""
    if len(more) == 1 and more[0].kind not in [known.kind for known in points]:
        points.append(more[0])
        return
    for point in more:
        alike = [known for known in points if known.kind == point.kind]
        if not any(_is_same(known, point) for known in alike):
            points.append(point._replace(position=len(alike)))


def _is_same(one: Point, other: Point) -> bool:
    return one.value == other.value or (
        one.normalised is not None and one.normalised == other.normalised
    )


def _emails(session: Session, field: Field, label: str | None) -> Read:
    def read(text: str) -> list[Point]:
        if emails.is_usual(text):
            return [Point("email", 0, text, text.lower(), None, label)]
        if is_blank(text):
            return []
        typed = _typed(session, field, emails.listed(text))
        said = labels_of(typed)
        parts = emails.split(typed) if SEVERAL.search(typed) else [typed.strip()]
        found: dict[str, str] = {}
        for part in filter(None, parts):
            address = emails.check(part)
            found.setdefault(emails.normalise(address), address)
        return [
            Point("email", position, address, key, None, said.get(address) or label)
            for position, (key, address) in enumerate(found.items())
        ]

    return read


def _phones(session: Session, field: Field, label: str | None) -> Read:
    region = session.phone_region

    def read(text: str) -> list[Point]:
        if usual := phones.usual(text, region):
            return [Point("phone", 0, text, usual, usual[:0:-1], label)]
        found: list[Point] = []
        if is_blank(text):
            return found
        typed = _typed(session, field, text)
        said = labels_of(typed)
        for position, part in enumerate(phones.split(typed)):
            normalised = phones.normalise(part, region)
            tail = normalised[:0:-1] if normalised else phones.reversed_digits(part)
            own = said.get(part) or label
            found.append(Point("phone", position, part, normalised, tail, own))
        return found

    return read


def _typed(session: Session, field: Field, text: str) -> str:
    """The cell in its usual form; `TypedPoints` where it says what its points are for."""
    text = restored(text) if text[0] == "'" else text
    if BETWEEN_SEVERAL in text:
        text = text.replace(BETWEEN_SEVERAL, ";")
    if len(text) <= SHORT and ")" not in text and text.isprintable():
        return text
    parsed = values.parse(field, text.replace("\n", ";"), session.reading)
    return parsed if isinstance(parsed, str) else ""
