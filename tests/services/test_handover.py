"""Work is handed over whole: the records, what is planned with them, and a note."""

from dataclasses import replace

import pytest

from crm_tui.data.stores import users as stored
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_everything import Everything
from crm_tui.errors import ForbiddenError, InvalidInputError, NotFoundError
from crm_tui.services import giving, handover, history, listings, notifications, records, users
from crm_tui.services.handover import HandedOver, Wish
from tests.services.steps import StoppedError, during, small_steps, stop

ALL = Listing((), Everything())


@pytest.fixture
def anna(session):
    return replace(session, user=stored.sign_in("anna", "Anna", session.now()))


@pytest.fixture
def ivan(session):
    return replace(session, user=stored.sign_in("ivan", "Ivan", session.now()))


@pytest.fixture
def clients(session, anna, ivan):
    """Two of mine and one of Anna's, each with a task of mine, of nobody and of Ivan."""
    for name, owner in (("One", "me"), ("Two", "me"), ("Hers", "anna")):
        client = records.add(session, CLIENTS, {"name": name, "owner": owner})
        for whose in ("me", "", "ivan"):
            typed = {"subject": f"task for {whose}", "client": f"C-{client.id}", "owner": whose}
            records.add(session, ACTIVITIES, typed)
        typed = {"subject": "was held", "status": "done", "client": f"C-{client.id}"}
        records.add(session, ACTIVITIES, typed)
    for one in (session, anna, ivan):
        notifications.read(one, [], but=True)


def owners(session, entity=CLIENTS, where=""):
    listing = listings.listing(session, entity, columns=["owner"], where=where)
    return sorted(
        row.owner.name if row.owner else "-" for row in records.iterate(session, entity, listing)
    )


def found(session, where):
    return list(
        records.iterate(
            session,
            ACTIVITIES,
            listings.listing(
                session, ACTIVITIES, where=where, columns=["subject", "body", "client", "owner"]
            ),
        )
    )


def told(session):
    page = notifications.page(session, 0, 9, unread=True)
    return [(one.reason.value, one.title or one.entity, one.count, one.text) for one in page.rows]


def test_records_their_open_work_and_a_note_go_to_a_colleague_as_one_change(
    session, anna, ivan, clients
):
    wish = Wish("anna", "I am away.\n@ivan knows all")
    before = owners(session, ACTIVITIES)
    assert handover.extent(session, CLIENTS, ALL, wish) == HandedOver(2, 3, 4)
    assert owners(session) == ["Anna", "Olga", "Olga"]
    assert handover.hand_over(session, CLIENTS, ALL, wish) == HandedOver(2, 3, 4)
    assert owners(session) == ["Anna"] * 3
    assert owners(session, ACTIVITIES, "status:planned client.name:One") == ["Anna", "Anna", "Ivan"]
    notes = found(session, "kind:note")
    assert {note.client.name for note in notes} == {"One", "Two"}
    assert notes[0].subject == "handed over to Anna: I am away."
    assert notes[0].body.endswith("@ivan knows all")
    assert len(found(session, "away")) == 2
    assert told(anna) == [("handed_over", "clients", 2, "I am away. @ivan knows all")]
    assert told(ivan) == [("mentioned", "clients", 2, "@ivan knows all")]
    history.undo(session)
    assert owners(session) == ["Anna", "Olga", "Olga"]
    assert owners(session, ACTIVITIES) == before
    assert found(session, "kind:note") == found(session, "away") == told(anna) == told(ivan) == []
    history.redo(session)
    assert owners(session) == ["Anna"] * 3
    assert len(found(session, "away")) == 2
    assert len(told(anna)) == 1


