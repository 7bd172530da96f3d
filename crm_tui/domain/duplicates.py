"""Which clients, and which contacts, may be the same: how alike two of them are, and why.

Each sign is taken as evidence of its own: a same phone that leaves three doubts in ten and a same
e-mail that leaves one in four leave together less than one in ten.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from crm_tui.domain.extras import extra
from crm_tui.domain.folding import transliterated
from crm_tui.domain.texts import _

NOT_DUPLICATE = "not_duplicate"
"""The kind of the relation between two who are known to be different."""

PROBABLE = 60
"""The lowest score that is shown unless somebody asks for less."""

STEM = 4
"""Misspelt names are compared where their longest words begin with so many same letters."""

NAME_WEIGHT = 0.8
WITHIN = 95
"""How alike, in per cent, a name is to one that has all its words and more."""

WORD = re.compile(r"[^\W_]+")
LEGAL_FORMS = frozenset(
    (
        "ltd", "limited", "llc", "llp", "inc", "corp", "co", "company", "gmbh", "ag", "sa", "srl",
        "sarl", "sas", "spa", "bv", "nv", "oy", "ab", "as", "plc", "kg", "ооо", "зао", "оао", "пао",
        "нао", "ао", "ип", "чп", "тоо", "нко", "ано", "mr", "mrs", "ms", "dr", "г-н", "г-жа",
    )
)  # fmt: skip
"""What a name is written with or without."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of a record, each as a key: `place` is the city of a client or the client
    of a contact, `identity` the tax id or the birthday; empty is unknown."""

    id: int
    name: str
    place: str = ""
    identity: str = ""
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """How much each sign says, from 0 to 1, and what is left of a score where one contradicts.

    Names less alike than `alike`, in per cent, are other names.
    """

    alike: float
    phone: float
    email: float
    identity: float
    place: float
    same_place: str
    same_identity: str
    other_place: float
    other_identity: float
    other_name: float


RULES: Mapping[str, Rule] = {
    "clients": Rule(
        60, 0.65, 0.75, 0.95, 0.3, _("same city"), _("same tax id"),
        other_place=0.85, other_identity=0.4, other_name=1.0,
    ),
    "contacts": Rule(
        85, 0.65, 0.85, 0.5, 0.5, _("same client"), _("same birthday"),
        other_place=0.7, other_identity=0.4, other_name=0.4,
    ),
}  # fmt: skip
"""People of one firm share its phone and surnames are common: other names say much there."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A marked text and its values, such as "name {percent} %"."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likeness:
    """From 0 to 100, and what speaks for it, the strongest first."""

    score: int
    reasons: tuple[Reason, ...]


Similarity = Callable[[str, str], float]
"""How alike two name keys are, in per cent."""


def name_keys(folded: str) -> tuple[str, str, str]:
    """By what a folded name meets others: its words in Latin letters and in one order, without the
    legal form; and how its longest word begins, and the two longest, which misspelt names share.
    """
    found = words(folded)
    longest = sorted(found, key=lambda word: (-len(word), word))[:2]
    stems = [word[:STEM] for word in longest]
    return " ".join(sorted(found)), " ".join(stems[:1]), " ".join(sorted(stems))


def words(folded: str) -> list[str]:
    found = WORD.findall(folded)
    telling = [word for word in found if word not in LEGAL_FORMS]
    return [transliterated(word) for word in telling or found]


@lru_cache(maxsize=10_000)
def city_key(folded: str) -> str:
    """A folded city in Latin letters: Казань and Kazan are one. Many clients share few of them."""
    return transliterated(folded)


def fuzzy() -> Similarity:
    """The comparison that forgives misspellings; MissingExtraError where it is not installed."""
    with extra("dedupe", _("the comparison of misspelt names")):
        from rapidfuzz.fuzz import ratio

    def alike(first: str, second: str) -> float:
        return max(ratio(first, second), WITHIN if within(first, second) else 0)

    return alike


def exact(first: str, second: str) -> float:
    """The comparison that needs nothing: the same words, or all of the shorter name's."""
    if first == second:
        return 100
    return WITHIN if within(first, second) else 0


def within(first: str, second: str) -> bool:
    """Whether one name has all words of the other and more, and those are at least two."""
    if first.count(" ") == second.count(" "):
        return False
    shorter, longer = sorted((first.split(), second.split()), key=len)
    return len(shorter) > 1 and set(shorter) <= set(longer)


def likeness(
    rule: Rule, one: Traits, other: Traits, similarity: Similarity, minimum: int = 0
) -> Likeness | None:
    """How probable it is that both are the same; None where that is less than the minimum."""
    alike = similarity(one.name, other.name) if one.name and other.name else 0
    signs = evidence(rule, one, other, alike)
    doubt = 1.0
    for weight, _message in signs:
        doubt *= 1 - weight
    score = round(100 * (1 - doubt) * contradiction(rule, one, other, alike))
    if score < minimum:
        return None
    signs.sort(key=lambda sign: -sign[0])
    return Likeness(score, tuple(Reason(told, {"percent": int(alike)}) for _weight, told in signs))


def evidence(rule: Rule, one: Traits, other: Traits, alike: float) -> list[tuple[float, str]]:
    """How much each sign weighs, and what is told of it."""
    signs = []
    if one.identity and one.identity == other.identity:
        signs.append((rule.identity, rule.same_identity))
    if not one.emails.isdisjoint(other.emails):
        signs.append((rule.email, _("same e-mail")))
    if not one.phones.isdisjoint(other.phones):
        signs.append((rule.phone, _("same phone")))
    if alike >= rule.alike:
        told = _("same name") if one.name == other.name else _("name {percent} %")
        signs.append((NAME_WEIGHT * (alike - rule.alike) / (100 - rule.alike), told))
        if one.place and one.place == other.place:
            signs.append((rule.place, rule.same_place))
    return signs


def contradiction(rule: Rule, one: Traits, other: Traits, alike: float) -> float:
    """What is left of a score, given what differs."""
    is_other = bool(one.name and other.name) and alike < rule.alike
    left = rule.other_name if is_other else 1.0
    if one.identity and other.identity and one.identity != other.identity:
        left *= rule.other_identity
    if one.place and other.place and one.place != other.place:
        left *= rule.other_place
    return left


def clusters(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups in which everybody pairs with everybody, the lowest id first.

    `pairs` begins with the surest: a chain whose ends do not pair is not followed to its end.
    """
    found = list(pairs)
    certain = {frozenset(pair) for pair in found}
    groups: dict[int, list[int]] = {}
    for one, other in found:
        left, right = groups.setdefault(one, [one]), groups.setdefault(other, [other])
        if left is right or not all(frozenset((a, b)) in certain for a in left for b in right):
            continue
        left += right
        groups.update(dict.fromkeys(right, left))
    distinct = {id(group): sorted(group) for group in groups.values()}
    return sorted(group for group in distinct.values() if len(group) > 1)
