"""What the rows of an import add to records that are there already, in the database or in the file.

`import_given` gets one row a field that changes: whose, the value, and the row it comes from. With
`fill` the first row that has a value gives it to an empty field, with `overwrite` the last row that
has one gives it to any field; what several rows say in words is put together. So that the same file
changes nothing the second time, each of its rows must be known again by what is left: when rows
that contradict each other overwrite, the phones and e-mails of all of them are kept, and what else
a row is known by stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm_tui.data import staging_deals, staging_labels, staging_overwrites
from crm_tui.data.database import database
from crm_tui.data.expressions import json_path
from crm_tui.data.staging import Layout
from crm_tui.data.staging_contacts import OF_CONTACT
from crm_tui.data.staging_matches import ranked
from crm_tui.data.staging_overwrites import KEYS
from crm_tui.data.stores import settings
from crm_tui.data.tables import POINT_KINDS, RECORDS
from crm_tui.domain import foreign_properties
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import NOTE_LIMIT, Kind
from crm_tui.domain.foreign_properties import OF
from crm_tui.domain.imports import EXTERNAL_ID
from crm_tui.domain.joined_columns import REASON_CODE

NAMES = {
    CLIENTS: ("name",),
    CONTACTS: ("display_name", "first", "middle", "last"),
    DEALS: ("name",),
}
TOGETHER = ("notes", "preferences")
OF_CARDS = f"extra.{OF[CONTACTS.name].name}"
"""Where this is staged, what a card says of a person stays with her, and comes back out."""

LONGEST_TOGETHER = NOTE_LIMIT
"""Bytes: no record has more than its field holds."""

ABOVE = {CLIENTS: "above", CONTACTS: "contact_above", DEALS: "deal_above"}
CURRENCY = "currency"
SURE = "p.{one} NOT IN (SELECT id FROM import_unsure WHERE entity = '{entity}' {which})"
OF_ANOTHER = """NOT EXISTS (SELECT 1 FROM import_hit h LEFT JOIN import_plan a ON a.row = h.above
    WHERE h.row = p.row AND h.rank = {rank} AND coalesce(h.{one}, a.{one}) <> p.{one})"""
"""A tax id or external id by which a row is also another record's is not given to this one."""

TABLE = """
CREATE TABLE staging.import_given (entity TEXT, stored INTEGER, owner INTEGER, source INTEGER,
    name TEXT, value)
"""
GIVEN = """
INSERT INTO import_given
SELECT '{entity}', {stored}, owner, source, '{name}', given FROM (
    SELECT {owner} AS owner, {pick}(p.row) AS source, {given} AS given, {held} AS held
    FROM import_plan p JOIN import_row s ON s.row = p.row {join}
    WHERE {known} AND {given} IS NOT NULL AND {free} GROUP BY {owner})
WHERE given IS NOT held
"""
GIVEN_TOGETHER = """
INSERT INTO import_given
SELECT '{entity}', {stored}, owner, source, '{name}',
    CASE WHEN length(CAST(whole AS BLOB)) <= {limit} THEN whole ELSE first END AS told FROM (
    SELECT owner, min(source) AS source, held, coalesce(held, given) AS first,
        coalesce(held || char(10), '') || group_concat(given, char(10)) AS whole FROM (
        SELECT {owner} AS owner, min(p.row) AS source, {given} AS given, {held} AS held
        FROM import_plan p JOIN import_row s ON s.row = p.row {join}
        WHERE {known} AND {given} IS NOT NULL AND {free} GROUP BY {owner}, {given} ORDER BY source)
    GROUP BY owner)
WHERE told IS NOT held
"""
"""What several rows say of one record in words: all of it, for each is about somebody else."""

GIVEN_ANEW = """
INSERT INTO import_given
SELECT '{entity}', {stored}, owner, source, '{name}',
    CASE WHEN length(CAST(whole AS BLOB)) <= {limit} THEN whole ELSE last END AS told FROM (
    SELECT owner, max(source) AS source, held, given AS last,
        group_concat(given, char(10)) AS whole FROM (
        SELECT {owner} AS owner, min(p.row) AS source, {given} AS given, {held} AS held
        FROM import_plan p JOIN import_row s ON s.row = p.row {join}
        WHERE {known} AND {given} IS NOT NULL GROUP BY {owner}, {given} ORDER BY source)
    GROUP BY owner)
WHERE told IS NOT held
"""
"""The same with `overwrite`: all that the file says, in the order of its rows, and nothing else."""

ONLY_CODE = f"{{given}} GLOB '{REASON_CODE}: [0-9]*' AND instr({{given}}, char(10)) = 0"
"""What stands with the tax id in one column, and says nothing against what is noted already."""

