"""Commands that are built when they are called, so that many of them cost no time to start."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from crm_tui.cli import help as pages
from crm_tui.cli.completion import completion_options
from crm_tui.cli.failures import leave_pipe
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.i18n import Language


class Entry(NamedTuple):
    """A command by name: what it does in a line, and where it is. With entries it is a group."""

    name: str
    help: str
    module: str = ""
    function: str = "run"
    entries: tuple["Entry", ...] = ()


class Command(TyperCommand):
    """One command, with its help in the language of the call."""

    language = Language()

    def format_usage(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        pieces = pages.usage_pieces(ctx, self.language)
        pages.write_usage(ctx, formatter, self.language, pieces)

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        pages.write_parameters(ctx, formatter, self.language)


class Group(TyperGroup):
    """Commands by their names; only the one that is called is imported."""

    entries: Sequence[Entry] = ()
    language = Language()

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return [entry.name for entry in self.entries]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        for entry in self.entries:
            if entry.name == cmd_name:
                return built(entry, ctx, self.language)
        return None

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise unknown_command(args[0], names, ctx.command_path)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        words = self.language.text(_("[OPTIONS] COMMAND ..."))
        pages.write_usage(ctx, formatter, self.language, [words])

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        pages.write_parameters(ctx, formatter, self.language)
        rows = [(entry.name, self.language.text(entry.help)) for entry in self.entries]
        pages.write_section(formatter, self.language.text(_("Commands")), rows)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        if not ctx._protected_args:
            raise InvalidInputError(_("which command? see {command} --help"),
                                    command=ctx.command_path)  # fmt: skip
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise typer.Exit(leave_pipe()) from error


def application(entries: Sequence[Entry], language: Language) -> Group:
    """The command `crm` itself."""
    about = language.text(_("A CRM for the terminal; crm alone opens the screens."))
    group = Group(name="crm", help=about, rich_markup_mode=None)
    group.entries, group.language = entries, language
    group.params = [*common_options(), version_option(), *completion_options()]
    pages.translate(group, typer.Context(group), language)
    return group


def built(entry: Entry, context: typer.Context, language: Language) -> Any:
    """The command of the entry, with the options that all have, translated."""
    if entry.entries:
        group = Group(name=entry.name, help=language.text(entry.help), rich_markup_mode=None)
        group.entries, group.language = entry.entries, language
        command: Any = group
    else:
        command = from_function(entry, language)
    command.params += common_options()
    pages.translate(command, context, language)
    return command


def from_function(entry: Entry, language: Language) -> Any:
    function = getattr(import_module(f"crm_tui.cli.{entry.module}"), entry.function)
    single = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    single.command(entry.name, cls=Command, help=language.text(entry.help))(function)
    command: Any = typer.main.get_command(single)
    command.language = language
    return command


def unknown_command(word: str, known: Sequence[str], group: str) -> InvalidInputError:
    close = nearest(word, known)
    if close:
        message = _("there is no command {word}: did you mean {nearest}?")
        return InvalidInputError(message, word=word, nearest=close)
    message = _("there is no command {word}; see {command} --help")
    return InvalidInputError(message, word=word, command=group)


def common_options() -> list[Any]:
    """`--db` and `--lang`, which every command takes."""
    return [
        TyperOption(
            param_decls=["--db"],
            metavar="PATH",
            help=_("the database; without it CRM_DB, then the one in your data folder"),
            callback=keep_database,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--lang"],
            metavar="en|ru",
            help=_("the language; without it CRM_LANG, then yours"),
            expose_value=False,
        ),
    ]


def keep_database(context: Any, parameter: Any, value: str | None) -> str | None:
    if value:
        context.obj.database = value
    return value


def version_option() -> Any:
    return TyperOption(
        param_decls=["--version"],
        is_flag=True,
        help=_("show the version and leave"),
        callback=show_version,
        expose_value=False,
        is_eager=True,
    )


def show_version(context: Any, parameter: Any, value: bool) -> None:
    if value and not context.resilient_parsing:
        from crm_tui import __version__

        typer.echo(f"crm {__version__}")
        raise typer.Exit
