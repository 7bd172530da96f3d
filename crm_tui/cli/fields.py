"""`crm field`: the fields there are, and those that users add."""

from typing import Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, completing, whole
from crm_tui.cli.output import write_objects, write_rows
from crm_tui.cli.streams import write
from crm_tui.cli.words import LISTS, listed
from crm_tui.domain.entities import ENTITIES
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

KINDS = tuple(kind.value for kind in Kind)
TITLES = (_("Field"), _("Label"), _("Kind"), _("Choices"))

Owner = Annotated[
    str,
    typer.Argument(
        metavar="client|contact|activity|deal",
        help=_("whose field it is"),
        autocompletion=completing(entity.one for entity in ENTITIES),
    ),
]


def run(
    context: typer.Context,
    what: Owner,
    output: JsonOrTable = "table",
) -> None:
    entity = listed(what)
    with opened(context) as session:
        from crm_tui.services import fields

        found = fields.in_force(session, entity)
        if output == "json":
            write_objects((as_object(field) for field in found), output)
            return
        text = session.language.text
        rows = (
            (field.name, text(field.label), field.kind.value, ", ".join(keys(field)))
            for field in found
        )
        write_rows(session, TITLES, rows)


def as_object(field: Field) -> dict[str, object]:
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind.value,
        "choices": keys(field),
        "to": field.entity or None,
        "custom": field.custom,
    }


def keys(field: Field) -> list[str]:
    return [choice.key for choice in field.choices]


def add(
    context: typer.Context,
    what: Owner,
    label: Annotated[str, typer.Argument(metavar="LABEL", help=_("what it is called"))],
    kind: Annotated[
        str,
        typer.Option("--kind", help=_("what it holds"), autocompletion=completing(KINDS)),
    ] = Kind.TEXT.value,
    to: Annotated[
        str,
        typer.Option(
            "--to", help=_("where a link leads: clients ..."), autocompletion=completing(LISTS)
        ),
    ] = "",
    output: JsonOrTable = "table",
) -> None:
    entity = listed(what)
    with opened(context) as session:
        from crm_tui.services import fields

        target = listed(to) if to else None
        field = fields.add(session, entity, label, custom_kind(kind, fields.CUSTOM_KINDS), target)
        write_field(field, output)


def custom_kind(word: str, known: tuple[Kind, ...]) -> Kind:
    for kind in known:
        if word == kind.value:
            return kind
    message = _("{word} is not possible here: take one of {known}")
    raise InvalidInputError(message, word=word, known=", ".join(kind.value for kind in known))


def rename(
    context: typer.Context,
    what: Owner,
    word: Annotated[str, typer.Argument(metavar="FIELD", help=_("its name or label"))],
    label: Annotated[str, typer.Argument(metavar="LABEL", help=_("what it is called from now on"))],
    output: JsonOrTable = "table",
) -> None:
    entity = listed(what)
    with opened(context) as session:
        from crm_tui.services import fields

        write_field(fields.rename(session, entity, word, label), output)


def restore(
    context: typer.Context,
    what: Owner,
    name: Annotated[str, typer.Argument(metavar="FIELD", help=_("its name"))],
    output: JsonOrTable = "table",
) -> None:
    entity = listed(what)
    with opened(context) as session:
        from crm_tui.services import fields

        write_field(fields.restore(session, entity, name), output)


def move(
    context: typer.Context,
    what: Owner,
    word: Annotated[str, typer.Argument(metavar="FIELD", help=_("its name or label"))],
    place: Annotated[
        str, typer.Argument(metavar="PLACE", help=_("its new place, from 1"), callback=whole)
    ],
    output: JsonOrTable = "table",
) -> None:
    entity = listed(what)
    with opened(context) as session:
        from crm_tui.services import fields

        write_field(fields.move(session, entity, word, int(place) - 1), output)


def archive(
    context: typer.Context,
    what: Owner,
    label: Annotated[str, typer.Argument(metavar="LABEL", help=_("its name or label"))],
    output: JsonOrTable = "table",
) -> None:
    entity = listed(what)
    with opened(context) as session:
        from crm_tui.services import fields

        write_field(fields.archive(session, entity, label), output)


def write_field(field: Field, form: str) -> None:
    """The object, or the name under which the field is typed."""
    if form == "json":
        from crm_tui.cli.output import write_json

        write_json(as_object(field))
    else:
        write(field.name)
