"""Open work is lent until a day, and is back after it, whoever starts the program first."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from crm_tui.data.stores import loans as kept
from crm_tui.data.stores import users as stored
from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.domain.loans import Lent
from crm_tui.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from crm_tui.i18n import Language
from crm_tui.services import (
    activities,
    days,
    giving,
    history,
    listings,
    loans,
    notifications,
    records,
    users,
)
from tests.services.steps import StoppedError, during, small_steps, stop

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def anna(session):
    return replace(session, user=stored.sign_in("anna", "Anna", session.now()))


@pytest.fixture
def work(session, anna):
    """Two clients and three plans of mine; one of each of Anna's, and what was held."""
    for name, owner in (("One", "me"), ("Two", "me"), ("Hers", "anna")):
        records.add(session, CLIENTS, {"name": name, "owner": owner})
    for subject in ("first", "second", "third"):
        records.add(session, ACTIVITIES, {"subject": subject, "owner": "me"})
    records.add(session, ACTIVITIES, {"subject": "held", "owner": "me", "status": "done"})
    records.add(session, ACTIVITIES, {"subject": "hers", "owner": "anna"})
    notifications.read(anna, [], but=True)


def owned(session, who):
    """What the user owns, by name."""
    found = []
    for entity in (CLIENTS, ACTIVITIES):
        listing = listings.listing(session, entity, where=f"owner:{who}", columns=[entity.title])
        found += [getattr(row, entity.title) for row in records.iterate(session, entity, listing)]
    return sorted(found)


def told(session):
    page = notifications.page(session, 0, 9, unread=True)
    return [(one.reason.value, one.entity, one.count, one.text) for one in page.rows]


def later(session, days_on):
    return replace(session, now=lambda: session.now() + timedelta(days=days_on))


def test_all_open_work_is_lent_and_taken_back_each_as_one_change(session, anna, work):
    to, lent = loans.extent(session, "anna", FRIDAY)
    assert (to.name, lent) == ("Anna", Lent(clients=2, activities=3))
    assert loans.lend(session, "anna", FRIDAY) == lent
    assert owned(session, "me") == ["held"]
    assert loans.mine(session).borrower.name == "Anna"
    assert told(anna) == [("lent", "activities", 3, "2026-11-27")]
    (lent_to_her,) = notifications.page(anna, 0, 1).rows
    assert notifications.said(Language("ru"), lent_to_her) == "до 27 ноя 2026"
    with pytest.raises(ConflictError, match="lent to Anna already"):
        loans.lend(session, "anna", FRIDAY)
    assert loans.take_back(session) == Lent(clients=2, activities=3)
    assert owned(session, "me") == ["One", "Two", "first", "held", "second", "third"]
    assert loans.mine(session) is None
    assert told(anna) == [], "it is hers no more"
    with pytest.raises(NotFoundError):
        loans.take_back(session)
    history.undo(session)
    assert loans.mine(session) is not None
    assert owned(session, "me") == ["held"]
    history.undo(session)
    assert loans.mine(session) is None
    assert told(anna) == []
    history.redo(session)
    assert owned(session, "anna") == ["Hers", "One", "Two", "first", "hers", "second", "third"]
    assert loans.take_back(session) == Lent(clients=2, activities=3)


def test_what_was_done_or_given_away_meanwhile_stays_so(session, anna, work):
    loans.lend(session, "anna", FRIDAY)
    activities.done(anna, 1)
    users.add(session, "ivan")
    records.edit(anna, CLIENTS, 1, {"owner": "ivan"})
    assert loans.take_back(session) == Lent(clients=1, activities=2)
    assert owned(session, "anna") == ["Hers", "first", "hers"]
    assert owned(session, "ivan") == ["One"]


def test_after_the_day_it_comes_back_once_by_whoever_is_there(session, anna, work):
    loans.lend(session, "anna", FRIDAY)
    days.bell(later(anna, 3))
    assert owned(session, "me") == ["held"]
    days.bell(later(anna, 4))
    assert owned(session, "me") == ["One", "Two", "first", "held", "second", "third"]
    assert told(session) == [("returned", "activities", 3, "")]
    newest = history.page(session, 0, 1).rows[0]
    assert (newest.user, newest.label) == (None, "lent work came back")
    days.bell(later(session, 4))
    assert history.page(session, 0, 1).rows[0] == newest
    assert loans.mine(session) is None
    history.undo(session, newest.id)
    days.bell(later(anna, 5))
    assert owned(session, "me") == ["held"], "what was undone does not come back by itself"
    assert loans.take_back(session) == Lent(clients=2, activities=3)


