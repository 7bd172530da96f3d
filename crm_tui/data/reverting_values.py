"""Taking back values: a field gets its old value where it still holds what was written."""

from collections.abc import Iterator

from peewee import ForeignKeyField

from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.reverting_rows import quoted, there_again
from crm_tui.data.tables import POINT_KINDS, POINT_OWNERS, TITLES
from crm_tui.domain.fields import Kind

POINT_FIELDS = {"phone": Kind.PHONE, "email": Kind.EMAIL}
UPDATES = "change.txn = ? AND change.entity = ? AND change.op = 'update'"


def sort_out(transaction: int) -> None:
    """Note which values can be given back and which were changed since, before anything is.

    The points come last: where the phones of a client were changed since, its points stay.
    """
    for entity in sorted(JOURNALLED, key=lambda name: name == "points"):
        if entity == "points":
            block_points(transaction)
        for key in keys(transaction, entity):
            sort_out_field(transaction, entity, key)
    leave_settings_changed_since()


def leave_settings_changed_since() -> None:
    """The key of a setting, which the journal names beside its value, is no value to give back."""
    database.execute_sql(
        """DELETE FROM given_back WHERE entity = 'settings' AND id NOT IN
        (SELECT id FROM given_back WHERE entity = 'settings' AND field = 'value')"""
    )


def leave_deleted() -> None:
    """Give nothing back to what goes altogether: so it returns as it was at the end."""
    for table in ("given_back", "refused"):
        database.execute_sql(
            f"DELETE FROM {table} WHERE (entity, id) IN (SELECT entity, id FROM reverting)"
        )


def sort_out_field(transaction: int, entity: str, key: str) -> None:
    path = json_path(key)
    rows = f"""FROM change LEFT JOIN {quoted(JOURNALLED[entity])} row ON row.id = change.record
        WHERE {UPDATES} AND json_type(change.after, ?) IS NOT NULL"""
    if entity == "points":
        rows += " AND change.record NOT IN (SELECT id FROM blocked_points)"
    after = "json_extract(change.after, ?)"
    if key in POINT_FIELDS and entity in POINT_OWNERS:
        after = f"crm_without_labels({after})"
    holds = f"""row.id IS NOT NULL AND {current(entity, key)} IS {after}
        AND {may_hold(entity, key)}"""
    for table, condition in (("given_back", holds), ("refused", f"NOT ({holds})")):
        database.execute_sql(
            f"INSERT INTO {table} SELECT change.entity, change.record, ? {rows} AND {condition}",
            (key, transaction, entity, path, path),
        )


def may_hold(entity: str, key: str) -> str:
    """The condition that the old value still can be: what it leads to is there, nobody has it."""
    field = JOURNALLED[entity]._meta.fields.get(key)
    old = f"json_extract(change.before, '{json_path(key)}')"
    if isinstance(field, ForeignKeyField):
        return f"({there_again(old, field.rel_model)})"
    if field is not None and field.unique:
        taken = f"SELECT 1 FROM {quoted(JOURNALLED[entity])} other WHERE other.{key} = {old}"
        return f"NOT EXISTS ({taken})"
    return "TRUE"


def block_points(transaction: int) -> None:
    """Leave alone the points, also those to bring back, of whom the field was changed since."""
    for entity, owner in POINT_OWNERS.items():
        for field, kind in POINT_FIELDS.items():
            changed = "(SELECT id FROM refused WHERE entity = ? AND field = ?)"
            database.execute_sql(
                f"""INSERT OR IGNORE INTO blocked_points SELECT id FROM contact_point
                WHERE {kinds(kind)} AND {owner.column_name} IN {changed}
                UNION SELECT record FROM change WHERE txn = ? AND entity = 'points'
                AND op = 'delete' AND json_extract(before, '$.{owner.column_name}') IN {changed}
                AND json_extract(before, '$.kind') IN ({names(kind)})""",
                (entity, field, transaction, entity, field),
            )


