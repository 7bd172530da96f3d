"""`crm show`: a record with its people, phones and addresses, and the newest activities."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import Plain, completing, one_of
from crm_tui.cli.output import table_row, write_json
from crm_tui.cli.participants import as_object as as_participant
from crm_tui.cli.participants import write_participants
from crm_tui.cli.records import as_object, write_fields
from crm_tui.cli.streams import write
from crm_tui.cli.tables import write_table
from crm_tui.cli.words import record
from crm_tui.domain import point_labels
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.listing import Listed
from crm_tui.domain.merging import MERGED
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm_tui.domain.participants import Participant
    from crm_tui.services.cards import Card, Tie
    from crm_tui.session import Session

SHOWN = {
    CONTACTS: ("display_name", "title", "phone", "email"),
    DEALS: ("name", "amount", "stage", "status", "expected_close"),
    ACTIVITIES: ("at", "kind", "status", "subject"),
}
"""What a table tells of the people, the deals and the activities."""

MERGED_INTO = _("was merged into {id} {name}")
RELATIONS = _("Relations")
FORMATS = ("table", "json", "md", "html")
CardFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="|".join(FORMATS),
        help=_("how it is written; md and html are a dossier with the whole history"),
        callback=one_of(FORMATS),
        autocompletion=completing(FORMATS),
    ),
]


def run(
    context: typer.Context,
    identity: Annotated[str, typer.Argument(metavar="ID", help=_("such as C-12"))],
    plain: Plain = False,
    output: CardFormat = "table",
) -> None:
    entity, number = record(identity)
    with opened(context) as session:
        if output in ("md", "html"):
            from crm_tui.services import dossiers

            write(dossiers.write(session, entity, number, output).rstrip("\n"))
            return
        from crm_tui.services import cards

        card = cards.get(session, entity, number)
        if output == "json":
            write_json(card_object(session, card))
        else:
            write_card(session, card)


def card_object(session: "Session", card: "Card") -> dict[str, object]:
    points: list[dict[str, Any]] = [dict(point) for point in card.points]
    there, ties = card.merged_into, relations(session, card)
    merged = {"id": card.entity.shown_id(there.id), "name": there.name} if there else None
    return {
        **as_object(session, card.entity, card.record),
        **({"merged_into": merged} if merged else {}),
        "contacts": [as_object(session, CONTACTS, row) for row in card.contacts],
        "deals": [as_object(session, DEALS, row) for row in card.deals],
        "relations": [{"id": tie.shown_id, "name": tie.title, "kind": tie.kind} for tie in ties],
        "points": points,
        "participants": [as_participant(one) for one in participants(session, card)],
        "activities": [as_object(session, ACTIVITIES, row) for row in card.activities],
    }


def write_card(session: "Session", card: "Card") -> None:
    write_fields(session, card.entity, card.record, point_labels.by_value(card.points))
    if card.merged_into:
        there = card.merged_into
        ids = {"id": card.entity.shown_id(there.id), "name": there.name}
        write(f"  {session.language.text(MERGED_INTO, **ids)}")
    if card.entity == CLIENTS:
        write_part(session, CONTACTS, card.contacts)
    write_relations(session, relations(session, card))
    coming = participants(session, card)
    if coming:
        write("")
        write(session.language.text(_("Participants")))
        write_participants(session, coming)
    write_part(session, DEALS, card.deals)
    write_part(session, ACTIVITIES, card.activities)


def relations(session: "Session", card: "Card") -> "Sequence[Tie]":
    """Other jobs, and the other ties; whom a record was merged into is told by itself."""
    from crm_tui.services import cards

    if card.entity not in (CLIENTS, CONTACTS):
        return ()
    ties = cards.relations(session, card.entity, card.record.id)
    return [tie for tie in ties if tie.kind != MERGED]


def participants(session: "Session", card: "Card") -> "Sequence[Participant]":
    """Those who take part, of an activity."""
    from crm_tui.services import participants as inviting

    return inviting.get(session, card.record.id) if card.entity == ACTIVITIES else ()


def write_relations(session: "Session", ties: "Sequence[Tie]") -> None:
    if ties:
        text = session.language.text
        write("")
        write(text(RELATIONS))
        titles = ["id", text(_("Name")), text(_("Relation"))]
        write_table(titles, ([tie.shown_id, tie.title, text(tie.label)] for tie in ties))


def write_part(session: "Session", entity: Entity, rows: "Sequence[Listed]") -> None:
    if rows:
        write_rows_of(session, entity, rows, SHOWN[entity], session.language.text(entity.label))


def write_rows_of(
    session: "Session",
    entity: Entity,
    rows: "Sequence[Listed]",
    columns: "Sequence[str]",
    heading: str,
) -> None:
    """A table under a heading that is translated already."""
    from crm_tui.services import fields

    known = fields.named(session, entity.name)
    shown = [known[name] for name in columns]
    write("")
    write(heading)
    titles = ["id", *(session.language.text(field.label) for field in shown)]
    write_table(titles, (table_row(session, entity, shown, row) for row in rows))
