"""Turns the conditions of a filter into SQL."""

from collections.abc import Callable, Sequence
from datetime import date
from operator import and_, or_
from typing import Any

from peewee import SQL, fn

from crm_tui.data import search
from crm_tui.data.columns import moment_text
from crm_tui.data.expressions import among, expression
from crm_tui.data.models.contacts import ContactPoint
from crm_tui.data.tables import POINT_KINDS, POINT_OWNERS, RECORDS, point_owner
from crm_tui.domain import query_nodes as nodes
from crm_tui.domain.entities import entity as fields_of
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.money import Amount

PARTIES = ("client", "contact")
"""Links to whom a record is with: by their names it is found as by its own words."""

NOTHING = SQL("0")
EVERYTHING = SQL("1")


def compiled(entity: str, node: nodes.Node, table: Any) -> Any:
    """The condition on rows of `table`, the entity's model or an alias of it."""
    compiler = COMPILERS[type(node)]
    return compiler(entity, node, table)


def joined(operator: Callable[[Any, Any], Any], conditions: Sequence[Any]) -> Any:
    """The conditions as a balanced tree: SQLite reads no more than 100 parentheses in a row."""
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    return operator(joined(operator, conditions[:middle]), joined(operator, conditions[middle:]))


def mentions_archived(node: nodes.Node) -> bool:
    match node:
        case nodes.Archived():
            return True
        case nodes.Not(inner):
            return mentions_archived(inner)
        case nodes.And(parts) | nodes.Or(parts):
            return any(mentions_archived(part) for part in parts)
    return False


def _words(entity: str, node: nodes.Words, table: Any) -> Any:
    """The word begins a word of the record or of whom it is with, or is the end of its phone."""
    from crm_tui.domain import phones

    found = _matching(entity, search.expression([node.text]), table)
    if entity in POINT_OWNERS and phones.looks_like_number(node.text):
        found.append(_has_point(entity, table, dialled(phones.tail(node.text))))
    return joined(or_, found) if found else EVERYTHING


def _phrase(entity: str, node: nodes.Phrase, table: Any) -> Any:
    found = _matching(entity, search.phrase(node.text), table)
    return joined(or_, found) if found else EVERYTHING


def _matching(entity: str, match: str, table: Any) -> list[Any]:
    """The ways in which a record meets a full-text expression; none where nothing is asked."""
    if not match:
        return []
    named = [
        expression(entity, field, table).in_(search.matching(field.entity, f"title : ({match})"))
        for field in fields_of(entity).fields
        if field.name in PARTIES
    ]
    return [table.id.in_(search.matching(entity, match)), *named]


def _test(entity: str, node: nodes.Test, table: Any) -> Any:
    return joined(or_, [_meets(entity, node.field, value, table) for value in node.values])


def _meets(entity: str, field: Field, expected: nodes.Expected, table: Any) -> Any:
    if field.is_point:
        return _has_point(entity, table, _point_meets(field, expected))
    value = expression(entity, field, table)
    match expected:
        case nodes.Equal(wanted):
            return _equal(field, value, wanted, table)
        case nodes.Contains(words):
            return fn.crm_begins(value, " ".join(words)) == 1
        case nodes.Named(words):
            return value.in_(_titled(field.entity, words))
        case nodes.Dialled(digits):
            return fn.crm_begins(value, digits) == 1
        case nodes.Range():
            return _within(value, expected, table)
        case nodes.Period():
            return _during(value, expected)
        case nodes.Tagged(tag):
            return table.id.in_(tagged(entity, tag))


def _equal(field: Field, value: Any, wanted: Any, table: Any) -> Any:
    if isinstance(wanted, Amount):
        return (value == wanted.minor) & _currency(wanted, table)
    if field.kind is Kind.FLAG:
        return fn.COALESCE(value, 0) == int(wanted)
    if field.kind is Kind.TEXT:
        return fn.crm_fold(value) == fn.crm_fold(wanted)
    return value == SQL("?", [wanted])  # Peewee would cut the decimals of a number off


def _within(value: Any, wanted: nodes.Range, table: Any) -> Any:
    conditions = []
    for bound, includes, below in (
        (wanted.low, wanted.includes_low, False),
        (wanted.high, wanted.includes_high, True),
    ):
        if bound is None:
            continue
        limit = SQL("?", [bound.minor if isinstance(bound, Amount) else bound])
        if below:
            conditions.append(value <= limit if includes else value < limit)
        else:
            conditions.append(value >= limit if includes else value > limit)
        if isinstance(bound, Amount):
            conditions.append(_currency(bound, table))
    return joined(and_, conditions) if conditions else EVERYTHING


def _currency(amount: Amount, table: Any) -> Any:
    """A sum that names its currency is compared with sums of that currency only."""
    column = getattr(table, "currency", None)
    return column == amount.currency if amount.currency and column is not None else EVERYTHING


def _during(value: Any, period: nodes.Period) -> Any:
    """Whole days are compared as days of the reader, moments as moments."""
    days, moments = [fn.LENGTH(value) == 10], [fn.LENGTH(value) > 10]
    for low, conditions in ((period.first_day, days), (period.start, moments)):
        if low is not None:
            conditions.append(value >= _text(low))
    for high, conditions in ((period.end_day, days), (period.end, moments)):
        if high is not None:
            conditions.append(value < _text(high))
    return _outer(value, period) & (joined(and_, days) | joined(and_, moments))


