"""The scratch database into which an import is read before anything of it is written.

It is a file of its own beside the open database, without a name, so it needs no lock, bounds the
memory, and is gone with the connection, however that ends. (TEMP tables would do as well, but
pysqlite3 keeps them in memory.) `import_row` has one row a row of the file, `import_point` its
phones and e-mails, `import_again` whatever of all this may tell that two rows are one record
(`staging_repeats`), `import_plan` (filled by `staging_matches`) which client, contact and deal each
row is.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from crm_tui.data import tax_keys
from crm_tui.data.database import database, meaning, meanwhile
from crm_tui.data.models.users import User
from crm_tui.data.staging_repeats import SeenKeys
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.folding import fold, tax_key
from crm_tui.domain.imports import EXTERNAL_ID

BATCH = 500
"""Rows that are handed to SQLite at a time."""

KEYS = ("row", "line", "made_kind", "client_key", "contact_key")
DEAL_KEYS = ("deal_key", "deal_client", "deal_called")
"""The folded name of a deal, the id of its client where the row tells it, and the name of a deal
that has none of its own: that of its client."""

PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "secure_delete = 0", "cache_size = -4096")
CACHE = -16_384
"""Kilobytes of the open database in memory meanwhile: all over its indexes there is to write.

Half as much reads and writes a fifth more often.
"""

TABLES = (
    """CREATE TABLE staging.import_point (row INTEGER, contact INTEGER, kind TEXT, position INTEGER,
    value TEXT, normalised TEXT, tail TEXT, label TEXT,
    PRIMARY KEY (row, contact, kind, position)) WITHOUT ROWID""",
    """CREATE TABLE staging.import_hit (row INTEGER, rank INTEGER, client INTEGER, contact INTEGER,
    above INTEGER)""",
    "CREATE INDEX staging.import_hit_row ON import_hit (row, rank)",
    "CREATE TABLE staging.import_text (entity TEXT, row INTEGER, title TEXT, body TEXT)",
    "CREATE TABLE staging.import_again (key PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE staging.import_repeated (kind, key, PRIMARY KEY (kind, key)) WITHOUT ROWID",
    """CREATE TABLE staging.import_plan (row INTEGER PRIMARY KEY, client INTEGER, above INTEGER,
    contact INTEGER, contact_above INTEGER, verdict TEXT, new_client INTEGER DEFAULT 0,
    new_contact INTEGER DEFAULT 0, deal INTEGER, deal_above INTEGER, new_deal INTEGER DEFAULT 0)""",
)


TAX_ID, TAX_KEY = "clients_tax_id", "clients_tax_key"
"""As it is typed, and as it is compared: reckoned once a row, not for each look at it."""

OUTSIDE = "clients_external_id"
"""What another program calls the client."""

UNNAMED = "client_unnamed"
"""Set where a row of deals, or one that has an external id, does not name its client."""

ALONE = 2
"""The value of that where only the name of its person, or an external id, tells who it is."""

OWN_ID, OWN_MADE = "own_id", "own_made"
"""The record that a table of ours names, and when it was made; see `staging_own`."""

OWN_ROWS = f"CREATE INDEX staging.import_row_own ON import_row ({OWN_ID})"
UNNAMED_ROWS = (
    f"CREATE INDEX staging.import_row_unnamed ON import_row ({UNNAMED}) WHERE {UNNAMED} IS NOT NULL"
)

TELLING = ("client_key", TAX_ID, OUTSIDE, "contacts_external_id")
"""The staged columns by which two rows may be one record."""

NORMALISED = 5
"""The place of what two points have in common in a row of `import_point`."""

VERDICTS = """
SELECT verdict, (SELECT count(*) FROM import_plan p WHERE p.verdict IS d.verdict)
FROM (SELECT DISTINCT verdict FROM import_plan) d
"""
"""Not grouped: SQLite would sort all rows in memory."""


@dataclass(frozen=True, slots=True)
class StagedLink:
    """A staged field that leads to clients or contacts: an id, or a name as it was typed."""

    entity: str
    name: str
    target: str

    @property
    def column(self) -> str:
        return f"{self.entity}_{self.name}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which fields the file fills; custom ones are called "extra.NAME"."""

    clients: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    client_points: tuple[str, ...] = ()
    contact_points: tuple[str, ...] = ()
    links: tuple[StagedLink, ...] = ()
    own: str = ""
    """The entity of which the rows say which records they are, as this program has written them."""

    def columns(self, entity: str) -> tuple[str, ...]:
        return {"clients": self.clients, "contacts": self.contacts}.get(entity, self.deals)

    def points(self, entity: str) -> tuple[str, ...]:
        points = {"clients": self.client_points, "contacts": self.contact_points}
        return points.get(entity, ())

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What rows may make and change, first what others lead to."""
        return (CLIENTS, CONTACTS, DEALS) if self.deals else (CLIENTS, CONTACTS)

    @property
    def staged(self) -> tuple[str, ...]:
        return (*KEYS, *self.values)

    @property
    def telling(self) -> tuple[str, ...]:
        """The staged columns by which rows of one file may be one record, as they are compared."""
        return tuple(TAX_KEY if name == TAX_ID else name for name in TELLING if name in self.staged)

    @property
    def values(self) -> tuple[str, ...]:
        """The staged columns of a row behind its keys."""
        return (
            *(f"clients_{name}" for name in self.clients),
            *(f"contacts_{name}" for name in self.contacts),
            *(f"deals_{name}" for name in self.deals),
            *(DEAL_KEYS if self.deals else ()),
            *((UNNAMED,) if self.deals or EXTERNAL_ID in self.clients else ()),
            *((OWN_ID, OWN_MADE) if self.own else ()),
        )


class Point(NamedTuple):
    """A phone or an e-mail of a row; `normalised` is None where it could not be read."""

    kind: str
    position: int
    value: str
    normalised: str | None
    tail: str | None
    label: str | None = None
    """What it is for, see `domain.point_labels`."""


class Stage:
    """Takes rows in while it is opened; `rows` counts them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rows = 0
        self._rows: list[Sequence[Any]] = []
        self._points: list[tuple[Any, ...]] = []
        self._telling = [
            (place, tax_key if name == TAX_ID else None)
            for place, name in enumerate(layout.staged)
            if name in TELLING
        ]
        self._seen = SeenKeys()
        places = ", ".join("?" * len(layout.staged))
        self._insert_row = f"INSERT INTO import_row VALUES ({places})"

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Empty tables inside; they are gone afterwards."""
        columns = ", ".join(f'"{name}"' for name in self.layout.staged[1:])
        if TAX_ID in self.layout.staged:
            columns += f", {TAX_KEY} AS ({tax_keys.staged_tax_key(TAX_ID)}) STORED"
        with meaning(), _scratch():
            database.execute_sql(
                f"CREATE TABLE staging.import_row (row INTEGER PRIMARY KEY, {columns})"
            )
            for statement in TABLES:
                database.execute_sql(statement)
            if UNNAMED in self.layout.staged:
                database.execute_sql(UNNAMED_ROWS)
            if self.layout.own:
                database.execute_sql(OWN_ROWS)
            yield

    def add(
        self,
        line: int,
        keys: tuple[str, str | None, str | None],
        values: Sequence[Any],
        client_points: Iterable[Point],
        contact_points: Iterable[Point],
    ) -> None:
        """Take one row: made kind, folded client and contact name, then the columns' values."""
        self.rows += 1
        row = self.rows
        self._rows.append((row, line, *keys, *values))
        for point in client_points:
            self._points.append((row, 0, *point))
        for point in contact_points:
            self._points.append((row, 1, *point))
        if len(self._rows) == BATCH:
            self.flush()

    def flush(self) -> None:
        with meaning(), database.atomic("DEFERRED"):
            connection = database.connection()
            connection.executemany(self._insert_row, self._rows)
            connection.executemany(
                "INSERT INTO import_point VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                sorted(self._points),  # in the order of its key: each goes behind all others
            )
            connection.executemany(
                "INSERT OR IGNORE INTO import_again VALUES (?)", self._seen.again(self._keys())
            )
        self._rows.clear()
        self._points.clear()

    def _keys(self) -> list[Any]:
        """What may tell that two rows are one record."""
        keys: list[Any] = []
        for place, key_of in self._telling:
            said = [key for row in self._rows if (key := row[place]) is not None]
            keys += map(key_of, said) if key_of else said
        return keys + [key for point in self._points if (key := point[NORMALISED]) is not None]


