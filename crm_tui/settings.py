"""What this machine says where the user has set nothing."""

import os
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone(setting: str | None) -> tzinfo:
    """The user's setting, else TZ, else /etc/localtime, else UTC."""
    for name in (setting, os.environ.get("TZ"), machine_zone()):
        if name:
            try:
                return ZoneInfo(name.removeprefix(":"))
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return UTC


def machine_zone() -> str | None:
    """The zone that /etc/localtime points to."""
    target = os.path.realpath("/etc/localtime")
    _before, found, name = target.partition("/zoneinfo/")
    return name if found else None