STAGED_POINTS = """(SELECT group_concat(value, ', ') FROM (SELECT i.value FROM import_point i
    WHERE i.row = {row} AND i.contact = {contact} AND i.kind = '{name}' ORDER BY i.position))"""
STORED_POINTS = """(SELECT group_concat(value, ', ') FROM (SELECT i.value FROM contact_point i
    WHERE i.{one}_id = o.id AND i.kind IN ({kinds}) AND i.archived_at IS NULL
    ORDER BY i.position, i.id))"""
ADOPTED = """
INSERT INTO import_given SELECT 'contacts', 1, c.id, min(p.row), 'client', p.client
FROM import_plan p JOIN contact c ON c.id = p.contact
WHERE p.contact <= {base} AND c.client_id IS NULL GROUP BY c.id
"""
OF_THE_PEOPLE = """
DELETE FROM import_point WHERE NOT contact AND EXISTS (
    SELECT 1 FROM contact_point q JOIN contact o ON o.id = q.contact_id
    JOIN import_plan p ON p.client = o.client_id
    WHERE p.row = import_point.row AND q.normalised = import_point.normalised
    AND q.archived_at IS NULL)
"""
"""What a row without a name says of a client is not filled in again where it is a contact's."""

NAMELESS = " AND row IN (SELECT row FROM import_row WHERE client_key IS NULL)"
BY_OWNER = "CREATE INDEX staging.import_given_owner ON import_given (entity, stored, owner)"
OTHER_CURRENCY = """
DELETE FROM import_given AS g WHERE entity = '{entity}' AND name IN ({names})
AND (SELECT s.{entity}_currency FROM import_row s WHERE s.row = g.source) <> coalesce(
    (SELECT c.value FROM import_given c WHERE c.entity = '{entity}' AND c.stored = g.stored
        AND c.owner = g.owner AND c.name = 'currency'),
    CASE WHEN g.stored THEN (SELECT o.currency FROM {one} o WHERE o.id = g.owner)
        ELSE (SELECT o.{entity}_currency FROM import_row o WHERE o.row = g.owner) END)
"""
STAGE_VALUE = """
UPDATE import_row SET "{column}" = g.value FROM import_given g
WHERE g.entity = ? AND NOT g.stored AND g.name = ? AND g.owner = import_row.row
"""
KEPT = frozenset(f"extra.{field.name}" for field in foreign_properties.OF.values())
"""What cards say that no field has: with `fill` the record gets what it lacks of it."""

