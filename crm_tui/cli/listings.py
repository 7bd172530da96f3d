"""`crm list`: any list, filtered, sorted, in any form, row by row."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import (
    Columns,
    Limit,
    ListingFormat,
    Plain,
    SortBy,
    View,
    Where,
    completing,
    words,
)
from crm_tui.cli.output import Terminal, table_row, write_objects, write_rows
from crm_tui.cli.streams import write
from crm_tui.cli.words import LISTS, leads_only, list_word, listed
from crm_tui.domain.entities import Entity
from crm_tui.domain.listing import Listed, Listing
from crm_tui.domain.texts import _
from crm_tui.domain.views import Arrangement

if TYPE_CHECKING:
    from crm_tui.session import Session

ALWAYS = ("id", "version")
What = Annotated[
    str,
    typer.Argument(
        metavar="|".join(LISTS), help=_("what is listed"), autocompletion=completing(LISTS)
    ),
]


def run(
    context: typer.Context,
    what: What,
    where: Where = "",
    sort: SortBy = "",
    limit: Limit = None,
    columns: Columns = "",
    view: View = "",
    plain: Plain = False,
    output: ListingFormat = "table",
) -> None:
    entity, wanted = listed(what), Arrangement(where, tuple(words(columns)), tuple(words(sort)))
    with opened(context) as session:
        from crm_tui.services import exports, listings

        build = listings.listing if output in ("table", "ids") else exports.listing
        listing = arranged(session, what, view, wanted, build)
        most = int(limit) if limit is not None else None
        rows = exports.iterate(session, entity, listing, most)
        write_listing(session, entity, listing, rows, output)


def arranged(
    session: "Session", what: str, view: str, wanted: Arrangement, build: Callable[..., Listing]
) -> Listing:
    """The list as it is wanted, inside the saved view if one is named.

    The id and the version are always there, also where they are asked for as columns.
    """
    from crm_tui.services import listings, views

    entity, found = listed(what), views.arrangement(session, list_word(what), view, wanted)
    named = [name for name in found.columns if name not in ALWAYS]
    where, sorts = leads_only(what, found.where), listings.sorts_of(session, entity, found)
    listing = build(session, entity, where=where, sort=sorts, columns=named)
    return replace(listing, fields=()) if found.columns and not named else listing


def write_listing(
    session: "Session", entity: Entity, listing: Listing, rows: Iterable[Listed], form: str
) -> None:
    from crm_tui.services import exports

    shown = listing.fields
    if form == "table":
        titles = ("id", *(field.label for field in shown))
        write_rows(session, titles, (table_row(session, entity, shown, row) for row in rows))
    elif form == "ids":
        for row in rows:
            write(entity.shown_id(row.id))
    elif form == "csv":
        exports.write_csv(session, entity, shown, iter(rows), Terminal(), raw=False)
    else:
        from crm_tui.services import objects

        write_objects((objects.as_object(session, entity, shown, row) for row in rows), form)
