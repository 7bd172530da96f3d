"""Which client and contact each row of an import is: found set-wise, never row by row.

A row is matched by the values it was told to look at, in their order, the first that hits; then by
its client's folded name, so that a row without any such value is known again too. It hits records
of the database and rows above it in the file alike.
"""

from collections.abc import Sequence
from typing import Any

from crm_tui.data.database import database
from crm_tui.data.staging import Layout
from crm_tui.data.staging_ids import last_id
from crm_tui.domain.folding import transliterated
from crm_tui.domain.imports import EXTERNAL_ID

POINTS = ("email", "phone")
OF_CONTACT = "contact's external_id"
"""What is matched after the `EXTERNAL_ID` of the client."""

NAME_RANK = 9
CROWD = 50
"""A phone or e-mail of more records than this tells nobody: it stands for "unknown"."""

POINT_HITS = f"""
INSERT INTO import_hit
WITH known AS MATERIALIZED (
    SELECT DISTINCT i.row, i.normalised FROM import_point i
    WHERE i.kind = ?1 AND i.normalised IS NOT NULL
    AND EXISTS (SELECT 1 FROM contact_point p WHERE p.normalised = i.normalised)
)
SELECT k.row, ?2, coalesce(p.client_id, c.client_id), p.contact_id, NULL
FROM known k CROSS JOIN contact_point p ON p.normalised = k.normalised
LEFT JOIN contact c ON c.id = p.contact_id
LEFT JOIN import_row s ON s.row = k.row
WHERE p.archived_at IS NULL AND {CROWD} >= (SELECT count(*) FROM (
    SELECT 1 FROM contact_point q WHERE q.normalised = k.normalised LIMIT {CROWD + 1}))
AND (c.id IS NULL OR s.contact_key IS NULL OR crm_same_person(c.name_key, s.contact_key))
"""
SHARE_ROWS = 100_000
SHARE = """(unicode(substr({key}, 2) || '-') + 7 * unicode(substr({key}, 5) || '-')
    + 13 * unicode(substr({key}, -2) || '-') + length({key})) % {shares} = {share}"""
"""Keys are grouped a share of them at a time: SQLite may sort in memory, whatever the size."""

FIRST_POINTS = """
SELECT normalised AS key, min(row) AS first FROM import_point
WHERE kind = ?1 AND normalised IS NOT NULL AND {share}
GROUP BY normalised HAVING min(row) < max(row)
"""
POINT_LINKS = """
INSERT INTO import_hit
SELECT i.row, ?2, NULL, NULL, f.first
FROM import_point i CROSS JOIN import_first f ON f.key = i.normalised
JOIN import_row s ON s.row = i.row JOIN import_row a ON a.row = f.first
WHERE i.kind = ?1 AND f.first < i.row AND (s.contact_key IS NULL OR a.contact_key IS NULL
    OR crm_same_person(a.contact_key, s.contact_key))
"""
VALUE_HITS = """
INSERT INTO import_hit
SELECT row, ?1, client, NULL, NULL FROM (
    SELECT s.row, (SELECT c.id FROM client c WHERE {same} LIMIT 1 OFFSET ?2) AS client
    FROM import_row s) WHERE client IS NOT NULL
"""
CONTACT_HITS = """
INSERT INTO import_hit
SELECT s.row, ?1, c.client_id, c.id, NULL
FROM import_row s CROSS JOIN contact c ON c.external_id = s.contacts_external_id
"""
FIRST_VALUES = """
SELECT {key} AS key, min({row}) AS first {more}
FROM import_row s
WHERE {key} IS NOT NULL AND {{share}} GROUP BY {key} HAVING min({row}) < max(row)
"""
VALUE_LINKS = """
INSERT INTO import_hit
SELECT s.row, ?1, NULL, NULL, f.first
FROM import_row s CROSS JOIN import_first f ON f.key = {key}
WHERE f.first < s.row {guard}
"""
FIRST_ID = """,
substr(min(CASE WHEN s.clients_{name} IS NOT NULL
    THEN printf('%012d', s.row) || s.clients_{name} END), 13) AS {name}
"""
"""The tax id of the first row of a name that has one: another one is another company."""

OTHER_ID = " AND NOT coalesce({of}.{name} <> s.clients_{name}, 0)"
OTHER_COMPANY = """ AND NOT coalesce(
    (SELECT f.{name} FROM import_first f WHERE f.key = s.client_key) <> s.clients_{name}, 0)"""
"""A record without a tax id gets the first one of its name, so a second one is not its own."""

UNKNOWN_ROW = """
CASE WHEN s.row NOT IN (SELECT row FROM import_hit WHERE client IS NOT NULL OR above IS NOT NULL)
    THEN s.row END
"""
"""A row that is known by a value does not keep its name, so it lends it to no other row."""

