"""Users: our own people who work with the program."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crm_tui.domain.fields import Labelled, choice, flag, stamp, text
from crm_tui.domain.texts import _


class Role(Labelled):
    REP = "rep", _("sales rep")
    SECRETARY = "secretary", _("secretary")
    MARKETER = "marketer", _("marketer")
    SERVICE = "service", _("service")
    MANAGER = "manager", _("manager")
    DIRECTOR = "director", _("director")
    ADMIN = "admin", _("admin")
    CLIENT = "client", _("client")


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One of our own people; `login` is that of the operating system."""

    id: int = 0
    version: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)
    login: str = text(_("Login"), required=True)
    name: str = text(_("Full name"), required=True)
    role: str = choice(_("Role"), Role)
    time_zone: str | None = text(_("Time zone"))
    language: str | None = text(_("Language"))
    active: bool = flag(_("Active"))
    archived_at: datetime | None = stamp(_("Archived"))

    @property
    def role_label(self) -> str:
        """Marked."""
        return Role[self.role.upper()].label


DEFAULTS: dict[str, str] = {"role": Role.REP.value}
