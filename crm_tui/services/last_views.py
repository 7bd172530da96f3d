"""How the user's lists were shown last: hers alone, no part of the database, and no undo of it."""

from crm_tui.data import last_views
from crm_tui.domain.folding import fold
from crm_tui.domain.last_views import LastView
from crm_tui.domain.views import SavedView
from crm_tui.services import views
from crm_tui.session import Session


def left(session: Session, listed: str) -> tuple[LastView, SavedView | None] | None:
    """How that list was shown last, and the saved view it was if that is still there."""
    found = last_views.read(last_views.place(session.user.login, session.database)).get(listed)
    if found is None:
        return None
    known = views.visible(session, listed) if found.name else []
    return found, next((view for view in known if fold(view.name) == fold(found.name)), None)


def keep(session: Session, listed: str, view: LastView) -> None:
    last_views.write(last_views.place(session.user.login, session.database), listed, view)