ROW_POINTS = """SELECT i.kind, coalesce(i.normalised, i.value) AS address
    FROM import_point i WHERE i.row = {row}"""
CLIENT_POINTS = """SELECT replace(p.kind, 'mobile', 'phone') AS kind,
    coalesce(p.normalised, p.value) AS address
    FROM contact_point p WHERE p.archived_at IS NULL AND (p.client_id = c.id
    OR p.contact_id IN (SELECT o.id FROM contact o WHERE o.client_id = c.id))"""
NAMESAKES = """
AND NOT ({person}
    AND EXISTS (SELECT 1 FROM ({row}) a JOIN ({other}) b USING (kind))
    AND NOT EXISTS (SELECT 1 FROM ({row}) a JOIN ({other}) b USING (kind, address)))
"""
"""Persons of one name who have no company and no phone or e-mail in common are two persons."""

PERSON = "s.made_kind = 'person' AND s.contact_key = s.client_key"
"""A row that is nobody but a person: without a company, or because its kind says so."""

DECIDE = """
INSERT INTO import_plan (row, client, above, verdict)
SELECT s.row, CASE WHEN d.clients = 1 THEN d.client END, CASE WHEN d.clients = 0 THEN d.above END,
    CASE WHEN d.clients > 1 THEN 'duplicate' END
FROM import_row s LEFT JOIN (
    SELECT h.row, count(DISTINCT h.client) AS clients, min(h.client) AS client,
        min(h.above) AS above
    FROM import_hit h JOIN (
        SELECT row, min(rank) AS rank FROM import_hit
        WHERE client IS NOT NULL OR above IS NOT NULL GROUP BY row
    ) b ON b.row = h.row AND b.rank = h.rank GROUP BY h.row
) d ON d.row = s.row
"""
CLIMB = """
UPDATE import_plan SET {above} =
    (SELECT p.{above} FROM import_plan p WHERE p.row = import_plan.{above})
WHERE {above} IS NOT NULL
AND (SELECT p.{above} FROM import_plan p WHERE p.row = import_plan.{above}) IS NOT NULL
"""
NUMBERED = 10_000
"""Rows whose new records get their ids at a time."""

NUMBER_CLIENTS = """
UPDATE import_plan SET client = ?1 + n.number, new_client = 1, verdict = 'new'
FROM (SELECT row, row_number() OVER (ORDER BY row) AS number FROM import_plan
    WHERE row BETWEEN ?2 AND ?3 AND client IS NULL AND above IS NULL AND verdict IS NULL) n
WHERE n.row = import_plan.row
"""
NAMESAKES_MADE = """
CREATE TABLE staging.import_namesake AS
SELECT s.client_key AS key, count(*) AS made FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.new_client AND s.client_key IN (SELECT r.client_key FROM import_hit h
    JOIN import_row r ON r.row = h.row WHERE h.rank = ?1)
GROUP BY s.client_key
"""
SEVERAL_OF_NAME = """
UPDATE import_plan SET client = NULL, above = NULL, verdict = 'duplicate'
FROM import_row s JOIN import_namesake n ON n.key = s.client_key
WHERE s.row = import_plan.row AND NOT new_client AND verdict IS NULL
AND n.made > (client IS NULL) {guard}
AND ?1 = (SELECT min(rank) FROM import_hit h WHERE h.row = s.row
    AND (h.client IS NOT NULL OR h.above IS NOT NULL))
"""
"""A row that is known by its name alone, and fits several records once all are made."""

SHARED_POINTS = """
SELECT i.normalised AS key FROM import_point i JOIN import_plan p ON p.row = i.row
WHERE i.kind = ?1 AND i.normalised IS NOT NULL AND p.client IS NOT NULL AND {share}
GROUP BY i.normalised HAVING min(p.client) < max(p.client)
"""
SEVERAL_OF_POINT = """
UPDATE import_plan SET client = NULL, verdict = 'duplicate'
WHERE verdict IS NULL AND above IS NOT NULL AND row IN (
    SELECT i.row FROM import_point i JOIN import_first f ON f.key = i.normalised WHERE i.kind = ?1)
AND (SELECT contact_key FROM import_row s WHERE s.row = import_plan.row) IS NULL
AND ?2 = (SELECT min(rank) FROM import_hit h WHERE h.row = import_plan.row AND h.above IS NOT NULL)
"""
"""A row without a person that is known by the phone or mailbox of people of several clients."""

