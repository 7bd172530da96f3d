"""Writes docs/commands.md and docs/keys.md from the program itself; `make docs` runs it."""

import re
from collections import defaultdict
from pathlib import Path

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from crm_tui.widgets.key_names import key_name
from tools.keys import classes_with_bindings, own_bindings

ROOT = Path(__file__).parents[1]
KEYS = ROOT / "docs" / "keys.md"

KEYS_HEAD = """\
# Keys

One key means one thing on every screen. `?` shows those of the screen you are on. Nothing needs an
F-key, Alt or the mouse, and with the Russian layout switched on the same keys work.

| key | what it does | where | id |
|---|---|---|---|
"""


def keys_page() -> str:
    """One row for each key and meaning; those of the whole program come first."""
    places: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for owner in classes_with_bindings():
        for binding in own_bindings(owner):
            places[shown_keys(binding), binding.description, binding.id or ""].add(place(owner))
    rows = sorted(places.items(), key=lambda row: ("everywhere" not in row[1], row[0][2], row[0]))
    return KEYS_HEAD + "".join(
        f"| {keys} | {escaped(does)} | {', '.join(sorted(where))} | `{name}` |\n"
        for (keys, does, name), where in rows
    )


def shown_keys(binding: Binding) -> str:
    """The keys of a binding as a person presses them: `↓` `j`."""
    names = [binding.key_display] if binding.key_display else map(key_name, split_keys(binding))
    return " ".join(f"`{escaped(name)}`" for name in names)


def split_keys(binding: Binding) -> list[str]:
    return [key.strip() for key in binding.key.split(",") if key.strip()]


def place(owner: type[DOMNode]) -> str:
    """The name of a class in words: ClientList is the client list."""
    if issubclass(owner, App):
        return "everywhere"
    words = re.findall("[A-Z][a-z]*", owner.__name__.removesuffix("Screen"))
    return " ".join(words).lower()


def escaped(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    KEYS.write_text(keys_page(), encoding="utf-8")
