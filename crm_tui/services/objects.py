"""Records in the shape of `--format json`, for listings, exports, programs of the user's."""

from collections.abc import Sequence
from typing import Any

from crm_tui.domain import plain_values
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field
from crm_tui.session import Session


def as_object(
    session: Session, entity: Entity, shown: Sequence[Field], record: Any
) -> dict[str, object]:
    """One record with these fields."""
    found: dict[str, object] = {"id": entity.shown_id(record.id), "version": record.version}
    for field in shown:
        currency = getattr(record, field.currency, None)
        found[field.name] = plain_values.as_json(field, field.value(record), currency, session.zone)
    return found
