"""What a user can do with tags themselves: see which there are, rename and merge them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crm_tui.data.setwise import Assignment
from crm_tui.data.stores import tags as store
from crm_tui.domain import tags
from crm_tui.domain.entities import ENTITIES, Entity, entity
from crm_tui.domain.fields import Choice, Field
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import NotFoundError
from crm_tui.services import fields, giving
from crm_tui.session import Session


@dataclass(frozen=True, slots=True)
class TagCount:
    """How often a tag is used, by the names of the entities."""

    tag: str
    counts: Mapping[str, int]


def overview(session: Session) -> Sequence[TagCount]:
    """All tags that are in use, in the order of the alphabet."""
    found = {known.name: store.counts(known) for known in ENTITIES}
    names = sorted({tag for counted in found.values() for tag in counted})
    return [TagCount(tag, {name: counted[tag] for name, counted in found.items()}) for tag in names]


def named(session: Session, entity_name: str) -> Mapping[str, Field]:
    """The fields in force, the known tags as the choices of theirs: for completion."""
    found = dict(fields.named(session, entity_name))
    if "tags" in found:
        known = tuple(Choice(tag, tag, shipped=False) for tag in store.known(entity(entity_name)))
        found["tags"] = replace(found["tags"], choices=known)
    return found


def suggestion(session: Session, entity_name: str, text: str) -> str | None:
    """The text with its last tag completed from the known ones."""
    start = max(text.rfind(sign) for sign in ",;+-# ") + 1
    begun = text[start:].strip().casefold()
    if not begun:
        return None
    found = (tag for tag in store.known(entity(entity_name)) if tag.startswith(begun))
    return next((text + tag[len(begun) :] for tag in found), None)


def rename(session: Session, old: str, new: str, progress: Progress = lambda share: None) -> int:
    """Another name for a tag and its levels, everywhere; an existing one takes it in.

    Returns how many records have changed; NotFoundError where none has the tag.
    """
    before, after = tags.read_one(old), tags.read_one(new)
    gifts = [
        (Renamed(session, entity, before, after), store.carrying(entity, before))
        for entity in ENTITIES
    ]
    changed = sum(given.changed for given in giving.give_all(gifts, progress))
    if not changed and before != after:
        raise NotFoundError(_("no record has the tag {tag}"), tag=before)
    return changed


class Renamed(giving.Gift):
    """The tags of each record with another name for one of them."""

    label = _("rename a tag")

    def __init__(self, session: Session, entity: Entity, old: str, new: str) -> None:
        super().__init__(session, entity)
        self._renamed = store.renamed(entity, old, new)

    def assigned(self) -> Sequence[Assignment]:
        return [self._renamed]
