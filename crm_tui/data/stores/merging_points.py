"""The phones and e-mails of those who go, behind those of who stays; what both have stays put."""

from crm_tui.data.database import database
from crm_tui.data.expressions import joined_points
from crm_tui.data.tables import POINT_KINDS, RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Kind

POINT_FIELDS = {"phone": Kind.PHONE, "email": Kind.EMAIL}
"""The fields that show points."""

GROUP = "CASE WHEN point.kind IN ({phones}) THEN 'phone' ELSE point.kind END".format(
    phones=", ".join(f"'{kind}'" for kind in POINT_KINDS[Kind.PHONE])
)
"""Phones and mobiles are one field."""

MOVES = f"""
WITH own AS (
    SELECT point.id, COALESCE(merging.kept, point.{{one}}_id) AS owner, {GROUP} AS kinds,
        COALESCE(point.normalised, point.value) AS key, merging.gone IS NOT NULL AS moves,
        point.{{one}}_id AS was, point.position AS position
    FROM contact_point point LEFT JOIN merging ON merging.gone = point.{{one}}_id
    WHERE point.archived_at IS NULL AND (merging.gone IS NOT NULL
        OR point.{{one}}_id IN (SELECT kept FROM merging))
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY owner, kinds, key ORDER BY moves, was, position, id)
        AS same, max(CASE WHEN NOT moves THEN position END) OVER (PARTITION BY owner, kinds)
        AS last FROM own
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY owner, kinds ORDER BY was, position, id)
        + COALESCE(last, -1) AS place
    FROM ranked WHERE moves AND same = 1
)
"""
"""The points that move, each with its owner and its place there."""


def move_points(entity: Entity) -> None:
    """Put into `moving` whom each point belongs to from now on, and where it stands."""
    moves = MOVES.format(one=entity.one)
    database.execute_sql(
        f"{moves} INSERT INTO moving SELECT 'points', id, '{entity.one}', was, owner FROM placed"
    )
    database.execute_sql(
        f"""{moves} INSERT INTO moving SELECT 'points', id, 'position', position, place
        FROM placed WHERE position <> place"""
    )


def points_text(entity: Entity) -> dict[tuple[int, str], str | None]:
    """What the fields of points show of those who stay and go, by record and field."""
    model = RECORDS[entity.name].alias()
    fields = [joined_points(entity.name, kind, model) for kind in POINT_FIELDS.values()]
    known = "(SELECT gone FROM merging UNION SELECT kept FROM merging)"
    query, parameters = model.select(model.id, *fields).sql()
    found: dict[tuple[int, str], str | None] = {}
    rows = database.execute_sql(f"SELECT * FROM ({query}) WHERE id IN {known}", parameters)
    for number, *texts in rows.fetchall():
        found |= {(number, name): text for name, text in zip(POINT_FIELDS, texts, strict=True)}
    return found
