"""`crm edit`: gives fields of a record, or of all that a filter finds, new values."""

from typing import Annotated

import typer

from crm_tui.cli.bulk import DryRun, change_many, is_many
from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Where
from crm_tui.cli.records import write_record
from crm_tui.cli.words import assignments, complete_field, record
from crm_tui.domain.texts import _


def run(
    context: typer.Context,
    identity: Annotated[
        str, typer.Argument(metavar="ID|LIST", help=_("such as C-12; a list with --where"))
    ],
    parts: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE ...",
            help=_("the new values; FIELD= empties a field"),
            autocompletion=complete_field,
        ),
    ],
    where: Where = "",
    dry_run: DryRun = False,
    output: JsonOrTable = "table",
) -> None:
    typed = assignments(parts)
    if is_many(identity, where):
        change_many(context, identity, where, typed, dry_run=dry_run, output=output)
        return
    entity, number = record(identity)
    with opened(context) as session:
        from crm_tui.services import records

        write_record(session, entity, records.edit(session, entity, number, typed), output)
