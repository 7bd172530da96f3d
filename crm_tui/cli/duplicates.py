"""`crm dupes`: who may be the same; merges the certain ones and remembers who are different."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Limit, completing, one_of
from crm_tui.cli.output import write_json, write_objects, write_rows
from crm_tui.cli.streams import say, write
from crm_tui.cli.words import record
from crm_tui.domain.duplicates import PROBABLE
from crm_tui.domain.entities import CLIENTS, CONTACTS, Entity, entity
from crm_tui.domain.texts import _, counted
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.services.duplicates import Candidate, Found
    from crm_tui.session import Session

COMPARED = (CLIENTS.name, CONTACTS.name)
TITLES = (_("Score"), "id", _("Name"), "id", _("Name"), _("Reason"))
RUN = counted("merged: {count} record into {kept}", "merged: {count} records into {kept}")
COMMON = counted(
    "{count} value is shared by too many to tell anything, such as {key} ({records})",
    "{count} values are shared by too many to tell anything, such as {key} ({records})",
)


def percent(value: str | None) -> str | None:
    """Lets only scores through."""
    if value and not (value.isascii() and value.isdigit() and int(value) <= 100):
        raise InvalidInputError(_("{text} is no score: give a number up to 100"), text=value)
    return value


def run(
    context: typer.Context,
    word: Annotated[
        str,
        typer.Argument(
            metavar="clients|contacts",
            help=_("of what"),
            callback=one_of(COMPARED),
            autocompletion=completing(COMPARED),
        ),
    ] = CLIENTS.name,
    minimum: Annotated[
        str,
        typer.Option(
            "--min", metavar="SCORE", help=_("only those at least so alike"), callback=percent
        ),
    ] = str(PROBABLE),
    limit: Limit = None,
    auto: Annotated[
        str | None,
        typer.Option(
            "--auto",
            metavar="SCORE",
            help=_("merge those at least so alike, with one undo for all"),
            callback=percent,
        ),
    ] = None,
    different: Annotated[
        tuple[str, str] | None,
        typer.Option("--not", metavar="ID ID", help=_("remember that both are different")),
    ] = None,
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import duplicates

        if different:
            remember(session, *different)
        elif auto is not None:
            merge_certain(session, entity(word), int(auto), output)
        else:
            most = int(limit) if limit is not None else None
            found = duplicates.find(session, entity(word), int(minimum), most)
            write_found(session, entity(word), found, output)


def remember(session: "Session", first: str, second: str) -> None:
    from crm_tui.services import duplicates

    (one, number), (other, another) = record(first), record(second)
    if one != other:
        raise InvalidInputError(_("only two of the same kind can be compared"))
    duplicates.deny(session, one, number, another)
    ids = {"first": one.shown_id(number), "second": one.shown_id(another)}
    write(session.language.text(_("{first} and {second} are different"), **ids))


def merge_certain(session: "Session", wanted: Entity, score: int, form: str) -> None:
    from crm_tui.services import merging

    done = merging.merge_certain(session, wanted, score)
    if done.missing is not None:
        say(session.language.error(done.missing))
    if form == "json":
        write_json({"merged": done.gone, "kept": done.kept})
    else:
        write(session.language.count(RUN, done.gone, kept=done.kept))


def write_found(session: "Session", wanted: Entity, found: "Found", form: str) -> None:
    if form == "json":
        objects = (as_object(session, wanted, candidate) for candidate in found.candidates)
        write_objects(objects, form)
    else:
        rows = (table_row(session, wanted, candidate) for candidate in found.candidates)
        write_rows(session, TITLES, rows)
    if found.missing is not None:
        say(session.language.error(found.missing))
    if found.too_common:
        first = found.too_common[0]
        count = len(found.too_common)
        say(session.language.count(COMMON, count, key=first.key, records=first.records))


def table_row(session: "Session", wanted: Entity, candidate: "Candidate") -> list[str]:
    from crm_tui.services.duplicates import reasons_text

    first, second = candidate.first, candidate.second
    return [
        str(candidate.score),
        wanted.shown_id(first.id),
        first.name,
        wanted.shown_id(second.id),
        second.name,
        reasons_text(session, candidate.reasons),
    ]


def as_object(session: "Session", wanted: Entity, candidate: "Candidate") -> dict[str, object]:
    text = session.language.text
    sides = {"first": candidate.first, "second": candidate.second}
    return {
        "score": candidate.score,
        **{
            side: {"id": wanted.shown_id(link.id), "name": link.name}
            for side, link in sides.items()
        },
        "reasons": [text(reason.message, **reason.values) for reason in candidate.reasons],
    }
