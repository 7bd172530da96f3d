"""`crm remind`: what is due, each once, for cron, a shell prompt or a program of one's own."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable
from crm_tui.cli.output import write_json
from crm_tui.cli.records import as_object
from crm_tui.cli.streams import write
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.domain.reminders import Reminder
    from crm_tui.services.reminders import Due
    from crm_tui.session import Session


def run(
    context: typer.Context,
    command: Annotated[
        str,
        typer.Option(
            "--exec",
            metavar="CMD",
            help=_("start this for each reminder, which it reads as JSON from standard input"),
        ),
    ] = "",
    output: JsonOrTable = "table",
) -> None:
    parts = taken_apart(command)
    with opened(context) as session:
        from crm_tui.services import reminders

        found = reminders.take(session, reminders.COMMAND)
        if parts:
            hand_over(session, found, parts)
        elif output == "json":
            write_json([shaped(session, due) for due in found])
        else:
            for due in found:
                write(line(session, due))


def shaped(session: "Session", due: "Due") -> dict[str, object]:
    """When it was to be told, the time that it is about, and the activity as `crm show` has it."""
    from crm_tui.domain import plain_values
    from crm_tui.services import fields

    when = fields.named(session, ACTIVITIES.name)["at"]
    return {
        "at": plain_values.as_json(when, due.reminder.at, None, session.zone),
        "about": plain_values.as_json(when, due.reminder.about, None, session.zone),
        "activity": as_object(session, ACTIVITIES, due.activity),
    }


def line(session: "Session", due: "Due") -> str:
    """`A-3  2026-11-24 15:00  call: ask about the price  Romashka`."""
    from crm_tui.services import fields, readable

    activity, about = due.activity, due.reminder.about
    kind = readable.readable(session, fields.named(session, ACTIVITIES.name)["kind"], activity)
    whom = activity.client or activity.contact
    parts = [
        ACTIVITIES.shown_id(activity.id),
        readable.moment(session, about) if about else "",
        f"{kind}: {activity.subject}",
        whom.name if whom else "",
    ]
    return "  ".join(filter(None, parts))


def taken_apart(command: str) -> list[str]:
    """The command and its arguments, as a shell would take them apart."""
    if not command:
        return []
    import shlex

    try:
        return shlex.split(command)
    except ValueError as error:
        raise InvalidInputError(_("{text} is no command"), text=command) from error


def hand_over(session: "Session", found: "Sequence[Due]", command: Sequence[str]) -> None:
    """Start the command for each; those for which it failed are due again, and told at the end."""
    from crm_tui.services import reminders

    failed: list[tuple[Reminder, str]] = []
    for due in found:
        reason = failure(command, json.dumps(shaped(session, due), ensure_ascii=False))
        if reason:
            failed.append((due.reminder, reason))
    for reminder, _reason in failed:
        reminders.give_back(session, reminders.COMMAND, reminder)
    if failed:
        raise InvalidInputError(
            _("{command} failed for {count} of {total} reminders, which stay due: {reason}"),
            command=command[0],
            count=len(failed),
            total=len(found),
            reason=failed[0][1],
        )


def failure(command: Sequence[str], text: str) -> str:
    """Why the command failed; "" where it did not."""
    import subprocess

    try:
        code = subprocess.run(command, input=text.encode(), check=False).returncode
    except OSError as error:
        return error.strerror or str(error)
    return str(code) if code else ""