def give_back_values(journal: Journal, transaction: int, entity: str) -> None:
    """Write the old values of the records in `part`, and say so in the journal."""
    found = database.execute_sql(
        "SELECT DISTINCT field FROM given_back WHERE entity = ? AND id IN part", (entity,)
    )
    given = [key for (key,) in found.fetchall()]
    for key in given:
        give_back_field(transaction, entity, key)
    database.execute_sql(
        f"""UPDATE {quoted(JOURNALLED[entity])}
        SET version = version + 1, changed_at = ?, changed_by = ? {derived(entity, given)}
        WHERE id IN part""",
        (moment_text(journal.stamp.at), journal.stamp.user),
    )
    note_given_back(journal, transaction, entity)


def give_back_field(transaction: int, entity: str, key: str) -> None:
    if key in POINT_FIELDS and entity in POINT_OWNERS:
        return  # the points themselves are given back
    old = f"""(SELECT json_extract(change.before, ?) FROM change
        WHERE {UPDATES} AND change.record = row.id)"""
    value, parameters = old, [json_path(key), transaction, entity]
    if key.startswith("extra."):
        column, path = "extra", json_path(key.removeprefix("extra."))
        value = f"""crm_sorted_keys(CASE WHEN {old} IS NULL THEN json_remove(row.extra, ?)
            ELSE json_set(row.extra, ?, {old}) END)"""
        parameters = [*parameters, path, path, *parameters]
    else:
        column = JOURNALLED[entity]._meta.fields[key].column_name
    database.execute_sql(
        f"""UPDATE {quoted(JOURNALLED[entity])} AS row SET "{column}" = {value}
        WHERE id IN part AND id IN (SELECT id FROM given_back WHERE entity = ? AND field = ?)""",
        (*parameters, entity, key),
    )


def derived(entity: str, given: list[str]) -> str:
    """The columns that follow from what was given back."""
    title = TITLES.get(entity)
    if title in given and hasattr(JOURNALLED[entity], "name_key"):
        return f', name_key = crm_fold("{title}")'
    return ""


def note_given_back(journal: Journal, transaction: int, entity: str) -> None:
    def swapped(side: str) -> str:
        return f"""(SELECT json_group_object(key, value) FROM json_each(change.{side})
            WHERE key IN (SELECT field FROM given_back
            WHERE entity = change.entity AND id = change.record))"""

    database.execute_sql(
        f"""INSERT INTO change (txn, entity, op, record, last, before, after)
        SELECT ?, entity, 'update', record, last, {swapped("after")}, {swapped("before")}
        FROM change WHERE {UPDATES} AND record IN part""",
        (journal.transaction, transaction, entity),
    )


def keys(transaction: int, entity: str) -> Iterator[str]:
    """The fields that the transaction changed in any record of the entity."""
    found = database.execute_sql(
        f"SELECT DISTINCT each.key FROM change, json_each(change.after) each WHERE {UPDATES}",
        (transaction, entity),
    )
    for (key,) in found.fetchall():
        yield key


def current(entity: str, key: str) -> str:
    """What the field holds now, as SQL over `row`."""
    if key.startswith("extra."):
        return f"json_extract(row.extra, '{json_path(key.removeprefix('extra.'))}')"
    if key in POINT_FIELDS and entity in POINT_OWNERS:
        owner = POINT_OWNERS[entity].column_name
        return f"""crm_without_labels((SELECT group_concat(value, ', ') FROM
            (SELECT value FROM contact_point WHERE {owner} = row.id
            AND {kinds(POINT_FIELDS[key])} AND archived_at IS NULL ORDER BY position, id)))"""
    return f'row."{JOURNALLED[entity]._meta.fields[key].column_name}"'


def kinds(kind: Kind) -> str:
    return f"kind IN ({names(kind)})"


def names(kind: Kind) -> str:
    return ", ".join(f"'{name}'" for name in POINT_KINDS[kind])


def json_path(key: str) -> str:
    return '$."' + key.replace('"', "").replace("'", "") + '"'