STAGE_KEYS = """
UPDATE import_row SET {keys}
WHERE row IN (SELECT owner FROM import_given WHERE NOT stored AND name IN ('name', 'display_name'))
"""
DROP_POINTS = """
DELETE FROM import_point WHERE contact = ?1 AND kind = ?2 AND row IN (
    SELECT owner FROM import_given WHERE entity = ?3 AND NOT stored AND name = ?2)
"""
STAGE_POINTS = """
INSERT INTO import_point
SELECT g.owner, i.contact, i.kind, i.position, i.value, i.normalised, i.tail, i.label
FROM import_given g JOIN import_point i ON i.row = g.source AND i.contact = ?1 AND i.kind = ?2
WHERE g.entity = ?3 AND NOT g.stored AND g.name = ?2
"""
VERDICTS = (
    """UPDATE import_plan SET verdict = 'updated'
    WHERE verdict IS NULL AND row IN (SELECT source FROM import_given)""",
    """UPDATE import_plan SET verdict = CASE
        WHEN client <= ?1 AND (contact IS NULL OR contact <= ?2) THEN 'same' ELSE 'duplicate' END
    WHERE verdict IS NULL""",
)


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose fields are filled: the stored records up to `base`, or the rows that make new ones."""

    entity: Entity
    stored: bool
    base: int
    ranks: Mapping[str, int]
    """By what the rows were matched, see `staging_matches.ranked`."""
    sums: frozenset[str]
    """Its fields that share the record's currency."""

    @property
    def above(self) -> str:
        return ABOVE[self.entity]

    @property
    def whole_parts(self) -> dict[str, object]:
        """The same as `parts`, where the row that makes a new record is one of those it has."""
        if self.stored:
            return self.parts
        owner = f"coalesce(p.{self.above}, p.row)"
        shared = f"SELECT {self.above} FROM import_plan WHERE {self.above} IS NOT NULL"
        join = str(self.parts["join"]).replace(f"p.{self.above}", owner)
        known = f"q.new_{self.entity.one} AND {owner} IN ({shared})"
        return self.parts | {"owner": owner, "join": join, "known": known}

    @property
    def parts(self) -> dict[str, object]:
        """The pieces of GIVEN that say whose they are."""
        one = self.entity.one
        shared = {"entity": self.entity.name, "stored": int(self.stored)}
        if self.stored:
            return shared | {
                "owner": f"p.{one}",
                "join": f"JOIN {one} o ON o.id = p.{one}",
                "known": f"p.{one} <= {self.base}",
            }
        return shared | {
            "owner": f"p.{self.above}",
            "join": f"JOIN import_row o ON o.row = p.{self.above} "
            "JOIN import_plan q ON q.row = o.row",
            "known": f"q.new_{one}",
        }

    def held(self, name: str) -> str:
        """What the owner has now."""
        one = self.entity.one
        if not self.stored and (self.entity, name) == (DEALS, "name"):
            return "coalesce(o.deals_name, o.deal_called)"
        if not self.stored:
            return f'o."{self.entity.name}_{name}"'
        if name.startswith("extra."):
            path = json_path(name.removeprefix("extra.")).replace("'", "''")
            return f"json_extract(o.extra, '{path}')"
        column = RECORDS[self.entity.name]._meta.fields[name].column_name
        return f'o."{column}"' if one else ""

    def unshared(self, name: str) -> str:
        """Where the value is no other record's."""
        value = OF_CONTACT if (self.entity, name) == (CONTACTS, EXTERNAL_ID) else name
        if name not in KEYS or value not in self.ranks or self.entity == DEALS:
            return "true"
        return OF_ANOTHER.format(one=self.entity.one, rank=self.ranks[value])

    def changeable(self, name: str) -> str:
        """Where `overwrite` may give the field another value."""
        key = f"{self.entity.one}_key"
        if name in NAMES[self.entity]:
            held = "o.name_key" if self.stored else f"o.{key}"
            return f"({self.sure('AND named')} OR s.{key} = {held})"
        return self.sure() if name in KEYS else "true"

    def sure(self, which: str = "") -> str:
        """Where keys and names may change, see `staging_overwrites`."""
        return SURE.format(one=self.entity.one, entity=self.entity.name, which=which)

    def one_currency(self, name: str) -> str:
        """Where a sum of the row is in the currency that the sums of the owner have."""
        if name not in (*self.sums, CURRENCY):
            return "true"
        return f'coalesce({self.held("currency")} = s."{self.entity.name}_currency", 1)'

    def whole(self, name: str, columns: Sequence[str]) -> str:
        """Where a sum or the currency may change: the row has all sums that the owner has, too.

        `columns` are those that the file fills.
        """
        if name not in (*self.sums, CURRENCY):
            return "true"
        known = self.sums if self.stored else self.sums.intersection(columns)
        staged = f's."{self.entity.name}_{{}}"'
        given = [
            f"({self.held(each)} IS NULL OR {staged.format(each)} IS NOT NULL)"
            if each in columns
            else f"{self.held(each)} IS NULL"
            for each in sorted(known)
        ]
        return f"({' AND '.join(given) or 'true'} OR {self.one_currency(name)})"

    def held_points(self, name: str) -> str:
        if not self.stored:
            return STAGED_POINTS.format(row="o.row", contact=_place(self.entity), name=name)
        kinds = ", ".join(f"'{kind}'" for kind in POINT_KINDS[Kind(name)])
        return STORED_POINTS.format(one=self.entity.one, kinds=kinds)


def merge(layout: Layout, bases: Mapping[str, int], update: str, match: Sequence[str] = ()) -> None:
    """Find what changes, give new records what later rows add to them, and settle the verdicts.

    `match` are the values by which rows were matched.
    """
    database.execute_sql(TABLE)
    ranks = {value: rank for rank, value in enumerate(ranked(match))}
    if update != "skip":
        if layout.deals:
            database.execute_sql(OF_THE_PEOPLE + NAMELESS)
        if update == "overwrite":
            staging_overwrites.prepare(ranked(match))
            staging_deals.note_unsure(layout)
        elif layout.contacts and layout.client_points:
            database.execute_sql(OF_THE_PEOPLE)
        for entity in layout.entities:
            contact, base = _place(entity), bases[entity.name]
            if layout.points(entity.name):
                staging_labels.find(entity=entity.name, one=entity.one, contact=contact, base=base)
            for stored in (False, True):
                owners = Owners(entity, stored, bases[entity.name], ranks, _sums(entity))
                _find(layout, owners, update == "overwrite")
        database.execute_sql(ADOPTED.format(base=bases["contacts"]))
        database.execute_sql(BY_OWNER)
        for entity in layout.entities:
            _keep_one_currency(layout, entity, _sums(entity))
        if _any_given_to_rows():
            _fill_rows(layout)
    database.execute_sql(VERDICTS[0])
    staging_deals.tell_repeated(layout, bases)
    database.execute_sql(VERDICTS[1], (bases["clients"], bases["contacts"]))


