"""One comparison of a filter, `client.city:Kazan`, as a condition."""

from crm_tui.domain.entities import entity
from crm_tui.domain.fields import LONGEST_PATH, Field, Kind
from crm_tui.domain.query_nodes import (
    Absent,
    Archived,
    Chosen,
    Everything,
    Expected,
    Having,
    Linked,
    Node,
    Not,
    Or,
    Present,
    Problem,
    Test,
    Words,
)
from crm_tui.domain.query_scopes import Reverse, Scope
from crm_tui.domain.query_tokens import Comparison, Token, TypedValue
from crm_tui.domain.query_values import expected
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

NONE, ANY = "none", "any"
STATES = ("archived", "архив", "архивный")


def condition(
    token: Token, comparison: Comparison, entity_name: str, scope: Scope, problems: list[Problem]
) -> Node:
    """What the comparison asks for; words, and a problem, where it is not understood."""
    if not comparison.values:
        problems.append(
            Problem(
                token.start,
                token.end,
                _("a value is missing after {word}"),
                {"word": token.text},
            )
        )
        return Everything()
    known = len(problems)
    found = _special(comparison, entity_name) or _along(
        comparison.path, token, comparison, entity_name, scope, problems
    )
    if found is None:
        if len(problems) == known:
            problems.append(_unknown_name(token, comparison.path[-1], entity_name, scope))
        return Words(token.text)
    return found


def _special(comparison: Comparison, entity_name: str) -> Node | None:
    """`is:archived` and `id:C-12`, which are no fields."""
    words = [value.text.lower() for value in comparison.values]
    if comparison.path == ("is",) and all(word in STATES for word in words):
        return Archived()
    if comparison.path == ("id",):
        letter = entity(entity_name).letter.lower()
        numbers = [word.removeprefix(letter).lstrip("-") for word in words]
        if all(number.isascii() and number.isdigit() and len(number) < 19 for number in numbers):
            return Chosen(tuple(int(number) for number in numbers))
    return None


def _along(
    path: tuple[str, ...],
    token: Token,
    comparison: Comparison,
    entity_name: str,
    scope: Scope,
    problems: list[Problem],
) -> Node | None:
    """The condition at the end of the path, inside the links that lead there."""
    if not path[0]:
        message = _("a field is missing in {word}")
        problems.append(Problem(token.start, token.end, message, {"word": token.text}))
        return None
    step = scope.find(entity_name, path[0])
    if step is None and len(path) > 1 and path[1] and scope.is_called(entity_name, path[0]):
        problems.append(_without_path(token, path))
        return None
    if step is None:
        problems.append(_unknown_name(token, path[0], entity_name, scope))
        return None
    if len(path) == 1:
        if isinstance(step, Reverse):
            return _having(step, comparison)
        return _tested(step, comparison, scope, problems)
    further = _target(step)
    if further is None or len(path) > LONGEST_PATH:
        problems.append(
            Problem(
                token.start,
                token.end,
                _("{word} leads to no other record"),
                {"word": ".".join(path[:-1])},
            )
        )
        return None
    inner = _along(path[1:], token, comparison, further, scope, problems)
    if inner is None:
        return None
    if isinstance(step, Reverse):
        return Having(step.entity, step.link, inner)
    return Linked(step, inner)


def _target(step: Field | Reverse) -> str | None:
    if isinstance(step, Reverse):
        return step.entity
    return step.entity if step.kind is Kind.LINK else None


def _having(step: Reverse, comparison: Comparison) -> Node:
    """`contacts:none`, `contacts:any`, `contacts:anna`."""
    nodes: list[Node] = []
    for value in comparison.values:
        word = "" if value.quoted else value.text.lower()
        inside = Everything() if word in (NONE, ANY) else Words(value.text)
        having = Having(step.entity, step.link, inside)
        nodes.append(Not(having) if word == NONE else having)
    return _any_of(nodes)


def _tested(
    field: Field, comparison: Comparison, scope: Scope, problems: list[Problem]
) -> Node | None:
    """The field holds any of the values that are understood; None when none is."""
    nodes: list[Node] = []
    accepted: list[Expected] = []
    for value in comparison.values:
        word = "" if value.quoted or comparison.sign not in ":=" else value.text.lower()
        if word in (NONE, ANY):
            nodes.append(Absent(field) if word == NONE else Present(field))
            continue
        try:
            accepted.append(expected(field, comparison.sign, value, scope.reading, scope.translate))
        except InvalidInputError as error:
            problems.append(_bad_value(value, error))
    if accepted:
        nodes.append(Test(field, tuple(accepted)))
    return _any_of(nodes) if nodes else None


def _any_of(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _bad_value(value: TypedValue, error: InvalidInputError) -> Problem:
    close = error.values.get("nearest") or error.values.get("suggestion")
    return Problem(
        value.start, value.end, error.message, error.values, str(close) if close else None
    )


def _without_path(token: Token, path: tuple[str, ...]) -> Problem:
    """`deals.amount` among deals."""
    rest = ".".join(path[1:])
    values = {"word": ".".join(path), "nearest": rest}
    message = _("here {word} is called {nearest}")
    return Problem(token.start, token.end, message, values, rest)


def _unknown_name(token: Token, word: str, entity_name: str, scope: Scope) -> Problem:
    close = nearest(word, scope.names(entity_name))
    if close is None:
        message = _("{entity} have no field {word}")
        return Problem(token.start, token.end, message, {"entity": entity_name, "word": word})
    return Problem(
        token.start,
        token.end,
        _("{entity} have no field {word}: did you mean {nearest}?"),
        {"entity": entity_name, "word": word, "nearest": close},
        close,
    )
