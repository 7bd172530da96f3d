"""Changes the records that an import found, some hundred at a time."""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.rows import read, restored
from crm_tui.data.staging_labels import LABELS
from crm_tui.data.stores import record_updates
from crm_tui.data.stores.record_updates import CHUNK
from crm_tui.domain.entities import CONTACTS, Entity
from crm_tui.domain.fields import Field, Kind, Link, by_name
from crm_tui.domain.foreign_properties import OF
from crm_tui.domain.typed_points import labelled

OWNERS = "SELECT DISTINCT owner FROM import_given WHERE entity = ? AND stored ORDER BY owner"
GIVEN = """
SELECT owner, name, value FROM import_given
WHERE entity = ? AND stored AND owner BETWEEN ? AND ? ORDER BY owner
"""
NEW_LABELS = """
SELECT DISTINCT g.owner, i.value, i.label FROM import_given g
JOIN import_point i ON i.row = g.source AND i.contact = ? AND i.kind = g.name
WHERE g.entity = ? AND g.stored AND g.owner BETWEEN ? AND ? AND i.label IS NOT NULL
"""
"""What the phones and e-mails are for that records get."""


def owners(entity: Entity) -> Iterator[tuple[int, int]]:
    """The first and the last id of some of the stored records that change, at a time."""
    found = database.execute_sql(OWNERS, (entity.name,))
    ids = array("q", (number for (number,) in found))
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        yield some[0], some[-1]


def write(
    journal: Journal,
    entity: Entity,
    fields: Sequence[Field],
    region: str,
    first: int,
    last: int,
    *,
    fill: bool,
) -> None:
    """Give the stored records from `first` to `last` what `import_given` has for them.

    With `fill` only fields get a value that are empty now, or more words behind those they have.
    """
    described = by_name(fields)
    given: dict[int, dict[str, Any]] = {}
    labels: dict[int, dict[str, Mapping[str, str]]] = {}
    for owner, name, value in database.execute_sql(GIVEN, (entity.name, first, last)).fetchall():
        if name.endswith(LABELS):
            labels.setdefault(owner, {})[name.removesuffix(LABELS)] = json.loads(value)
            continue
        field = described[name.removeprefix("extra.")]
        given.setdefault(owner, {})[field.name] = _value(field, value)
    changes = []
    for record in read(entity, fields, list({**given, **labels})):
        values = given.get(record.id, {})
        if fill:
            values = {
                name: value
                for name, value in values.items()
                if _fills(described[name], described[name].value(record), value)
            }
        for name, said in labels.get(record.id, {}).items():
            values.setdefault(name, labelled(described[name].value(record), said))
        if values:
            changes.append((record, values))
    new = _labels(entity, first, last)
    record_updates.write(journal, entity, described, changes, region, new)


def _fills(field: Field, now: Any, value: Any) -> bool:
    adds = field.kind is Kind.NOTE and str(value).startswith(f"{now}\n")
    return now is None or adds or field in OF.values()


def _labels(entity: Entity, first: int, last: int) -> dict[int, dict[str, str]]:
    """By record, the labels by the points as they are written."""
    found: dict[int, dict[str, str]] = {}
    place = int(entity == CONTACTS)
    rows = database.execute_sql(NEW_LABELS, (place, entity.name, first, last)).fetchall()
    for owner, value, label in rows:
        found.setdefault(owner, {})[value] = label
    return found


def _value(field: Field, value: Any) -> Any:
    return Link(value, "") if field.kind is Kind.LINK else restored(field, value)
