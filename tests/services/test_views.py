"""Saved views: whose they are, what they keep, and that every change of them can be undone."""

from dataclasses import replace

import pytest

from crm_tui.data.stores import users
from crm_tui.domain.users import Role
from crm_tui.domain.views import Arrangement
from crm_tui.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from crm_tui.services import history, views
from crm_tui.services import users as people

HOT = Arrangement("lifecycle:lead", ("name", "city"), ("-last_contact", "name"), "city")


@pytest.fixture
def anna(session):
    """A colleague who is no admin."""
    return replace(session, user=users.sign_in("anna", "Anna", session.now()))


def names(session, listed=""):
    return [view.name for view in views.visible(session, listed)]


def test_a_view_keeps_filter_columns_order_and_groups_until_it_is_undone(session):
    saved = views.save(session, "clients", " Hot  leads ", HOT)
    assert (saved.name, saved.arrangement, saved.shared) == ("Hot leads", HOT, False)
    again = views.save(session, "clients", "hot leads", Arrangement("city:Kazan"), shared=True)
    assert again.id == saved.id
    assert names(session) == ["hot leads"]
    history.undo(session)
    assert views.find(session, "clients", "HOT LEADS").arrangement == HOT
    history.undo(session)
    assert names(session) == []


def test_a_view_can_be_renamed_and_archived_and_comes_back(session):
    view = views.save(session, "leads", "Hot", HOT)
    view = views.change(session, view, "Warm", shared=True)
    views.archive(session, views.find(session, "leads", "warm"))
    assert names(session, "leads") == []
    history.undo(session)
    history.undo(session)
    assert names(session, "leads") == ["Hot"]


def test_what_somebody_else_keeps_for_herself_is_not_there(session, anna):
    views.save(session, "clients", "Mine", HOT)
    views.save(session, "clients", "Ours", HOT, shared=True)
    assert names(anna) == ["Ours"]
    with pytest.raises(NotFoundError):
        views.find(anna, "clients", "Mine")
    with pytest.raises(NotFoundError):
        views.find(anna, "contacts", "Ours")


def test_her_own_view_goes_before_a_shared_one_of_its_name(session, anna):
    views.save(session, "clients", "Hot", HOT, shared=True)
    views.save(anna, "clients", "hot", Arrangement("city:Omsk"))
    assert views.find(anna, "clients", "Hot").arrangement.where == "city:Omsk"
    assert views.find(session, "clients", "Hot").arrangement == HOT
    with pytest.raises(ConflictError):
        views.save(anna, "clients", "hot", HOT, shared=True)


def test_only_the_owner_or_an_admin_changes_a_shared_view(session, anna):
    view = views.save(session, "clients", "Ours", HOT, shared=True)
    for forbidden in (
        lambda: views.archive(anna, view),
        lambda: views.change(anna, view, "Theirs", shared=True),
    ):
        with pytest.raises(ForbiddenError):
            forbidden()
    assert session.user.role == Role.ADMIN.value
    theirs = views.save(anna, "clients", "Of Anna", HOT, shared=True)
    people.give_role(session, anna.user, "admin")
    people.give_role(session, session.user, "rep")
    with pytest.raises(ForbiddenError):
        views.archive(session, theirs)  # the program was opened when she was the admin
    people.give_role(anna, session.user, "admin")
    views.archive(session, theirs)
    assert names(anna) == ["Ours"]


def test_a_change_of_a_view_that_somebody_changed_meanwhile_is_refused(session):
    view = views.save(session, "clients", "Hot", HOT)
    views.change(session, view, "Warm", shared=False)
    with pytest.raises(ConflictError):
        views.change(session, view, "Cold", shared=False)


@pytest.mark.parametrize("name", ["", " \x00 ", "x" * 501])
def test_a_view_needs_a_name(session, name):
    with pytest.raises(InvalidInputError):
        views.save(session, "clients", name, HOT)


def test_what_is_asked_for_beside_a_view_narrows_it():
    wanted = Arrangement("owner:me or city:Omsk", sorts=("name",)).within(HOT)
    assert wanted.where == "(lifecycle:lead) (owner:me or city:Omsk)"
    assert (wanted.columns, wanted.sorts, wanted.group) == (HOT.columns, ("name",), HOT.group)
    assert Arrangement().within(HOT) == HOT
