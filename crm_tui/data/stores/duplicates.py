"""Finds who may be the same: records meet in blocks by a key, and only there are they compared.

So the work grows with the number of records, not with that of pairs. A block that many share, such
as the phone of a switchboard, tells nothing and would make it grow: it is counted and left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from crm_tui.data import tax_keys
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.models.relations import Relation
from crm_tui.data.tables import RECORDS, title
from crm_tui.domain.duplicates import NOT_DUPLICATE, Traits, city_key, name_keys
from crm_tui.domain.entities import CLIENTS, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.folding import tax_key

MOST = 50
"""Records that are compared with each other because they share one key."""

CHUNK = 10_000
MOST_NEAR = 20
"""The same for a key that says little: the beginnings of the words in one place."""


POINTS = """SELECT DISTINCT CASE kind WHEN 'email' THEN kind ELSE 'phone' END, normalised, {one}_id
FROM contact_point WHERE {one}_id IS NOT NULL AND normalised IS NOT NULL
AND kind IN ('phone', 'mobile', 'email') AND archived_at IS NULL
AND {one}_id IN (SELECT id FROM {one} WHERE archived_at IS NULL)"""

KEYS = {
    "clients": f"SELECT 'identity', {tax_keys.tax_key('tax_id')}, id FROM client "
    "WHERE tax_id IS NOT NULL AND archived_at IS NULL",
    "contacts": "SELECT 'place', client_id, id FROM contact "
    "WHERE client_id IS NOT NULL AND archived_at IS NULL",
}
"""What else puts a record into blocks: the kind of the key, the key, the record."""

NAMES = {
    "clients": "SELECT id, name_key, crm_fold(city) FROM client",
    "contacts": "SELECT id, name_key, client_id FROM contact",
}
IDENTITIES = {
    "clients": "SELECT id, tax_id FROM client WHERE tax_id IS NOT NULL",
    "contacts": "SELECT id, birthday FROM contact WHERE birthday IS NOT NULL",
}

SCRATCH = (
    "DROP TABLE IF EXISTS temp.block",
    "CREATE TEMP TABLE block (kind TEXT, key TEXT, id INTEGER)",
    "DROP TABLE IF EXISTS temp.shared",
    "CREATE TEMP TABLE shared (kind TEXT, key TEXT, records INTEGER, is_small INTEGER)",
    "DROP TABLE IF EXISTS temp.compared",
)

Known = dict[int, tuple[str, str]]
"""The name key and the place of every record."""

PAIRS = """
SELECT DISTINCT one.id, other.id FROM shared
JOIN block one ON one.kind = shared.kind AND one.key = shared.key
JOIN block other ON other.kind = shared.kind AND other.key = shared.key AND one.id < other.id
WHERE shared.is_small AND NOT EXISTS (SELECT 1 FROM relation denied
    WHERE denied.kind = '{denied}' AND denied.archived_at IS NULL AND (
    (denied.subject_{one}_id = one.id AND denied.object_{one}_id = other.id) OR
    (denied.subject_{one}_id = other.id AND denied.object_{one}_id = one.id)))
