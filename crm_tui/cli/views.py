"""`crm view`: the views that are kept of lists."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import Columns, JsonOrTable, SortBy, Where, completing, words
from crm_tui.cli.output import write_json, write_objects, write_rows
from crm_tui.cli.streams import write
from crm_tui.cli.words import LISTS, list_word, listed
from crm_tui.domain.texts import _
from crm_tui.domain.views import Arrangement, SavedView

if TYPE_CHECKING:
    from crm_tui.session import Session

TITLES = (
    *(_("List"), _("View"), _("Filter"), _("Columns"), _("Order"), _("Groups"), _("Owner")),
    _("Shared"),
)
Whose = Annotated[
    str,
    typer.Argument(
        metavar="|".join(LISTS), help=_("of which list"), autocompletion=completing(LISTS)
    ),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("what the view is called"))]
Shared = Annotated[
    bool, typer.Option("--shared/--private", help=_("whether everybody sees it, or you alone"))
]


def run(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar=f"[{'|'.join(LISTS)}]",
            help=_("of which list; without it of all"),
            autocompletion=completing(LISTS),
        ),
    ] = "",
    output: JsonOrTable = "table",
) -> None:
    word = list_word(what) if what else ""
    with opened(context) as session:
        from crm_tui.services import views

        found = views.visible(session, word)
        if output == "json":
            write_objects((as_object(view) for view in found), output)
        else:
            write_rows(session, TITLES, (table_row(session, view) for view in found))


def as_object(view: SavedView) -> dict[str, object]:
    arrangement = view.arrangement
    return {
        "list": view.listed,
        "name": view.name,
        "filter": arrangement.where,
        "columns": list(arrangement.columns),
        "sort": list(arrangement.sorts),
        "group": arrangement.group or None,
        "owner": view.owner.name,
        "shared": view.shared,
    }


def table_row(session: "Session", view: SavedView) -> list[str]:
    found = view.arrangement
    shared = session.language.text(_("yes") if view.shared else _("no"))
    columns, sorts = ",".join(found.columns), ",".join(found.sorts)
    return [
        *(view.listed, view.name, found.where, columns, sorts, found.group),
        *(view.owner.name, shared),
    ]


def save(
    context: typer.Context,
    what: Whose,
    name: Name,
    where: Where = "",
    columns: Columns = "",
    sort: SortBy = "",
    group: Annotated[
        str, typer.Option("--group", metavar="FIELD", help=_("the field of the headings"))
    ] = "",
    shared: Shared = False,
    output: JsonOrTable = "table",
) -> None:
    arrangement = Arrangement(where, tuple(words(columns)), tuple(words(sort)), group)
    with opened(context) as session:
        from crm_tui.services import listings, views

        entity = listed(what)
        sorts = listings.sorts_of(session, entity, arrangement)
        listings.listing(session, entity, where=where, sort=sorts, columns=arrangement.columns)
        saved = views.save(session, list_word(what), name, arrangement, shared=shared)
        write_view(saved, output)


def rename(
    context: typer.Context,
    what: Whose,
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help=_("its new name"))],
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import views

        view = views.find(session, list_word(what), name)
        write_view(views.change(session, view, new, shared=view.shared), output)


def archive(context: typer.Context, what: Whose, name: Name, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import views

        view = views.find(session, list_word(what), name)
        write_view(views.archive(session, view), output)


def write_view(view: SavedView, form: str) -> None:
    """The object, or the name under which the view is opened."""
    if form == "json":
        write_json(as_object(view))
    else:
        write(view.name)