NOBODYS = """
SELECT 1 FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.above IS NOT NULL AND p.verdict IS NULL AND s.contact_key IS NULL LIMIT 1
"""
FOLLOW_CLIENTS = """
UPDATE import_plan SET client = a.client,
    verdict = CASE WHEN a.client IS NULL THEN 'duplicate' END
FROM import_plan a WHERE a.row = import_plan.above
"""
KNOWN_CONTACTS = """
UPDATE import_plan SET contact = coalesce(
    (SELECT h.contact FROM import_hit h JOIN contact c ON c.id = h.contact
        JOIN import_row r ON r.row = h.row  -- SQLite 3.40 has no s in this ORDER BY
        WHERE h.row = import_plan.row
        AND (c.client_id = import_plan.client OR c.client_id IS NULL)
        ORDER BY h.rank, c.name_key <> r.contact_key, h.contact LIMIT 1),
    (SELECT c.id FROM contact c WHERE c.name_key = s.contact_key
        AND +c.client_id = import_plan.client ORDER BY c.id LIMIT 1))
FROM import_row s
WHERE s.row = import_plan.row AND s.contact_key IS NOT NULL AND import_plan.client IS NOT NULL
AND (NOT new_client OR import_plan.row IN (SELECT row FROM import_hit WHERE contact IS NOT NULL))
"""
LINK_VALUES = """
UPDATE import_plan SET contact_above = (
    SELECT h.above FROM import_hit h JOIN import_plan a ON a.row = h.above
    JOIN import_row b ON b.row = h.above
    WHERE h.row = import_plan.row AND h.rank < ?1 AND a.client = import_plan.client
    AND ({same} OR crm_same_person(b.contact_key, s.contact_key)) ORDER BY h.rank LIMIT 1)
FROM import_row s
WHERE s.row = import_plan.row AND s.contact_key IS NOT NULL AND import_plan.client IS NOT NULL
AND contact IS NULL AND NOT new_client
"""
FIRST_NAMES = """
SELECT p.client, s.contact_key AS key, min(p.row) AS first
FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.contact IS NULL AND p.contact_above IS NULL AND s.contact_key IS NOT NULL
AND {share}
AND p.client IN (SELECT client FROM import_plan p WHERE {share} AND NOT new_client)
GROUP BY p.client, s.contact_key HAVING min(p.row) < max(p.row)
"""
"""Only a client with a row that does not make it can have several rows."""

LINK_NAMES = """
UPDATE import_plan SET contact_above = f.first
FROM import_row s JOIN import_first f ON f.key = s.contact_key
WHERE s.row = import_plan.row AND f.client = import_plan.client AND f.first < import_plan.row
AND contact IS NULL AND contact_above IS NULL
"""
NUMBER_CONTACTS = """
UPDATE import_plan SET contact = ?1 + n.number, new_contact = 1, verdict = 'new'
FROM (SELECT p.row, row_number() OVER (ORDER BY p.row) AS number
    FROM import_plan p JOIN import_row s ON s.row = p.row
    WHERE p.row BETWEEN ?2 AND ?3 AND p.client IS NOT NULL AND p.contact IS NULL
    AND p.contact_above IS NULL AND s.contact_key IS NOT NULL) n
WHERE n.row = import_plan.row
"""
FOLLOW_CONTACTS = """
UPDATE import_plan SET contact = a.contact
FROM import_plan a WHERE a.row = import_plan.contact_above
"""


def match(values: Sequence[str], layout: Layout) -> dict[str, int]:
    """Fill `import_plan`, by `values` of `MATCHABLE` where the file has them.

    Runs inside the transaction that writes, so that what it finds is still so, or is followed by
    `staging_ids.reserve`. Returns the last id of each entity: those that the plan gives to new
    records are higher.
    """
    bases = {"clients": last_id("client"), "contacts": last_id("contact")}
    database.register_function(is_same_person, "crm_same_person", 2, deterministic=True)
    ranked = _ranked(values)
    by_contact = EXTERNAL_ID in values and EXTERNAL_ID in layout.contacts
    for rank, value in enumerate(ranked):
        if value in POINTS:
            _match_points(value, rank)
        elif value == OF_CONTACT and by_contact:
            _run(CONTACT_HITS, rank)
            _link_values("s.contacts_external_id", rank)
        elif value in layout.clients:
            _find_values(f"c.{value} = s.clients_{value}", rank)
            _link_values(f"s.clients_{value}", rank)
    ids = [name for name in _telling(values) if name in layout.clients]
    _match_names(ids, has_kind="kind" in layout.clients)
    _settle_clients(bases["clients"], ids)
    _tell_several(ranked)
    _settle_contacts(bases["contacts"], by_contact)
    return bases


def _ranked(values: Sequence[str]) -> list[str]:
    ranked: list[str] = []
    for value in values:
        ranked += [value, OF_CONTACT] if value == EXTERNAL_ID else [value]
    return ranked


def _telling(values: Sequence[str]) -> tuple[str, ...]:
    """What tells namesakes apart; external ids of several programs do so only when asked for."""
    return ("tax_id", EXTERNAL_ID) if EXTERNAL_ID in values else ("tax_id",)


