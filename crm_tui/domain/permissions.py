"""Who may do what. What nobody restricts here, everybody may."""

from crm_tui.domain.texts import _
from crm_tui.domain.users import Role, User
from crm_tui.errors import ForbiddenError

SHAPERS = (Role.ADMIN, Role.DIRECTOR, Role.MANAGER)
"""Who may change what all have in common: settings of the firm, pick-lists and fields."""


def check_may_shape(user: User) -> None:
    """ForbiddenError unless the user may change what concerns the whole firm."""
    if user.role not in SHAPERS:
        message = _(
            "only an admin, a director or a manager may change this for the whole firm; "
            "you are {label}"
        )
        raise ForbiddenError(message, label=Role[user.role.upper()].label)
