"""What the team has to do, a person at a time."""

from dataclasses import dataclass

from crm_tui.domain.users import User


@dataclass(frozen=True, slots=True)
class Desk:
    """What one of us owns; `user` is None for what nobody owns.

    `calls` are those of today, held and planned, `held` those that were held; `overdue` and
    `planned` are activities, `without_next_step` clients and `deals_without_next_step` open deals.
    """

    user: User | None
    calls: int = 0
    held: int = 0
    overdue: int = 0
    planned: int = 0
    without_next_step: int = 0
    deals_without_next_step: int = 0

    @property
    def stalled(self) -> int:
        """Clients and deals with whom nothing goes on."""
        return self.without_next_step + self.deals_without_next_step

    @property
    def is_empty(self) -> bool:
        return not (self.calls or self.overdue or self.planned or self.stalled)
