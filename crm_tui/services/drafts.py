"""Keep what is typed and not saved, and find it again after the program was cut off."""

from pathlib import Path

from crm_tui.data import drafts
from crm_tui.domain.drafts import Draft
from crm_tui.session import Session


def keep(session: Session, name: str, draft: Draft) -> None:
    """Write down what stands in a form now; `name` is the form's as long as the program runs."""
    drafts.keep(_place(session), name, draft)


def drop(session: Session, name: str) -> None:
    """The form was saved or thrown away."""
    drafts.drop(_place(session), name)


def left(session: Session) -> list[Draft]:
    """The user's drafts of programs that were cut off, the newest first."""
    return drafts.left(_place(session))


def claim(session: Session, draft: Draft, name: str) -> bool:
    """Go on with a draft that was left, under a name; False where somebody else does already."""
    return drafts.claim(_place(session), draft, name)


def throw_away(session: Session, draft: Draft) -> None:
    drafts.throw_away(_place(session), draft.file)


def release(session: Session) -> None:
    """The program ends: what is not saved is offered to the next one."""
    drafts.release(_place(session))


def _place(session: Session) -> Path:
    return drafts.folder(session.user.login, session.database)
