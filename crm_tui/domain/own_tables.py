"""Tables of clients and people that this program has written itself: each row says who it is.

An id alone says so in one base only. With the second in which the record was made it is the same
record wherever it stands: no other base has made another one under that number at that time.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from crm_tui.domain.entities import CLIENTS, CONTACTS

ID, MADE = "id", "created_at"
IDS = {
    entity.name: re.compile(rf"{entity.letter}-([1-9][0-9]{{0,17}})")
    for entity in (CLIENTS, CONTACTS)
}


class OwnTable(NamedTuple):
    """Of which entity its rows are, and where their ids and the times they were made stand."""

    entity: str
    id: int
    made: int

    @property
    def places(self) -> tuple[int, int]:
        return self.id, self.made

    def number(self, cell: str) -> int | None:
        found = IDS[self.entity].fullmatch(cell.strip())
        return int(found[1]) if found else None


def find(header: Sequence[str], values: Callable[[int], Sequence[str]]) -> OwnTable | None:
    """None for a table that another program has written.

    `values` gives what the first rows have in the column at a place.
    """
    if ID not in header or MADE not in header:
        return None
    place, made = header.index(ID), header.index(MADE)
    ids = values(place)
    for entity, shape in IDS.items():
        if ids and all(map(shape.fullmatch, ids)):
            return OwnTable(entity, place, made)
    return None
