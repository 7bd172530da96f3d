"""Which client and contact each row of an import is: found set-wise, never row by row.

A row is matched by the values it was told to look at, in their order, the first that hits; then by
its client's folded name, so that a row without any such value is known again too. It hits records
of the database and rows above it in the file alike.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from crm_tui.data import (
    staging_contacts,
    staging_deals,
    staging_merged,
    staging_own,
    staging_unnamed,
)
from crm_tui.data.database import database
from crm_tui.data.staging import Layout, compared
from crm_tui.data.staging_contacts import OF_CONTACT
from crm_tui.data.staging_ids import last_id
from crm_tui.data.staging_repeats import ADDRESS, renew, settle
from crm_tui.data.staging_steps import climb, number, parts, run
from crm_tui.data.tax_keys import comparable
from crm_tui.domain import names
from crm_tui.domain.imports import EXTERNAL_ID

POINTS = ("email", "phone")
ID_RANK, NAMESAKE_RANK, NAME_RANK = -1, 8, 9
CROWD = 50
"""A phone, e-mail or tax id of more records than this tells nobody: it stands for "unknown"."""

POINT_HITS = f"""
INSERT INTO import_hit
WITH known AS MATERIALIZED (
    SELECT DISTINCT i.row, i.normalised FROM import_point i
    WHERE i.kind = ?1 AND i.normalised IS NOT NULL AND i.row BETWEEN ?3 AND ?4
    AND EXISTS (SELECT 1 FROM contact_point p WHERE p.normalised = i.normalised)
)
SELECT k.row, ?2, coalesce(p.client_id, c.client_id), p.contact_id, NULL
FROM known k CROSS JOIN contact_point p ON p.normalised = k.normalised
LEFT JOIN contact c ON c.id = p.contact_id
LEFT JOIN import_row s ON s.row = k.row
WHERE p.archived_at IS NULL AND {CROWD} >= (SELECT count(*) FROM (
    SELECT 1 FROM contact_point q WHERE q.normalised = k.normalised LIMIT {CROWD + 1}))
AND (c.id IS NULL OR crm_one_person(?1, c.name_key, s.contact_key))
"""
REPEATED_POINTS = """
SELECT i.normalised, i.row, s.client_key, s.contact_key
FROM import_point i CROSS JOIN import_repeated f ON f.kind = 'normalised' AND f.key = i.normalised
JOIN import_row s ON s.row = i.row WHERE i.kind = ?1 ORDER BY i.normalised, i.row
"""
LINK = "INSERT INTO import_hit VALUES (?, ?, NULL, NULL, ?)"
VALUE_HITS = """
INSERT INTO import_hit
SELECT row, ?1, client, NULL, NULL FROM (
    SELECT s.row, (SELECT c.id FROM client c WHERE {same} LIMIT 1 OFFSET ?2) AS client
    FROM import_row s) WHERE client IS NOT NULL
"""
UNCROWDED = f"""AND {CROWD} >= (SELECT count(*) FROM (
    SELECT 1 FROM client q WHERE {{other}} LIMIT {CROWD + 1}))"""
CROWDS = f"""
DELETE FROM import_first WHERE key IN (
    SELECT f.key FROM import_row s CROSS JOIN import_first f ON f.key = s.{{kind}}
    GROUP BY f.key HAVING count(DISTINCT s.client_key) > {CROWD})
"""
CONTACT_HITS = """
INSERT INTO import_hit
SELECT s.row, ?1, c.client_id, c.id, NULL
FROM import_row s CROSS JOIN contact c ON c.external_id = s.contacts_external_id
"""
FIRST_VALUES = """
SELECT s.{kind}, {row}, {last} {more}
FROM import_row s CROSS JOIN import_repeated a ON a.kind = '{kind}' AND a.key = s.{kind} WHERE true
"""
FIRST_NAMESAKES = """
SELECT {key}, s.row, s.row
FROM import_row s CROSS JOIN import_repeated a ON a.kind = 'client_key' AND a.key = s.client_key
WHERE {key} IS NOT NULL
"""
VALUE_LINKS = """
INSERT INTO import_hit
SELECT s.row, ?1, NULL, NULL, f.first
FROM import_row s CROSS JOIN import_first f ON f.key = {key}
WHERE (f.first < s.row OR s.client_key IS NULL) {guard}
"""
NAMED_ROW = "CASE WHEN s.client_key IS NOT NULL THEN s.row END"
BEHIND_ALL = "CASE WHEN s.client_key IS NULL THEN 1e12 ELSE s.row END"
"""A row that does not name its client makes none: it is of any named row, also one below."""

FIRST_ID = ", printf('%012d', s.row) || {staged}"
"""The tax id of the first row of a name that has one: another one is another company."""

LINKS_ABOVE = """
CREATE INDEX staging.import_hit_above ON import_hit (above) WHERE above IS NOT NULL
"""
LINKED_ID = """
SELECT min(printf('%012d', s.row) || {staged}) FROM import_hit h
JOIN import_row s ON s.row = h.row
WHERE h.above = import_first.first AND {staged} IS NOT NULL
"""
"""A row of another name that is known by its phone or e-mail gives its tax id to the first."""

SETTLE_ID = f"""
UPDATE import_first SET {{name}} = (SELECT substr(min(numbered), 13) FROM (
    SELECT import_first.{{name}} AS numbered UNION ALL {LINKED_ID}))
