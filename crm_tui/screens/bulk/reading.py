"""What a change of many records is about, how it is understood, and what it comes to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crm_tui.domain import tags
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import And, Archived, Chosen, Node
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.forms import judging
from crm_tui.screens.lists import views
from crm_tui.screens.lists.views import View
from crm_tui.services import bulk, fields, listings, text_editing
from crm_tui.services import tags as tag_service
from crm_tui.services.bulk import Archiving, Extent, Wish
from crm_tui.services.text_editing import Draft
from crm_tui.session import Session
from crm_tui.widgets.marks import Marks

ARCHIVE, RESTORE = _("archive"), _("restore")
ADDS = _("hot adds, -hot takes away")
RENAMES = _("is called so everywhere")


@dataclass(frozen=True, slots=True)
class Target:
    """The marked records of a list, or the one of that number."""

    entity: Entity
    number: int
    archived: bool
    """Whether those of the archive are meant."""
    marks: Marks = field(default_factory=Marks)
    view: View | None = None
    """The list in which is marked."""

    @property
    def is_several(self) -> bool:
        return self.marks.all_marked or bool(self.marks.keys)


@dataclass(frozen=True, slots=True)
class Judged:
    """Translated: what is wrong, or how it is understood; and what would change."""

    mistake: str = ""
    hint: str = ""
    extent: Extent | None = None


def listing(session: Session, target: Target) -> Listing:
    node: Node = Chosen((target.number,))
    if target.view is not None:
        node = views.marked(session, target.view, target.marks, target.number)
    return Listing((), And((Archived(), node)) if target.archived else node)


def draft(session: Session, target: Target) -> Draft:
    """The records as a text; several of them with the columns of their list, in its order."""
    found = listing(session, target)
    if target.view is not None:
        shown = listings.arranged(session, target.entity, target.view.arrangement).listing
        found = replace(found, fields=shown.fields, sorts=shown.sorts)
    return text_editing.draft(session, target.entity, found)


def find(session: Session, entity: Entity, word: str) -> Field | Archiving:
    """The field of that name or label, or where the records go; InvalidInputError for others."""
    for label, archiving in ((ARCHIVE, Archiving.AWAY), (RESTORE, Archiving.BACK)):
        if fold(word) in (label, fold(session.language.text(label))):
            return archiving
    return fields.find(session, entity, word)


def names(session: Session, entity: Entity) -> list[str]:
    """What may be changed, in the words of the user."""
    described = bulk.editable(fields.in_force(session, entity))
    text = session.language.text
    return [*(text(field.label) for field in described), text(ARCHIVE), text(RESTORE)]


def wish(session: Session, target: Target, word: str, value: str) -> Wish:
    """On several records, tags without a sign are added; on one they are all it has."""
    found = find(session, target.entity, word)
    if isinstance(found, Archiving):
        return found
    if found.kind is Kind.TAGS and target.is_several:
        value = tags.as_change(value)
    return {found.name: value}


def renaming(found: Field | Archiving, value: str) -> tuple[str, str] | None:
    """`old=new` for the tags: another name for one of them, also behind those that stood there."""
    before, sign, new = value.partition("=")
    old = before.rpartition(",")[2]
    is_tags = isinstance(found, Field) and found.kind is Kind.TAGS
    return (old, new) if is_tags and sign and old.strip() and new.strip() else None


def judge(session: Session, target: Target, word: str, value: str) -> Judged:
    """Read both texts as the change would; never raises for what a person can type."""
    if not word.strip():
        return Judged()
    try:
        asked = find(session, target.entity, word)
        if renaming(asked, value):
            return Judged(hint=session.language.text(RENAMES))
        hint = hint_of(session, target, asked, value)
        found = bulk.extent(
            session, target.entity, listing(session, target), wish(session, target, word, value)
        )
    except CrmError as error:
        return Judged(mistake=session.language.error(error))
    return Judged(hint=hint, extent=found)


def hint_of(session: Session, target: Target, asked: Field | Archiving, value: str) -> str:
    if isinstance(asked, Archiving):
        return ""
    if asked.kind is Kind.TAGS and target.is_several:
        return session.language.text(ADDS)
    return judging.judge(session, asked, value).hint


def change(
    session: Session,
    target: Target,
    word: str,
    value: str,
    progress: Callable[[float], object],
) -> Extent:
    """What `judge` has told, as one change with one undo."""
    renamed = renaming(find(session, target.entity, word), value)
    if renamed:
        changed = tag_service.rename(session, *renamed, progress)
        return Extent(changed, changed)
    asked = wish(session, target, word, value)
    return bulk.change(session, target.entity, listing(session, target), asked, progress)


def suggestion(session: Session, target: Target, word: str, text: str) -> str | None:
    """The whole value that a text begins: a tag, a label, a name."""
    try:
        asked = find(session, target.entity, word)
    except CrmError:
        return None
    if isinstance(asked, Archiving):
        return None
    if asked.kind is Kind.TAGS:
        return tag_service.suggestion(session, target.entity.name, text)
    return judging.completed(session, asked, text)