def test_very_much_is_handed_over_in_steps_as_one_change_and_each_has_one_note(
    session, anna, ivan, clients, monkeypatch
):
    small_steps(monkeypatch, *((giving.Gift, name, 1) for name in ("at_once", "part")))
    monkeypatch.setattr(giving, "HOLD", 0)
    before = owners(session, ACTIVITIES)
    with pytest.raises(StoppedError):
        handover.hand_over(session, CLIENTS, ALL, Wish("anna", "x"), during(stop, 5))
    assert (owners(session, ACTIVITIES), found(session, "kind:note")) == (before, [])
    wish = Wish("ivan", "tasks")
    planned = listings.listing(session, ACTIVITIES, where="status:planned")
    assert handover.hand_over(session, ACTIVITIES, planned, wish) == HandedOver(6, 9, 0)
    assert len(found(session, "kind:note")) == 3
    assert [one[:3] for one in told(ivan)] == [("handed_over", "activities", 6)]
    assert owners(session, ACTIVITIES, "status:planned") == ["Ivan"] * 9
    history.undo(session)
    assert (owners(session, ACTIVITIES), found(session, "kind:note")) == (before, [])


def test_handing_over_again_changes_and_tells_nothing(session, anna, clients):
    handover.hand_over(session, CLIENTS, ALL, Wish("anna"))
    newest = history.page(session, 0, 1).rows[0]
    assert handover.hand_over(session, CLIENTS, ALL, Wish("anna", "again")) == HandedOver(0, 3, 0)
    assert history.page(session, 0, 1).rows[0] == newest
    nothing = listings.listing(session, CLIENTS, where="name:nobody")
    assert handover.hand_over(session, CLIENTS, nothing, Wish("anna", "x")) == HandedOver(0, 0, 0)
    assert len(told(anna)) == 1


def test_open_deals_go_along_and_closed_ones_and_those_of_others_stay(session, anna, ivan, clients):
    for name, typed in (("open", {}), ("won", {"status": "won"}), ("his", {"owner": "ivan"})):
        records.add(session, DEALS, {"name": name, "client": "One"} | typed)
    wish = Wish("anna")
    assert handover.extent(session, CLIENTS, ALL, wish) == HandedOver(2, 3, 4, 1)
    assert handover.hand_over(session, CLIENTS, ALL, wish).deals == 1
    assert owners(session, DEALS) == ["Anna", "Ivan", "Olga"]
    history.undo(session)
    assert owners(session, DEALS) == ["Ivan", "Olga", "Olga"]


def test_what_is_open_stays_where_that_is_wished(session, anna, clients):
    records.add(session, DEALS, {"name": "open", "client": "One"})
    wish = Wish("anna", with_work=False)
    assert handover.hand_over(session, CLIENTS, ALL, wish) == HandedOver(2, 3, 0)
    assert "Anna" not in owners(session, ACTIVITIES)


def test_tasks_and_people_are_handed_over_too_and_the_note_stands_once_with_each(
    session, anna, clients
):
    person = {"display_name": "Ivan Petrov", "client": "C-1", "owner": "me"}
    records.add(session, CONTACTS, person)
    records.add(session, ACTIVITIES, {"subject": "greet", "contact": "P-1", "client": ""})
    mine = listings.listing(session, ACTIVITIES, where="owner:me status:planned")
    assert handover.hand_over(session, ACTIVITIES, mine, Wish("anna", "tasks")).changing == 4
    assert handover.hand_over(session, CONTACTS, ALL, Wish("anna", "person")).changing == 1
    notes = found(session, "kind:note")
    with_whom = sorted(note.client.name if note.client else "-" for note in notes)
    assert with_whom == ["-", "Hers", "One", "One", "Two"]
    assert [one[0] for one in told(anna)] == ["handed_over"] * 2


def test_nobody_unknown_or_gone_gets_anything_and_who_only_reads_gives_nothing(
    session, anna, clients
):
    for who, error in (("", InvalidInputError), ("nobody", NotFoundError)):
        with pytest.raises(error):
            handover.hand_over(session, CLIENTS, ALL, Wish(who))
    users.archive(session, anna.user)
    with pytest.raises(NotFoundError):
        handover.extent(session, CLIENTS, ALL, Wish("anna"))
    users.add(session, "guest", role="client")
    guest = replace(session, user=users.find(session, "guest"))
    with pytest.raises(ForbiddenError):
        handover.hand_over(guest, CLIENTS, ALL, Wish("ivan"))
    assert handover.left_with(session, session.user) == {
        "clients": 2, "contacts": 0, "deals": 0, "activities": 3,
    }  # fmt: skip