"""

OTHER_ID = " AND NOT coalesce({stored} <> {staged}, 0)"
OTHER_FIRST = " AND NOT coalesce(f.{name} <> {staged}, 0)"
OTHER_COMPANY = """ AND NOT ({stored} IS NULL AND coalesce(
    (SELECT f.{name} FROM import_first f WHERE f.key = s.client_key) <> {staged}, 0))"""
"""A record without a tax id gets the first one of its name, so a second one is not its own."""

UNKNOWN_ROW = """
CASE WHEN NOT EXISTS (SELECT 1 FROM import_hit h
    WHERE h.row = s.row AND (h.client IS NOT NULL OR h.above IS NOT NULL)) THEN s.row END
"""
"""A row that is known by a value does not keep its name, so it lends it to no other row."""

ROW_POINTS = """SELECT i.kind, i.normalised AS address
    FROM import_point i WHERE i.row = {row} AND i.normalised IS NOT NULL"""
CLIENT_POINTS = """SELECT replace(p.kind, 'mobile', 'phone') AS kind, p.normalised AS address
    FROM contact_point p WHERE p.archived_at IS NULL AND p.normalised IS NOT NULL AND (
    p.client_id = c.id OR p.contact_id IN (SELECT o.id FROM contact o
        WHERE o.client_id = c.id AND o.name_key = c.name_key))"""
NAMESAKES = """
AND NOT (({person})
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
        WHERE row BETWEEN ?1 AND ?2 AND (client IS NOT NULL OR above IS NOT NULL) GROUP BY row
    ) b ON b.row = h.row AND b.rank = h.rank GROUP BY h.row
) d ON d.row = s.row
WHERE s.row BETWEEN ?1 AND ?2
"""
NAMELESS_ROW = "nameless"
NAMELESS = """
UPDATE import_plan SET verdict = ? WHERE client IS NULL AND above IS NULL AND verdict IS NULL
AND row IN (SELECT row FROM import_row WHERE client_key IS NULL)
"""
NUMBER_CLIENTS = """
UPDATE import_plan SET client = crm_next(), new_client = 1, verdict = 'new'
WHERE row BETWEEN ? AND ? AND client IS NULL AND above IS NULL AND verdict IS NULL
"""
NAMESAKES_MADE = """
CREATE TABLE staging.import_namesake AS
SELECT s.client_key AS key, s.row FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.new_client AND s.client_key IN (SELECT r.client_key FROM import_hit h
    JOIN import_row r ON r.row = h.row WHERE h.rank = ?1)
"""
SEVERAL_OF_NAME = """
UPDATE import_plan SET client = NULL, above = NULL, verdict = 'duplicate'
FROM import_row s
WHERE s.row = import_plan.row AND NOT new_client AND verdict IS NULL
AND (client IS NULL) < (SELECT count(*) FROM (SELECT 1 FROM import_namesake n
    WHERE n.key = s.client_key {namesakes} LIMIT 2)) {guard}
AND ?1 = (SELECT min(rank) FROM import_hit h WHERE h.row = s.row
    AND (h.client IS NOT NULL OR h.above IS NOT NULL))
"""
"""A row that is known by its name alone, and fits several records once all are made."""

SHARED_POINTS = """
SELECT i.normalised, p.client, p.client
FROM import_point i CROSS JOIN import_repeated a ON a.kind = 'normalised' AND a.key = i.normalised
JOIN import_plan p ON p.row = i.row
WHERE i.kind = ?1 AND p.client IS NOT NULL
"""
SEVERAL_OF_POINT = """
UPDATE import_plan SET client = NULL, above = NULL, verdict = 'duplicate'
WHERE verdict IS NULL AND above IS NOT NULL AND row IN (
    SELECT i.row FROM import_point i JOIN import_first f ON f.key = i.normalised WHERE i.kind = ?1)
