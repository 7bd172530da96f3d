"""`crm edit LIST --from FILE`: records as JSON that another program has changed, as one change."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.bulk import tell
from crm_tui.cli.invocations import opened
from crm_tui.cli.progress import Progress
from crm_tui.cli.streams import say, write
from crm_tui.cli.words import listed
from crm_tui.domain.entities import Entity
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crm_tui.services.edits import Edit
    from crm_tui.session import Session

From = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="FILE|-",
        help=_("change what JSON says: objects of --format jsonl, with their id"),
    ),
]


def change_from(
    context: typer.Context, what: str, source: str, *, dry_run: bool, output: str
) -> None:
    """Save what the file changes; a dry run tells it."""
    entity = listed(what)
    with opened(context) as session, Progress(session.language, _("edit many")) as progress:
        from crm_tui.services import edits, pipes
        from crm_tui.services.bulk import Extent

        with pipes.opened(source) as text:
            wanted, total = pipes.changes(session, entity, text)
        changed = len(wanted)
        if dry_run and output != "json":
            write_differences(session, entity, wanted)
        elif not dry_run and wanted:
            changed = edits.save(session, entity, wanted, progress)
    tell(session, Extent(changed, total), output)
    if dry_run:
        say(session.language.text(_("a dry run: nothing was changed")))


def write_differences(session: "Session", entity: Entity, wanted: "Iterable[Edit]") -> None:
    from crm_tui.services import text_editing

    labels = text_editing.labels(session, entity)
    for one in wanted:
        title = getattr(one.record, entity.title)
        write(f"{entity.shown_id(one.record.id)}  {title}")
        for name, typed in one.typed.items():
            before, after = (" ".join(value.split()) or "-" for value in (one.before[name], typed))
            write(f"  {labels[name]}: {before} -> {after}")
