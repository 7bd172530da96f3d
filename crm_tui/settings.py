"""What this machine says: its zone, `settings.toml`, and where that file stands."""

import os
import re
from dataclasses import dataclass, fields
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crm_tui.domain.settings import BY_KEY
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import CannotStartError


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


@dataclass(frozen=True, slots=True)
class Machine:
    """What `settings.toml` says for this machine; what the file leaves out is None."""

    database: str | None = None
    """The file to open where neither --db nor CRM_DB names one."""
    ascii: bool | None = None
    """Draw without Unicode's signs, as CRM_ASCII=1 does."""


def folder() -> Path:
    """Where `settings.toml` and `keys.toml` may stand."""
    from platformdirs import user_config_path

    return user_config_path("crm-tui")


def keys_file() -> Path:
    return folder() / "keys.toml"


def has_keys() -> bool:
    """Whether there is a file of keys, even one that cannot be read."""
    try:
        keys_file().lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def machine() -> Machine:
    """The program's settings on this machine; CannotStartError names the file, line and key."""
    path = folder() / "settings.toml"
    known = {field.name: field for field in fields(Machine)}
    found: dict[str, Any] = {}
    for key, value in read_toml(path).items():
        if key not in known:
            close = nearest(key, known)
            message = _("{path}: there is no setting {word}")
            if key in BY_KEY:
                message = _("{path}: {word} does not stand here: crm set {word} VALUE sets it")
            elif close:
                message = _("{path}: there is no setting {word}: did you mean {nearest}?")
            raise CannotStartError(
                message, line=line_of(path, key), path=place(path, key), word=key, nearest=close
            )
        kind = bool if key == "ascii" else str
        if not isinstance(value, kind):
            message = _("{path}: {word} cannot be {value}: write it in quotation marks")
            if kind is bool:
                message = _("{path}: {word} cannot be {value}: write true or false")
            raise CannotStartError(
                message, line=line_of(path, key), path=place(path, key), word=key, value=value
            )
        found[key] = value
    return Machine(**found)


def read_toml(path: Path) -> dict[str, Any]:
    """What the file says, nothing where there is none; CannotStartError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise CannotStartError(_("{path} cannot be read"), path=path) from error
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = _("{path} is no TOML: {problem}")
        raise CannotStartError(message, path=path, problem=error) from error


def line_of(path: Path, key: str) -> int | None:
    """The line on which the key is set, counted from 1."""
    last = key.rpartition(".")[2]
    wanted = re.compile(rf"\s*[\w.\"'-]*\b{re.escape(last)}[\"']?\s*=")
    lines = path.read_text(encoding="utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if wanted.match(line)), None)


def place(path: Path, key: str) -> str:
    """The path and the line, as editors write them: settings.toml:3."""
    line = line_of(path, key)
    return f"{path}:{line}" if line else str(path)
