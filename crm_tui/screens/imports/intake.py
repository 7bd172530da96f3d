"""What the user says about one file before it is imported."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from crm_tui.domain.joined_columns import IN_LINES
from crm_tui.domain.mapping import POINTS
from crm_tui.services.imports import Options

FOUND = ""
"""Chosen: what the program finds out by itself."""

LEFT_OUT, KEPT = "-", "+"
"""Chosen for a column, beside the fields: nothing is taken from it, it becomes a field."""

OF_SEVERAL = (*POINTS, *IN_LINES)
"""The fields that several columns can fill."""


@dataclass(frozen=True, slots=True)
class Intake:
    source: str
    options: Options

    def with_column(self, title: str, chosen: str) -> "Intake":
        """The column is that field; another one that was said to be it no longer is."""
        said = {
            other: name
            for other, name in (self.options.columns or {}).items()
            if other != title and (name != chosen or chosen.rpartition(".")[2] in OF_SEVERAL)
        }
        if chosen not in (FOUND, KEPT):
            said[title] = None if chosen == LEFT_OUT else chosen
        kept = {*self.options.kept} - {title} | ({title} if chosen == KEPT else set())
        return replace(self, options=replace(self.options, columns=said, kept=frozenset(kept)))

    def chosen_for(self, title: str) -> str:
        """What was said of the column: a field, or one of the words above."""
        if title in self.options.kept:
            return KEPT
        said = (self.options.columns or {}).get(title, FOUND)
        return LEFT_OUT if said is None else said

    def with_columns(self, said: Mapping[str, str | None]) -> "Intake":
        """Nothing else is said about columns than this."""
        return replace(self, options=replace(self.options, columns=dict(said), kept=()))

    def choices(self, begun: "Intake") -> dict[str, str]:
        """The options that were chosen since, as texts of JSON by their names."""
        before = packed(begun.options)
        return {name: text for name, text in packed(self.options).items() if text != before[name]}

    def with_choices(self, texts: Mapping[str, str]) -> "Intake":
        """The opposite of `choices`; what no option is called any more is passed over."""
        known = {field.name for field in fields(Options)}
        said = {name: json.loads(text) for name, text in texts.items() if name in known}
        return replace(self, options=replace(self.options, **said))

    def with_option(self, name: str, chosen: str) -> "Intake":
        """Another option; with another layout nothing that was said about columns holds."""
        options = self.options
        match name:
            case "match":
                options = replace(options, match=tuple(chosen.split(",")))
            case "keep_unknown":
                options = replace(options, keep_unknown=chosen == KEPT)
            case "encoding" | "delimiter" | "sheet":
                changed: dict[str, Any] = {name: chosen or None}
                options = replace(options, columns=None, kept=(), **changed)
            case _:
                changed = {name: chosen or None}
                options = replace(options, **changed)
        return replace(self, options=options)


def packed(options: Options) -> dict[str, str]:
    """Each option as JSON; of those that say nothing, none differs from another."""
    return {
        field.name: json.dumps(getattr(options, field.name) or None, default=sorted)
        for field in fields(options)
    }