def is_same_person(one: str | None, other: str | None) -> bool:
    """Whether two folded names share a word: people of one office share phone and mailbox."""
    if not one or not other:
        return False
    return one == other or not _words(one).isdisjoint(_words(other))


def _match_points(kind: str, rank: int) -> None:
    _run(POINT_HITS, kind, rank)
    _renew(FIRST_POINTS, "normalised", kind)
    _run(POINT_LINKS, kind, rank)


def _link_values(key: str, rank: int) -> None:
    _renew(FIRST_VALUES.format(key=key, row="s.row", more=""), key)
    _run(VALUE_LINKS.format(key=key, guard=""), rank)


def _find_values(same: str, rank: int) -> None:
    for place in (0, 1):  # whether there is a second one is all that counts
        _run(VALUE_HITS.format(same=same), rank, place)


def _match_names(ids: Sequence[str], *, has_kind: bool) -> None:
    """By the folded name of the client, unless the rest says that these are two."""
    person = f"(({PERSON}) OR s.clients_kind IS 'person')" if has_kind else PERSON
    row, first = ROW_POINTS.format(row="s.row"), ROW_POINTS.format(row="f.first")
    stored = (
        _each(OTHER_ID, ids, of="c")
        + _each(OTHER_COMPANY, ids)
        + NAMESAKES.format(person=person, row=row, other=CLIENT_POINTS)
    )
    above = _each(OTHER_ID, ids, of="f") + NAMESAKES.format(person=person, row=row, other=first)
    first_of = FIRST_VALUES.format(key="s.client_key", row=UNKNOWN_ROW, more=_each(FIRST_ID, ids))
    _renew(first_of, "s.client_key")
    _find_values("c.name_key = s.client_key " + stored, NAME_RANK)
    _run(VALUE_LINKS.format(key="s.client_key", guard=above), NAME_RANK)


def _each(piece: str, names: Sequence[str], **parts: str) -> str:
    return "".join(piece.format(name=name, **parts) for name in names)


def _settle_clients(base: int, ids: Sequence[str]) -> None:
    _run("CREATE INDEX staging.import_hit_row ON import_hit (row, rank)")
    _run(DECIDE)
    _number(NUMBER_CLIENTS, base)
    _run(NAMESAKES_MADE, NAME_RANK)
    _run("CREATE INDEX staging.import_namesake_key ON import_namesake (key)")
    guard = _each(" AND s.clients_{name} IS NULL", ids)
    _run(SEVERAL_OF_NAME.format(guard=guard), NAME_RANK)
    _climb("above")
    _run(FOLLOW_CLIENTS)


def _tell_several(values: Sequence[str]) -> None:
    if database.execute_sql(NOBODYS).fetchone():
        for rank, value in enumerate(values):
            if value in POINTS:
                _renew(SHARED_POINTS, "i.normalised", value)
                _run(SEVERAL_OF_POINT, value, rank)


def _settle_contacts(base: int, by_contact: bool) -> None:
    same = "b.contacts_external_id = s.contacts_external_id" if by_contact else "0"
    _run(KNOWN_CONTACTS)
    _run(LINK_VALUES.format(same=same), NAME_RANK)
    _renew(FIRST_NAMES, "p.client", index="key, client")
    _run(LINK_NAMES)
    _climb("contact_above")
    _number(NUMBER_CONTACTS, base)
    _run(FOLLOW_CONTACTS)


def _number(statement: str, base: int) -> None:
    """Give the new records their ids, some rows at a time: SQLite keeps those it is to change."""
    rows = database.execute_sql("SELECT count(*) FROM import_plan").fetchone()[0]
    for first in range(1, rows + 1, NUMBERED):
        numbered = database.execute_sql(statement, (base, first, first + NUMBERED - 1))
        base += numbered.rowcount


def _climb(above: str) -> None:
    """Let every row point at the first of its chain: twice as far each time."""
    while database.execute_sql(CLIMB.format(above=above)).rowcount:
        continue


def _renew(chosen: str, key: str, *parameters: Any, index: str = "key") -> None:
    """Make the table of what is repeated in the file anew."""
    _run("DROP TABLE IF EXISTS staging.import_first")
    rows = database.execute_sql("SELECT count(*) FROM import_row").fetchone()[0]
    shares = max(1, -(-rows // SHARE_ROWS))
    for share in range(shares):
        into = "INSERT INTO import_first" if share else "CREATE TABLE staging.import_first AS"
        of_share = SHARE.format(key=key, shares=shares, share=share) if shares > 1 else "1"
        _run(f"{into} {chosen.format(share=of_share)}", *parameters)
    _run(f"CREATE INDEX staging.import_first_key ON import_first ({index})")


def _run(statement: str, *parameters: Any) -> None:
    database.execute_sql(statement, parameters)


def _words(folded: str) -> set[str]:
    return {word for word in transliterated(folded).split() if len(word) > 1}