AND (SELECT contact_key FROM import_row s WHERE s.row = import_plan.row) IS NULL
AND ?2 = (SELECT min(rank) FROM import_hit h WHERE h.row = import_plan.row AND h.above IS NOT NULL)
"""
"""A row without a person that is known by the phone or mailbox of people of several clients."""

OF_A_DUPLICATE = """
UPDATE import_plan SET client = NULL, above = NULL, verdict = 'duplicate'
WHERE verdict IS NULL AND above IS NOT NULL AND row IN (
    SELECT h.row FROM import_hit h JOIN import_plan a ON a.row = h.above
    WHERE a.verdict = 'duplicate' AND h.rank = (SELECT min(b.rank) FROM import_hit b
        WHERE b.row = h.row AND (b.client IS NOT NULL OR b.above IS NOT NULL)))
"""
"""A row that is known by nothing but one that is several's."""

NOBODYS = """
SELECT 1 FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.above IS NOT NULL AND p.verdict IS NULL AND s.contact_key IS NULL LIMIT 1
"""
FOLLOW_CLIENTS = """
UPDATE import_plan SET client = a.client,
    verdict = CASE WHEN a.client IS NULL THEN 'duplicate' END
FROM import_plan a WHERE a.row = import_plan.above
"""


def match(values: Sequence[str], layout: Layout) -> dict[str, int]:
    """Fill `import_plan`, by `values` of `MATCHABLE` where the file has them.

    Runs inside the transaction that writes, so that what it finds is still so, or is followed by
    `staging_ids.reserve`. Returns the last id of each entity: those that the plan gives to new
    records are higher.
    """
    bases = {found.name: last_id(found.one) for found in layout.entities}
    database.register_function(_is_one_person, "crm_one_person", 3, deterministic=True)
    settle(layout.telling)
    staging_own.hit(layout)
    staging_unnamed.find(layout, ID_RANK)
    staging_deals.hit(layout, ID_RANK)
    by_contact = EXTERNAL_ID in values and EXTERNAL_ID in layout.contacts
    for rank, value in enumerate(ranked(values)):
        if value in POINTS:
            _match_points(value, rank)
        elif value == OF_CONTACT and by_contact:
            run(CONTACT_HITS, rank)
            _link_values("contacts_external_id", rank)
        elif value in layout.clients:
            _find_values(_same("c", value) + UNCROWDED.format(other=_same("q", value)), rank)
            _link_values(compared(value), rank, CROWDS)
    ids = [name for name in _telling(values) if name in layout.clients]
    person = PERSON + (" OR s.clients_kind IS 'person'" if "kind" in layout.clients else "")
    for name in ids:
        if name not in values:
            _match_namesakes(name)
    _match_names(ids, person)
    staging_unnamed.forget(layout)
    _settle_clients(bases["clients"], ids, person)
    _tell_several(ranked(values))
    staging_contacts.settle(bases["contacts"], ranked(values))
    staging_deals.settle(layout, bases)
    return bases


def ranked(values: Sequence[str]) -> list[str]:
    """In which order a row is matched by `values`; the place is `import_hit.rank`."""
    return [
        each
        for value in values
        for each in ((value, OF_CONTACT) if value == EXTERNAL_ID else (value,))
    ]


def _telling(values: Sequence[str]) -> tuple[str, ...]:
    """What tells namesakes apart; external ids of several programs do so only when asked for."""
    return ("tax_id", EXTERNAL_ID) if EXTERNAL_ID in values else ("tax_id",)


def _is_one_person(kind: str, one: str | None, other: str | None) -> bool:
    """Whether two people have the address to themselves; a nameless one may be anybody."""
    if one is None or other is None:
        return True
    return names.may_be_one_person(one, other, shares=kind == "phone")


def _match_points(kind: str, rank: int) -> None:
    for part in parts():
        run(POINT_HITS, kind, rank, *part)
    repeated = database.execute_sql(REPEATED_POINTS, (kind,))
    for _, rows in groupby(repeated, itemgetter(0)):
        above = _owners(kind, [row[1:] for row in rows])
        database.connection().executemany(LINK, [(row, rank, owner) for row, owner in above])


