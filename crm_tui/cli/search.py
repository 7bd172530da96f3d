"""`crm find`: what the text finds anywhere, best first."""

from typing import Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import Limit, ListingFormat, Plain
from crm_tui.cli.output import Terminal, write_objects, write_rows
from crm_tui.cli.streams import write
from crm_tui.domain.entities import entity
from crm_tui.domain.texts import _

TITLES = ("id", _("Name"), _("Found by"))


def run(
    context: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT", help=_("a name, phone, e-mail, id or words"))
    ],
    limit: Limit = None,
    plain: Plain = False,
    output: ListingFormat = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import search

        most = int(limit) if limit is not None else search.LIMIT
        found = [
            {
                "entity": hit.entity,
                "id": entity(hit.entity).shown_id(hit.id),
                "title": hit.title,
                "matched": hit.matched,
            }
            for hit in search.find(session, " ".join(text), most)
        ]
        rows = ([hit["id"], hit["title"], hit["matched"]] for hit in found)
        if output == "table":
            write_rows(session, TITLES, rows)
        elif output == "ids":
            for hit in found:
                write(hit["id"])
        elif output == "csv":
            write_csv(found)
        else:
            write_objects((dict(hit) for hit in found), output)


def write_csv(found: list[dict[str, str]]) -> None:
    from crm_tui.exchange.csv_writer import CsvWriter

    writer = CsvWriter(Terminal())
    writer.row(("entity", "id", "title", "matched"))
    for hit in found:
        writer.row(hit.values())
