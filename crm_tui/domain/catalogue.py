"""The fields in force, kept for the time of a session."""

from dataclasses import dataclass, field

from crm_tui.domain.fields import Field


@dataclass(slots=True)
class Catalogue:
    """What was read, and the state of the database then; `services.fields` keeps it fresh."""

    stamp: int | None = None
    fields: dict[str, tuple[Field, ...]] = field(default_factory=dict)
