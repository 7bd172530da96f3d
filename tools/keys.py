"""Which classes of the program bind keys, and which keys."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode

from crm_tui import screens, widgets


def classes_with_bindings() -> list[type[DOMNode]]:
    """Every app, screen and widget of ours, by name; it imports all their modules."""
    for package in (widgets, screens):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    ours = {found for found in _subclasses(DOMNode) if found.__module__.startswith("crm_tui.")}
    return sorted(ours, key=lambda found: (found.__module__, found.__qualname__))


def own_bindings(owner: type[DOMNode]) -> list[Binding]:
    """What the class itself binds, one entry a line of its BINDINGS."""
    declared: list[Any] = list(owner.__dict__.get("BINDINGS", ()))
    return [entry if isinstance(entry, Binding) else Binding(*entry) for entry in declared]


def _subclasses(base: type[Any]) -> Iterator[type[Any]]:
    for found in base.__subclasses__():
        yield found
        yield from _subclasses(found)
