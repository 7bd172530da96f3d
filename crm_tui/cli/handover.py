"""`crm handover`: gives records to a colleague, with what is open with them and a note."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.bulk import DryRun, is_many
from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Where
from crm_tui.cli.output import write_json
from crm_tui.cli.progress import Progress
from crm_tui.cli.streams import say, write
from crm_tui.cli.words import leads_only, listed, record
from crm_tui.domain.entities import Entity
from crm_tui.domain.texts import _, counted

if TYPE_CHECKING:
    from crm_tui.domain.listing import Listing
    from crm_tui.session import Session

HANDED_OVER = counted(
    "{changing} of {count} handed over, planned with it: {work}, open deals: {deals}",
    "{changing} of {count} handed over, planned with them: {work}, open deals: {deals}",
)


def run(
    context: typer.Context,
    identity: Annotated[
        str, typer.Argument(metavar="ID|LIST", help=_("such as C-12; a list with --where"))
    ],
    who: Annotated[
        str, typer.Argument(metavar="LOGIN", help=_("to whom: the login, the id or the full name"))
    ],
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help=_("stays in the history of each"))
    ] = "",
    without_work: Annotated[
        bool, typer.Option("--without-work", help=_("plans and open deals stay as they are"))
    ] = False,
    where: Where = "",
    dry_run: DryRun = False,
    output: JsonOrTable = "table",
) -> None:
    many = is_many(identity, where)
    with opened(context) as session, Progress(session.language, _("hand over")) as progress:
        from crm_tui.services import handover

        entity, listing = meant(session, identity, where, many=many)
        wish = handover.Wish(who, note, not without_work)
        if dry_run:
            found = handover.extent(session, entity, listing, wish)
        else:
            found = handover.hand_over(session, entity, listing, wish, progress)
    if output == "json":
        write_json({"changed": found.changing, "total": found.total, "work": found.work,
                    "deals": found.deals})  # fmt: skip
    else:
        counts = {"changing": found.changing, "work": found.work, "deals": found.deals}
        write(session.language.count(HANDED_OVER, found.total, **counts))
    if dry_run:
        say(session.language.text(_("a dry run: nothing was changed")))


def meant(session: "Session", identity: str, where: str, *, many: bool) -> "tuple[Entity, Listing]":
    """What is handed over: the record of the id, or what the filter finds."""
    from crm_tui.domain.listing import Listing
    from crm_tui.domain.query_nodes import Chosen
    from crm_tui.services import listings, records

    if many:
        known = listed(identity)
        return known, listings.listing(session, known, where=leads_only(identity, where))
    entity, number = record(identity)
    records.get(session, entity, number)
    return entity, Listing((), Chosen((number,)))
