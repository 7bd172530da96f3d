"""`crm playbook`: chains of steps that are planned for a client at once."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable
from crm_tui.cli.output import write_json, write_objects, write_rows
from crm_tui.cli.records import as_object as record_object
from crm_tui.cli.streams import write
from crm_tui.cli.words import record
from crm_tui.domain.activities import Activity
from crm_tui.domain.dates import read_day
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listed
from crm_tui.domain.playbooks import Playbook, written
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.services.quick_add import Understood
    from crm_tui.session import Session

PLANNED = ("start", "due", "kind", "subject", "owner")
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("what the playbook is called"))]
Steps = Annotated[
    str, typer.Argument(metavar="STEPS", help=_("as in: call +0, send the offer +2, call +7"))
]


def run(context: typer.Context, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import playbooks

        found = playbooks.everything(session)
        if output == "json":
            write_objects((as_object(playbook) for playbook in found), output)
        else:
            rows = ([playbook.name, written(playbook.steps)] for playbook in found)
            write_rows(session, (_("Playbook"), _("Steps")), rows)


def save(
    context: typer.Context,
    name: Name,
    steps: Steps,
    new: Annotated[str, typer.Option("--rename", metavar="NEW", help=_("its new name"))] = "",
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import playbooks

        before = playbooks.called(session, name)
        saved = playbooks.save(session, new or name, steps, before)
        write_playbook(saved, output)


def archive(context: typer.Context, name: Name, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import playbooks

        found = playbooks.archive(session, playbooks.find(session, name))
        write_playbook(found, output)


def start(
    context: typer.Context,
    name: Name,
    identity: Annotated[str, typer.Argument(metavar="ID", help=_("such as C-12, P-7 or D-3"))],
    begins: Annotated[
        str, typer.Option("--on", metavar="DATE", help=_("the first day; today if none is said"))
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("only say what would be planned"))
    ] = False,
    output: JsonOrTable = "table",
) -> None:
    entity, number = record(identity)
    if entity == ACTIVITIES:
        raise InvalidInputError(_("{text} is no client, contact or deal"), text=identity)
    with opened(context) as session:
        from crm_tui.services import playbooks, records

        playbook = playbooks.find(session, name)
        found = records.get(session, entity, number)
        party = entity, Link(number, getattr(found, entity.title))
        day = read_day(begins, session.reading) if begins else None
        if dry_run:
            write_plan(session, playbooks.plan(session, playbook.steps, party, day), output)
        else:
            started = playbooks.start(session, playbook, party, day)
            write_started(session, started, output)


def write_plan(session: "Session", planned: Sequence["Understood"], form: str) -> None:
    """What would be planned: when, of which kind, what, whose."""
    from crm_tui.services import fields, objects, quick_add
    from crm_tui.services.readable import readable

    known = fields.named(session, ACTIVITIES.name)
    shown = [known[name] for name in PLANNED]
    rows = [Listed(0, 1, {}, dict.fromkeys(PLANNED) | quick_add.values(step)) for step in planned]
    if form == "json":
        found = (objects.as_object(session, ACTIVITIES, shown, row) for row in rows)
        write_objects(({name: one[name] for name in PLANNED} for one in found), form)
    else:
        titles = [field.label for field in shown]
        write_rows(session, titles, ([readable(session, each, row) for each in shown]
                                     for row in rows))  # fmt: skip


def write_started(session: "Session", started: Iterable[Activity], form: str) -> None:
    """The objects, or the ids, a line each."""
    if form == "json":
        write_objects((record_object(session, ACTIVITIES, found) for found in started), form)
    else:
        for found in started:
            write(ACTIVITIES.shown_id(found.id))


def as_object(playbook: Playbook) -> dict[str, object]:
    steps = [{"days": step.days, "text": step.line} for step in playbook.steps]
    return {"name": playbook.name, "steps": steps}


def write_playbook(playbook: Playbook, form: str) -> None:
    """The object, or the name by which it is started."""
    if form == "json":
        write_json(as_object(playbook))
    else:
        write(playbook.name)
