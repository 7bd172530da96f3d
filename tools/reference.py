"""Writes what the documents say of commands, keys and settings; `make docs` runs it."""

import contextlib
import io
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from unittest.mock import patch

from textual.binding import Binding

from crm_tui.cli.app import COMMANDS, run
from crm_tui.cli.groups import Entry
from crm_tui.domain.settings import SETTINGS, Setting
from crm_tui.i18n import Language
from crm_tui.screens.places import PLACES
from crm_tui.services import manual
from crm_tui.widgets.key_names import key_name
from tools.keys import classes_with_bindings, own_bindings
from tools.roff import roff

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
"""
MAN_HEAD = """\
.\\" -*- coding: utf-8 -*- Written by `make docs`.
.TH CRM 1 "" "crm-tui" "User commands"
.SH NAME
crm \\- a keyboard\\-driven CRM for the terminal
.SH SYNOPSIS
.B crm
[\\-\\-db FILE] [\\-\\-lang en|ru] [COMMAND ...]
.SH DESCRIPTION
Clients, the people who work there and everything that was agreed with them, in one SQLite file.
Without a command the screens open: ? shows the keys, : all actions, u takes back the last change.
"""
PLACES_HEAD = "\n## Go to\n\n| keys | place |\n|---|---|\n"
SETTINGS_ROWS = re.compile(r"(?<=\|---\|---\|---\|---\|\n).*?(?=\n[^|])", re.DOTALL)
KEYS_TABLE = "| key | what it does | id |\n|---|---|---|\n"
SECTIONS = {
    "app": "Everywhere",
    "list": "Lists",
    "planning": "Today and the activities",
    "filter": "The filter of a list",
    "find": "Find anywhere",
    "log": "Logging a contact",
    "card": "Cards",
    "summary": "The summary of a card",
    "action": "One change, in the history of changes",
    "text": "Long texts",
    "form": "Forms",
    "entry": "Single questions",
    "choosing": "Palette and pickers",
    "menu": "The menu of places",
    "twins": "When a record seems to be there already",
    "conflict": "When somebody else changed the same record",
    "settings": "Settings",
    "shaping": "Pick-lists and fields of your own",
    "discard": "When something is unsaved",
    "sheet": "Dialogs",
}
"""How the first word of the keys' ids is called; another word stands for itself."""


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
    """The places, then a table for each first word of the keys' ids."""
    rows: dict[str, set[str]] = defaultdict(set)
    for owner in classes_with_bindings():
        for binding in own_bindings(owner):
            rows[(binding.id or "").partition(".")[0]].add(key_row(binding))
    parts = [KEYS_HEAD, PLACES_HEAD]
    parts += [f"| `g` `{place.letter}` | {place.label} |\n" for place in PLACES]
    for word in [*SECTIONS, *sorted(set(rows) - set(SECTIONS))]:
        if rows[word]:
            title = SECTIONS.get(word, word.capitalize())
            parts += [f"\n## {title}\n\n{KEYS_TABLE}", *sorted(rows[word])]
    return "".join(parts)


def key_row(binding: Binding) -> str:
    return f"| {shown_keys(binding)} | {escaped(binding.description)} | `{binding.id}` |\n"


def shown_keys(binding: Binding) -> str:
    """The keys of a binding as a person presses them: `↓` `j`."""
    keys = [key.strip() for key in binding.key.split(",") if key.strip()]
    names = [binding.key_display] if binding.key_display else [key_name(key) for key in keys]
    return " ".join(f"`{escaped(name)}`" for name in names)


def escaped(text: str) -> str:
    return text.replace("|", "\\|")


def settings_page(language: Language) -> str:
    """The page as it is, with the table of the settings as they are now."""
    name = "settings.md" if language.code == "en" else f"{language.code}/settings.md"
    page = (DOCS / name).read_text(encoding="utf-8")
    rows = "".join(setting_row(setting, language) for setting in SETTINGS)
    return SETTINGS_ROWS.sub(rows.rstrip(), page)


def setting_row(setting: Setting, language: Language) -> str:
    whose = language.text(setting.scope.label).lower()
    value = "yes" if setting.default is True else setting.default
    default = f"`{value}`" if value else ""
    meaning = escaped(language.text(setting.meaning))
    return f"| `{setting.key}` | {whose} | {default} | {meaning} |\n"


def man_page() -> str:
    """`crm.1`, from the same texts as the help and the pages."""
    topics = "".join(f"- `{one.name}`: {one.about}\n" for one in manual.topics(Language("en")))
    told = "".join(f"## crm {words}\n\n```\n{help_of(words)}\n```\n\n" for words in commands())
    programs = (DOCS / "json.md").read_text(encoding="utf-8").partition("## Exit codes")[2]
    parts = [
        MAN_HEAD,
        roff(f"# The manual\n\n`crm help TOPIC` prints one of these pages:\n\n{topics}\n"),
        roff(f"# Commands\n\n{told}"),
        roff((DOCS / "filter.md").read_text(encoding="utf-8")),
        roff(f"# Exit codes{programs}".replace("## Environment", "# Environment")),
    ]
    return "".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "keys.md": keys_page,
    "crm.1": man_page,
    "settings.md": partial(settings_page, Language("en")),
    "ru/settings.md": partial(settings_page, Language("ru")),
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
