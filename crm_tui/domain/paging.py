"""How lists are cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, the place of the first, and how many the whole list has."""

    rows: Sequence[Row]
    offset: int
    total: int
