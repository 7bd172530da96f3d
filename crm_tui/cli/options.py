"""The options that several commands share."""

from collections.abc import Callable, Iterable
from typing import Annotated

import typer

from crm_tui.cli.tables import PLAIN
from crm_tui.cli.words import complete_column
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

RECORD_FORMATS = ("table", "json")
LISTING_FORMATS = ("table", "json", "jsonl", "csv", "ids")


def one_of(known: Iterable[str]) -> Callable[[str], str]:
    """A callback that lets only these words through."""
    words = tuple(known)

    def check(value: str) -> str:
        if value and value not in words:
            message = _("{word} is not possible here: take one of {known}")
            raise InvalidInputError(message, word=value, known=", ".join(words))
        return value

    return check


def completing(known: Iterable[str]) -> Callable[[str], list[str]]:
    """A completion that offers these words."""
    words = tuple(known)

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


def whole(value: str | None) -> str | None:
    """Lets only whole numbers through."""
    if value and not (value.isascii() and value.isdigit()):
        raise InvalidInputError(_("{text} is no whole number"), text=value)
    return value


def read_plainly(value: bool) -> bool:  # a callback gets it so
    """Tables and pairs are written a field a line from now on, or no longer."""
    PLAIN.set(value)
    return value


JsonOrTable = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|json",
        help=_("how it is written"),
        callback=one_of(RECORD_FORMATS),
        autocompletion=completing(RECORD_FORMATS),
    ),
]
ListingFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|json|jsonl|csv|ids",
        help=_("how it is written"),
        callback=one_of(LISTING_FORMATS),
        autocompletion=completing(LISTING_FORMATS),
    ),
]
Where = Annotated[
    str,
    typer.Option(
        "--where", metavar="FILTER", help=_("only these, as in city:Kazan lifecycle:lead")
    ),
]
SortBy = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar="FIELD,-FIELD",
        help=_("the order; with - from the end"),
        autocompletion=complete_column,
    ),
]
Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="FIELD,FIELD",
        help=_("which fields are written"),
        autocompletion=complete_column,
    ),
]
View = Annotated[
    str,
    typer.Option("--view", metavar="NAME", help=_("a saved view: its filter, columns and order")),
]
Limit = Annotated[
    str | None,
    typer.Option("--limit", metavar="N", help=_("at most so many"), callback=whole),
]


Plain = Annotated[
    bool,
    typer.Option(
        "--plain",
        help=_("a field a line and no columns, for screen readers"),
        callback=read_plainly,
    ),
]


def words(text: str) -> list[str]:
    """`a,b` as a list."""
    return [word.strip() for word in text.split(",") if word.strip()]