def test_very_much_is_lent_and_comes_back_in_steps_each_as_one_change(
    session, anna, work, monkeypatch
):
    parts = ((giving.Gift, name, 1) for name in ("at_once", "part"))
    small_steps(monkeypatch, (giving, "HOLD", 0), *parts)
    for work_of_others, error in (
        (stop, StoppedError),
        (partial(loans.take_back, session), ConflictError),
    ):
        with pytest.raises(error):
            loans.lend(session, "anna", FRIDAY, during(work_of_others))
        assert owned(session, "me") == ["One", "Two", "first", "held", "second", "third"]
        assert (loans.mine(session), told(anna)) == (None, [])

    def lend_the_same():
        with pytest.raises(ConflictError, match="lent to Anna already"):
            loans.lend(session, "anna", FRIDAY)
        records.edit(session, ACTIVITIES, 3, {"owner": ""})

    assert loans.lend(session, "anna", FRIDAY, during(lend_the_same)).activities == 2
    assert owned(session, "me") == ["held"]
    assert told(anna) == [("lent", "activities", 2, "2026-11-27")]
    over = kept.over(FRIDAY + timedelta(days=1))
    days.bell(later(anna, 4))
    assert owned(session, "me") == ["One", "Two", "first", "held", "second"]
    newest = history.page(session, 0, 1).rows[0]
    assert (newest.user, newest.label) == (None, "lent work came back")
    monkeypatch.setattr(kept, "over", lambda today: over)
    days.bell(later(session, 4))
    assert history.page(session, 0, 1).rows[0] == newest, "another had begun with it as well"
    history.undo(session, newest.id)
    assert owned(session, "me") == ["held"]


def test_what_the_borrower_has_lent_in_turn_comes_back_to_its_owner(session, anna, work):
    loans.lend(session, "anna", FRIDAY)
    users.add(session, "ivan")
    loans.lend(anna, "ivan", FRIDAY + timedelta(days=7))
    days.bell(later(anna, 4))
    assert owned(session, "me") == ["One", "Two", "first", "held", "second", "third"]
    assert owned(session, "ivan") == ["Hers", "hers"]
    assert loans.take_back(anna) == Lent(clients=1, activities=1)
    assert owned(session, "anna") == ["Hers", "hers"]


def test_work_goes_round_in_no_circle_in_which_nobody_would_know_whose_it_was(session, anna, work):
    users.add(session, "ivan")
    ivan = replace(session, user=users.find(session, "ivan"))
    loans.lend(session, "anna", FRIDAY)
    loans.lend(anna, "ivan", FRIDAY)
    for borrower in ("olga", "anna"):
        with pytest.raises(InvalidInputError, match="is lent to you: lend yours to somebody else"):
            loans.lend(ivan, borrower, FRIDAY)
    days.bell(later(session, 4))
    assert owned(session, "me") == ["One", "Two", "first", "held", "second", "third"]
    assert owned(session, "anna") == ["Hers", "hers"]


def test_only_the_lender_or_an_admin_takes_it_back(session, anna, work):
    loans.lend(anna, "olga", FRIDAY)
    lending = loans.mine(anna).lending
    users.add(session, "ivan")
    ivan = replace(session, user=users.find(session, "ivan"))
    with pytest.raises(ForbiddenError):
        history.undo(ivan, lending)
    with pytest.raises(NotFoundError):
        loans.take_back(ivan)
    history.undo(session, lending)
    assert loans.mine(anna) is None


def test_what_cannot_be_lent_is_said(session, anna, work):
    for who, until in (("me", FRIDAY), ("", FRIDAY), ("anna", date(2026, 11, 23))):
        with pytest.raises(InvalidInputError):
            loans.lend(session, who, until)
    users.add(session, "ivan")
    with pytest.raises(NotFoundError, match="no open work"):
        loans.lend(replace(session, user=users.find(session, "ivan")), "anna", FRIDAY)
    users.archive(session, anna.user)
    with pytest.raises(NotFoundError):
        loans.lend(session, "anna", FRIDAY)
    assert loans.mine(session) is None
