"""What `crm edit --where` and `crm archive --where` share: many records, changed as one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.output import write_json
from crm_tui.cli.progress import Progress
from crm_tui.cli.streams import say, write
from crm_tui.cli.words import leads_only, listed
from crm_tui.domain.texts import _, counted
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.services.bulk import Extent
    from crm_tui.session import Session

CHANGED = counted("{changing} of {count} changes", "{changing} of {count} change")

DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("say how many would change, and change nothing"))
]


def is_many(word: str, where: str) -> bool:
    """Whether the command is about the records of a list, and not about the one of an id."""
    if any(sign.isdigit() for sign in word):
        if where:
            raise InvalidInputError(_("--where goes with a list, as in: crm edit clients --where"))
        return False
    listed(word)
    if not where.strip():
        raise InvalidInputError(_("say which of the {what}: --where FILTER"), what=word)
    return True


def change_many(
    context: typer.Context,
    what: str,
    where: str,
    typed: Mapping[str, str] | None,
    *,
    dry_run: bool,
    output: str,
) -> None:
    """Change the typed fields of all that the filter finds; archive them where none is typed."""
    entity = listed(what)
    with opened(context) as session, Progress(session.language, _("edit many")) as progress:
        from crm_tui.services import bulk, listings

        listing = listings.listing(session, entity, where=leads_only(what, where))
        wish = bulk.Archiving.AWAY if typed is None else typed
        if dry_run:
            found = bulk.extent(session, entity, listing, wish)
        else:
            found = bulk.change(session, entity, listing, wish, progress)
    tell(session, found, output)
    if dry_run:
        say(session.language.text(_("a dry run: nothing was changed")))


def tell(session: "Session", found: "Extent", output: str) -> None:
    if output == "json":
        write_json({"changed": found.changing, "total": found.total})
        return
    write(session.language.count(CHANGED, found.total, changing=found.changing))
