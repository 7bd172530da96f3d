"""The TEMP tables into which an import is read before anything of it is written.

They need no lock on the database, spill to the disk when they grow, and vanish with the
connection. `import_row` has one row a row of the file, `import_point` its phones and e-mails,
`import_plan` (filled by `staging_matches`) which client and contact each row is.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from crm_tui.data.database import database, meaning

BATCH = 500
"""Rows that are handed to SQLite at a time."""

KEYS = ("row", "line", "made_kind", "client_key", "contact_key")
TABLES = (
    """CREATE TEMP TABLE import_point (row INTEGER, contact INTEGER, kind TEXT, position INTEGER,
    value TEXT, normalised TEXT, tail TEXT, status TEXT,
    PRIMARY KEY (row, contact, kind, position)) WITHOUT ROWID""",
    """CREATE TEMP TABLE import_hit (row INTEGER, rank INTEGER, client INTEGER, contact INTEGER,
    above INTEGER)""",
    """CREATE TEMP TABLE import_plan (row INTEGER PRIMARY KEY, client INTEGER, above INTEGER,
    contact INTEGER, contact_above INTEGER, verdict TEXT, new_client INTEGER DEFAULT 0,
    new_contact INTEGER DEFAULT 0)""",
)
NAMES = ("import_row", "import_point", "import_hit", "import_plan", "import_first", "import_given")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which fields of clients and contacts the file fills; custom ones are called "extra.NAME"."""

    clients: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    client_points: tuple[str, ...] = ()
    contact_points: tuple[str, ...] = ()

    def columns(self, entity: str) -> tuple[str, ...]:
        return self.clients if entity == "clients" else self.contacts

    def points(self, entity: str) -> tuple[str, ...]:
        return self.client_points if entity == "clients" else self.contact_points

    @property
    def staged(self) -> tuple[str, ...]:
        return (
            *KEYS,
            *(f"clients_{name}" for name in self.clients),
            *(f"contacts_{name}" for name in self.contacts),
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A phone or an e-mail of a row; `normalised` is None where it could not be read."""

    kind: str
    value: str
    normalised: str | None
    tail: str | None


@contextmanager
def staged(layout: Layout) -> Iterator["Stage"]:
    """Empty tables for one import; they are gone afterwards."""
    with meaning():
        clear()
        columns = ", ".join(f'"{name}"' for name in layout.staged[1:])
        database.execute_sql(f"CREATE TEMP TABLE import_row (row INTEGER PRIMARY KEY, {columns})")
        for statement in TABLES:
            database.execute_sql(statement)
        try:
            yield Stage(layout)
        finally:
            clear()


def clear() -> None:
    for name in NAMES:
        database.execute_sql(f"DROP TABLE IF EXISTS temp.{name}")


class Stage:
    """Takes rows in; `rows` counts them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rows = 0
        self._rows: list[Sequence[Any]] = []
        self._points: list[Sequence[Any]] = []
        places = ", ".join("?" * len(layout.staged))
        self._insert_row = f"INSERT INTO import_row VALUES ({places})"

    def add(
        self,
        line: int,
        keys: tuple[str, str, str | None],
        values: Sequence[Any],
        client_points: Iterable[Point],
        contact_points: Iterable[Point],
    ) -> None:
        """Take one row: made kind, folded client and contact name, then the columns' values."""
        self.rows += 1
        row = self.rows
        self._rows.append((row, line, *keys, *values))
        for contact, points in enumerate((client_points, contact_points)):
            for position, point in enumerate(points):
                self._points.append(
                    (row, contact, point.kind, position, point.value, point.normalised,
                     point.tail, "ok" if point.normalised else "bad")
                )  # fmt: skip
        if len(self._rows) == BATCH:
            self.flush()

    def flush(self) -> None:
        with meaning(), database.atomic("DEFERRED"):
            connection = database.connection()
            connection.executemany(self._insert_row, self._rows)
            connection.executemany(
                "INSERT INTO import_point VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._points
            )
        self._rows.clear()
        self._points.clear()


def verdicts() -> dict[str, int]:
    """How many rows came out how."""
    counted = database.execute_sql("SELECT verdict, count(*) FROM import_plan GROUP BY verdict")
    return dict(counted.fetchall())


def texts(column: str) -> Iterator[str]:
    """The different values of a staged column."""
    rows = database.execute_sql(
        f'SELECT DISTINCT "{column}" FROM import_row WHERE "{column}" IS NOT NULL'
    )
    return (text for (text,) in rows.fetchall())
