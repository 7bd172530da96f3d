"""How typed text is understood: whose zone, which day is today, which phone region."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Reading:
    """What a value needs besides its text to be read, the same for form, filter and import."""

    now: datetime
    """Aware, in UTC."""
    zone: tzinfo
    phone_region: str = "RU"
    """Where a number without + belongs."""
    currency: str = "RUB"
    """The currency of a sum that names none."""
    user_id: int = 0
    """Who `me` is."""
    ahead: bool = False
    """Whether `5 Jan` without a year is the next one to come, as it is in a plan."""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()
