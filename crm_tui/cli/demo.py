"""`crm demo`: a made-up company in a file of its own, opened at once."""

import sys
from typing import Annotated

import typer

from crm_tui.cli.invocations import Invocation
from crm_tui.domain.texts import _


def run(
    context: typer.Context,
    clients: Annotated[
        int, typer.Option("--clients", metavar="N", help=_("how many clients it has"))
    ] = 300,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help=_("another number, another company"))
    ] = 1,
    no_open: Annotated[
        bool, typer.Option("--no-open", help=_("only build it and print its path"))
    ] = False,
) -> None:
    from crm_tui.cli.demo_files import build, new_path
    from crm_tui.cli.starting import check_terminal, open_screens
    from crm_tui.services.demo import check_size

    check_size(clients)
    if not no_open:
        check_terminal()
    invocation: Invocation = context.obj
    path = new_path(invocation.database)
    build(path, invocation, clients, seed)
    typer.echo(path)
    if not no_open:
        sys.stdout.flush()
        raise typer.Exit(open_screens(str(path), invocation.wanted_language))
