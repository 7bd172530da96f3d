"""Merges records, set-wise: whatever leads to those that go leads to those that stay.

Who goes is archived and keeps what it held, with a relation that says where it went, so no
reference dangles and an undo gives back every row. All new values are gathered in `moving`, one
row a field, and then written and journalled together: a record has one change in a transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peewee import ForeignKeyField

from crm_tui.data import contact_dates, search
from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.models.relations import Relation
from crm_tui.data.rows import stored
from crm_tui.data.stores.merging_points import move_points, points_text
from crm_tui.data.tables import RECORDS, TITLES, title
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Kind, Link
from crm_tui.domain.merging import JOB, MERGED

SCRATCH = (
    "DROP TABLE IF EXISTS temp.merging",
    "CREATE TEMP TABLE merging (gone INTEGER PRIMARY KEY, kept INTEGER)",
    "DROP TABLE IF EXISTS temp.moving",
    "CREATE TEMP TABLE moving (entity TEXT, record INTEGER, field TEXT, before, after, "
    "PRIMARY KEY (entity, record, field))",
)

TIES = {
    "relations": ("subject_client", "subject_contact", "kind", "object_client", "object_contact"),
    "participants": ("activity", "user", "contact"),
}
"""Rows that say nothing new where another says the same: by which columns."""


def begin(pairs: Mapping[int, int]) -> None:
    """Who goes, and who stays for whom; the scratch tables are empty then."""
    for statement in SCRATCH:
        database.execute_sql(statement)
    database.connection().executemany("INSERT INTO merging VALUES (?, ?)", pairs.items())


def give(entity: Entity, number: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Values, under their names in the journal, that a record gets."""
    rows = [
        (entity.name, number, name, stored(before[name]), stored(value))
        for name, value in after.items()
    ]
    database.connection().executemany("INSERT INTO moving VALUES (?, ?, ?, ?, ?)", rows)


def carry_out(journal: Journal, entity: Entity) -> dict[str, int]:
    """Merge what `begin` and `give` prepared; returns how many rows of each entity moved."""
    for child, field in leading(entity):
        move_links(entity, child, field)
    move_custom_links(entity)
    moved = counts(entity)
    put_away_ties(journal)
    points_before = points_text(entity)
    move_points(entity)
    put_away(journal, entity)
    for child in changed():
        write(journal, child)
    note_points(entity, points_before)
    note(journal)
    for gone, kept in database.execute_sql("SELECT gone, kept FROM merging").fetchall():
        ends = {f"subject_{entity.one}": gone, "kind": MERGED, f"object_{entity.one}": kept}
        journal.insert("relations", ends)
    contact_dates.refresh_changed(journal.transaction)
    for name in RECORDS:
        if search.covers(name):
            search.reindex_changed(name, journal.transaction)
    return moved


def keep_jobs(journal: Journal, contact: int, jobs: Mapping[int, str | None]) -> None:
    """The contact works for these clients, too, as that: where no tie says so already."""
    said: Any = Relation.select(Relation.object_client).where(
        Relation.subject_contact == contact, Relation.kind == JOB, Relation.archived_at.is_null()
    )
    known = {client for (client,) in said.tuples()}
    for client, position in jobs.items():
        if client not in known:
            tie = {"subject_contact": contact, "kind": JOB, "object_client": client}
            journal.insert("relations", tie | {"note": position})


def leading(entity: Entity) -> Iterator[tuple[str, ForeignKeyField]]:
    """Every link of a journalled table to records of the entity; the points are moved apart."""
    for child, model in JOURNALLED.items():
        for field in model._meta.sorted_fields:
            is_link = isinstance(field, ForeignKeyField) and child != "points"
            if is_link and field.rel_model is JOURNALLED[entity.name]:
                yield child, field


