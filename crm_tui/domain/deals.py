"""Deals: what a client may buy from us, from the first interest until it is won or lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.fields import (
    Link,
    choice,
    day,
    link,
    moment,
    money,
    note,
    pick,
    stamp,
    tags,
    text,
)
from crm_tui.domain.money import Amount
from crm_tui.domain.texts import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A sale that we hope for, or have made or lost.

    The stage is how far it has come; what is won or lost keeps the stage in which that happened.
    """

    id: int = 0
    version: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)
    name: str = text(
        _("Deal"),
        required=True,
        searched=True,
        width=26,
        headers=(
            "deal name", "deal title", "opportunity", "opportunity name", "potential name",
            "title", "сделка", "название сделки", "название",
        ),
    )  # fmt: skip
    client: Link | None = link(_("Client"), "clients", required=True)
    contact: Link | None = link(_("Contact"), "contacts")
    stage: str | None = pick(
        _("Stage"),
        "stage",
        headers=("deal stage", "pipeline stage", "sales stage", "этап", "стадия"),
    )
    status: str = choice(_("Status"), DealStatus, headers=("deal status", "статус"))
    amount: int | None = money(
        _("Amount"),
        headers=("value", "deal value", "opportunity amount", "сумма", "бюджет", "бюджет сделки"),
    )
    currency: str | None = text(_("Currency"), width=8, headers=("валюта",))
    expected_close: date | None = day(
        _("Expected close"),
        headers=(
            "close date", "closing date", "expected close date", "предполагаемая дата закрытия",
            "ожидаемая дата закрытия", "плановая дата закрытия",
        ),
    )  # fmt: skip
    closed_at: date | datetime | None = moment(
        _("Closed"),
        headers=("closed at", "closed date", "deal closed date", "won time", "дата закрытия"),
    )
    closes: date | datetime | None = moment(_("Close"), derived=True, repeats=True)
    """When it was closed, or else is expected to be: in this order lists stand."""
    lost_reason: str | None = pick(
        _("Lost because"),
        "lost_reason",
        headers=("lost reason", "loss reason", "closed lost reason", "причина отказа"),
    )
    source: str | None = pick(_("Source"), "source", headers=("lead source", "источник"))
    owner: Link | None = link(
        _("Owner"), "users", headers=("responsible", "responsible person", "ответственный")
    )
    tags: tuple[str, ...] | None = tags(_("Tags"), headers=("tag", "label", "теги", "метки"))
    notes: str | None = note(_("Notes"), searched=True, headers=("description", "описание"))
    external_id: str | None = text(
        _("External id"), headers=("deal id", "opportunity id", "record id", "id сделки")
    )
    """What another program calls the record."""
    last_contact: date | datetime | None = moment(_("Last contact"), derived=True)
    next_contact: date | datetime | None = moment(_("Next step"), derived=True)
    created_at: datetime | None = stamp(_("Created"))
    created_by: Link | None = link(_("Created by"), "users", derived=True)
    changed_at: datetime | None = stamp(_("Changed"))
    changed_by: Link | None = link(_("Changed by"), "users", derived=True)
    archived_at: datetime | None = stamp(_("Archived"))


DEFAULTS = {"status": DealStatus.OPEN.value}
"""What a new deal is when nothing else is said; its stage is then the first of the list."""


def sums(deals: Iterable[Any]) -> list[Amount]:
    """What they come to, a sum a currency, that of most deals first; currencies never mix."""
    counts, totals = Counter[str](), defaultdict[str, int](int)
    for deal in deals:
        if deal.amount is not None:
            counts[deal.currency] += 1
            totals[deal.currency] += deal.amount
    return [Amount(totals[code], code) for code, _count in counts.most_common()]
