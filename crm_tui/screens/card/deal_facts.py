"""The summary of a deal: how far it has come, with whom, by when, and what happened last."""

from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.texts import _
from crm_tui.screens import cells
from crm_tui.screens.card.events import next_lines
from crm_tui.screens.card.facts import (
    FEWEST,
    LABEL,
    Facts,
    details,
    filled,
    history,
    label_lines,
    money_lines,
    notes,
    two_columns,
)
from crm_tui.widgets.paint import BLANK, Line, fit
from crm_tui.widgets.signs import SIGN

HOW = ("status", "closed_at", "lost_reason")
"""Told in one line with the sign of the status."""

BELOW = ("source", "created_at")
SHOWN = ("stage", "client", "contact", "expected_close", "closes", *HOW, *BELOW)
CLIENT, CONTACT, CLOSE = _("Client"), _("Contact"), _("Close")


def lines(facts: Facts, width: int, *, room: int = 0) -> list[Line]:
    """The whole summary; `room` is the height there is, which the newest contacts fill."""
    found = [*next_lines(facts.showing, facts.activity_fields, facts.coming, LABEL), BLANK]
    found += two_columns(known(facts), money_lines(facts, width), width)
    rest = [*notes(facts, width), *details(facts, width, SHOWN)]
    fill = room - len(found) - len(rest) - 2
    return [*found, BLANK, *history(facts, width, max(FEWEST, fill)), *rest]


def known(facts: Facts) -> list[Line]:
    """The steps, how it ended, with whom, by when; then what is rarely looked for."""
    deal, texts, showing = facts.card.record, filled(facts), facts.showing
    found = [labelled(facts, facts.fields["stage"].label, steps(facts))]
    if deal.status != DealStatus.OPEN.value:
        found.append(labelled(facts, facts.fields["status"].label, ending(facts)))
    for name, label, link in (("client", CLIENT, deal.client), ("contact", CONTACT, deal.contact)):
        if link is not None:
            phone = showing.phone(facts.phones.get(name, "").split(",")[0])
            beside = [(f"   {phone}", "plain")] if phone else []
            found.append(labelled(facts, label, [(link.name, "strong"), *beside]))
    if deal.expected_close is not None:
        found.append(labelled(facts, CLOSE, closing(facts)))
    for name in BELOW:
        if name in texts:
            found += label_lines(showing, *texts[name])
    return found


def labelled(facts: Facts, label: str, text: Line) -> Line:
    name = facts.showing.language.text(label)
    return [*fit(name, LABEL - 1, inks="quiet"), (" ", "plain"), *text]


def steps(facts: Facts) -> Line:
    """`● ● ● ○ ○  offer`: a sign a stage, filled up to the one that it has reached."""
    deal, field = facts.card.record, facts.fields["stage"]
    keys = [choice.key for choice in field.choices]
    reached = keys.index(deal.stage) + 1 if deal.stage in keys else 0
    inks = "accent" if deal.status == DealStatus.OPEN.value else "quiet"
    line: Line = [(f"{SIGN['next']} " * reached, inks)]
    line.append((f"{SIGN['none']} " * (len(keys) - reached), "faint"))
    return [*line, (f" {facts.showing.choice(field, deal.stage or '')}", "strong")]


def ending(facts: Facts) -> Line:
    """`✓ won · 12 Nov`, `× lost · 12 Nov · price`."""
    deal, showing = facts.card.record, facts.showing
    words = [showing.choice(facts.fields["status"], deal.status)]
    if deal.closed_at is not None:
        words.append(showing.moment(showing.day(deal.closed_at)))
    if deal.lost_reason:
        words.append(showing.choice(facts.fields["lost_reason"], deal.lost_reason))
    won = deal.status == DealStatus.WON.value
    sign, inks = (SIGN["done"], "good") if won else (SIGN["gone"], "quiet")
    return [(f"{sign} ", inks), (f" {SIGN['dot']} ".join(words), "plain")]


def closing(facts: Facts) -> Line:
    """The day, and for an open deal by how much it is over."""
    deal, showing = facts.card.record, facts.showing
    line: Line = [(showing.moment(deal.expected_close), "plain")]
    late = deal.status == DealStatus.OPEN.value and showing.is_late(deal.expected_close)
    return [*line, ("   ", "plain"), *cells.closing(showing, deal.expected_close)] if late else line
