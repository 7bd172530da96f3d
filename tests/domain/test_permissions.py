import pytest

from crm_tui.domain.permissions import check_may_shape
from crm_tui.domain.users import Role, User
from crm_tui.errors import ForbiddenError


@pytest.mark.parametrize("role", Role)
def test_only_who_leads_may_change_what_all_have_in_common(role):
    user = User(login="olga", name="Olga", role=role.value)
    if role in (Role.ADMIN, Role.DIRECTOR, Role.MANAGER):
        check_may_shape(user)
    else:
        with pytest.raises(ForbiddenError):
            check_may_shape(user)