"""


def begin(entity: Entity) -> Known:
    """Put every record into its blocks by name, in scratch tables of this connection."""
    for statement in SCRATCH:
        database.execute_sql(statement)
    known: Known = {}
    rows = database.execute_sql(f"{NAMES[entity.name]} WHERE archived_at IS NULL")
    while found := rows.fetchmany(CHUNK):
        database.connection().executemany(
            "INSERT INTO block VALUES (?, ?, ?)", list(by_name(entity, known, found))
        )
    return known


def by_name(
    entity: Entity, known: Known, rows: Sequence[tuple[int, str, Any]]
) -> Iterator[tuple[str, str, int]]:
    """The blocks of the records by name, which are noted in `known` on the way."""
    for number, folded, place in rows:
        name, longest, both = name_keys(folded)
        there = place_key(place)
        known[number] = (name, there)
        yield "name", name, number
        if entity == CLIENTS:
            yield "stem", f"{longest}, {there}", number
            if both != longest:
                yield "stem", f"{both}, {there}", number


def place_key(place: str | int | None) -> str:
    """What is compared of a folded city or the id of a client."""
    return city_key(place) if isinstance(place, str) else str(place or "")


def block(entity: Entity) -> None:
    """Put every record into its other blocks, and see which blocks several share."""
    database.execute_sql(f"INSERT INTO block {POINTS.format(one=entity.one)}")
    database.execute_sql(f"INSERT INTO block {KEYS[entity.name]}")
    database.execute_sql("CREATE INDEX temp.block_key ON block (kind, key, id)")
    database.execute_sql(
        "INSERT INTO shared SELECT kind, key, count(*), "
        "count(*) <= CASE kind WHEN 'stem' THEN ? ELSE ? END "
        "FROM block WHERE key <> '' GROUP BY kind, key HAVING count(*) > 1",
        (MOST_NEAR, MOST),
    )
    database.execute_sql(
        "CREATE TEMP TABLE compared AS SELECT DISTINCT id FROM shared JOIN block USING (kind, key) "
        "WHERE is_small"
    )
    database.execute_sql("CREATE UNIQUE INDEX temp.compared_id ON compared (id)")


def most_pairs() -> int:
    """How many pairs there may be at most: those who meet twice count twice."""
    found = database.execute_sql(
        "SELECT COALESCE(sum(records * (records - 1) / 2), 0) FROM shared WHERE is_small"
    )
    return max(1, int(found.fetchone()[0]))


def pairs(entity: Entity) -> Iterator[tuple[int, int]]:
    """Whoever meets in a block, but those who are known to be different; the lower id first."""
    query = PAIRS.format(denied=NOT_DUPLICATE, one=entity.one)
    return iter(database.execute_sql(query))


def too_common(entity: Entity) -> list[tuple[str, str, int]]:
    """Kind, key and size of the blocks that were left out, the largest first."""
    found = database.execute_sql(
        "SELECT kind, key, records FROM shared WHERE NOT is_small "
        "ORDER BY kind = 'stem', records DESC, kind, key"
    )
    return list(found.fetchall())


def traits(entity: Entity, known: Known) -> dict[int, Traits]:
    """What is compared of all who meet anybody."""
    points: dict[str, dict[int, list[str]]] = {
        kind: defaultdict(list) for kind in ("phone", "email")
    }
    compared = "(SELECT id FROM compared)"
    query = POINTS.format(one=entity.one)
    for kind, key, number in database.execute_sql(f"{query} AND {entity.one}_id IN {compared}"):
        points[kind][number].append(key)
    identities = dict(database.execute_sql(f"{IDENTITIES[entity.name]} AND id IN {compared}"))
    return {
        number: Traits(
            number,
            *known[number],
            tax_key(identities.get(number, "")),
            frozenset(points["phone"].get(number, ())),
            frozenset(points["email"].get(number, ())),
        )
        for (number,) in database.execute_sql("SELECT id FROM compared")
    }


def traits_of(entity: Entity, ids: Sequence[int]) -> list[Traits]:
    """The same of some records, archived or not."""
    chosen = f"({', '.join(map(str, ids))})"
    live, one = " AND archived_at IS NULL", entity.one
    points = defaultdict(list)
    for kind, key, number in database.execute_sql(
        f"SELECT CASE kind WHEN 'email' THEN kind ELSE 'phone' END, normalised, {one}_id "
        f"FROM contact_point WHERE {one}_id IN {chosen} AND normalised IS NOT NULL{live}"
    ):
        points[number, kind].append(key)
    identities = dict(database.execute_sql(f"{IDENTITIES[entity.name]} AND id IN {chosen}"))
    return [
        Traits(
            number,
            name_keys(folded)[0],
            place_key(place),
            tax_key(identities.get(number, "")),
            frozenset(points[number, "phone"]),
            frozenset(points[number, "email"]),
        )
        for number, folded, place in database.execute_sql(
            f"{NAMES[entity.name]} WHERE id IN {chosen}"
        )
    ]


def names(entity: Entity, ids: Sequence[int]) -> dict[int, Link]:
    model: Any = RECORDS[entity.name]
    found: dict[int, Link] = {}
    for start in range(0, len(ids), 500):
        rows = model.select(model.id, title(entity.name, model)).where(
            model.id.in_(list(ids[start : start + 500]))
        )
        found |= {number: Link(number, name) for number, name in rows.tuples()}
    return found


def deny(journal: Journal, entity: Entity, one: int, other: int) -> None:
    """Remember that both are different."""
    if not are_different(entity, one, other):
        journal.insert(
            "relations",
            {
                f"subject_{entity.one}": one,
                "kind": NOT_DUPLICATE,
                f"object_{entity.one}": other,
            },
        )


def are_different(entity: Entity, one: int, other: int) -> bool:
    """Whether somebody has said so."""
    subject = getattr(Relation, f"subject_{entity.one}")
    object_ = getattr(Relation, f"object_{entity.one}")
    either = ((subject == one) & (object_ == other)) | ((subject == other) & (object_ == one))
    said: Any = Relation.select().where(
        either, Relation.kind == NOT_DUPLICATE, Relation.archived_at.is_null()
    )
    return bool(said.exists())


def standing(entity: Entity, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the pairs of whom both are there and nobody has said that they are different."""
    ids = sorted({number for pair in pairs for number in pair})
    model: Any = RECORDS[entity.name]
    there: set[int] = set()
    for start in range(0, len(ids), 500):
        query = model.select(model.id).where(
            model.id.in_(ids[start : start + 500]), model.archived_at.is_null()
        )
        there |= {number for (number,) in query.tuples()}
    subject = getattr(Relation, f"subject_{entity.one}")
    object_ = getattr(Relation, f"object_{entity.one}")
    said: Any = Relation.select(subject, object_).where(
        Relation.kind == NOT_DUPLICATE, Relation.archived_at.is_null(), subject.is_null(False)
    )
    different = {frozenset(pair) for pair in said.tuples()}
    return {pair for pair in pairs if there.issuperset(pair) and frozenset(pair) not in different}
