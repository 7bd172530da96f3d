"""`crm merge`: makes one record of two."""

from typing import Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable
from crm_tui.cli.records import write_record
from crm_tui.cli.streams import say
from crm_tui.cli.words import assignments, complete_field, record
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError


def run(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="ID", help=_("who stays, such as C-1"))],
    second: Annotated[str, typer.Argument(metavar="ID", help=_("who is merged into the first"))],
    parts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FIELD=VALUE ...",
            help=_("what is to stand in a field; else the first's value stays"),
            autocompletion=complete_field,
        ),
    ] = None,
    output: JsonOrTable = "table",
) -> None:
    (entity, kept), (other, gone) = record(first), record(second)
    if entity != other:
        raise InvalidInputError(_("only two of the same kind can be merged"))
    typed = assignments(parts or ())
    with opened(context) as session:
        from crm_tui.services import entering, merging, records

        entered = entering.read(session, entity, typed)
        done = merging.merge(session, entity, kept, gone, entered=entered)
        say(merging.told(session, entity, done))
        write_record(session, entity, records.get(session, entity, kept), output)
