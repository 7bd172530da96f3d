"""`crm lend`: all my open work to a colleague until a day, and back."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable
from crm_tui.cli.output import write_json
from crm_tui.cli.streams import write
from crm_tui.domain.dates import read_day
from crm_tui.domain.entities import USERS
from crm_tui.domain.notifications import SEVERAL
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.domain.loans import Lent, Loan
    from crm_tui.session import Session

LENT = _("lent to {name} until {day}")
NOTHING = _("nothing of yours is lent")


def run(
    context: typer.Context,
    who: Annotated[
        str, typer.Argument(metavar="LOGIN", help=_("to whom; without it, what is lent is told"))
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DAY", help=_("the last day, such as fri or 7 dec"))
    ] = "",
    back: Annotated[bool, typer.Option("--back", help=_("take it back"))] = False,
    output: JsonOrTable = "table",
) -> None:
    if bool(who) != bool(until) or (back and who):
        raise InvalidInputError(_("say to whom and until when: crm lend LOGIN --until DAY"))
    with opened(context) as session:
        from crm_tui.services import loans, planning

        if who:
            lent = loans.lend(session, who, read_day(until, planning.ahead(session)))
        elif back:
            tell(session, None, loans.take_back(session), output)
            return
        else:
            lent = None
        tell(session, loans.mine(session), lent, output)


def tell(session: "Session", loan: "Loan | None", moved: "Lent | None", output: str) -> None:
    """To whom something is lent now, and what has just gone there or come back."""
    counts = {name: getattr(moved, name) for name in SEVERAL} if moved else {}
    if output == "json":
        to = loan and {"id": USERS.shown_id(loan.borrower.id), "name": loan.borrower.name}
        write_json({"to": to, "until": loan and loan.until.isoformat(), **counts})
        return
    text, count = session.language.text, session.language.count
    if loan:
        write(text(LENT, name=loan.borrower.name, day=loan.until.isoformat()))
    elif not moved:
        write(text(NOTHING))
    if counts:
        write(", ".join(count(SEVERAL[name], number) for name, number in counts.items()))
