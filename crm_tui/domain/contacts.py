"""Contacts: the people at our clients."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from crm_tui.domain.fields import (
    Link,
    day,
    email,
    flag,
    link,
    moment,
    note,
    phone,
    pick,
    stamp,
    tags,
    text,
)
from crm_tui.domain.texts import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person at a client."""

    id: int = 0
    version: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)
    display_name: str = text(
        _("Full name"),
        required=True,
        searched=True,
        width=22,
        headers=(
            "name", "contact", "contact person", "display name", "person", "контакт",
            "deal contact person", "контактное лицо", "фио", "имя контакта", "основной контакт",
            "отображаемое имя", "человек", "полное имя", "полное имя контакта",
            "associated contact", "фио контактного лица", "представитель",
        ),
    )  # fmt: skip
    first: str | None = text(_("First name"), headers=("given name", "forename", "имя"))
    middle: str | None = text(_("Middle name"), headers=("additional name", "отчество"))
    last: str | None = text(_("Last name"), headers=("surname", "family name", "фамилия"))
    title: str | None = text(
        _("Job title"),
        searched=True,
        headers=(
            "position", "job", "organization title", "role", "occupation", "function",
            "должность", "должн.",
        ),
    )  # fmt: skip
    department: str | None = text(
        _("Department"), headers=("organization department", "dept.", "отдел", "подразделение")
    )
    client: Link | None = link(_("Client"), "clients")
    phone: str | None = phone(
        _("Phone"), searched=True, headers=("contact phone", "телефон контакта")
    )
    email: str | None = email(
        _("E-mail"), searched=True, headers=("contact email", "contact e-mail", "почта контакта")
    )
    birthday: date | None = day(
        _("Birthday"),
        headers=(
            "date of birth", "birth date", "dob", "дата рождения", "день рождения", "дата рожд.",
            "д.р.",
        ),
    )  # fmt: skip
    language: str | None = text(_("Language"), width=8, headers=("язык",))
    preferences: str | None = note(_("Preferences"), searched=True, headers=("предпочтения",))
    do_not_contact: bool | None = flag(_("Do not contact"), headers=("opt out", "не беспокоить"))
    tags: tuple[str, ...] | None = tags(_("Tags"))
    source: str | None = pick(_("Source"), "source")
    owner: Link | None = link(_("Owner"), "users")
    external_id: str | None = text(
        _("External id"), headers=("contact id", "person id", "код контакта")
    )
    """What another program calls the record; several may have the same."""
    last_contact: date | datetime | None = moment(_("Last contact"), derived=True)
    created_at: datetime | None = stamp(_("Created"))
    created_by: Link | None = link(_("Created by"), "users", derived=True)
    changed_at: datetime | None = stamp(_("Changed"))
    changed_by: Link | None = link(_("Changed by"), "users", derived=True)
    archived_at: datetime | None = stamp(_("Archived"))


DEFAULTS: dict[str, str] = {}