def move_links(entity: Entity, child: str, field: ForeignKeyField) -> None:
    """The rows whose column leads to one that goes; where it would lead to itself, to nobody."""
    column, table = field.column_name, JOURNALLED[child]._meta.table_name
    own = child == entity.name
    after = "NULLIF(kept, row.id)" if own else "kept"
    database.execute_sql(
        f"""INSERT INTO moving SELECT ?, row.id, ?, {column}, {after}
        FROM {table} row JOIN merging ON gone = {column} WHERE {stays("row", own=own)}
        ON CONFLICT DO UPDATE SET after = excluded.after""",
        (child, field.name),
    )
    remap(child, field.name, own=own)


def move_custom_links(entity: Entity) -> None:
    """The same for the links in fields of the users' own, also in those that are archived."""
    found = database.execute_sql(
        "SELECT entity, name FROM custom_field WHERE kind = ? AND list = ?",
        (Kind.LINK.value, entity.name),
    )
    for child, name in found.fetchall():
        value, own = f"json_extract(row.extra, '{json_path(name)}')", child == entity.name
        after = "NULLIF(kept, row.id)" if own else "kept"
        database.execute_sql(
            f"""INSERT INTO moving SELECT ?, row.id, ?, {value}, {after}
            FROM {RECORDS[child]._meta.table_name} row JOIN merging ON gone = {value}
            WHERE {stays("row", own=own)} ON CONFLICT DO UPDATE SET after = excluded.after""",
            (child, f"extra.{name}"),
        )
        remap(child, f"extra.{name}", own=own)


def remap(child: str, field: str, *, own: bool) -> None:
    """A value that was given may itself lead to one that goes, or to who gets it: that is none."""
    database.execute_sql(
        """UPDATE moving SET after = (SELECT NULLIF(kept, moving.record) FROM merging
        WHERE gone = moving.after) WHERE entity = ? AND field = ?
        AND after IN (SELECT gone FROM merging)""",
        (child, field),
    )
    if own:
        database.execute_sql(
            "DELETE FROM moving WHERE entity = ? AND field = ? AND after = record", (child, field)
        )


def stays(row: str, *, own: bool) -> str:
    return f"{row}.id NOT IN (SELECT gone FROM merging)" if own else "TRUE"


def counts(entity: Entity) -> dict[str, int]:
    """How many rows of other tables move."""
    rows = database.execute_sql(
        "SELECT entity, count(DISTINCT record) FROM moving WHERE entity <> ? GROUP BY entity",
        (entity.name,),
    )
    return dict(rows.fetchall())


def put_away_ties(journal: Journal) -> None:
    """Archive the ties that would join somebody with herself, or say what another says already."""
    for child, names in TIES.items():
        columns = [JOURNALLED[child]._meta.fields[name].column_name for name in names]
        state = ", ".join(
            f"""CASE WHEN EXISTS (SELECT 1 FROM moving WHERE entity = '{child}'
            AND record = row.id AND field = '{name}') THEN (SELECT after FROM moving
            WHERE entity = '{child}' AND record = row.id AND field = '{name}')
            ELSE row.{column} END AS {name}"""
            for name, column in zip(names, columns, strict=True)
        )
        same = " AND ".join(f"one.{name} IS other.{name}" for name in names)
        alone = "one.subject_client = one.object_client OR one.subject_contact = one.object_contact"
        database.execute_sql("DROP TABLE IF EXISTS temp.ties")
        database.execute_sql(
            f"CREATE TEMP TABLE ties AS SELECT row.id AS id, {state} FROM {child_table(child)} row "
            f"WHERE archived_at IS NULL AND {near(child, names)}"
        )
        database.execute_sql(
            f"""INSERT INTO moving SELECT '{child}', one.id, 'archived_at', NULL, ? FROM ties one
            WHERE one.id IN (SELECT record FROM moving WHERE entity = '{child}') AND
            ({alone if child == "relations" else "FALSE"} OR EXISTS (SELECT 1 FROM ties other
            WHERE {same} AND other.id <> one.id AND (other.id < one.id OR other.id NOT IN
            (SELECT record FROM moving WHERE entity = '{child}'))))""",
            (moment_text(journal.stamp.at),),
        )
        database.execute_sql(
            f"""DELETE FROM moving WHERE entity = '{child}' AND field <> 'archived_at' AND record
            IN (SELECT record FROM moving WHERE entity = '{child}' AND field = 'archived_at')"""
        )


