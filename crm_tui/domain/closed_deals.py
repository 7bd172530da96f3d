"""Which filters of deals are about what was closed."""

from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.query_nodes import And, Equal, Node, Not, Or, Present, Test

OF_CLOSED = ("closed_at", "lost_reason")
"""What only closed deals have."""


def asks_for_closed(condition: Node) -> bool:
    """Whether it holds for closed deals alone; of them the last one matters most."""
    if isinstance(condition, And):
        return any(map(asks_for_closed, condition.nodes))
    if isinstance(condition, Or):
        return all(map(asks_for_closed, condition.nodes))
    if isinstance(condition, Not):
        return of_status(condition.node) and not asks_for_closed(condition.node)
    if isinstance(condition, Test) and of_status(condition):
        return Equal(DealStatus.OPEN.value) not in condition.values
    return isinstance(condition, (Test, Present)) and condition.field.name in OF_CLOSED


def of_status(condition: Node) -> bool:
    return isinstance(condition, Test) and condition.field.name == "status"
