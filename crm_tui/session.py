"""Who works, when, in which language: the first argument of every service."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_tui.domain.catalogue import Catalogue
from crm_tui.domain.settings import complete
from crm_tui.domain.users import User
from crm_tui.errors import CrmError
from crm_tui.i18n import Language

if TYPE_CHECKING:
    from crm_tui.domain.cut_off import CutOff
    from crm_tui.domain.reading import Reading


@dataclass(frozen=True, slots=True)
class Session:
    """Made by `bootstrap`; valid in the thread that opened it and in threads that connect."""

    user: User
    now: Callable[[], datetime]
    """The current time in UTC; tests pass a fixed one."""
    zone: tzinfo = UTC
    language: Language = field(default_factory=Language)
    asked_language: str | None = None
    """What `--lang` says; it goes before the user's setting."""
    settings: Mapping[str, Any] = field(default_factory=lambda: complete({}))
    """The value of every setting by its key; `services.settings.renewed` reads them again."""
    source: str = "screens"
    """Where changes come from, for the journal: screens, command line, import."""
    close: Callable[[], object] = lambda: None
    """Closes the database connection of the calling thread."""
    guard: Callable[[], AbstractContextManager[object]] = nullcontext
    """Around every call of a service: what the database refuses a reader is a CrmError too."""
    database: str = ""
    """The file that is open."""
    catalogue: Catalogue = field(default_factory=Catalogue)
    hooks: Path | None = None
    """The folder of the programs that `services.hooks` calls."""
    cut_off: "Sequence[CutOff]" = ()
    """Changes that were cut off, and were taken back when this session was opened."""
    hear: Callable[[CrmError], object] = lambda error: None
    """Tells the user what failed beside what she did, from any thread."""

    @property
    def phone_region(self) -> str:
        """Where a phone without a country code belongs."""
        return str(self.settings["phone_region"] or self.settings["country"])

    @property
    def currency(self) -> str:
        """That of sums which name none."""
        return str(self.settings["currency"])

    @property
    def reading(self) -> "Reading":
        from crm_tui.domain.reading import Reading

        return Reading(self.now(), self.zone, self.phone_region, self.currency, self.user.id)
