"""Phones and e-mails as they are typed, each with what it is for behind it in brackets.

`+44 20 7946 0101 (work), +44 20 7946 0102 ()`: where there are no brackets what is known stays, and
empty ones take it away.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from crm_tui.domain import point_labels

LABEL = re.compile(r"(.*[^\s(])\s*\(([^()0-9]*)\)")
"""Digits in brackets are a part of the number."""

NOTHING = " ()"


class TypedPoints(str):
    """The text of the field, without the labels; they stand beside it.

    `labels` are by phone or e-mail as it stands in the text; None takes one away.
    """

    __slots__ = ("labels",)
    labels: Mapping[str, str | None]


def read(parts: Iterable[str], checked: Callable[[str], str] = str) -> str | None:
    """The text of a field with these phones or e-mails: `TypedPoints` where labels were typed."""
    labels: dict[str, str | None] = {}
    values = []
    for part in parts:
        found = LABEL.fullmatch(part)
        value = checked(found[1] if found else part)
        values.append(value)
        if found:
            labels[value] = point_labels.read(found[2])
    text = ", ".join(dict.fromkeys(values))
    return labelled(text, labels) if labels else text or None


def labelled(text: str, labels: Mapping[str, str | None]) -> TypedPoints:
    """The text of a field, and what some of its phones or e-mails are for."""
    found = TypedPoints(text)
    found.labels = labels
    return found


def labels_of(text: str | None) -> Mapping[str, str | None]:
    return text.labels if isinstance(text, TypedPoints) else {}


def in_full(parts: Iterable[str]) -> str:
    """What a form has: where a label is gone it is taken away."""
    return ", ".join(part if LABEL.fullmatch(part) else part + NOTHING for part in parts)


def journalled(text: str, labels: Mapping[str, str | None]) -> str:
    """The text with the labels behind their phones or e-mails, as the history tells it."""
    parts = text.split(", ")
    return ", ".join(f"{part} ({labels[part]})" if labels.get(part) else part for part in parts)


def without_labels(text: str) -> str:
    """The text of the field, of what `journalled` made."""
    parts = (LABEL.fullmatch(part) or part for part in text.split(", "))
    return ", ".join(part if isinstance(part, str) else part[1] for part in parts)
