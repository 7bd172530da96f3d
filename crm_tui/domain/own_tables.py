"""Tables of clients that this program has written itself: each row says which record it is.

An id alone says so in one base only. With the second in which the record was made it is the same
record wherever it stands: no other base has made another one under that number at that time.
"""

import re
from collections.abc import Mapping, Sequence

ID, MADE = "id", "created_at"
CLIENT_ID = re.compile(r"C-([1-9][0-9]{0,17})")


def places(header: Sequence[str], values: Mapping[int, Sequence[str]]) -> tuple[int, int] | None:
    """Where the ids of the rows and the times they were made stand; None for another's table.

    `values` are what the first rows have in the columns, by their places.
    """
    if ID not in header or MADE not in header:
        return None
    found = header.index(ID), header.index(MADE)
    ids = values[found[0]]
    return found if ids and all(map(CLIENT_ID.fullmatch, ids)) else None


def client_id(text: str) -> int | None:
    found = CLIENT_ID.fullmatch(text.strip())
    return int(found[1]) if found else None
