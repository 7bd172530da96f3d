"""Two people change one record: what merges by itself, and what somebody must decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm_tui.domain.fields import Field
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError


@dataclass(frozen=True, slots=True)
class Collision:
    """A field that both have changed, to different values."""

    field: Field
    original: Any
    theirs: Any
    mine: Any


class EditConflictError(ConflictError):
    """Somebody changed the same fields meanwhile; carries the record as it is now."""

    def __init__(self, shown_id: str, current: Any, collisions: tuple[Collision, ...]) -> None:
        super().__init__(_("{id} was changed by someone else meanwhile"), id=shown_id)
        self.current = current
        self.collisions = collisions


def collisions(
    fields: Mapping[str, Field], original: Any, current: Any, mine: Mapping[str, Any]
) -> tuple[Collision, ...]:
    """The fields of `mine` that have changed since `original` to something else."""
    found = []
    for name, value in mine.items():
        field = fields[name]
        before, now = field.value(original), field.value(current)
        if now not in (before, value):
            found.append(Collision(field, before, now, value))
    return tuple(found)
