"""Help in the user's language: our texts, and the few words that Typer brings.

Typer's own words do not all pass gettext, so the pages are written here from the same parts.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from crm_tui.domain.texts import _
from crm_tui.i18n import Language

if TYPE_CHECKING:
    import typer

HELP_OPTION = _("show this help and leave")


class Formatter(Protocol):
    """What Typer gives to write a page with."""

    width: int

    def write_usage(self, program: str, arguments: str, prefix: str) -> None: ...
    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None: ...
    def section(self, name: str) -> Any: ...


def write_usage(
    context: "typer.Context", formatter: Formatter, language: Language, pieces: Iterable[str]
) -> None:
    prefix = language.text(_("Usage:")) + " "
    formatter.write_usage(context.command_path, " ".join(pieces), prefix)


def usage_pieces(context: "typer.Context", language: Language) -> list[str]:
    """`[OPTIONS]` and the arguments of a command, in brackets those that may be left out."""
    pieces = [language.text(_("[OPTIONS]"))]
    for parameter in context.command.params:
        if parameter.param_type_name == "argument":
            word = name_of(parameter)
            pieces.append(word if parameter.required or word.startswith("[") else f"[{word}]")
    return pieces


def write_parameters(context: "typer.Context", formatter: Formatter, language: Language) -> None:
    """The arguments and the options with what they mean."""
    arguments, options = [], []
    for parameter in context.command.get_params(context):
        meaning = getattr(parameter, "help", None) or ""
        if parameter.param_type_name == "argument":
            arguments.append((name_of(parameter), meaning))
        elif record := parameter.get_help_record(context):
            options.append((record[0], meaning))
    write_section(formatter, language.text(_("Arguments")), arguments)
    write_section(formatter, language.text(_("Options")), options)


def write_section(formatter: Formatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def name_of(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def translate(command: Any, context: "typer.Context", language: Language) -> None:
    """Put the texts of a command's parameters into the language."""
    for parameter in command.params:
        if parameter.help:
            parameter.help = language.text(parameter.help)
        if parameter.metavar:
            parameter.metavar = language.text(parameter.metavar)
    option = command.get_help_option(context)
    if option:
        option.help = language.text(HELP_OPTION)