def _find(layout: Layout, owners: Owners, overwrite: bool) -> None:
    if not database.execute_sql(
        "SELECT 1 FROM import_plan p JOIN import_row s ON s.row = p.row {join} "
        "WHERE {known} LIMIT 1".format(**owners.parts)
    ).fetchone():
        return
    columns = layout.columns(owners.entity.name)
    for name in columns:
        given = f's."{owners.entity.name}_{name}"'
        if name in TOGETHER and OF_CARDS not in layout.contacts:
            give = _give_anew if overwrite else _give_together
            give(owners, name, given, owners.held(name))
            continue
        _give(owners, name, given, owners.held(name), overwrite, columns)
    for name in layout.points(owners.entity.name):
        given = STAGED_POINTS.format(row="s.row", contact=_place(owners.entity), name=name)
        _give(owners, name, given, owners.held_points(name), overwrite, columns)


def _give(
    owners: Owners, name: str, given: str, held: str, overwrite: bool, columns: Sequence[str]
) -> None:
    picks = {"min": f"{held} IS NULL AND {owners.one_currency(name)}"}
    if overwrite:
        free = f"{owners.changeable(name)} AND {owners.whole(name, columns)}"
        if not owners.stored:  # a row that names no client may be above the one that makes it
            free += f" AND (p.row > o.row OR {held} IS NULL)"
        picks = {"max": free}
        if name in KEYS:  # matching takes the first key for that of a record which has none yet
            picks["min"] = f"{held} IS NULL AND NOT ({owners.sure()})"
    elif name in KEPT:
        picks = {"min": f"{given} IS NOT NULL"}
        given = f"crm_filled({held}, {given})"
    for pick, free in picks.items():
        database.execute_sql(
            GIVEN.format(**owners.parts, name=name.replace("'", "''"), given=given, held=held,
                         pick=pick, free=f"{free} AND {owners.unshared(name)}")
        )  # fmt: skip


def _give_together(owners: Owners, name: str, given: str, held: str) -> None:
    unsaid = f"instr(coalesce({held}, ''), {given}) = 0"
    free = f"({held} IS NULL OR {ONLY_CODE.format(given=given)} AND {unsaid})"
    if not owners.stored:
        free = unsaid
    database.execute_sql(
        GIVEN_TOGETHER.format(**owners.parts, name=name, given=given, held=held, free=free,
                              limit=LONGEST_TOGETHER)
    )  # fmt: skip


def _give_anew(owners: Owners, name: str, given: str, held: str) -> None:
    database.execute_sql(
        GIVEN_ANEW.format(**owners.whole_parts, name=name, given=given, held=held,
                          limit=LONGEST_TOGETHER)
    )  # fmt: skip


def _sums(entity: Entity) -> frozenset[str]:
    """The fields of the entity that share the currency of the record."""
    if all(field.name != CURRENCY for field in entity.fields):
        return frozenset()
    known = (*entity.fields, *settings.custom_fields(entity.name))
    sums = (field for field in known if field.kind is Kind.MONEY)
    return frozenset(f"extra.{field.name}" if field.custom else field.name for field in sums)


def _keep_one_currency(layout: Layout, entity: Entity, sums: frozenset[str]) -> None:
    """Of rows in several currencies, only the sums in that which the record gets are taken."""
    names = ", ".join(f"'{name}'" for name in sums.intersection(layout.columns(entity.name)))
    if names:
        database.execute_sql(OTHER_CURRENCY.format(entity=entity.name, one=entity.one, names=names))


def _any_given_to_rows() -> bool:
    found = database.execute_sql("SELECT 1 FROM import_given WHERE NOT stored LIMIT 1")
    return found.fetchone() is not None


def _fill_rows(layout: Layout) -> None:
    for entity in layout.entities:
        for name in layout.columns(entity.name):
            column = f"{entity.name}_{name}"
            database.execute_sql(STAGE_VALUE.format(column=column), (entity.name, name))
        for name in layout.points(entity.name):
            parameters = (_place(entity), name, entity.name)
            database.execute_sql(DROP_POINTS, parameters)
            database.execute_sql(STAGE_POINTS, parameters)
    keys = [
        f"{entity.one}_key = coalesce(crm_fold({entity.name}_{NAMES[entity][0]}), {entity.one}_key)"
        for entity in layout.entities
        if layout.columns(entity.name)
    ]
    database.execute_sql(STAGE_KEYS.format(keys=", ".join(keys)))


def _place(entity: Entity) -> int:
    """How `import_point.contact` calls the entity."""
    return int(entity == CONTACTS)
