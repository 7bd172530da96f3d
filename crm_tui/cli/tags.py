"""`crm tags`: which there are, and another name for one of them."""

from typing import Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable
from crm_tui.cli.output import write_json, write_objects, write_rows
from crm_tui.cli.progress import Progress
from crm_tui.cli.streams import write
from crm_tui.cli.words import RECORDS_CHANGED
from crm_tui.domain.entities import ENTITIES
from crm_tui.domain.texts import _


def run(context: typer.Context, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import tags

        found = tags.overview(session)
        if output == "json":
            write_objects(({"tag": one.tag, **one.counts} for one in found), output)
            return
        rows = ([one.tag, *(str(count or "") for count in one.counts.values())] for one in found)
        write_rows(session, (_("Tag"), *(entity.label for entity in ENTITIES)), rows)


def rename(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("the tag, its levels with it"))],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help=_("its new name; one in use takes it in"))
    ],
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session, Progress(session.language, _("rename a tag")) as progress:
        from crm_tui.services import tags

        changed = tags.rename(session, old, new, progress)
    if output == "json":
        write_json({"changed": changed})
    else:
        write(session.language.count(RECORDS_CHANGED, changed))
