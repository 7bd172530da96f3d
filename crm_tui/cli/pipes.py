"""`crm edit LIST --from FILE`: records as JSON that another program has changed, as one change."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.bulk import tell
from crm_tui.cli.invocations import opened
from crm_tui.cli.streams import say, write
from crm_tui.cli.words import listed
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm_tui.services.text_editing import Draft, Edit

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
    with opened(context) as session:
        from crm_tui.services import pipes, text_editing
        from crm_tui.services.bulk import Extent

        draft, wanted = pipes.changes(session, entity, pipes.read(source))
        total, changed = len(draft.records), len(wanted)
        if dry_run and output != "json":
            write_differences(draft, wanted)
        elif not dry_run and wanted:
            changed = text_editing.save(session, entity, wanted)
    tell(session, Extent(changed, total), output)
    if dry_run:
        say(session.language.text(_("a dry run: nothing was changed")))


def write_differences(draft: "Draft", wanted: "Sequence[Edit]") -> None:
    labels = {column.name: column.label for column in draft.columns}
    for one in wanted:
        title = getattr(one.record, draft.entity.title)
        write(f"{draft.entity.shown_id(one.record.id)}  {title}")
        for name, text in one.typed.items():
            before, after = (" ".join(value.split()) or "-" for value in (one.before[name], text))
            write(f"  {labels[name]}: {before} -> {after}")