def child_table(child: str) -> str:
    return str(JOURNALLED[child]._meta.table_name)


def near(child: str, names: Sequence[str]) -> str:
    """The condition that a tie has to do with those who stay or go."""
    ends = [
        JOURNALLED[child]._meta.fields[name].column_name
        for name in names
        if name.endswith(("client", "contact"))
    ]
    known = "(SELECT gone FROM merging UNION SELECT kept FROM merging)"
    return "(" + " OR ".join(f"{end} IN {known}" for end in ends) + ")"


def put_away(journal: Journal, entity: Entity) -> None:
    table = RECORDS[entity.name]._meta.table_name
    database.execute_sql(
        f"""INSERT INTO moving SELECT ?, id, 'archived_at', archived_at, ? FROM {table}
        WHERE id IN (SELECT gone FROM merging) AND archived_at IS NULL""",
        (entity.name, moment_text(journal.stamp.at)),
    )


def changed() -> list[str]:
    found = {name for (name,) in database.execute_sql("SELECT DISTINCT entity FROM moving")}
    return [child for child in JOURNALLED if child in found]


def write(journal: Journal, child: str) -> None:
    """Give the rows of the entity their new values."""
    model, table = JOURNALLED[child], child_table(child)
    named = database.execute_sql("SELECT DISTINCT field FROM moving WHERE entity = ?", (child,))
    fields = [name for (name,) in named.fetchall()]
    for name in fields:
        after = f"""(SELECT after FROM moving WHERE entity = '{child}' AND record = row.id
            AND field = ?)"""
        values, parameters = after, [name]
        if name.startswith("extra."):
            column, path = "extra", json_path(name.removeprefix("extra."))
            values = f"""crm_sorted_keys(CASE WHEN {after} IS NULL
                THEN json_remove(row.extra, '{path}')
                ELSE json_set(row.extra, '{path}', {after}) END)"""
            parameters = [name, name]
        else:
            column = model._meta.fields[name].column_name
        database.execute_sql(
            f"""UPDATE {table} AS row SET "{column}" = {values} WHERE id IN
            (SELECT record FROM moving WHERE entity = ? AND field = ?)""",
            (*parameters, child, name),
        )
    titled = TITLES.get(child) in fields and hasattr(model, "name_key")
    key = f", name_key = crm_fold({TITLES[child]})" if titled else ""
    database.execute_sql(
        f"""UPDATE {table} SET version = version + 1, changed_at = ?, changed_by = ?{key}
        WHERE id IN (SELECT record FROM moving WHERE entity = ?)""",
        (moment_text(journal.stamp.at), journal.stamp.user, child),
    )


def note_points(entity: Entity, before: Mapping[tuple[int, str], str | None]) -> None:
    """What the phones and e-mails of the records were and are, as the journal tells them."""
    after = points_text(entity)
    rows = [
        (entity.name, number, field, before[number, field], text)
        for (number, field), text in after.items()
        if before[number, field] != text
    ]
    database.connection().executemany("INSERT INTO moving VALUES (?, ?, ?, ?, ?)", rows)


def note(journal: Journal) -> None:
    database.execute_sql(
        """INSERT INTO change (txn, entity, op, record, last, before, after)
        SELECT ?, entity, 'update', record, record, json_group_object(field, before),
        json_group_object(field, after) FROM moving GROUP BY entity, record""",
        (journal.transaction,),
    )


def json_path(name: str) -> str:
    return '$."' + name.replace('"', "").replace("'", "''") + '"'


def merged_into(entity: Entity, number: int) -> Link | None:
    """Whom the record was merged into: its id leads there."""
    model: Any = RECORDS[entity.name]
    query = (
        model.select(model.id, title(entity.name, model))
        .join(Relation, on=(getattr(Relation, f"object_{entity.one}") == model.id))
        .where(
            getattr(Relation, f"subject_{entity.one}") == number,
            Relation.kind == MERGED,
            Relation.archived_at.is_null(),
        )
        .order_by(Relation.id.desc())
    )
    found: Any = query.tuples().first()
    return Link(*found) if found else None
