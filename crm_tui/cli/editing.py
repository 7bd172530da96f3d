"""`crm edit`: gives fields of a record, or of all that a filter finds, new values."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.bulk import DryRun, change_many, is_many
from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Where
from crm_tui.cli.pipes import From, change_from
from crm_tui.cli.records import save, write_record
from crm_tui.cli.words import assignments, complete_field, record
from crm_tui.domain.entities import Entity
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError

if TYPE_CHECKING:
    from crm_tui.session import Session


def run(
    context: typer.Context,
    identity: Annotated[
        str, typer.Argument(metavar="ID|LIST", help=_("such as C-12; a list with --where"))
    ],
    parts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FIELD=VALUE ...",
            help=_("the new values; FIELD= empties a field"),
            autocompletion=complete_field,
        ),
    ] = None,
    where: Where = "",
    dry_run: DryRun = False,
    editor: Annotated[
        bool, typer.Option("--editor", help=_("change the record as a text, in $EDITOR"))
    ] = False,
    source: From = "",
    output: JsonOrTable = "table",
) -> None:
    typed = assignments(parts or ())
    if source:
        if typed or editor or where:
            raise InvalidInputError(_("--from says itself which records change, and how"))
        change_from(context, identity, source, dry_run=dry_run, output=output)
        return
    if not typed and not editor:
        raise InvalidInputError(_("say what changes: FIELD=VALUE, --editor or --from"))
    if is_many(identity, where):
        change_many(context, identity, where, typed, dry_run=dry_run, output=output)
        return
    entity, number = record(identity)
    with opened(context) as session:
        from crm_tui.services import records

        if typed:
            save(session, entity, number, typed)
        if editor:
            edit_as_text(session, entity, number)
        write_record(session, entity, records.get(session, entity, number), output)


def edit_as_text(session: "Session", entity: Entity, number: int) -> None:
    """What cannot be read comes back with the reason at the top, until it is saved as it came."""
    from crm_tui.services import editors, edits, text_editing

    draft = text_editing.draft_of_one(session, entity, number)
    text, problem = draft.text, None
    while True:
        edited = editors.edited(text)
        if problem is not None and edited == text:
            raise problem
        try:
            wanted = text_editing.edits(session, draft, edited)
            break
        except CrmError as error:
            problem = error
            text = text_editing.again(session, edited, session.language.error(error))
    edits.save(session, entity, wanted)
