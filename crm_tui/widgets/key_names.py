"""How a key is called in the line of keys, in menus and in notices."""

import re

from textual.keys import key_to_character

from crm_tui.widgets.signs import SIGN

NAMES = {
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "at": "@",
    "underscore": "_",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "Backspace",
}
"""Those that Unicode calls otherwise, or that are no characters."""
ARROWS = {"up": "up", "down": "down", "left": "left", "right": "right"}
FUNCTION_KEY = re.compile("f[0-9]+")


def key_name(key: str) -> str:
    """A short name for a key as Textual writes it: `ctrl+k` is Ctrl+K."""
    *modifiers, last = key.split("+")
    name = (
        SIGN[ARROWS[last]] if last in ARROWS else NAMES.get(last) or key_to_character(last) or last
    )
    if (modifiers and len(name) == 1) or FUNCTION_KEY.fullmatch(name):
        name = name.upper()
    return "+".join([*[modifier.capitalize() for modifier in modifiers], name])
