"""What comes several times in a file, found in memory that does not grow with it.

While the rows are staged, `SeenKeys` puts the keys that came before into `import_again`; a few that
did not are among them. `settle` makes `import_repeated` of it: the keys that several rows have, by
their kind, which is a staged column. Of those `renew` makes `import_first`, with what a step of
matching wants to know of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crm_tui.data.database import database

BITS = 1 << 25
"""4 MB: of the keys of a million rows one of twenty finds its bit taken by another one."""

ADDRESS = "normalised"
"""The kind of phones and e-mails."""

KEYS = "SELECT {kind} AS key, row FROM {table} WHERE {kind} IS NOT NULL"
AGAIN = "SELECT k.key, k.row, k.row FROM ({keys}) k CROSS JOIN import_again a ON a.key = k.key"
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


def settle(kinds: Iterable[str]) -> None:
    """Fill `import_repeated`, for these columns of `import_row` and for the points."""
    database.execute_sql("DELETE FROM import_repeated")
    for kind in (*kinds, ADDRESS):
        table = "import_point" if kind == ADDRESS else "import_row"
        if renew(AGAIN.format(keys=KEYS.format(kind=kind, table=table)) + " WHERE true"):
            database.execute_sql(
                "INSERT INTO import_repeated SELECT ?, key FROM import_first", (kind,)
            )


def renew(select: str, *parameters: Any, more: Sequence[str] = (), of: str | None = None) -> bool:
    """Make `import_first` anew: the keys that `select` gives with several numbers, if any.

    `select` gives a key, twice its number, which mostly is that of a row, and a value for each of
    the columns `more`. The table has the `first` and the `last` number and the least values.
    Where no key `of` that kind is repeated, nothing is selected.
    """
    columns = ", ".join(["first", "last", *more])
    settled = [SETTLED.format(name=name, which="min") for name in ("first", *more)]
    settled.append(SETTLED.format(name="last", which="max"))
    for statement in (
        "DROP TABLE IF EXISTS staging.import_first",
        f"CREATE TABLE staging.import_first (key PRIMARY KEY, {columns}) WITHOUT ROWID",
    ):
        database.execute_sql(statement)
    if of is not None and not _is_any("import_repeated WHERE kind = ?", of):
        return False
    database.execute_sql(
        f"INSERT INTO import_first {select} ON CONFLICT (key) DO UPDATE SET {', '.join(settled)}",
        parameters,
    )
    database.execute_sql("DELETE FROM import_first WHERE first IS NULL OR first = last")
    return _is_any("import_first")


def _is_any(table: str, *parameters: Any) -> bool:
    found = database.execute_sql(f"SELECT 1 FROM {table} LIMIT 1", parameters)
    return found.fetchone() is not None
