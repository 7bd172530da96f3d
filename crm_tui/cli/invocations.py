"""What one call of the program asks for: the database, the language, the form of the output."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crm_tui.cli.streams import say
from crm_tui.i18n import Language, from_environment

if TYPE_CHECKING:
    import typer

    from crm_tui.errors import CrmError
    from crm_tui.session import Session


@dataclass(slots=True)
class Invocation:
    """The options that stand before or after the command; it is the `obj` of Typer's context."""

    database: str | None = None
    wanted_language: str | None = None
    output: str = "table"
    language: Language = field(default_factory=Language)
    """That of help and errors; the user's own, once a session is open."""

    def warn(self, error: "CrmError") -> None:
        """Print what failed beside the command itself, which goes on."""
        say(f"crm: {self.language.error(error)}")

    @classmethod
    def of(cls, arguments: Sequence[str]) -> "Invocation":
        """What must be known before the arguments are parsed: for help, and for their mistakes."""
        wanted = option(arguments, "--lang")
        output = option(arguments, "--format") or "table"
        return cls(None, wanted, output, from_environment(wanted))


def option(arguments: Sequence[str], name: str) -> str | None:
    """The value of an option wherever it stands."""
    value = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == name:
            value = next(iter(arguments[place + 1 :]), None)
        elif argument.startswith(f"{name}="):
            value = argument.partition("=")[2]
    return value


@contextmanager
def opened(context: "typer.Context") -> "Iterator[Session]":
    """The session of this call, closed at the end."""
    from crm_tui.bootstrap import working

    invocation: Invocation = context.obj
    with working(invocation.database, invocation.wanted_language) as session:
        invocation.language = session.language
        if session.cut_off:
            from crm_tui.services import cut_off

            for sentence in cut_off.told(session):
                say(f"crm: {sentence}")
        yield replace(session, hear=invocation.warn)
