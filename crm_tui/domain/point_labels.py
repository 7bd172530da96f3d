"""What a phone or an e-mail is for: `work`, `home`, `cell`, several of them, or other words.

A label is kept as text; its usual words are in the terms of vCard, whatever the file called them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from crm_tui.domain.cleaning import clean
from crm_tui.domain.folding import fold, title_key
from crm_tui.domain.texts import _

LABELS = {
    "work": _("work"),
    "home": _("home"),
    "cell": _("mobile"),
    "fax": _("fax"),
    "pager": _("pager"),
    "car": _("car"),
}
"""How the usual words are shown, marked."""

SYNONYMS = {
    "work": ("work", "business", "office", "рабочий", "раб", "служебный"),
    "home": ("home", "private", "personal", "домашний", "дом", "личный"),
    "cell": ("cell", "mobile", "iphone", "мобильный", "моб", "сотовый", "переносной"),
    "fax": ("fax", "факс"),
    "pager": ("pager", "пейджер"),
    "car": ("car", "машина", "машине", "автомобильный"),
}
USUAL = {synonym: word for word, synonyms in SYNONYMS.items() for synonym in synonyms}
TOGETHER = {"homefax": ("home", "fax"), "workfax": ("work", "fax"), "businessfax": ("work", "fax")}
"""Two words that some programs write as one."""

SILENT = frozenset(
    ("voice", "pref", "internet", "x400", "msg", "text", "video", "textphone", "bbs", "modem",
     "isdn", "pcs", "tlx", "smtp", "phone", "number", "email", "mail", "address")
)  # fmt: skip
"""Words that stand beside a label and say nothing of it."""

LONGEST = 60
"""Characters of a label."""

VALUE = ("value", "")
LABEL = ("labels", "label", "type")


def read(text: str) -> str | None:
    """The label that a file says: `WORK,VOICE`, `* Mobile`, `Front desk`; None for nothing."""
    words = words_of(text)
    if all(word in USUAL for word in words):
        return joined(USUAL[word] for word in words)
    return clean(text).strip("* ")[:LONGEST] or None


def of_types(types: Iterable[str]) -> str | None:
    """The label that the types of a vCard say: its usual words or, without any, the others."""
    words = (_apart(one.lower().removeprefix("x-")) for one in types)
    said = sorted({word for several in words for word in several} - SILENT)
    return joined(USUAL[word] for word in said if word in USUAL) or read(" ".join(said))


def of_title(title: str) -> str | None:
    """What the title of a column says of its phones or e-mails: `Business Phone` is `work`."""
    return joined(USUAL[word] for word in words_of(title) if word in USUAL)


def words_of(text: str) -> list[str]:
    words = (word for one in re.findall(r"[^\W\d_]+", fold(text)) for word in _apart(one))
    return [word for word in words if word not in SILENT]


def _apart(word: str) -> Sequence[str]:
    return TOGETHER.get(word) or (word,)


def joined(words: Iterable[str]) -> str | None:
    """Each word once, in the order of `LABELS`: two that say the same are equal."""
    found = set(words)
    return " ".join(word for word in LABELS if word in found) or None


def usual(label: str) -> Sequence[str] | None:
    """The words of vCard that it consists of; None for a label of one's own."""
    words = label.split(" ")
    return words if all(word in LABELS for word in words) else None


def beside(text: str, label: str | None, translate: Callable[[str], str]) -> str:
    """A phone or an e-mail for a reader: `+44 20 7946 0101 (work)`."""
    if not label:
        return text
    words = (translate(LABELS[word]) for word in usual(label) or ())
    return f"{text} ({' '.join(words) or label})"


def by_value(points: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The labels of the points of a card, of those that have one."""
    return {point["value"]: point["label"] for point in points if point["label"]}


def columns(header: Sequence[str], points: Collection[int]) -> dict[int, int]:
    """Which column says what the phones or e-mails of another are for, by the place of that one.

    `E-mail 1 - Label` is of `E-mail 1 - Value`, `phone labels` of `phone`; `points` are the places
    of phones and e-mails.
    """
    places = {title_key(title): place for place, title in reversed([*enumerate(header)])}
    found = {}
    for key, place in places.items():
        base = next((key[: -len(end)] for end in LABEL if key.endswith(end)), "")
        of = next((places[base + end] for end in VALUE if base and base + end in places), place)
        if of in points and of != place:
            found[of] = place
    return found


def several(text: str, count: int) -> list[str | None]:
    """The labels of so many points of one cell: one for all, or one for each with ; between."""
    parts = [read(part) for part in text.replace(":::", ";").split(";")]
    if len(parts) == count:
        return parts
    return parts * count if len(parts) == 1 else [None] * count