def _owners(kind: str, rows: Sequence[tuple[int, str, str | None]]) -> Iterator[tuple[int, int]]:
    """Which row above each of `rows` is of: all have one phone or mailbox.

    It is the first one whose person it may be and that is of no row above it itself: under the name
    of that one the record is stored, so the same file finds it again by it. A row that does not
    name its client is of any that does, also of one below it.
    """
    if len({contact or client for _row, client, contact in rows}) > CROWD:
        return
    owners: list[tuple[int, str | None]] = []
    once = dict.fromkeys(rows)  # a client and its contact may have one number
    for row, client, name in sorted(once, key=lambda row: row[1] is None):
        above = (owner for owner, other in owners if _is_one_person(kind, other, name))
        owner = next(above, None)
        if owner is not None:
            yield row, owner
        elif client is not None:
            owners.append((row, name))


def _link_values(kind: str, rank: int, crowds: str | None = None) -> None:
    first = FIRST_VALUES.format(kind=kind, row=NAMED_ROW, last=BEHIND_ALL, more="")
    if not renew(first, of=kind):
        return
    if crowds:
        run(crowds.format(kind=kind))
    run(VALUE_LINKS.format(key=f"s.{kind}", guard=""), rank)


def _find_values(same: str, rank: int) -> None:
    for place in (0, 1):  # whether there is a second one is all that counts
        if not database.execute_sql(VALUE_HITS.format(same=same), (rank, place)).rowcount:
            return


def _match_namesakes(value: str) -> None:
    """By name and value together: of several of one name, which one the row is."""
    key = f"s.client_key || ' ' || s.{compared(value)}"
    _find_values("c.name_key = s.client_key AND " + _same("c", value), NAMESAKE_RANK)
    if renew(FIRST_NAMESAKES.format(key=key), of="client_key"):
        run(VALUE_LINKS.format(key=key, guard=""), NAMESAKE_RANK)


def _match_names(ids: Sequence[str], person: str) -> None:
    """By the folded name of the client, unless the rest says that these are two."""
    row, first = ROW_POINTS.format(row="s.row"), ROW_POINTS.format(row="f.first")
    stored = (
        _each(OTHER_ID, ids)
        + _each(OTHER_COMPANY, ids)
        + NAMESAKES.format(person=person, row=row, other=CLIENT_POINTS)
    )
    above = _each(OTHER_FIRST, ids) + NAMESAKES.format(person=person, row=row, other=first)
    first_of = FIRST_VALUES.format(
        kind="client_key", row=UNKNOWN_ROW, last=UNKNOWN_ROW, more=_each(FIRST_ID, ids)
    )
    is_repeated = renew(first_of, more=ids, of="client_key")
    if ids:
        run(LINKS_ABOVE)
    for name in ids:
        run(_each(SETTLE_ID, [name]))
    _find_values("c.name_key = s.client_key " + stored, NAME_RANK)
    if is_repeated:
        run(VALUE_LINKS.format(key="s.client_key", guard=above), NAME_RANK)


def _same(table: str, value: str) -> str:
    """That a client of the database has the value of the row; as its index wants it."""
    there = f"{table}.{value} IS NOT NULL AND "
    return f"{there}{comparable(f'{table}.{value}')} = s.{compared(value)} "


def _each(piece: str, names: Sequence[str]) -> str:
    """The piece for each of the values by which clients of one name are told apart."""
    return "".join(
        piece.format(name=name, staged=f"s.{compared(name)}", stored=comparable(f"c.{name}"))
        for name in names
    )


def _settle_clients(base: int, ids: Sequence[str], person: str) -> None:
    staging_merged.follow_hits()
    for part in parts():
        run(DECIDE, *part)
    run(NAMELESS, NAMELESS_ROW)
    number(NUMBER_CLIENTS, base)
    run(NAMESAKES_MADE, NAME_RANK)
    run("CREATE INDEX staging.import_namesake_key ON import_namesake (key)")
    guard = _each(" AND s.clients_{name} IS NULL", ids)
    rows = {"row": ROW_POINTS.format(row="s.row"), "other": ROW_POINTS.format(row="n.row")}
    namesakes = NAMESAKES.format(person=person, **rows)
    run(SEVERAL_OF_NAME.format(guard=guard, namesakes=namesakes), NAME_RANK)
    climb("above")
    run(FOLLOW_CLIENTS)


def _tell_several(values: Sequence[str]) -> None:
    if database.execute_sql(NOBODYS).fetchone():
        for rank, value in enumerate(values):
            if value in POINTS and renew(SHARED_POINTS, value, of=ADDRESS):
                run(SEVERAL_OF_POINT, value, rank)
        while database.execute_sql(OF_A_DUPLICATE).rowcount:
            continue
