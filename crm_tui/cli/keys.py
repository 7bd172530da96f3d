"""`crm keys`: the keys of the screens as they are for this user, after her `keys.toml`."""

from typing import Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Plain
from crm_tui.cli.output import write_objects, write_rows
from crm_tui.cli.starting import keys_in_force
from crm_tui.cli.streams import say
from crm_tui.domain.texts import _

TITLES = (_("Key"), _("What it does"), "id")


def run(
    context: typer.Context,
    part: Annotated[
        str,
        typer.Argument(metavar="PART", help=_("only ids that begin so, such as list or card")),
    ] = "",
    plain: Plain = False,
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        keys, problems = keys_in_force()
        language = session.language
        for problem in problems:
            say(f"keys.toml{f':{problem.line}' if problem.line else ''}  {language.error(problem)}")
        found = [key for key in keys if key.id.startswith(part)]
        if output == "json":
            write_objects(({"id": key.id, "keys": list(key.names), "does": key.does}
                           for key in found), output)  # fmt: skip
        else:
            rows = ([" ".join(key.names), language.text(key.does), key.id] for key in found)
            write_rows(session, TITLES, rows)
