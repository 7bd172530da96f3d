"""Every key does something, says what, and can be given to another key."""

import pytest
from textual.actions import parse
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from crm_tui.screens.base import CrmScreen
from crm_tui.screens.places import PLACES, Place
from crm_tui.widgets.sheet import Sheet
from tools.keys import classes_with_bindings, own_bindings

CLASSES = classes_with_bindings()
"""In the order of their names, so that every worker of a parallel run sees the same tests."""

NAMESPACES = {"app": App, "screen": Screen}


def has_action(owner: type, binding: Binding) -> bool:
    """An action without a namespace is looked for on the class that binds the key."""
    namespace, name, _arguments = parse(binding.action)
    base = NAMESPACES.get(namespace)
    candidates = (
        [owner] if base is None else [found for found in CLASSES if issubclass(found, base)]
    )
    return any(
        hasattr(candidate, f"{prefix}action_{name}")
        for candidate in candidates
        for prefix in ("", "_")
    )


def test_every_key_has_an_action_an_id_and_a_description() -> None:
    for owner, binding in ((one, key) for one in CLASSES for key in own_bindings(one)):
        name = f"{owner.__qualname__}, key {binding.key}"
        assert has_action(owner, binding), f"{name}: Textual would ignore {binding.action}"
        assert binding.id, f"{name}: without an id nobody can change the key"
        assert binding.description, f"{name}: without a description the keys screen is silent"


def test_no_two_keys_of_a_class_share_an_id() -> None:
    for owner in CLASSES:
        ids = [binding.id for binding in own_bindings(owner)]
        assert len(ids) == len(set(ids)), f"{owner.__qualname__}: {sorted(filter(None, ids))}"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.mode)
def test_every_place_has_a_screen_and_its_help_says_what_it_is_for(place: Place) -> None:
    screen = place.build()
    assert isinstance(screen, CrmScreen)
    assert screen.ABOUT


def test_every_screen_says_in_its_help_what_it_is_for() -> None:
    for owner in CLASSES:
        if getattr(owner, "PLACE", ""):
            assert getattr(owner, "ABOUT", ""), owner.__qualname__


@pytest.mark.parametrize("base", [Sheet, CrmScreen])
def test_dialogs_and_screens_have_the_styles_of_their_kind(base: type[DOMNode]) -> None:
    """Textual follows the first base only: a mixin that stands first takes the styles away."""
    for owner in CLASSES:
        if issubclass(owner, base):
            assert base.__name__ in owner._css_type_names, owner.__qualname__
