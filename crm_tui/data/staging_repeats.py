"""What comes several times in a file, found in memory that does not grow with it.

While the rows are staged, `SeenKeys` puts the keys that came before into `import_again`; a few that
did not are among them. From those `renew` makes `import_first`, for one kind of key at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crm_tui.data.database import database

BITS = 1 << 25
"""4 MB: of the keys of a million rows one of twenty finds its bit taken by another one."""

SETTLED = "{name} = coalesce({which}({name}, excluded.{name}), {name}, excluded.{name})"


class SeenKeys:
    """Remembers keys by a bit each."""

    def __init__(self) -> None:
        self._bits = bytearray(-(-BITS // 8))

    def again(self, keys: Iterable[Any]) -> Iterator[tuple[Any]]:
        """All of the keys that came before, and a few others, as rows of `import_again`."""
        bits, last = self._bits, BITS - 1
        for key in keys:
            number = hash(key) & last
            place, bit = number >> 3, 1 << (number & 7)
            if bits[place] & bit:
                yield (key,)
            else:
                bits[place] |= bit


def renew(select: str, *parameters: Any, more: Sequence[str] = ()) -> None:
    """Make `import_first` anew: the keys that `select` gives with several numbers.

    `select` gives a key, twice its number, which mostly is that of a row, and a value for each of
    the columns `more`. The table has the `first` and the `last` number and the least values.
    """
    columns = ", ".join(["first", "last", *more])
    settled = [SETTLED.format(name=name, which="min") for name in ("first", *more)]
    settled.append(SETTLED.format(name="last", which="max"))
    for statement in (
        "DROP TABLE IF EXISTS staging.import_first",
        f"CREATE TABLE staging.import_first (key PRIMARY KEY, {columns}) WITHOUT ROWID",
    ):
        database.execute_sql(statement)
    database.execute_sql(
        f"INSERT INTO import_first {select} ON CONFLICT (key) DO UPDATE SET {', '.join(settled)}",
        parameters,
    )
    database.execute_sql("DELETE FROM import_first WHERE first IS NULL OR first = last")