def compared(name: str) -> str:
    """The staged column by which clients are told apart by a field of theirs."""
    staged = f"clients_{name}"
    return TAX_KEY if staged == TAX_ID else staged


def verdicts() -> dict[str, int]:
    """How many rows came out how."""
    counted = database.execute_sql(VERDICTS)
    return dict(counted.fetchall())


def written(columns: Iterable[str]) -> Iterator[str]:
    """The different values that rows with something new have in these staged columns."""
    for column in columns:
        rows = database.execute_sql(
            f'SELECT DISTINCT s."{column}" FROM import_row s JOIN import_plan p ON p.row = s.row '
            f"WHERE p.verdict IN ('new', 'updated') AND s.\"{column}\" IS NOT NULL"
        )
        yield from (text for (text,) in rows.fetchall())


def users() -> dict[str, int]:
    """The ids of the users by their logins and names, folded: Olga Petrova is also Petrova Olga."""
    chosen = User.select(User.id, User.login, User.name).where(User.archived_at.is_null())
    rows: Any = chosen.tuples()
    found: dict[str, int] = {}
    turned: dict[str, int] = {}
    for number, login, name in rows:
        for word in (login, name):
            found.setdefault(fold(word), number)
        turned.setdefault(" ".join(reversed(fold(name).split())), number)
    return turned | found


@contextmanager
def _scratch() -> Iterator[None]:
    """The database `staging`; its file loses its name as soon as it is open."""
    with NamedTemporaryFile(prefix="crm-import-", delete=False) as file:
        try:
            database.execute_sql("ATTACH ? AS staging", (file.name,))
        finally:
            os.unlink(file.name)
    try:
        for setting in PRAGMAS:
            database.execute_sql(f"PRAGMA staging.{setting}")
        with meanwhile(cache_size=CACHE):
            yield
    finally:
        database.execute_sql("DETACH staging")
