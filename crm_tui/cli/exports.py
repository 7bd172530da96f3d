"""`crm export`: a list as a file, or on stdout."""

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.listings import arranged
from crm_tui.cli.options import Columns, SortBy, View, Where, completing, one_of, words
from crm_tui.cli.output import Terminal
from crm_tui.cli.progress import Progress
from crm_tui.cli.streams import say
from crm_tui.cli.words import LISTS, listed
from crm_tui.domain.exports import BINARY, FORMATS
from crm_tui.domain.imports import WHOLE_BASE
from crm_tui.domain.texts import _, counted
from crm_tui.domain.views import Arrangement
from crm_tui.errors import InvalidInputError

KNOWN = (*LISTS, WHOLE_BASE)
WRITTEN = counted("{count} record written to {path}", "{count} records written to {path}")
File = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR|-",
        help=_("the file; without it stdout. For all a new folder"),
    ),
]


def run(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="|".join(KNOWN), help=_("what is written"), autocompletion=completing(KNOWN)
        ),
    ],
    file: File = "-",
    output: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help=_("how it is written; without it by the file's name, else csv"),
            callback=one_of(FORMATS),
            autocompletion=completing(FORMATS),
        ),
    ] = "",
    where: Where = "",
    sort: SortBy = "",
    columns: Columns = "",
    view: View = "",
    raw: Annotated[
        bool,
        typer.Option("--raw", help=_("leave alive what a spreadsheet would run as a formula")),
    ] = False,
) -> None:
    if what == WHOLE_BASE:
        run_all(context, file, chosen=any((output, where, sort, columns, view, raw)))
        return
    entity, wanted = listed(what), Arrangement(where, tuple(words(columns)), tuple(words(sort)))
    with opened(context) as session, Progress(session.language, _("export")) as progress:
        from crm_tui.services import exports

        form = output or exports.format_by_name(file) or "csv"
        listing = arranged(session, what, view, wanted, exports.listing)
        if file == "-":
            stream = bytes_out() if form in BINARY else Terminal()
            exports.write(session, entity, listing, stream, file_format=form, raw=raw)
            return
        count = exports.save(
            session, entity, listing, Path(file), file_format=form, raw=raw, progress=progress
        )
    say(session.language.count(WRITTEN, count, path=file))


def run_all(context: typer.Context, folder: str, *, chosen: bool) -> None:
    """Every record of everything, as a folder; nothing of it can be `chosen`."""
    if chosen:
        raise InvalidInputError(_("all is everything: --output is its only option"))
    if folder == "-":
        raise InvalidInputError(_("a whole base becomes a folder: name one with --output"))
    with opened(context) as session, Progress(session.language, _("export")) as progress:
        from crm_tui.services import bases

        count = bases.write(session, Path(folder), progress)
    say(session.language.count(WRITTEN, count, path=folder))


def bytes_out() -> BinaryIO:
    """stdout for a form that is no text, which would only garble a terminal."""
    if sys.stdout.isatty():
        raise InvalidInputError(_("this form is no text: name a file with --output"))
    return sys.stdout.buffer
