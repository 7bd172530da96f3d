"""`crm user`: who works here, and in which role."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, completing
from crm_tui.cli.output import write_objects, write_rows
from crm_tui.cli.records import as_object, write_id
from crm_tui.cli.streams import say
from crm_tui.domain.entities import ACTIVITIES, DEALS, USERS
from crm_tui.domain.notifications import SEVERAL
from crm_tui.domain.texts import _
from crm_tui.domain.users import Role

if TYPE_CHECKING:
    from crm_tui.domain.users import User
    from crm_tui.session import Session

TITLES = ("id", _("Login"), _("Full name"), _("Role"), "")
LEFT = _("{login} still has {what}; who is to have that:")
ARCHIVED = _("archived")
OPEN = {ACTIVITIES.name: " status:planned", DEALS.name: " status:open"}
"""Which of the records of an entity are still work."""

ROLES = tuple(role.value for role in Role)

Who = Annotated[str, typer.Argument(metavar="LOGIN", help=_("the login, the id or the full name"))]
RoleWord = Annotated[
    str,
    typer.Argument(metavar="ROLE", help=_("the role"), autocompletion=completing(ROLES)),
]


def run(context: typer.Context, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import users

        found = users.everybody(session)
        if output == "json":
            write_objects((as_object(session, USERS, user) for user in found), output)
        else:
            write_rows(session, TITLES, (table_row(session, user) for user in found))


def table_row(session: "Session", user: "User") -> list[str]:
    text = session.language.text
    away = text(ARCHIVED) if user.archived_at else ""
    role = text(user.role_label)
    return [USERS.shown_id(user.id), user.login, user.name, role, away]


def add(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("as the system knows her"))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("the full name"))] = "",
    role: Annotated[
        str,
        typer.Option(
            "--role", metavar="ROLE", help=_("the role"), autocompletion=completing(ROLES)
        ),
    ] = Role.REP.value,
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import users

        write_id(session, USERS, users.add(session, login, name, role), output)


def role(context: typer.Context, who: Who, role: RoleWord, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import users

        user = users.give_role(session, users.find(session, who), role)
        write_id(session, USERS, user, output)


def archive(context: typer.Context, who: Who, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import users

        user = users.archive(session, users.find(session, who))
        write_id(session, USERS, user, output)
        tell_what_is_left(session, user)


def tell_what_is_left(session: "Session", user: "User") -> None:
    """What she still owns, each with the command that hands it over."""
    from crm_tui.services import handover

    for name, count in handover.left_with(session, user).items():
        if count:
            what = session.language.count(SEVERAL[name], count)
            say(session.language.text(LEFT, login=user.login, what=what))
            whose = f"owner:{USERS.shown_id(user.id)}{OPEN.get(name, '')}"
            say(f"  crm handover {name} --where '{whose}' LOGIN")


def restore(context: typer.Context, who: Who, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import users

        user = users.restore(session, users.find(session, who))
        write_id(session, USERS, user, output)
