"""What a column is whose title says nothing, by what stands in it."""

import re
from collections.abc import Callable, Sequence

from crm_tui.domain import emails, phones
from crm_tui.domain.folding import fold

SAYS_NOTHING = re.compile(
    r"#?\d*|[a-z]|(?:unnamed|column|col|field|value|data|столбец|колонка|поле|графа|значение)"
    r"[\s:_.#№-]*\d*"
)
ENOUGH = 0.8
"""The share of the values that must look alike."""

WEB = re.compile(r"(?:https?://|www\.)\S+\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?")
MAILBOX = re.compile(r"[^\s@]+@\S*")
"""Also a broken one."""

SURE_WEB = re.compile(r"(?:https?://|www\.)\S+\.\S+")
TAX_ID = re.compile(r"\d{10}|\d{12}")
DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}(?:[T ].*)?")
"""Many figures, and no phone."""

WHOLE_PHONE = range(10, 16)
"""Figures of a phone with its area code."""


def says_nothing(title: str) -> bool:
    return SAYS_NOTHING.fullmatch(fold(title)) is not None


def guess(values: Sequence[str]) -> str | None:
    """`email`, `tax_id`, `phone` or `website`; None when the values look like nothing of these."""
    filled = [value.strip() for value in values if value.strip()]
    if not filled:
        return None
    for name, looks_so in LOOKS.items():
        if sum(map(looks_so, filled)) >= ENOUGH * len(filled):
            return name
    return None


def holds_values(cells: Sequence[str]) -> bool:
    """Whether the first row of a table is already one of its rows, and no titles: no title is an
    e-mail, a web address or a whole phone."""
    return any(_is_no_title(cell.strip()) for cell in cells if cell.strip())


def _is_no_title(text: str) -> bool:
    if LOOKS["phone"](text):
        return len(phones.digits(text)) in WHOLE_PHONE
    return any(shape.fullmatch(text.lower()) for shape in (MAILBOX, SURE_WEB))


def _is_phone(text: str) -> bool:
    figures = len(phones.digits(text))
    return figures >= 7 and phones.looks_like_number(text) and not DAY.fullmatch(text)


def _is_tax_id(text: str) -> bool:
    """A Russian one, whose last figures follow from the others."""
    if not TAX_ID.fullmatch(text):
        return False
    figures = [int(figure) for figure in text]
    if len(figures) == 10:
        return figures[9] == _check(figures, (2, 4, 10, 3, 5, 9, 4, 6, 8))
    return figures[10] == _check(figures, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) and figures[
        11
    ] == _check(figures, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))


def _check(figures: Sequence[int], weights: Sequence[int]) -> int:
    return sum(f * w for f, w in zip(figures, weights, strict=False)) % 11 % 10


LOOKS: dict[str, Callable[[str], bool]] = {
    "email": lambda text: all(map(emails.is_email, emails.split(text))),
    "tax_id": _is_tax_id,
    "phone": _is_phone,
    "website": lambda text: WEB.fullmatch(text.lower()) is not None,
}
"""The surest first."""
