"""How many records stand in each column of a board, and what they come to."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from peewee import fn

from crm_tui.data.models.activities import UNINDEXED_STATUS, Activity
from crm_tui.data.models.deals import Deal
from crm_tui.data.stores import records
from crm_tui.domain.boards import Total
from crm_tui.domain.entities import ACTIVITIES, DEALS
from crm_tui.domain.listing import Listing
from crm_tui.domain.money import Amount
from crm_tui.domain.query_nodes import Node

Totals = Mapping[str | None, Total]
"""By the value of the field that the columns stand for."""


def by_status(condition: Node) -> Totals:
    """The activities that the condition holds for: in one walk over the table."""
    chosen = records.chosen(ACTIVITIES, Listing((), condition))
    query: Any = chosen.columns(Activity.status, fn.COUNT(Activity.id)).group_by(UNINDEXED_STATUS)
    return {status: Total(count) for status, count in query.tuples()}


def by_stage(condition: Node) -> Totals:
    """The deals, likewise."""
    chosen = records.chosen(DEALS, Listing((), condition))
    with_sum = fn.COUNT(Deal.amount)
    figures = (Deal.stage, Deal.currency, fn.COUNT(Deal.id), with_sum, fn.SUM(Deal.amount))
    query: Any = chosen.columns(*figures).group_by(Deal.stage, Deal.currency)
    counts, deals = Counter[str | None](), Counter[str | None]()
    sums: dict[tuple[str | None, str | None], int] = {}
    for stage, currency, count, summed, total in query.tuples():
        counts[stage] += count
        if summed:
            deals[currency] += summed
            sums[stage, currency] = total
    order = [currency for currency, _count in deals.most_common()]
    return {
        stage: Total(count, tuple(Amount(sums.get((stage, one), 0), one) for one in order))
        for stage, count in counts.items()
    }
