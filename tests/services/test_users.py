"""Who works here: only admins change it, one of them stays, and undo asks for the same right."""

from dataclasses import replace

import pytest

from crm_tui.data.stores import users as stored
from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.fields import Kind
from crm_tui.domain.views import Arrangement
from crm_tui.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from crm_tui.services import fields, history, pick_lists, records, settings, users, views


@pytest.fixture
def anna(session):
    """A sales rep."""
    return replace(session, user=stored.sign_in("anna", "Anna", session.now()))


def roles(session):
    return {user.login: user.role for user in users.everybody(session)}


def test_the_first_user_is_admin_and_the_others_are_reps(session, anna):
    assert roles(session) == {"olga": "admin", "anna": "rep"}


def test_a_colleague_is_added_given_a_role_archived_and_all_of_it_undone(session):
    ivan = users.add(session, "ivan", "Ivan Sokolov", "manager")
    assert (ivan.login, ivan.name, ivan.role) == ("ivan", "Ivan Sokolov", "manager")
    assert stored.sign_in("ivan", "other name", session.now()) == ivan
    assert users.give_role(session, ivan, "Director").role == "director"
    users.archive(session, ivan)
    assert users.find(session, "IVAN").archived_at == session.now()
    assert [user.login for user in stored.active()] == ["olga"]
    for _change in range(3):
        history.undo(session)
    assert roles(session) == {"olga": "admin"}


@pytest.mark.parametrize("login", ["", "two words", "me@firm.example"])
def test_a_login_is_one_word(session, login):
    with pytest.raises(InvalidInputError, match="is no login"):
        users.add(session, login)


def test_nobody_is_added_twice_and_nobody_unknown_is_found(session, anna):
    with pytest.raises(ConflictError, match="a user anna already"):
        users.add(session, "anna")
    with pytest.raises(NotFoundError, match="did you mean anna"):
        users.find(session, "ana")
    with pytest.raises(InvalidInputError):
        users.give_role(session, anna.user, "king")


def test_an_admin_stays_whoever_is_changed_or_undone(session, anna):
    for change in (users.archive, lambda *who: users.give_role(*who, "rep")):
        with pytest.raises(ConflictError, match="has to be the admin"):
            change(session, session.user)
    users.give_role(session, anna.user, "admin")
    promotion = history.page(session, 0, 1).rows[0].id
    users.give_role(anna, session.user, "rep")
    with pytest.raises(ConflictError, match="has to be the admin"):
        history.undo(anna, promotion)
    assert roles(session) == {"olga": "rep", "anna": "admin"}


def test_who_is_no_admin_changes_nobody_and_takes_no_such_change_back(session, anna):
    for change in (
        lambda: users.add(anna, "petr"),
        lambda: users.give_role(anna, anna.user, "admin"),
        lambda: users.archive(anna, session.user),
    ):
        with pytest.raises(ForbiddenError, match="you are sales rep"):
            change()
    users.add(session, "petr")
    with pytest.raises(ForbiddenError, match="only an admin"):
        history.undo(anna, history.page(session, 0, 1).rows[0].id)


def test_a_role_counts_at_once_also_for_a_session_that_is_open(session, anna):
    users.give_role(session, anna.user, "admin")
    users.add(anna, "petr")
    users.give_role(session, anna.user, "rep")
    history.undo(session)  # the role is given back, so anna may undo
    assert history.undo(anna).reverted == 1
    users.archive(session, anna.user)
    with pytest.raises(ForbiddenError, match="no user here any more"):
        records.add(anna, CLIENTS, {"name": "Acme"})
    with pytest.raises(ForbiddenError, match="no user here any more"):
        history.redo(anna)


def shape_list(session):
    return pick_lists.add(session, pick_lists.get(session, "rating"), "Gold")


def merge_values(session):
    records.add(session, CLIENTS, {"name": "Acme", "rating": "a"})
    return pick_lists.merge(session, pick_lists.get(session, "rating"), "a", "b")


@pytest.mark.parametrize(
    "change",
    [
        shape_list,
        merge_values,
        lambda session: fields.add(session, CLIENTS, "Fleet", Kind.NUMBER),
        lambda session: settings.put(session, "currency", "EUR"),
        lambda session: settings.put(session, "day_begins", "8:00"),
        lambda session: settings.put(session, "name", "Olga the Great"),
        lambda session: views.save(session, "clients", "Mine", Arrangement("city:Kazan")),
    ],
)
def test_a_rep_takes_back_nothing_that_she_could_not_have_done(session, anna, change):
    change(session)
    with pytest.raises(ForbiddenError):
        history.undo(anna, history.page(session, 0, 1).rows[0].id)
    history.undo(session)
    with pytest.raises(NotFoundError):
        history.undo(anna)


def test_a_rep_takes_back_what_she_may_do_her_own_and_that_of_others(session, anna):
    records.add(anna, CLIENTS, {"name": "Acme", "rating": "Brand new"})
    assert history.undo(anna).reverted
    settings.put(anna, "name", "Anna N")
    settings.put(anna, "day_begins", "8:00")
    views.save(anna, "clients", "Mine", Arrangement("city:Kazan"))
    for _change in range(3):
        history.undo(anna)
    records.add(session, CLIENTS, {"name": "Bright"})
    history.undo(anna, history.page(session, 0, 1).rows[0].id)
    with pytest.raises(NotFoundError):
        records.get(session, CLIENTS, 2)


def test_a_role_that_was_lost_takes_the_right_to_undo_and_redo_along(session, anna):
    users.give_role(session, anna.user, "manager")
    settings.put(anna, "currency", "EUR")
    history.undo(anna)
    users.give_role(session, anna.user, "rep")
    with pytest.raises(ForbiddenError, match="for the whole firm"):
        history.redo(anna)
    assert settings.get(session, "currency").value == "RUB"


def test_a_client_of_the_firm_changes_nothing(session, anna):
    users.give_role(session, anna.user, "client")
    with pytest.raises(ForbiddenError, match="may read"):
        records.add(anna, CLIENTS, {"name": "Acme"})
