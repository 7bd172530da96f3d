"""`crm team`: what each of us has to do today, for who leads."""

from typing import TYPE_CHECKING

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Plain
from crm_tui.cli.output import write_objects, write_rows
from crm_tui.domain.entities import USERS
from crm_tui.domain.team import Desk
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from crm_tui.session import Session

NOBODY = _("nobody's")
TITLES = (
    *("id", _("Login"), _("Full name"), _("Calls today"), _("Overdue")),
    *(_("Open work"), _("No next step")),
)


def run(context: typer.Context, plain: Plain = False, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import team

        found = team.desks(session)
        if output == "json":
            write_objects((shaped(desk) for desk in found), output)
        else:
            write_rows(session, TITLES, (table_row(session, desk) for desk in found))


def shaped(desk: Desk) -> dict[str, object]:
    user = desk.user
    return {
        "id": USERS.shown_id(user.id) if user else None,
        "login": user.login if user else None,
        "name": user.name if user else None,
        "calls": desk.calls,
        "held": desk.held,
        "overdue": desk.overdue,
        "planned": desk.planned,
        "without_next_step": desk.without_next_step,
        "deals_without_next_step": desk.deals_without_next_step,
    }


def table_row(session: "Session", desk: Desk) -> list[str]:
    user, number = desk.user, session.language.number
    who = [USERS.shown_id(user.id), user.login, user.name] if user else ["", "", ""]
    calls = f"{number(desk.held)} / {number(desk.calls)}"
    counts = (desk.overdue, desk.planned, desk.stalled)
    name = who[2] or session.language.text(NOBODY)
    return [who[0], who[1], name, calls, *map(number, counts)]
