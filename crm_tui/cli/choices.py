"""`crm choice`: the values of the pick-lists."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, whole
from crm_tui.cli.output import write_json, write_objects, write_rows
from crm_tui.cli.progress import Progress
from crm_tui.cli.streams import write
from crm_tui.cli.words import RECORDS_CHANGED
from crm_tui.domain.pick_lists import PickList
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from crm_tui.session import Session

TITLES = (_("List"), _("Value"), _("Label"), "")
ARCHIVED = _("archived")

Wanted = Annotated[
    str, typer.Argument(metavar="LIST", help=_("the list: industry, segment, source ..."))
]
Value = Annotated[str, typer.Argument(metavar="VALUE", help=_("its key or label"))]
Change = Callable[["Session", PickList, str], PickList]


def run(
    context: typer.Context,
    wanted: Annotated[str, typer.Argument(metavar="LIST", help=_("one list; without it all"))] = "",
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import pick_lists

        found = [pick_lists.get(session, wanted)] if wanted else pick_lists.everything(session)
        if output == "json":
            write_objects(map(as_object, found), output)
        else:
            write_lists(session, found)


def add(
    context: typer.Context,
    wanted: Wanted,
    label: Annotated[str, typer.Argument(metavar="LABEL", help=_("what it is called"))],
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import pick_lists

        found = pick_lists.get(session, wanted)
        write_list(session, pick_lists.add(session, found, label), output)


def rename(
    context: typer.Context,
    wanted: Wanted,
    value: Value,
    label: Annotated[str, typer.Argument(metavar="LABEL", help=_("what it is called from now on"))],
    output: JsonOrTable = "table",
) -> None:
    from crm_tui.services import pick_lists

    def change(session: "Session", found: PickList, key: str) -> PickList:
        return pick_lists.rename(session, found, key, label)

    carry_out(context, wanted, value, output, change)


def move(
    context: typer.Context,
    wanted: Wanted,
    value: Value,
    place: Annotated[
        str, typer.Argument(metavar="PLACE", help=_("its new place, from 1"), callback=whole)
    ],
    output: JsonOrTable = "table",
) -> None:
    from crm_tui.services import pick_lists

    def change(session: "Session", found: PickList, key: str) -> PickList:
        return pick_lists.move(session, found, key, int(place) - 1)

    carry_out(context, wanted, value, output, change)


def merge(
    context: typer.Context,
    wanted: Wanted,
    value: Annotated[str, typer.Argument(metavar="FROM", help=_("its key or label"))],
    into: Annotated[str, typer.Argument(metavar="INTO", help=_("the value that takes it in"))],
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import pick_lists

        found = pick_lists.get(session, wanted)
        old, new = (pick_lists.find(session, found, word).choice.key for word in (value, into))
        with Progress(session.language, _("merge values")) as progress:
            changed = pick_lists.merge(session, found, old, new, progress)
        if output == "json":
            write_json({"changed": changed})
        else:
            write(session.language.count(RECORDS_CHANGED, changed))


def archive(
    context: typer.Context, wanted: Wanted, value: Value, output: JsonOrTable = "table"
) -> None:
    from crm_tui.services import pick_lists

    carry_out(context, wanted, value, output, pick_lists.archive)


def restore(
    context: typer.Context, wanted: Wanted, value: Value, output: JsonOrTable = "table"
) -> None:
    from crm_tui.services import pick_lists

    carry_out(context, wanted, value, output, pick_lists.restore)


def carry_out(context: typer.Context, wanted: str, word: str, output: str, change: Change) -> None:
    """Change the one value that is meant, and show the list as it is then."""
    with opened(context) as session:
        from crm_tui.services import pick_lists

        found = pick_lists.get(session, wanted)
        value = pick_lists.find(session, found, word)
        write_list(session, change(session, found, value.choice.key), output)


def write_list(session: "Session", found: PickList, form: str) -> None:
    if form == "json":
        write_json(as_object(found))
    else:
        write_lists(session, [found])


def write_lists(session: "Session", found: list[PickList]) -> None:
    text = session.language.text
    rows = (
        (
            one.name,
            value.choice.key,
            text(value.choice.label) if value.choice.shipped else value.choice.label,
            text(ARCHIVED) if value.archived else "",
        )
        for one in found
        for value in one.values
    )
    write_rows(session, TITLES, rows)


def as_object(found: PickList) -> dict[str, object]:
    return {
        "list": found.name,
        "values": [
            {"key": value.choice.key, "label": value.choice.label, "archived": value.archived}
            for value in found.values
        ],
    }
