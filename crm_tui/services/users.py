"""Who works here, and in which role; only admins change it."""

from crm_tui.data.stores import users
from crm_tui.domain import values
from crm_tui.domain.entities import USERS, read_id
from crm_tui.domain.fields import TEXT_LIMIT
from crm_tui.domain.folding import fold
from crm_tui.domain.permissions import check_may_manage_users
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.domain.users import DEFAULTS, User
from crm_tui.errors import ConflictError, CrmError, InvalidInputError, NotFoundError
from crm_tui.services import entering
from crm_tui.services.writing import acting, action
from crm_tui.session import Session

LAST_ADMIN = _("somebody has to be the admin: make another one first")


def everybody(session: Session) -> list[User]:
    """By name; those who work here no more stand last."""
    return sorted(users.everybody(), key=lambda user: user.archived_at is not None)


def find(session: Session, word: str) -> User:
    """The one of that login, id or name, archived or not; NotFoundError with the nearest login."""
    known = everybody(session)
    for user in known:
        if fold(word) in (fold(user.login), fold(user.name)) or _is_id(word, user):
            return user
    close = nearest(word, [user.login for user in known])
    if close:
        message = _("there is no user {word}: did you mean {nearest}?")
        raise NotFoundError(message, word=word, nearest=close)
    raise NotFoundError(_("there is no user {word}"), word=word)


def add(session: Session, login: str, name: str = "", role: str = DEFAULTS["role"]) -> User:
    """A colleague who is to sign in as that user of the system; the role by its key or label."""
    login, title = _login(login), values.clean(name)[:TEXT_LIMIT]
    with action(session, _("add a user")) as journal:
        check_may_manage_users(acting(session))
        if users.by_login(login):
            raise ConflictError(_("there is a user {login} already"), field="login", login=login)
        number = users.insert(journal, login, title or login, _role(session, role))
    return _again(number)


def give_role(session: Session, user: User, role: str) -> User:
    """Another role, by its key or label; ConflictError where no admin would be left."""
    with action(session, _("give a role")) as journal:
        check_may_manage_users(acting(session))
        users.change(journal, user.id, "role", _role(session, role))
        _keep_an_admin()
    return _again(user.id)


def archive(session: Session, user: User) -> User:
    """She works here no more: signs in no more, and is offered nowhere; what is hers stays so."""
    with action(session, _("archive a user")) as journal:
        check_may_manage_users(acting(session))
        if _again(user.id).archived_at is None:
            users.change(journal, user.id, "archived_at", session.now())
        _keep_an_admin()
    return _again(user.id)


def restore(session: Session, user: User) -> User:
    """She works here again."""
    with action(session, _("restore a user")) as journal:
        check_may_manage_users(acting(session))
        users.change(journal, user.id, "archived_at", None)
    return _again(user.id)


def _keep_an_admin() -> None:
    if not users.has_admin():
        raise ConflictError(LAST_ADMIN)


def _login(text: str) -> str:
    login = values.clean(text)
    if not login or " " in login or "@" in login or len(login) > TEXT_LIMIT:
        message = _("{login} is no login: it is one word, as the system knows it")
        raise InvalidInputError(message, field="login", login=login)
    return login


def _role(session: Session, text: str) -> str:
    role = entering.read(session, USERS, {"role": text})["role"]
    if role is None:
        raise InvalidInputError(_("{label} is missing"), field="role", label=_("Role"))
    return str(role)


def _is_id(word: str, user: User) -> bool:
    try:
        return read_id(word) == (USERS, user.id)
    except CrmError:
        return False


def _again(number: int) -> User:
    found = users.by_id(number)
    if found is None:
        raise NotFoundError(_("there is no {id}"), id=USERS.shown_id(number))
    return found
