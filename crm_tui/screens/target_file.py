"""Asks for the file that something is written to."""

import os
from collections.abc import Sequence
from pathlib import Path

from crm_tui.domain.texts import _
from crm_tui.screens.naming_sheet import NamingSheet, path_of


class TargetFileSheet(NamingSheet):
    """Dismisses with the path. A file that is there is replaced only by a second Enter."""

    def __init__(self, name: str, endings: Sequence[str]) -> None:
        """`name` is offered; one of the `endings` it must have."""
        super().__init__()
        self.name_of_file, self.endings = name, endings
        self.warned = ""
        """The name for which Enter was pressed already."""

    def begin(self) -> str:
        return free_name(self.name_of_file)

    def about(self) -> str:
        return " ".join(f".{ending}" for ending in self.endings)

    def mistake(self, typed: str) -> str:
        path, text = path_of(typed), self.language.text
        if path.name.rpartition(".")[2].casefold() not in self.endings:
            known = " ".join(self.endings)
            return text(_("the name needs an ending: {endings}"), endings=known)
        if os.path.exists(path) and self.warned != typed:
            self.warned = typed
            return text(_("it is there: Enter replaces it"))
        return ""


def free_name(name: str) -> str:
    """`clients.csv` in the current folder, or with a number where that is there already."""
    path, number = Path(name), 2
    while path.exists():
        path = Path(name).with_stem(f"{Path(name).stem}-{number}")
        number += 1
    return str(path)
