"""`crm edit`: gives fields of a record new values."""

from typing import Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable
from crm_tui.cli.records import write_record
from crm_tui.cli.words import assignments, complete_field, record
from crm_tui.domain.texts import _


def run(
    context: typer.Context,
    identity: Annotated[str, typer.Argument(metavar="ID", help=_("such as C-12"))],
    parts: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE ...",
            help=_("the new values; FIELD= empties a field"),
            autocompletion=complete_field,
        ),
    ],
    output: JsonOrTable = "table",
) -> None:
    entity, number = record(identity)
    typed = assignments(parts)
    with opened(context) as session:
        from crm_tui.services import records

        write_record(session, entity, records.edit(session, entity, number, typed), output)
