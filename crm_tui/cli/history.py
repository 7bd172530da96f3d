"""`crm history`, `crm undo` and `crm redo`."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Limit, Plain, one_of, whole
from crm_tui.cli.output import write_json, write_objects, write_rows
from crm_tui.cli.progress import Progress
from crm_tui.cli.streams import say, write
from crm_tui.cli.words import record
from crm_tui.domain.entities import ACTIVITIES, ENTITIES, entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.history import Entry
from crm_tui.domain.texts import _, counted

if TYPE_CHECKING:
    from crm_tui.services.history import Undone
    from crm_tui.session import Session

FORMATS = ("table", "json", "jsonl")
TITLES = ("№", _("When"), _("Who"), _("What"), "id", _("Change"))
IS_UNDONE = _("undone")
LONGEST = 60
"""Characters of a value that a table shows."""


def run(
    context: typer.Context,
    identity: Annotated[
        str, typer.Argument(metavar="ID", help=_("of one record; without it of all"))
    ] = "",
    limit: Limit = None,
    plain: Plain = False,
    output: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="table|json|jsonl",
            help=_("how it is written"),
            callback=one_of(FORMATS),
        ),
    ] = "table",
) -> None:
    wanted = record(identity) if identity else (None, None)
    with opened(context) as session:
        from itertools import islice

        from crm_tui.services import history, records

        if wanted[0] and wanted[1]:
            records.get(session, *wanted)
        most = int(limit) if limit is not None else None
        entries = islice(history.entries(session, *wanted), most)
        if output == "table":
            write_rows(session, TITLES, (table_row(session, entry) for entry in entries))
        else:
            write_objects((as_object(session, entry) for entry in entries), output)


def as_object(session: "Session", entry: Entry) -> dict[str, object]:
    row = entry.transaction
    found: dict[str, object] = {
        "txn": row.id,
        "at": row.at.astimezone(session.zone).isoformat(),
        "user": row.user,
        "source": row.source,
        "action": entry.word,
        "entity": entry.entity,
        "id": shown_id(entry),
        "fields": told_fields(session, entry),
        "undone": row.undone_by is not None,
    }
    return found if entry.count == 1 else {**found, "count": entry.count}


def shown_id(entry: Entry) -> str | None:
    if entry.record is None:
        return None
    if any(entry.entity == known.name for known in ENTITIES):
        return entity(entry.entity).shown_id(entry.record)
    return str(entry.record)


def told_fields(session: "Session", entry: Entry) -> dict[str, list[object]]:
    """What the fields held before and after, in the shapes of a listing."""
    from crm_tui.services import fields, history

    known: Mapping[str, Field] = {}
    if any(entry.entity == one.name for one in ENTITIES):
        known = fields.named(session, entry.entity)
    sums = any(name in known and known[name].kind is Kind.MONEY for name in entry.fields)
    currencies = history.currencies(session, entry) if sums else (None, None)
    return {
        name: [
            journalled(session, known.get(name), value, currency)
            for value, currency in zip(pair, currencies, strict=True)
        ]
        for name, pair in entry.fields.items()
    }


def journalled(session: "Session", field: Field | None, value: Any, currency: str | None) -> object:
    """A value of the journal, which has links as numbers, sums in cents and times in UTC."""
    from crm_tui.domain import plain_values

    if field is None or value is None:
        return value
    if field.kind is Kind.LINK:
        return entity(field.entity).shown_id(value)
    if field.kind is Kind.FLAG:
        return bool(value)
    if field.kind is Kind.TAGS:
        return value.split()
    if field.kind is Kind.MOMENT and len(value) > len("2026-11-24"):
        value = datetime.fromisoformat(value).replace(tzinfo=UTC)
    return plain_values.as_json(field, value, currency, session.zone)


def table_row(session: "Session", entry: Entry) -> list[str]:
    from crm_tui.domain.repeat_words import in_words
    from crm_tui.services.readable import moment

    row = entry.transaction
    told = told_fields(session, entry)
    if "recurrence" in told and entry.entity == ACTIVITIES.name:
        told["recurrence"] = [
            in_words(rule, session.language) if isinstance(rule, str) else rule
            for rule in told["recurrence"]
        ]
    changes = "; ".join(f"{name}: {change(*pair)}" for name, pair in told.items())
    label = session.language.text(row.label)
    if row.undone_by is not None:
        label += f" ({session.language.text(IS_UNDONE)})"
    whose = shown_id(entry) or session.language.count(
        counted("{count} record", "{count} records"), entry.count
    )
    return [str(row.id), moment(session, row.at), row.user or "", label, whose, changes]


def change(before: object, after: object) -> str:
    if before is None:
        return short(after)
    return f"{short(before)} -> {short(after)}"


def short(value: object) -> str:
    text = "" if value is None else value if isinstance(value, str) else spoken(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def spoken(value: object) -> str:
    """A sum as `1234.50 EUR`, anything else as in JSON."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    return json.dumps(value, ensure_ascii=False)


def undo(
    context: typer.Context,
    number: Annotated[
        str | None,
        typer.Argument(metavar="TXN", help=_("the number that crm history shows"), callback=whole),
    ] = None,
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import history

        wanted = int(number) if number is not None else None
        with Progress(session.language, _("undo")) as progress:
            undone = history.undo(session, wanted, progress)
        write_undone(session, undone, output, UNDONE)


def redo(context: typer.Context, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import history

        with Progress(session.language, _("redo")) as progress:
            undone = history.redo(session, progress)
        write_undone(session, undone, output, REDONE)


UNDONE = counted("undone: {what}, {count} record", "undone: {what}, {count} records")
REDONE = counted("done again: {count} record", "done again: {count} records")


def write_undone(session: "Session", done: "Undone", form: str, sentence: tuple[str, str]) -> None:
    refused = list(refusals(done))
    if form == "json":
        write_json({"txn": done.transaction, "reverted": done.reverted, "refused": refused})
        return
    what = session.language.text(done.of.label)
    write(session.language.count(sentence, done.reverted, what=what))
    for left in refused:
        text = _("left as it is, since it was changed later: {id} {field}")
        say(session.language.text(text, id=left["id"], field=left["field"] or ""))


def refusals(done: "Undone") -> Iterator[dict[str, object]]:
    for left in done.refused:
        known = any(left.entity == one.name for one in ENTITIES)
        identity = entity(left.entity).shown_id(left.id) if known else str(left.id)
        yield {"entity": left.entity, "id": identity, "field": left.field}
