"""A large bulk edit is written in steps between which others write, and is all or nothing still."""

from dataclasses import replace
from functools import partial

import pytest

from crm_tui.data import running_changes
from crm_tui.data.models.clients import Client
from crm_tui.data.models.journal import Change, Transaction
from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, DEALS
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_everything import Everything
from crm_tui.errors import ConflictError, ForbiddenError, InvalidInputError
from crm_tui.services import (
    bulk,
    deals,
    fields,
    giving,
    history,
    listings,
    merging,
    notifications,
    pick_lists,
    planning,
    records,
    tags,
)
from crm_tui.services import users as staff
from crm_tui.services.bulk import Extent
from tests.services.steps import StoppedError, cut_off, during, small_steps, stop

ALL = Listing((), Everything())


@pytest.fixture(autouse=True)
def steps_of_two(monkeypatch):
    parts = ((gift, "part", 2) for gift in (giving.Gift, planning.Placing))
    large = ((gift, "at_once", 2) for gift in (giving.Gift, planning.Placing))
    small_steps(monkeypatch, (giving, "HOLD", 0), (bulk, "PLANNED_AGAIN", 2), *large, *parts)


@pytest.fixture
def heard(session):
    """What the user is told beside."""
    return []


@pytest.fixture
def olga(session, heard):
    return replace(session, hear=lambda error: heard.append(session.language.error(error)))


@pytest.fixture
def ivan(session):
    """A colleague on the same database."""
    return replace(session, user=users.sign_in("ivan", "Ivan", session.now()))


@pytest.fixture
def seven(session):
    for number in range(1, 8):
        records.add(session, CLIENTS, {"name": f"Client {number}", "city": "Kazan"})


def cities() -> str:
    found = Client.select(Client.city).order_by(Client.id).tuples()
    return " ".join(city for (city,) in found)


def actions() -> int:
    return Transaction.select().where(Transaction.kind == "change").count()


def in_kazan(session):
    return listings.listing(session, CLIENTS, where="city:kazan")


def test_it_is_one_change_and_one_undo_though_the_filter_finds_less_with_each_step(olga, seven):
    before, shares = actions(), []
    wish = {"city": "Perm", "rating": "brand new"}
    assert bulk.extent(olga, CLIENTS, in_kazan(olga), wish) == Extent(7, 7)
    assert bulk.change(olga, CLIENTS, in_kazan(olga), wish, shares.append) == Extent(7, 7)
    assert (cities(), actions()) == (" ".join(["Perm"] * 7), before + 1)
    assert shares == pytest.approx([2 / 7, 4 / 7, 6 / 7, 1])
    found = listings.listing(olga, CLIENTS, where="perm")
    assert records.page(olga, CLIENTS, found, 0, 1).total == 7
    assert history.undo(olga).reverted == 8  # the choice is one of them
    assert cities() == " ".join(["Kazan"] * 7)
    assert "brand new" not in ratings(olga)
    assert bulk.change(olga, CLIENTS, ALL, {"city": "Kazan"}) == Extent(0, 7)
    assert actions() == before + 1


def test_what_others_write_meanwhile_stays_and_is_told(olga, ivan, seven, heard):
    records.edit(olga, CLIENTS, 1, {"city": "Omsk"})

    def work():
        records.edit(ivan, CLIENTS, 1, {"city": "Kazan"})  # was not among them
        records.edit(ivan, CLIENTS, 2, {"city": "Tula"})  # has it already
        records.edit(ivan, CLIENTS, 4, {"industry": "retail"})
        records.edit(ivan, CLIENTS, 5, {"city": "York"})
        records.edit(ivan, CLIENTS, 6, {"city": "Perm"})
        records.archive(ivan, CLIENTS, listings.listing(ivan, CLIENTS, where="name:7"))

    done = bulk.change(olga, CLIENTS, in_kazan(olga), {"city": "Perm"}, during(work, 1))
    assert done == Extent(3, 6)
    assert cities() == "Kazan Tula Perm Perm York Perm Kazan"
    assert heard == [
        "others have changed 2 of the records meanwhile, and these stay as they are: C-5, C-7"
    ]
    history.undo(olga)
    assert cities() == "Kazan Tula Kazan Kazan York Perm Kazan"
    assert records.get(olga, CLIENTS, 4).industry == "retail"


def test_few_are_changed_at_once_and_no_step_is_seen(olga, seven):
    def look(share):
        assert Transaction.select().where(Transaction.steps.is_null(False)).count() == 0

    two = listings.listing(olga, CLIENTS, where="name:1 or name:2")
    assert bulk.change(olga, CLIENTS, two, {"city": "Perm"}, look).changing == 2


@pytest.mark.parametrize("ending", ["stopped", "killed", "a choice is taken away", "merged"])
def test_what_ends_it_in_the_middle_leaves_nothing(olga, ivan, seven, monkeypatch, ending):
    for name in ("Referrer", "Other"):
        records.add(olga, CLIENTS, {"name": name})
    told, wish = Change.select().count(), {"referrer": "C-8", "rating": "brand new"}
    change = partial(bulk.change, olga, CLIENTS, in_kazan(olga), wish)
    if ending == "killed":
        cut_off(monkeypatch, partial(change, during(lambda: 1 / 0)))
        assert referred() == 4
        running_changes.take_back_cut_off()
    else:
        kind, work = {
            "stopped": (StoppedError, stop),
            "a choice is taken away": (ConflictError, partial(take_a_choice, olga)),
            "merged": (ConflictError, partial(merging.merge, ivan, CLIENTS, 9, 8)),
        }[ending]
        with pytest.raises(kind):
            change(during(work))
    assert referred() == (4 if ending == "merged" else 0)  # that is Ivan's change by now
    assert Transaction.select().where(Transaction.steps.is_null(False)).count() == 0
    assert "brand new" not in ratings(olga)
    if ending in ("stopped", "killed"):
        assert Change.select().count() == told