def _outer(value: Any, period: nodes.Period) -> Any:
    """Bounds that hold for both forms: they say nothing new, but an index can serve them."""
    lows = [moment_text(low) for low in (period.first_day, period.start) if low is not None]
    highs = [moment_text(high) for high in (period.end_day, period.end) if high is not None]
    bounds = [EVERYTHING]
    if len(lows) == 2:
        bounds.append(value >= SQL("?", [min(lows)]))
    if len(highs) == 2:
        bounds.append(value < SQL("?", [max(highs)]))
    return joined(and_, bounds)


def _text(bound: date) -> Any:
    return SQL("?", [moment_text(bound)])


def tagged(entity: str, tag: str) -> Any:
    """The ids of the records with the tag or a level of it: the index of the tags has them."""
    from crm_tui.domain.tags import LEVEL

    return SQL(
        f"(SELECT id FROM {RECORDS[entity]._meta.table_name} WHERE tags IS NOT NULL "
        "AND (instr(' ' || tags || ' ', ?) OR instr(' ' || tags, ?)))",
        [f" {tag} ", f" {tag}{LEVEL}"],
    )


def _titled(entity: str, words: tuple[str, ...]) -> Any:
    """The ids of the records in whose title each of the words begins a word."""
    if entity == "users":
        other = RECORDS[entity].alias()
        named = fn.crm_begins(other.name.concat(" ").concat(other.login), " ".join(words))
        return other.select(other.id).where(named == 1)
    match = search.expression(words)
    return search.matching(entity, f"title : ({match})") if match else SQL("(SELECT 0)")


def _point_meets(field: Field, expected: nodes.Expected) -> Callable[[Any], Any]:
    match expected:
        case nodes.Dialled(digits, from_start):
            return dialled(digits, from_start=from_start)
        case nodes.Contains(words) | nodes.Named(words):
            return lambda point: (
                point.kind.in_(POINT_KINDS[field.kind])
                & (fn.crm_begins(point.value, " ".join(words)) == 1)
            )
        case nodes.Equal(wanted):
            return lambda point: (point.value == wanted) | (point.normalised == wanted)
    return lambda point: NOTHING


def dialled(digits: str, *, from_start: bool = False) -> Callable[[Any], Any]:
    """Points whose number ends with the digits, or begins with them."""
    if from_start:
        return lambda point: point.normalised.startswith("+" + digits)
    turned = digits[::-1]
    return lambda point: (point.tail >= turned) & (point.tail < turned + ":")


def _has_point(entity: str, table: Any, condition: Callable[[Any], Any]) -> Any:
    point = ContactPoint.alias()
    owner = point_owner(entity, point)
    return table.id.in_(
        point.select(owner).where(
            condition(point) & owner.is_null(False) & point.archived_at.is_null()
        )
    )


def _present(entity: str, node: nodes.Present, table: Any) -> Any:
    if node.field.is_point:
        kinds = POINT_KINDS[node.field.kind]
        return _has_point(entity, table, lambda point: point.kind.in_(kinds))
    return expression(entity, node.field, table).is_null(False)


def _absent(entity: str, node: nodes.Absent, table: Any) -> Any:
    if node.field.is_point:
        return ~_present(entity, nodes.Present(node.field), table)
    return expression(entity, node.field, table).is_null()  # which, unlike NOT, an index serves


def _linked(entity: str, node: nodes.Linked, table: Any) -> Any:
    other = RECORDS[node.link.entity].alias()
    condition = compiled(node.link.entity, node.condition, other)
    return expression(entity, node.link, table).in_(other.select(other.id).where(condition))


def _having(entity: str, node: nodes.Having, table: Any) -> Any:
    other, link, condition = _leading_here(node)
    return table.id.in_(other.select(link).where(condition & link.is_null(False)))


def _leading_here(node: nodes.Having) -> tuple[Any, Any, Any]:
    """The other records, their link, and which of them are meant."""
    other = RECORDS[node.entity].alias()
    condition = compiled(node.entity, node.condition, other) & other.archived_at.is_null()
    return other, expression(node.entity, node.link, other), condition


def _archived(entity: str, node: nodes.Archived, table: Any) -> Any:
    return table.archived_at > SQL("''")  # which, unlike IS NOT NULL, an index serves


def _chosen(entity: str, node: nodes.Chosen, table: Any) -> Any:
    return among(table.id, node.ids)


def _not(entity: str, node: nodes.Not, table: Any) -> Any:
    """Records for which the condition does not hold, also because a field is empty."""
    if isinstance(node.node, nodes.Having):  # looked up by the row: few are asked for
        other, link, condition = _leading_here(node.node)
        return ~fn.EXISTS(other.select(SQL("1")).where((link == table.id) & condition))
    return fn.COALESCE(compiled(entity, node.node, table), 0) == 0


def _and(entity: str, node: nodes.And, table: Any) -> Any:
    return joined(and_, [EVERYTHING, *(compiled(entity, part, table) for part in node.nodes)])


def _or(entity: str, node: nodes.Or, table: Any) -> Any:
    return joined(or_, [compiled(entity, part, table) for part in node.nodes])


COMPILERS: dict[type, Callable[[str, Any, Any], Any]] = {
    nodes.Everything: lambda entity, node, table: EVERYTHING,
    nodes.Words: _words,
    nodes.Phrase: _phrase,
    nodes.Test: _test,
    nodes.Present: _present,
    nodes.Absent: _absent,
    nodes.Linked: _linked,
    nodes.Having: _having,
    nodes.Archived: _archived,
    nodes.Chosen: _chosen,
    nodes.Not: _not,
    nodes.And: _and,
    nodes.Or: _or,
}
