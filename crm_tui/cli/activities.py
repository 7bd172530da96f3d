"""`crm log` and `crm done`: what was held with a client."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, completing
from crm_tui.cli.records import write_id, write_record
from crm_tui.cli.words import record
from crm_tui.domain.activities import ActivityKind
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Link
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.session import Session

KINDS = tuple(kind.value for kind in ActivityKind)

Outcome = Annotated[str, typer.Option("--outcome", metavar="TEXT", help=_("how it ended"))]


def run(
    context: typer.Context,
    identity: Annotated[str, typer.Argument(metavar="ID", help=_("such as C-12, P-7 or D-3"))],
    kind: Annotated[
        str,
        typer.Argument(
            metavar="call|meeting|visit|letter|...",
            help=_("what was held"),
            autocompletion=completing(KINDS),
        ),
    ],
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help=_("what was said"))],
    outcome: Outcome = "",
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help=_("when, as in yesterday 15:00"))
    ] = "",
    output: JsonOrTable = "table",
) -> None:
    entity, number = record(identity)
    if entity == ACTIVITIES:
        raise InvalidInputError(_("{text} is no client, contact or deal"), text=identity)
    with opened(context) as session:
        from crm_tui.services import activities, records

        found = records.get(session, entity, number)
        party = Link(number, getattr(found, entity.title))
        typed = {"outcome": outcome, "start": at}
        typed = {name: value for name, value in typed.items() if value}
        key = kind_key(session, kind)
        held = activities.log(session, party, entity, key, " ".join(text), typed)
        write_id(session, ACTIVITIES, held, output)


def kind_key(session: "Session", word: str) -> str:
    """The kind of activity that the word means, in any language."""
    from crm_tui.services import entering, fields

    field = fields.named(session, ACTIVITIES.name)["kind"]
    return str(entering.read_value(session, field, word))


def done(
    context: typer.Context,
    identity: Annotated[str, typer.Argument(metavar="ID", help=_("such as A-31"))],
    outcome: Outcome = "",
    output: JsonOrTable = "table",
) -> None:
    entity, number = record(identity)
    if entity != ACTIVITIES:
        raise InvalidInputError(_("{text} is no activity"), text=identity)
    with opened(context) as session:
        from crm_tui.services import activities

        write_record(session, ACTIVITIES, activities.done(session, number, outcome), output)
