"""`crm archive`: puts a record away, or all that a filter finds."""

from typing import Annotated

import typer

from crm_tui.cli.bulk import DryRun, change_many, is_many
from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Where
from crm_tui.cli.records import write_record
from crm_tui.cli.words import record
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.domain.texts import _


def run(
    context: typer.Context,
    identity: Annotated[
        str, typer.Argument(metavar="ID|LIST", help=_("such as C-12; a list with --where"))
    ],
    where: Where = "",
    dry_run: DryRun = False,
    output: JsonOrTable = "table",
) -> None:
    if is_many(identity, where):
        change_many(context, identity, where, None, dry_run=dry_run, output=output)
        return
    entity, number = record(identity)
    with opened(context) as session:
        from crm_tui.services import records

        if records.get(session, entity, number).archived_at is None:
            records.archive(session, entity, Listing((), Chosen((number,))))
        write_record(session, entity, records.get(session, entity, number), output)
