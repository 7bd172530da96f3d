"""Who works, when, in which language: the first argument of every service."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from crm_tui.domain.catalogue import Catalogue
from crm_tui.domain.reading import Reading
from crm_tui.domain.users import User
from crm_tui.i18n import Language


@dataclass(frozen=True, slots=True)
class Session:
    """Made by `bootstrap`; valid in the thread that opened it and in threads that connect."""

    user: User
    now: Callable[[], datetime]
    """The current time in UTC; tests pass a fixed one."""
    zone: tzinfo = UTC
    language: Language = field(default_factory=Language)
    phone_region: str = "RU"
    currency: str = "RUB"
    source: str = "screens"
    """Where changes come from, for the journal: screens, command line, import."""
    close: Callable[[], object] = lambda: None
    """Closes the database connection of the calling thread."""
    guard: Callable[[], AbstractContextManager[object]] = nullcontext
    """Around every call of a service: what the database refuses a reader is a CrmError too."""
    database: str = ""
    """The file that is open."""
    catalogue: Catalogue = field(default_factory=Catalogue)

    @property
    def reading(self) -> Reading:
        return Reading(self.now(), self.zone, self.phone_region, self.currency, self.user.id)
