"""Who may do what. What nobody restricts here, everybody may."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from crm_tui.domain.texts import _
from crm_tui.domain.users import Role, User
from crm_tui.errors import ForbiddenError

LEADERS = (Role.ADMIN, Role.DIRECTOR, Role.MANAGER)
"""Who looks after the work of others, and after what all have in common."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What of a change not everybody may do, and so not everybody may take back."""

    firm: bool = False
    """Settings of the firm, pick-lists, fields or playbooks."""
    users: bool = False
    """Who works here, and in which role."""
    owners: AbstractSet[int] = frozenset()
    """Whose own settings, views and lent work."""
    answers: AbstractSet[tuple[int, int | None]] = frozenset()
    """Which colleagues have answered an invitation, each with the owner of the activity."""


def check_may_enter(user: User) -> None:
    """ForbiddenError for who works here no more."""
    if user.archived_at is not None:
        raise ForbiddenError(_("{login} is no user here any more: ask an admin"), login=user.login)


def check_may_write(user: User) -> None:
    """ForbiddenError for who works here no more, and for clients, who only read."""
    check_may_enter(user)
    if user.role == Role.CLIENT:
        raise ForbiddenError(_("a client may read, and change nothing"))


def check_may_shape(user: User) -> None:
    """ForbiddenError unless the user may change what concerns the whole firm."""
    _check(
        user,
        LEADERS,
        _(
            "only an admin, a director or a manager may change this for the whole firm; "
            "you are {label}"
        ),
    )


def check_may_lead(user: User) -> None:
    """ForbiddenError unless the user looks after the work of others."""
    check_may_enter(user)
    message = _("the team desk is for an admin, a director or a manager; you are {label}")
    _check(user, LEADERS, message)


def check_may_manage_users(user: User) -> None:
    """ForbiddenError unless the user may say who works here, and in which role."""
    _check(
        user,
        (Role.ADMIN,),
        _("only an admin may change who works here and as what; you are {label}"),
    )


def check_may_answer(user: User, invited: int, owner: int | None) -> None:
    """ForbiddenError unless the colleague who is invited may be answered for by the user.

    She does so herself; who owns the meeting and who looks after the work of others write down what
    she said.
    """
    if user.id not in (invited, owner):
        message = _(
            "she answers an invitation herself, or who has invited her writes it down; "
            "you are {label}"
        )
        _check(user, LEADERS, message)


def check_may_undo(user: User, touched: Touched) -> None:
    """ForbiddenError for a change that the user could not have made."""
    if touched.users:
        check_may_manage_users(user)
    if touched.firm:
        check_may_shape(user)
    for invited, owner in touched.answers:
        check_may_answer(user, invited, owner)
    if touched.owners - {user.id} and user.role != Role.ADMIN:
        raise ForbiddenError(_("this concerns what a colleague has set for herself"))


def _check(user: User, roles: Collection[Role], message: str) -> None:
    if user.role not in roles:
        raise ForbiddenError(message, label=user.role_label)
