"""The views that users keep of their lists: their own, and those that are shared."""

from dataclasses import replace

from crm_tui.data.stores import views
from crm_tui.domain.fields import TEXT_LIMIT, Link
from crm_tui.domain.folding import fold
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.domain.users import Role
from crm_tui.domain.views import Arrangement, SavedView
from crm_tui.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from crm_tui.services.writing import acting, action
from crm_tui.session import Session


def visible(session: Session, listed: str = "") -> list[SavedView]:
    """What the user may open, of one list or of all, by name."""
    return views.visible(session.user.id, listed)


def find(session: Session, listed: str, name: str) -> SavedView:
    """The view called so, her own before a shared one; NotFoundError with the nearest name."""
    known = visible(session, listed)
    for view in known:
        if fold(view.name) == fold(name):
            return view
    close = nearest(name, [view.name for view in known])
    if close:
        message = _("{list} have no view {name}: did you mean {nearest}?")
        raise NotFoundError(message, list=listed, name=name, nearest=close)
    raise NotFoundError(_("{list} have no view {name}"), list=listed, name=name)


def arrangement(session: Session, listed: str, name: str, wanted: Arrangement) -> Arrangement:
    """What is wanted inside the view of that name; without a name as it is."""
    return wanted.within(find(session, listed, name).arrangement) if name else wanted


def save(
    session: Session, listed: str, name: str, arrangement: Arrangement, *, shared: bool = False
) -> SavedView:
    """Keep the arrangement under the name, in the place of her own view that is called so."""
    title = named(name)
    owner = Link(session.user.id, session.user.name)
    view = SavedView(0, 1, listed, title, arrangement, owner, shared)
    with action(session, _("save a view")) as journal:
        known = visible(session, listed)
        own = namesake(known, title, owner.id)
        refuse_twin(known, view)
        if own is None:
            views.insert(journal, view)
        else:
            views.update(journal, own, replace(view, id=own.id, version=own.version))
    return find(session, listed, title)


def change(session: Session, view: SavedView, name: str, *, shared: bool) -> SavedView:
    """Call it something else, or show it to others, or to nobody else any more."""
    changed = replace(view, name=named(name), shared=shared)
    with action(session, _("rename a view")) as journal:
        check_rights(session, view)
        known = [other for other in visible(session, view.listed) if other.id != view.id]
        if namesake(known, changed.name, view.owner.id):
            raise ConflictError(_("there is a view {name} already"), name=changed.name)
        refuse_twin(known, changed)
        views.update(journal, view, changed)
    return changed


def archive(session: Session, view: SavedView) -> SavedView:
    """Take it out of the menus; an undo brings it back."""
    with action(session, _("archive a view")) as journal:
        check_rights(session, view)
        views.archive(journal, view)
    return view


def named(name: str) -> str:
    from crm_tui.domain import values

    title = " ".join(values.clean(name).split())
    if not title:
        raise InvalidInputError(_("a view needs a name"), field="name")
    if len(title) > TEXT_LIMIT:
        raise InvalidInputError(_("a name has at most {limit} characters"), limit=TEXT_LIMIT)
    return title


def namesake(known: list[SavedView], name: str, owner: int) -> SavedView | None:
    """The view of that owner which is called so."""
    found = (view for view in known if view.owner.id == owner and fold(view.name) == fold(name))
    return next(found, None)


def refuse_twin(known: list[SavedView], view: SavedView) -> None:
    """Of two shared views with one name nobody would know which is meant."""
    for other in known:
        twin = fold(other.name) == fold(view.name) and other.owner.id != view.owner.id
        if twin and other.shared and view.shared:
            message = _("{owner} shares a view {name} already: take another name")
            raise ConflictError(message, owner=other.owner.name, name=other.name)


def check_rights(session: Session, view: SavedView) -> None:
    """An admin may tidy up what others share."""
    user = acting(session)
    if view.owner.id != user.id and user.role != Role.ADMIN:
        raise ForbiddenError(
            _("the view {name} belongs to {owner}"), name=view.name, owner=view.owner.name
        )
