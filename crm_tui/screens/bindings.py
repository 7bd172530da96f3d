"""The keys in force on a screen, as a person reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from crm_tui.domain.texts import _
from crm_tui.i18n import Language
from crm_tui.screens.places import PLACES
from crm_tui.widgets.key_names import key_name

EVERYWHERE, HERE, LIST, GO_TO = _("Everywhere"), _("Here"), _("In the list"), _("Go to")


@dataclass(frozen=True, slots=True)
class Key:
    """An action of some node, what it does, translated, and the names of its keys."""

    group: str
    names: str
    does: str
    action: str
    node: DOMNode


def in_force(screen: Screen[object], language: Language) -> list[Key]:
    """One entry an action; keys that do nothing now, or that Textual brings along, are left out."""
    found: dict[tuple[str, DOMNode], list[str]] = {}
    labels: dict[tuple[str, DOMNode], str] = {}
    for key, (node, binding, enabled, _tip) in screen.active_bindings.items():
        if enabled and binding.id and binding.description:
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
    """The keys of a screen under their titles, and the places."""
    text = language.text
    groups: dict[str, list[tuple[str, str]]] = {text(HERE): [], text(EVERYWHERE): []}
    for key in in_force(screen, language):
        groups.setdefault(text(key.group), []).append((key.names, key.does))
    first = go_to_key(screen)
    groups[text(GO_TO)] = [(f"{first} {place.letter}", text(place.label)) for place in PLACES]
    return {title: keys for title, keys in groups.items() if keys}
