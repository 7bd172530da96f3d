"""`keys.toml`: other keys for actions, by the ids of docs/keys.md; what is wrong in it is told.

app.undo = "ctrl+z"
list.page_down = ["pagedown", "ctrl+f"]
"""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key
from textual.screen import ModalScreen, Screen

from crm_tui import settings
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.widgets.key_names import NAMES, key_name

KNOWN = {key.value.rpartition("+")[2] for key in Keys} | set(NAMES)
MODIFIERS = {"ctrl", "shift", "alt", "super", "meta"}


@dataclass(frozen=True, slots=True)
class KeyMap:
    """`keys` maps the ids to keys as Textual writes them; `problems` were left out."""

    keys: Mapping[str, str]
    problems: tuple[CrmError, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A key of a class, by default."""

    owner: type[DOMNode]
    id: str
    keys: tuple[str, ...]
    does: str


@dataclass(frozen=True, slots=True)
class Effective:
    """An action with the names of its keys as they are now; `does` is marked."""

    id: str
    names: tuple[str, ...]
    does: str


def read() -> KeyMap:
    """What the user's file says; it imports every screen where there is such a file."""
    path = settings.keys_file()
    try:
        wanted = dict(flat(settings.read_toml(path)))
    except CrmError as error:
        return KeyMap({}, (error,))
    return judged(wanted, list(every_binding()), path) if wanted else KeyMap({})


def effective(mine: KeyMap) -> list[Effective]:
    """Every action that has a description, by id, with the keys that it has for this user."""
    found: dict[str, Effective] = {}
    for one in every_binding():
        keys = mine.keys[one.id].split(",") if one.id in mine.keys else one.keys
        if one.does:
            found.setdefault(one.id, Effective(one.id, tuple(map(key_name, keys)), one.does))
    return [found[name] for name in sorted(found)]


def flat(found: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """`app.undo`, whether it was written so, in quotes, or under [app]."""
    for name, value in found.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def judged(wanted: Mapping[str, Any], bound: list[Bound], path: Path) -> KeyMap:
    """The entries that can be followed, and why the others cannot."""
    keys: dict[str, str] = {}
    problems: list[CrmError] = []
    ids = {one.id for one in bound}
    for name, value in wanted.items():
        try:
            if name not in ids:
                raise unknown(name, ids)
            several = value if isinstance(value, list) else [value]
            keys[name] = ",".join(key_of(name, typed) for typed in several)
        except InvalidInputError as error:
            problems.append(error)
    for name in list(keys):
        found = clash(name, keys, bound)
        if found is not None:
            other, key = found
            del keys[name]
            message = _("{id}: the key {key} is that of {other}")
            problems.append(InvalidInputError(message, id=name, key=key_name(key), other=other))
    for problem in problems:
        problem.line = settings.line_of(path, str(problem.values["id"]))
    return KeyMap(keys, tuple(problems))


def unknown(name: str, ids: set[str]) -> InvalidInputError:
    close = nearest(name, ids)
    if close:
        message = _("{id}: there is no such action: did you mean {nearest}?")
        return InvalidInputError(message, id=name, nearest=close)
    return InvalidInputError(_("{id}: there is no such action"), id=name)


def key_of(name: str, typed: object) -> str:
    """A key as Textual writes it, from `Ctrl+Z`, `?` or `question_mark`."""
    before, _plus, last = str(typed).rpartition("+")
    modifiers, last = (before.lower().split("+") if before else []), last or "+"
    key = last if len(last) == 1 and not modifiers else last.lower()
    if not set(modifiers) <= MODIFIERS or not (len(key) == 1 or key in KNOWN):
        raise InvalidInputError(_("{id}: no key is called {key}"), id=name, key=typed)
    return "+".join([*modifiers, _character_to_key(key) if len(key) == 1 else key])


def clash(name: str, keys: Mapping[str, str], bound: list[Bound]) -> tuple[str, str] | None:
    """The id of another action, a near one first, and the key that it has where this one counts
    too."""
    own = [one for one in bound if one.id == name]
    wanted = keys[name].split(",")
    for other in sorted(bound, key=lambda one: one.id.split(".")[0] != name.split(".")[0]):
        now = keys[other.id].split(",") if other.id in keys else other.keys
        shared = next((key for key in wanted if key in now), None)
        close = (one for one in own if one.does != other.does and meet(one.owner, other.owner))
        if other.id != name and shared and next(close, None):
            return other.id, shared
    return None


def meet(first: type[DOMNode], second: type[DOMNode]) -> bool:
    """Whether keys of both classes can be in force at once."""
    if issubclass(first, second) or issubclass(second, first):
        return True
    if issubclass(first, App) or issubclass(second, App):
        return not any(issubclass(one, ModalScreen) for one in (first, second))
    return not (issubclass(first, Screen) and issubclass(second, Screen))


def every_binding() -> Iterator[Bound]:
    """What every app, screen and widget of ours binds by itself."""
    from crm_tui import screens, widgets

    for package in (widgets, screens):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    for owner in subclasses(DOMNode):
        if owner.__module__.startswith("crm_tui."):
            yield from bindings_of(owner)


def bindings_of(owner: type[DOMNode]) -> Iterator[Bound]:
    for entry in owner.__dict__.get("BINDINGS", ()):
        if isinstance(entry, Binding) and entry.id:
            keys = tuple(BindingsMap([entry]).key_to_bindings)
            yield Bound(owner, entry.id, keys, entry.description)


def subclasses(base: type[Any]) -> Iterator[type[Any]]:
    for found in base.__subclasses__():
        yield found
        yield from subclasses(found)
