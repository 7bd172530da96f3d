"""The keys in force on a screen, as a person reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from crm_tui.domain.texts import _
from crm_tui.i18n import Language
from crm_tui.widgets.key_names import key_name
from crm_tui.widgets.signs import SIGN

EVERYWHERE, HERE, LIST = _("Everywhere"), _("Here"), _("In the list")


@dataclass(frozen=True, slots=True)
class Key:
    """An action of some node, what it does, translated, and the names of its keys."""

    group: str
    names: str
    does: str
    action: str
    node: DOMNode


def in_force(screen: Screen[object], language: Language, *, resting: bool = False) -> list[Key]:
    """One entry an action; keys that do nothing now, or that Textual brings along, are left out.

    With `resting` those are there that only lack something at the cursor.
    """
    found: dict[tuple[str, DOMNode], list[str]] = {}
    labels: dict[tuple[str, DOMNode], str] = {}
    for key, (node, binding, enabled, _tip) in screen.active_bindings.items():
        if (enabled or resting) and binding.id and binding.description:
            found.setdefault((binding.action, node), []).append(key_name(key))
            labels[binding.action, node] = language.text(binding.description)
    return [
        Key(group_of(node), " ".join(names), labels[action, node], action, node)
        for (action, node), names in found.items()
    ]


def key_for(screen: Screen[object], action: str, usual: str) -> str:
    """The name of the key that carries out the action here; `usual` where a dialog hides it."""
    for key, (_node, binding, _enabled, _tip) in screen.active_bindings.items():
        if binding.action == action:
            return key_name(key)
    return usual


def go_to_key(screen: Screen[object]) -> str:
    """The key before the letter of a place."""
    return key_for(screen, "go_to", "g")


def group_of(node: DOMNode) -> str:
    if isinstance(node, App):
        return EVERYWHERE
    return HERE if isinstance(node, Screen) else LIST


def grouped(screen: Screen[object], language: Language) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The keys of a screen under their titles."""
    text = language.text
    groups: dict[str, list[tuple[str, str]]] = {text(HERE): [], text(EVERYWHERE): []}
    for key in in_force(screen, language, resting=True):
        groups.setdefault(text(key.group), []).append((key.names, key.does))
    return {title: together(keys) for title, keys in groups.items() if keys}


def together(keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys that do the same in turn, such as a digit for each day, on one line."""
    runs = [
        (does, [names for names, _does in run]) for does, run in groupby(keys, key=itemgetter(1))
    ]
    return [
        (names[0] if len(names) == 1 else f"{names[0]} {SIGN['dash']} {names[-1]}", does)
        for does, names in runs
    ]
