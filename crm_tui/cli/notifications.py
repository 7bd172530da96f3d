"""`crm notifications`: what colleagues have done that concerns the user."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Limit, Plain
from crm_tui.cli.output import write_objects, write_rows
from crm_tui.domain.entities import entity
from crm_tui.domain.notifications import SEVERAL, Notification
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from crm_tui.session import Session

TITLES = (_("When"), _("By"), "", "id", _("Of what"), "")


def run(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=_("the read ones as well"))] = False,
    read: Annotated[bool, typer.Option("--read", help=_("from now on these are read"))] = False,
    limit: Limit = None,
    plain: Plain = False,
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import notifications

        most = int(limit) if limit is not None else None
        found = list(notifications.iterate(session, unread=not everything, limit=most))
        if output == "json":
            write_objects((shaped(session, one) for one in found), output)
        else:
            write_rows(session, TITLES, (table_row(session, one) for one in found))
        if read:
            notifications.read(session, [one.id for one in found])


def shaped(session: "Session", one: Notification) -> dict[str, object]:
    return {
        "txn": one.transaction,
        "at": one.at.astimezone(session.zone).isoformat(),
        "by": one.who,
        "reason": one.reason.value,
        "entity": one.entity,
        "id": None if one.record is None else entity(one.entity).shown_id(one.record),
        "title": one.title or None,
        "count": one.count,
        "text": one.text or None,
        "read": one.read_at is not None,
    }


def table_row(session: "Session", one: Notification) -> list[str]:
    from crm_tui.services import notifications, readable

    language = session.language
    shown_id, title = "", language.count(SEVERAL[one.entity], one.count)
    if one.record is not None:
        shown_id, title = entity(one.entity).shown_id(one.record), one.title
    reason = language.text(one.reason.label)
    said = notifications.said(language, one)
    return [readable.moment(session, one.at), one.who or "", reason, shown_id, title, said]
