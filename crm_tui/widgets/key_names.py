"""How a key is called in the line of keys, in menus and in notices."""

import re

from crm_tui.widgets.signs import SIGN

NAMES = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "comma": ",",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "vertical_line": "|",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "exclamation_mark": "!",
    "number_sign": "#",
    "at": "@",
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
ARROWS = {"up": "up", "down": "down", "left": "left", "right": "right"}
FUNCTION_KEY = re.compile("f[0-9]+")


def key_name(key: str) -> str:
    """A short name for a key as Textual writes it: `ctrl+k` is Ctrl+K."""
    *modifiers, last = key.split("+")
    name = SIGN[ARROWS[last]] if last in ARROWS else NAMES.get(last, last)
    if (modifiers and len(name) == 1) or FUNCTION_KEY.fullmatch(name):
        name = name.upper()
    return "+".join([*[modifier.capitalize() for modifier in modifiers], name])
