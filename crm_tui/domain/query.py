"""The filter language of lists, `--where` and saved views: from text to a tree of conditions.

No text raises: what is not understood is searched as words, and told as a `Problem`.

    acme "exact phrase" -not a or b ( )     words, prefixes of words in any searched field
    city:Kazan,Omsk  name="Acme Ltd"        any of; exactly
    turnover>1000  turnover:10..20          also >= < <=
    due:today  due:<fri  created:last-month  last_contact:>30d
    phone:none  phone:any  #tag  is:archived  owner:me
    client.city:Kazan  contacts.email:any   through links, in both directions
"""

from crm_tui.domain import phones, tags
from crm_tui.domain.query_nodes import (
    And,
    Everything,
    Node,
    Not,
    Or,
    Phrase,
    Problem,
    Query,
    Tagged,
    Test,
    Words,
)
from crm_tui.domain.query_scopes import FieldsOf, Scope
from crm_tui.domain.query_terms import condition
from crm_tui.domain.query_tokens import Part, Token, comparison, tokens, unquoted
from crm_tui.domain.reading import Reading
from crm_tui.domain.texts import _
from crm_tui.domain.values import Translate
from crm_tui.errors import InvalidInputError

LONGEST = 64 * 1024
MOST_TERMS = 200
DEEPEST = 5
"""SQLite before 3.46 reads 100 parentheses in a row, and a level may become a dozen of them."""


def parse(
    text: str,
    entity: str,
    fields_of: FieldsOf,
    reading: Reading,
    translate: Translate | None = None,
) -> Query:
    """The filter on records of `entity` ("clients"). `translate` makes labels count as names."""
    if phones.looks_like_number(text.strip()):
        return Query(Words(text.strip()))
    reader = _Reader(text[:LONGEST], entity, Scope(fields_of, reading, translate))
    node = reader.read()
    if len(text) > LONGEST:
        reader.complain(LONGEST, len(text), _("the filter is too long"))
    return Query(node, tuple(reader.problems))


class _Reader:
    """Recursive descent over the tokens; the nesting is limited, so the recursion is too."""

    def __init__(self, text: str, entity: str, scope: Scope) -> None:
        self.entity = entity
        self.scope = scope
        self.problems: list[Problem] = []
        self.tokens = list(tokens(text))
        self.position = 0
        self.terms = 0

    def read(self) -> Node:
        nodes = [self._alternatives(0)]
        while stray := self._next():
            self.complain(stray.start, stray.end, _("there is nothing that this ) closes"))
            nodes.append(self._alternatives(0))
        return _all_of(nodes)

    def complain(self, start: int, end: int, message: str, **values: object) -> None:
        self.problems.append(Problem(start, end, message, values))

    def _alternatives(self, depth: int) -> Node:
        """`a b or c`, up to a closing parenthesis, which stays."""
        branches = [self._all(depth)]
        while (token := self._peek()) and token.part is Part.OR:
            self.position += 1
            following = self._all(depth)
            if Everything() in (branches[-1], following):
                message = _("something is missing beside {word}")
                self.complain(token.start, token.end, message, word=token.text)
            branches.append(following)
        return _any_of(branches)

    def _all(self, depth: int) -> Node:
        nodes = []
        while (token := self._peek()) and token.part not in (Part.OR, Part.CLOSE):
            self.position += 1
            nodes.append(self._item(token, depth))
        return _all_of(nodes)

    def _item(self, token: Token, depth: int) -> Node:
        if token.part is Part.WITHOUT:
            following = self._next()
            inner = self._item(following, depth) if following else Everything()
            negated = len(token.text) % 2 and not isinstance(inner, Everything)
            return Not(inner) if negated else inner
        if token.part is Part.OPEN:
            return self._group(token, depth)
        return self._leaf(token)

    def _group(self, opening: Token, depth: int) -> Node:
        if depth == DEEPEST:
            self.complain(opening.start, opening.end, _("the parentheses are nested too deep"))
            return Everything()
        inner = self._alternatives(depth + 1)
        if self._next() is None:
            self.complain(opening.start, opening.end, _("this ( is never closed"))
        return inner

    def _leaf(self, token: Token) -> Node:
        compared = comparison(token) if token.part is not Part.PHRASE else None
        if not self._has_room(token, len(compared.values) if compared else 1):
            return Everything()
        if token.is_unclosed:
            self.complain(token.start, token.end, _("a quotation mark is missing"))
        if compared:
            return condition(token, compared, self.entity, self.scope, self.problems)
        if token.text[0] == "#" and len(token.text) > 1:
            return self._tagged(token)
        word = unquoted(token.text)
        if not any(letter.isalnum() for letter in word):
            return Everything()  # the index holds letters and digits only
        return Phrase(word) if token.part is Part.PHRASE else Words(word)

    def _tagged(self, token: Token) -> Node:
        """`#hot` is `tags:hot`; words where the records have no tags, or it is none."""
        field = self.scope.fields_of(self.entity).get("tags")
        if field is None:
            self.complain(token.start, token.end, _("{entity} have no tags"), entity=self.entity)
            return Words(unquoted(token.text[1:]))
        try:
            return Test(field, (Tagged(tags.read_one(unquoted(token.text))),))
        except InvalidInputError as error:
            self.complain(token.start, token.end, error.message, **error.values)
            return Everything()

    def _has_room(self, token: Token, terms: int) -> bool:
        """Counts the conditions, and complains once when there are too many."""
        was_full = self.terms > MOST_TERMS
        self.terms += terms
        if self.terms > MOST_TERMS and not was_full:
            self.complain(token.start, token.end, _("the filter has too many conditions"))
        return self.terms <= MOST_TERMS

    def _peek(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def _next(self) -> Token | None:
        token = self._peek()
        self.position += 1
        return token


def _all_of(nodes: list[Node]) -> Node:
    return _joined(nodes, And)


def _any_of(nodes: list[Node]) -> Node:
    return _joined(nodes, Or)


def _joined(nodes: list[Node], kind: type[And] | type[Or]) -> Node:
    """Flat, and without the parts that are not typed yet."""
    parts: list[Node] = []
    for node in nodes:
        if isinstance(node, kind):
            parts.extend(node.nodes)
        elif not isinstance(node, Everything):
            parts.append(node)
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