def take_a_choice(session):
    found = pick_lists.get(session, "rating")
    pick_lists.archive(session, found, found.values[0].choice.key)


def test_whose_right_to_write_is_gone_changes_nothing(olga, ivan, seven):
    staff.give_role(olga, ivan.user, "client")
    with pytest.raises(ForbiddenError):
        bulk.change(ivan, CLIENTS, in_kazan(ivan), {"city": "Perm"})
    assert cities() == " ".join(["Kazan"] * 7)


def test_what_goes_along_with_activities_goes_along_with_each(olga, ivan):
    records.add(olga, CLIENTS, {"name": "Acme"})
    typed = {"kind": "call", "client": "C-1", "recurrence": "daily"}
    for day in range(20, 25):
        at = f"2026-11-{day} 10:00"
        records.add(olga, ACTIVITIES, typed | {"subject": f"Call {day}", "start": at})
    wish = {"status": "done", "owner": "ivan"}
    assert bulk.change(olga, ACTIVITIES, ALL, wish) == Extent(5, 5)
    planned = listings.listing(olga, ACTIVITIES, where="status:planned")
    assert len(list(records.iterate(olga, ACTIVITIES, planned))) == 5
    assert records.get(olga, CLIENTS, 1).last_contact.day == 24
    (told,) = notifications.page(ivan, 0, 9).rows
    assert told.count == 5
    with pytest.raises(InvalidInputError, match="A-1 would end before it begins"):
        bulk.change(olga, ACTIVITIES, ALL, {"end": "2026-11-19 12:00"})
    assert records.get(olga, ACTIVITIES, 1).end is None


def test_a_sum_is_in_the_currency_that_each_record_has_in_its_step(olga, ivan, seven):
    records.edit(olga, CLIENTS, 1, {"budget": "1 EUR"})

    def work():
        records.edit(ivan, CLIENTS, 7, {"budget": "1 JPY"})

    bulk.change(olga, CLIENTS, ALL, {"credit_limit": "500"}, during(work, 1))
    found = [records.get(olga, CLIENTS, number) for number in (1, 2, 7)]
    assert [(one.currency, one.credit_limit) for one in found] == [
        ("EUR", 50_000), ("RUB", 50_000), ("JPY", None),
    ]  # fmt: skip


def test_deals_move_on_in_steps_and_those_that_others_have_moved_stay(olga, ivan, heard):
    records.add(olga, CLIENTS, {"name": "Acme"})
    for number in range(5):
        records.add(olga, DEALS, {"name": f"Deal {number}", "client": "C-1"})
    first, second, third = [c.key for c in fields.named(olga, "deals")["stage"].choices][:3]

    def work():
        records.edit(ivan, DEALS, 4, {"stage": third})

    assert deals.move_all(olga, Everything(), 1, during(work, 1)) == 4
    stages = [records.get(olga, DEALS, number).stage for number in range(1, 6)]
    assert stages == [second, second, second, third, second]
    assert len(heard) == 1
    assert history.undo(olga).reverted == 4
    assert records.get(olga, DEALS, 1).stage == first


def test_what_is_planned_moves_in_steps_but_for_what_others_have_moved(olga, ivan, heard):
    for day in range(21, 28):
        records.add(olga, ACTIVITIES, {"subject": f"Task {day}", "due": f"2026-12-{day}"})
    records.add(ivan, ACTIVITIES, {"subject": "gone", "due": "2026-12-28"})

    def work():
        history.undo(ivan)
        records.edit(ivan, ACTIVITIES, 5, {"due": "2027-01-01"})
        records.edit(ivan, ACTIVITIES, 6, {"subject": "Renamed"})

    assert planning.move_all(olga, Everything(), 1, during(work, 1)) == 6
    days = [records.get(olga, ACTIVITIES, number).due.day for number in range(1, 8)]
    assert days == [22, 23, 24, 25, 1, 27, 28]
    assert heard == [
        "others have changed 1 of the records meanwhile, and these stay as they are: A-5"
    ]
    assert history.undo(olga).reverted == 6


def test_what_concerns_records_of_several_kinds_is_one_change_in_steps(olga, ivan, seven, heard):
    bulk.change(olga, CLIENTS, ALL, {"tags": "region/north", "rating": "a"})
    for number in range(3):
        records.add(olga, ACTIVITIES, {"subject": f"Task {number}", "tags": "region"})
    before, shares = actions(), []

    def work():
        records.edit(ivan, ACTIVITIES, 2, {"tags": "region, own"})

    once = during(work, 2)
    assert tags.rename(olga, "region", "area", lambda s: once(s) or shares.append(s)) == 9
    assert (actions(), len(shares), shares[-1]) == (before + 2, 6, 1)
    assert records.get(olga, CLIENTS, 7).tags == ("area/north",)
    assert [records.get(olga, ACTIVITIES, n).tags for n in (1, 2, 3)] == [
        ("area",), ("own", "region"), ("area",),
    ]  # fmt: skip
    assert (len(heard), history.undo(olga).reverted) == (1, 9)
    with pytest.raises(StoppedError):
        pick_lists.merge(olga, pick_lists.get(olga, "rating"), "a", "b", during(stop))
    assert (records.get(olga, CLIENTS, 1).rating, len(ratings(olga))) == ("a", 3)
    assert pick_lists.merge(olga, pick_lists.get(olga, "rating"), "a", "b") == 7
    assert len(ratings(olga)) == 2


def referred() -> int:
    return Client.select().where(Client.referrer.is_null(False)).count()


def ratings(session) -> list[str]:
    return [choice.label for choice in fields.named(session, "clients")["rating"].choices]
