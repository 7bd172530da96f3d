"""`crm add`: a record from FIELD=VALUE words, or an activity from its subject."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, completing
from crm_tui.cli.records import save, write_id
from crm_tui.cli.streams import say
from crm_tui.cli.words import LISTS, assignments, complete_field, listed, told_apart, with_people
from crm_tui.domain.activities import ActivityKind
from crm_tui.domain.clients import Lifecycle
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.session import Session

KINDS = tuple(kind.value for kind in ActivityKind)
WHAT = (CLIENTS.one, "lead", CONTACTS.one, DEALS.one, ACTIVITIES.one, *KINDS)


def run(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="client|lead|contact|deal|task|call|meeting|...",
            help=_("what is added"),
            autocompletion=completing(WHAT),
        ),
    ],
    parts: Annotated[
        list[str],
        typer.Argument(
            metavar="[TEXT] FIELD=VALUE ...",
            help=_("its fields; of a task, a call or a meeting first the subject"),
            autocompletion=complete_field,
        ),
    ],
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        entity, added = add(session, what, parts)
        write_id(session, entity, added, output)


def add(session: "Session", what: str, parts: list[str]) -> tuple[Entity, Any]:
    if what not in (*WHAT, *LISTS):
        message = _("there is nothing called {word}: try {known}")
        raise InvalidInputError(message, word=what, known=", ".join(WHAT))
    if what in KINDS:
        return ACTIVITIES, activity(session, what, parts)
    entity = listed(what)
    typed = assignments(parts)
    if what in ("lead", "leads"):
        typed = {"lifecycle": Lifecycle.LEAD.value, **typed}
    return entity, save(session, entity, None, typed)


def activity(session: "Session", kind: str, parts: list[str]) -> Any:
    """What is no FIELD=VALUE is a line of quick add; `task` lets it begin with another kind."""
    from crm_tui.domain.quick_add import read
    from crm_tui.services import quick_add

    free, typed = told_apart(session, ACTIVITIES, parts)
    if free and "subject" in typed:
        raise InvalidInputError(_("{text} is not FIELD=VALUE"), text=free[0])
    if kind != ActivityKind.TASK.value or not free:
        typed = {"kind": kind, **typed}
    if not free:
        return save(session, ACTIVITIES, None, typed)
    line = " ".join(free)
    added, *tasks = quick_add.add(session, line, with_people(session, ACTIVITIES, typed))
    if unread := read(line, session.reading).unread:
        say(session.language.text(_("{words}: no date, stays text"), words=", ".join(unread)))
    for task in tasks:
        made = {"id": ACTIVITIES.shown_id(task.id), "subject": task.subject}
        say(session.language.text(_("and {id}: {subject}"), **made))
    return added
