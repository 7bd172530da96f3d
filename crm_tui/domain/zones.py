"""Time zones: named as in Europe/Moscow, or by their city alone."""

from datetime import UTC, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

NOT_OFFERED = ("Etc/", "SystemV/", "posix/", "right/")


@cache
def names() -> tuple[str, ...]:
    """The zones that a person would choose, in the order of the alphabet."""
    return tuple(
        name
        for name in sorted(available_timezones())
        if name == "UTC" or ("/" in name and not name.startswith(NOT_OFFERED))
    )


def words() -> list[str]:
    """What `read_zone` understands, for completion: the zones, and their cities alone."""
    return [*names(), *(name.rpartition("/")[2] for name in names())]


def name_of(zone: tzinfo) -> str | None:
    """By which `called` finds it again; None for one without a name."""
    return "UTC" if zone is UTC else getattr(zone, "key", None)


def called(name: str | None, otherwise: tzinfo) -> tzinfo:
    """The zone of the name; `otherwise` without one, or where this system does not know it."""
    try:
        return ZoneInfo(name) if name else otherwise
    except (ZoneInfoNotFoundError, ValueError):
        return otherwise


def read_zone(text: str) -> str:
    """The zone of that name in any case, or of that city; InvalidInputError for anything else."""
    wanted = text.strip().casefold().replace(" ", "_")
    for name in names():
        if wanted == name.casefold():
            return name
    for name in names():
        if wanted == name.rpartition("/")[2].casefold():
            return name
    cities = {name.rpartition("/")[2].casefold(): name for name in names()}
    close = nearest(wanted, names()) or cities.get(nearest(wanted, cities) or "")
    if close:
        message = _("there is no time zone {text}: did you mean {nearest}?")
        raise InvalidInputError(message, text=text, nearest=close)
    raise InvalidInputError(
        _("there is no time zone {text}: they look like Europe/Moscow"), text=text
    )
