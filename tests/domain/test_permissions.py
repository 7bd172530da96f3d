import pytest

from crm_tui.domain.permissions import (
    Touched,
    check_may_manage_users,
    check_may_shape,
    check_may_undo,
)
from crm_tui.domain.users import Role, User
from crm_tui.errors import ForbiddenError

LEADERS = (Role.ADMIN, Role.DIRECTOR, Role.MANAGER)


def may(check, *arguments):
    try:
        check(*arguments)
    except ForbiddenError:
        return False
    return True


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_it_is_for(role):
    user = User(id=1, login="olga", name="Olga", role=role.value)
    assert may(check_may_shape, user) == (role in LEADERS)
    assert may(check_may_manage_users, user) == (role is Role.ADMIN)


@pytest.mark.parametrize("role", Role)
def test_what_one_may_not_do_one_may_not_take_back(role):
    user = User(id=1, login="olga", name="Olga", role=role.value)
    leader, admin = role in LEADERS, role is Role.ADMIN
    for touched, allowed in [
        (Touched(), True),
        (Touched(firm=True), leader),
        (Touched(users=True), admin),
        (Touched(owners={1}), True),
        (Touched(owners={1, 2}), admin),
    ]:
        assert may(check_may_undo, user, touched) == allowed, touched
