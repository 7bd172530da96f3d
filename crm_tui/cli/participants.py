"""`crm participant`: who takes part in an activity, and what they have answered."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, completing
from crm_tui.cli.output import write_json, write_objects, write_rows
from crm_tui.cli.streams import write
from crm_tui.cli.words import record
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.participants import Participant, Response
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm_tui.session import Session

RESPONSES = {response.value: response for response in Response}
Event = Annotated[str, typer.Argument(metavar="ID", help=_("of which activity, such as A-31"))]
Who = Annotated[
    str, typer.Argument(metavar="WHO", help=_("a colleague or a contact, by name, login or id"))
]
Answer = Annotated[
    str,
    typer.Argument(
        metavar="|".join(RESPONSES),
        help=_("what was answered"),
        autocompletion=completing(RESPONSES),
    ),
]


def run(context: typer.Context, identity: Event, output: JsonOrTable = "table") -> None:
    number = activity(identity)
    with opened(context) as session:
        from crm_tui.services import participants, records

        records.get(session, ACTIVITIES, number)
        found = participants.get(session, number)
        if output == "json":
            write_objects((as_object(one) for one in found), output)
            return
        write_participants(session, found)


def invite(
    context: typer.Context, identity: Event, who: Who, output: JsonOrTable = "table"
) -> None:
    number = activity(identity)
    with opened(context) as session:
        from crm_tui.services import participants

        write_participant(participants.invite(session, number, who), output)


def answer(
    context: typer.Context,
    identity: Event,
    who: Who,
    response: Answer,
    output: JsonOrTable = "table",
) -> None:
    number = activity(identity)
    if response not in RESPONSES:
        message = _("{word} is not possible here: take one of {known}")
        raise InvalidInputError(message, word=response, known=", ".join(RESPONSES))
    with opened(context) as session:
        from crm_tui.services import participants

        found = participants.find(session, number, who)
        write_participant(participants.answer(session, found, RESPONSES[response]), output)


def remove(
    context: typer.Context, identity: Event, who: Who, output: JsonOrTable = "table"
) -> None:
    number = activity(identity)
    with opened(context) as session:
        from crm_tui.services import participants

        found = participants.find(session, number, who)
        write_participant(participants.put_away(session, found), output)


def activity(text: str) -> int:
    entity, number = record(text)
    if entity != ACTIVITIES:
        raise InvalidInputError(_("{text} is no activity"), text=text)
    return number


def as_object(participant: Participant) -> dict[str, object]:
    return {
        "id": shown_id(participant),
        "name": participant.who.name,
        "response": participant.response.value,
    }


def shown_id(participant: Participant) -> str:
    return participant.entity.shown_id(participant.who.id)


def write_participants(session: "Session", found: "Sequence[Participant]") -> None:
    text = session.language.text
    rows = ([shown_id(one), one.who.name, text(one.response.label)] for one in found)
    write_rows(session, ("id", _("Who"), _("Answer")), rows)


def write_participant(participant: Participant, form: str) -> None:
    """The object, or the id of who takes part."""
    if form == "json":
        write_json(as_object(participant))
    else:
        write(shown_id(participant))
