"""The days of the demo, counted back from now: people work from Monday to Friday."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property

MORNING, EVENING = 9 * 60, 18 * 60
"""Minutes after midnight, when the office opens and closes."""


class Workdays:
    """Moments in UTC for local days and minutes; days that are to come count below zero."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self.now = now
        self.zone = zone
        self._midnights: dict[int, datetime] = {}

    @cached_property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @cached_property
    def minute_of_now(self) -> int:
        local = self.now.astimezone(self.zone)
        return local.hour * 60 + local.minute

    def moment(self, ago: int, minute: int) -> datetime:
        return self._midnight(ago) + timedelta(minutes=minute)

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def working(self, ago: int) -> int:
        """The day, or, for one at a weekend, the Friday before it or the Monday that comes."""
        weekday = (self.today.weekday() - ago) % 7
        if weekday < 5:
            return ago
        return ago + weekday - 4 if ago > 0 else ago - (7 - weekday)

    def _midnight(self, ago: int) -> datetime:
        if ago not in self._midnights:
            local = datetime.combine(self.day(ago), time(), self.zone)
            self._midnights[ago] = local.astimezone(UTC)
        return self._midnights[ago]
