"""Values of fields as what a set-wise change writes: SQL over the rows that it meets."""

from collections.abc import Mapping
from typing import Any

from crm_tui.data.database import database
from crm_tui.data.expressions import json_path
from crm_tui.data.reverting_rows import literal
from crm_tui.data.rows import stored
from crm_tui.data.setwise import Assignment
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.tags import TagChange


def assignment(entity: Entity, field: Field, value: Any) -> Assignment:
    """The field gets the value; of a `TagChange` each record gets what it makes of its tags."""
    before = current(entity, field)
    if isinstance(value, TagChange):
        parameters = (" ".join(value.added), " ".join(value.removed))
        return made(entity, field, f"crm_changed_tags({before}, ?, ?)", parameters)
    return made(entity, field, "?", (stored(value),))


def where_it_turns(
    entity: Entity, turns: tuple[Field, Any], field: Field, value: Any
) -> Assignment:
    """The field gets the value where another turns to a value that the record does not have yet."""
    other, target = turns
    after = f"CASE WHEN {current(entity, other)} IS ? THEN {current(entity, field)} ELSE ? END"
    return made(entity, field, after, (stored(target), stored(value)))


def mapped(entity: Entity, field: Field, there: Mapping[str, str], otherwise: str) -> Assignment:
    """The field gets what stands for its value, and `otherwise` where nothing does."""
    cases = " ".join("WHEN ? THEN ?" for _key in there)
    after = f"(CASE {current(entity, field)} {cases} ELSE ? END)" if there else "?"
    pairs = (word for pair in there.items() for word in pair)
    return made(entity, field, after, (*pairs, otherwise))


def made(entity: Entity, field: Field, after: str, parameters: tuple[Any, ...]) -> Assignment:
    """The field gets what the SQL makes of the row."""
    return Assignment(
        f"extra.{field.name}" if field.custom else field.name,
        column(entity, field),
        current(entity, field),
        after,
        parameters,
        field.searched or field.custom,  # the search takes all texts among them
    )


def sums(
    entity: Entity, field: Field, minor: Mapping[str, int], usual: str
) -> tuple[Assignment, ...]:
    """A sum in each record's own currency, by the currencies that the chosen ones have.

    `usual` is that of records without one, and becomes theirs.
    """
    own = f"coalesce(currency, {literal(usual)})"
    cases = " ".join(f"WHEN {literal(code)} THEN {amount}" for code, amount in minor.items())
    amount = made(entity, field, f"(CASE {own} {cases} END)", ())
    return amount, Assignment("currency", "currency", "currency", own, (), searched=False)


def currencies(entity: Entity) -> list[str | None]:
    """Those of the chosen records; None for records without one."""
    rows = database.execute_sql(
        f"SELECT DISTINCT currency FROM {entity.one} WHERE id IN temp.chosen"
    )
    return [code for (code,) in rows.fetchall()]


def count_other_sums(entity: Entity, sums: list[Field], currency: str) -> int:
    """How many chosen records have one of the sums in another currency."""
    filled = " OR ".join(f"{current(entity, field)} IS NOT NULL" for field in sums)
    found = database.execute_sql(
        f"SELECT count(*) FROM {entity.one} WHERE id IN temp.chosen "
        f"AND currency <> ? AND ({filled or 'FALSE'})",
        (currency,),
    )
    return int(found.fetchone()[0])


def column(entity: Entity, field: Field) -> str:
    if field.custom:
        return "extra"
    columns: Any = RECORDS[entity.name]._meta.fields
    return str(columns[field.name].column_name)


def current(entity: Entity, field: Field) -> str:
    """What the row holds now."""
    if field.custom:
        return f"json_extract(extra, {literal(json_path(field.name))})"
    return f'"{column(entity, field)}"'
