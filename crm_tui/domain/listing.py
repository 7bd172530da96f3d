"""What a list shows: which records, in which order, with which fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crm_tui.domain.fields import Field
from crm_tui.domain.query_everything import Everything

if TYPE_CHECKING:
    from crm_tui.domain.query_nodes import Node


@dataclass(frozen=True, slots=True)
class Sort:
    """One part of an order; equal values are told apart by the next."""

    field: Field
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Archived records are left out unless the condition speaks of them."""

    fields: tuple[Field, ...]
    condition: "Node" = field(default_factory=Everything)
    sorts: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A record in a list, with no more than the fields that were asked for.

    `Field.value(listed)` reads it as it reads a whole record.
    """

    id: int
    version: int
    extra: Mapping[str, Any]
    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None
