"""Writes docs/commands.md and docs/keys.md from the program itself; `make docs` runs it."""

import contextlib
import io
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest.mock import patch

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from crm_tui.cli.app import COMMANDS, run
from crm_tui.cli.groups import Entry
from crm_tui.widgets.key_names import key_name
from tools.keys import classes_with_bindings, own_bindings

DOCS = Path(__file__).parents[1] / "docs"

COMMANDS_HEAD = """\
# Commands

`crm` alone opens the screens. `--db FILE` (or `CRM_DB`) and `--lang` may stand before a command or
after it. Standard output is data, standard error is talk. [Shapes and exit codes](json.md) for
programs, and [the filter language](filter.md) of `--where`.
"""
KEYS_HEAD = """\
# Keys

One key means one thing on every screen. `?` shows those of the screen you are on. Nothing needs an
F-key, Alt or the mouse, and with the Russian layout switched on the same keys work.

| key | what it does | where | id |
|---|---|---|---|
"""


def commands_page() -> str:
    """Each command with the help that it prints itself."""
    parts = [COMMANDS_HEAD]
    for words in commands():
        parts.append(f"\n## crm {words}\n\n```\n{help_of(words)}\n```\n")
    return "".join(parts)


def commands(entries: Iterable[Entry] = COMMANDS, before: str = "") -> list[str]:
    """The words of every command: `list`, `field add`."""
    found: list[str] = []
    for entry in entries:
        words = f"{before}{entry.name}"
        found += commands(entry.entries, f"{words} ") if entry.entries else [words]
    return found


def help_of(words: str) -> str:
    """What `crm WORDS --help` prints in English, 100 columns wide."""
    printed = io.StringIO()
    surroundings = {"COLUMNS": "100", "CRM_LANG": "en", "NO_COLOR": "1"}
    with patch.dict(os.environ, surroundings), contextlib.redirect_stdout(printed):
        run([*words.split(), "--help"])
    return "\n".join(line.rstrip() for line in printed.getvalue().strip().splitlines())


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
    keys = [key.strip() for key in binding.key.split(",") if key.strip()]
    names = [binding.key_display] if binding.key_display else [key_name(key) for key in keys]
    return " ".join(f"`{escaped(name)}`" for name in names)


def place(owner: type[DOMNode]) -> str:
    """The name of a class in words: CardScreen is the card."""
    if issubclass(owner, App):
        return "everywhere"
    words = re.findall("[A-Z][a-z]*", owner.__name__.removesuffix("Screen"))
    return " ".join(words).lower()


def escaped(text: str) -> str:
    return text.replace("|", "\\|")


PAGES: dict[str, Callable[[], str]] = {"commands.md": commands_page, "keys.md": keys_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
