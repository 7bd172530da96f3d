"""The line that names a record: the dot of the next step, its name and id, and its state."""

from crm_tui.domain.entities import ACTIVITIES, CLIENTS, DEALS
from crm_tui.domain.texts import _
from crm_tui.screens import cells
from crm_tui.screens.card.facts import Facts
from crm_tui.widgets.controls import clean
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import SIGN

LONGEST = 200
STATE = {
    CLIENTS.name: ("lifecycle", "segment"),
    "contacts": ("title",),
    DEALS.name: ("status",),
    ACTIVITIES.name: ("kind", "status"),
}
OWNER, ARCHIVED = _("owner {name}"), _("archived")
MERGED = _("merged into {id} {name}")


def title_of(facts: Facts) -> Line:
    """`● Romashka LLC  C-1042`; the dot is hollow where nothing is planned.

    A deal has the sign of its list: that of a closed one says how it ended.
    """
    card = facts.card
    name = clean(str(getattr(card.record, card.entity.title))[:LONGEST])
    line: Line = [(f" {name}" if card.entity != ACTIVITIES else name, "strong")]
    line.append((f"  {card.entity.shown_id(card.record.id)}", "quiet"))
    if card.entity == ACTIVITIES:
        return line
    if card.entity == DEALS:
        return [cells.of_deal(card.record), *line]
    dot = (SIGN["next"], "faint") if facts.coming else (SIGN["none"], "warn")
    return [dot, *line]


def aside_of(facts: Facts) -> Line:
    """`customer · retail · owner olga`, or where a duplicate went."""
    record, showing, there = facts.card.record, facts.showing, facts.card.merged_into
    if there is not None:
        ids = {"id": facts.card.entity.shown_id(there.id), "name": there.name}
        return [(clean(showing.language.text(MERGED, **ids)), "warn")]
    words = [showing.language.text(ARCHIVED)] if record.archived_at else []
    for name in STATE[facts.card.entity.name]:
        field = facts.fields[name]
        words.append(showing.text(field, field.value(record)))
    if record.owner:
        words.append(showing.language.text(OWNER, name=record.owner.name))
    return [(clean(f" {SIGN['dot']} ".join(word for word in words if word)), "quiet")]
