"""Finds clients or contacts that may be the same, and remembers who are not."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.data.database import snapshot
from crm_tui.data.stores import duplicates
from crm_tui.domain.duplicates import PROBABLE, RULES, Reason, Similarity, exact, fuzzy, likeness
from crm_tui.domain.entities import CLIENTS, CONTACTS, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError, MissingExtraError
from crm_tui.services.writing import action
from crm_tui.session import Session

KNOWN = (CLIENTS, CONTACTS)
STEP = 1000
"""Pairs that are compared between two reports of the progress."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two who may be the same, the older first; `score` is from 0 to 100."""

    first: Link
    second: Link
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class TooCommon:
    """A key that so many share that it tells nothing; `kind` is phone, email, identity, name
    or place."""

    kind: str
    key: str
    records: int


@dataclass(frozen=True, slots=True)
class Found:
    """The likeliest first. `total` counts those beyond the limit as well; `missing` says what to
    install where names were compared as a whole only."""

    candidates: Sequence[Candidate]
    total: int
    too_common: Sequence[TooCommon]
    missing: MissingExtraError | None


def find(
    session: Session,
    entity: Entity,
    minimum: int = PROBABLE,
    limit: int | None = None,
    progress: Progress = lambda _share: None,
) -> Found:
    """Those of at least that score who are not archived and not known to be different."""
    check(entity)
    similarity, missing = comparison()
    with snapshot():
        scored = judged(entity, minimum, similarity, progress)
        common = [TooCommon(*row) for row in duplicates.too_common(entity)]
        shown = scored[:limit]
        names = duplicates.names(entity, sorted({number for row in shown for number in row[1:3]}))
    candidates = [
        Candidate(names[one], names[other], -score, reasons) for score, one, other, reasons in shown
    ]
    return Found(candidates, len(scored), common, missing)


def judged(
    entity: Entity, minimum: int, similarity: Similarity, progress: Progress
) -> list[tuple[int, int, int, tuple[Reason, ...]]]:
    """Score (negative, so that the likeliest sorts first), both ids, and the reasons."""
    progress(0)
    names = duplicates.begin(entity)
    progress(0.3)
    duplicates.block(entity)
    progress(0.5)
    known, rule = duplicates.traits(entity, names), RULES[entity.name]
    found = []
    total = duplicates.most_pairs()
    for count, (one, other) in enumerate(duplicates.pairs(entity)):
        if count % STEP == 0:
            progress(0.5 + min(0.5, count / total / 2))
        alike = likeness(rule, known[one], known[other], similarity, minimum)
        if alike is not None:
            found.append((-alike.score, one, other, alike.reasons))
    return sorted(found, key=lambda row: row[:3])


def standing(
    session: Session, entity: Entity, candidates: Sequence[Candidate]
) -> Sequence[Candidate]:
    """Those of the candidates who are neither merged nor told apart meanwhile."""
    pairs = [(one.first.id, one.second.id) for one in candidates]
    left = duplicates.standing(entity, pairs)
    return [one for one in candidates if (one.first.id, one.second.id) in left]


def comparison() -> tuple[Similarity, MissingExtraError | None]:
    """How names are compared here, and what would do it better."""
    try:
        return fuzzy(), None
    except MissingExtraError as error:
        return exact, error


def deny(session: Session, entity: Entity, first: int, second: int) -> bool:
    """Remember that both are different: they are not offered again. True when it is done."""
    from crm_tui.services import records

    check(entity)
    if first == second:
        raise InvalidInputError(_("these are one and the same: {id}"), id=entity.shown_id(first))
    with action(session, _("not a duplicate")) as journal:
        for number in (first, second):
            records.get(session, entity, number)
        duplicates.deny(journal, entity, first, second)
    return True


def check(entity: Entity) -> None:
    if entity not in KNOWN:
        raise InvalidInputError(
            _("only clients and contacts are compared and merged"), field="entity"
        )


def reasons_text(session: Session, reasons: Sequence[Reason]) -> str:
    """ "same phone, name 94 %" in the user's language."""
    text = session.language.text
    return ", ".join(text(reason.message, **reason.values) for reason in reasons)
