"""Deals are won, lost and moved; their dates and their clients follow."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from crm_tui.data.stores import users
from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.deals import sums
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_everything import Everything
from crm_tui.errors import ForbiddenError, InvalidInputError
from crm_tui.services import (
    activities,
    bulk,
    cards,
    days,
    deals,
    history,
    hooks,
    playbooks,
    quick_add,
    records,
    search,
    stage_moves,
    team,
)
from crm_tui.services import users as staff
from crm_tui.services.listings import filtered, listing

ALL = Listing((), Everything())
REASONS = Listing(DEALS.fields, Everything())


def quiet(share):
    """Progress that nobody looks at."""


@pytest.fixture
def deal(session):
    records.add(session, CLIENTS, {"name": "Ромашка"})
    records.add(session, CONTACTS, {"display_name": "Анна Орлова", "client": "Ромашка"})
    typed = {"name": "Forty chairs", "contact": "Анна Орлова", "amount": "5000 EUR"}
    return records.add(session, DEALS, typed)


def later(session, **more):
    return replace(session, now=lambda: session.now() + timedelta(**more))


def test_a_new_deal_is_open_in_the_first_stage_and_its_client_is_that_of_the_contact(deal):
    assert (deal.status, deal.stage, deal.client.name) == ("open", "new", "Ромашка")
    assert (deal.amount, deal.currency, deal.owner.name) == (500_000, "EUR", "Olga")


def test_a_deal_without_a_client_is_refused(session):
    with pytest.raises(InvalidInputError, match="Client is missing"):
        records.add(session, DEALS, {"name": "Nobody's"})


def test_what_is_won_is_closed_now_and_open_again_after_an_undo(session, deal):
    won = deals.win(session, deal.id, deal)
    assert (won.status, won.closed_at) == ("won", session.now())
    assert deals.win(later(session, days=1), deal.id).closed_at == session.now()
    history.undo(session)
    back = records.get(session, DEALS, deal.id)
    assert (back.status, back.closed_at) == ("open", None)


def test_a_deal_is_lost_for_a_reason_only_and_forgets_it_when_it_goes_on(session, deal):
    with pytest.raises(InvalidInputError, match="needs a reason"):
        deals.lose(session, deal.id, "")
    with pytest.raises(InvalidInputError, match="needs a reason"):
        records.edit(session, DEALS, deal.id, {"status": "lost"})
    with pytest.raises(InvalidInputError, match="Status is missing"):
        records.edit(session, DEALS, deal.id, {"status": ""})
    with pytest.raises(InvalidInputError, match="Status is missing"):
        bulk.change(session, DEALS, ALL, {"status": ""})
    lost = deals.lose(session, deal.id, "price")
    assert (lost.status, lost.lost_reason, lost.closed_at) == ("lost", "price", session.now())
    again = deals.reopen(session, deal.id)
    assert (again.status, again.lost_reason, again.closed_at) == ("open", None, None)


def test_a_deal_moves_between_the_stages_and_not_beyond_them(session, deal):
    assert deals.move(session, deal, -1) is None
    moved = deals.move(session, deal, 2)
    assert moved.stage == "offer"
    assert deals.move(session, moved, 3) is None
    with pytest.raises(EditConflictError):
        deals.move(session, deal, 1)
    won = deals.win(session, deal.id)
    with pytest.raises(EditConflictError):
        deals.move(session, moved, 1)
    with pytest.raises(InvalidInputError, match="Forty chairs is closed"):
        deals.move(session, won, -1)
    assert records.get(session, DEALS, deal.id) == won


def test_many_are_won_at_once_and_who_was_won_before_keeps_the_day(session, deal):
    deals.win(session, deal.id)
    second = records.add(session, DEALS, {"name": "Tables", "client": "Ромашка"})
    tomorrow = later(session, days=1)
    assert bulk.change(tomorrow, DEALS, ALL, {"status": "won"}).changing == 1
    assert records.get(session, DEALS, deal.id).closed_at == session.now()
    assert records.get(session, DEALS, second.id).closed_at == tomorrow.now()
    with pytest.raises(InvalidInputError, match="needs a reason"):
        bulk.change(session, DEALS, ALL, {"status": "lost"})


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("", ["Tables", "Sofas", "Forty chairs"]),
        ("status:won", ["Sofas", "Tables"]),
        ("amount:none closed_at:>2026-11-01", ["Sofas", "Tables"]),
        ("lost_reason:any or status:won,lost", ["Sofas", "Tables"]),
        ("status:won,open", ["Tables", "Sofas", "Forty chairs"]),
        ("-status:open", ["Sofas", "Tables"]),
    ],
)
def test_of_closed_deals_the_last_one_stands_first(session, deal, where, names):
    for name, day in (("Tables", "2026-11-10"), ("Sofas", "2026-11-20")):
        typed = {"name": name, "client": "Ромашка", "status": "won", "closed_at": day}
        records.add(session, DEALS, typed)
    found = records.iterate(session, DEALS, listing(session, DEALS, where=where))
    assert [row.name for row in found] == names


def test_what_is_planned_for_a_deal_is_its_next_step_and_its_clients(session, deal):
    call = records.add(session, ACTIVITIES, {"subject": "call", "deal": "D-1", "due": "tomorrow"})
    assert (call.client.name, call.contact.name) == ("Ромашка", "Анна Орлова")
    due = records.get(session, DEALS, deal.id).next_contact
    assert due == session.reading.today + timedelta(days=1)
    records.edit(session, ACTIVITIES, call.id, {"deal": ""})
    assert records.get(session, DEALS, deal.id).next_contact is None
    history.undo(session)
    assert records.get(session, DEALS, deal.id).next_contact == due


def test_what_is_begun_at_a_deal_is_about_it_its_contact_and_its_client(session, deal):
    plan = (DEALS, Link(deal.id, deal.name))
    made = [
        activities.log(session, plan[1], DEALS, "call", "wants them !send offer fri", {}),
        *quick_add.add(session, "call tomorrow 10:00", {}, plan),
        *quick_add.add(session, "call D-1 tomorrow !offer fri", {}),
        records.add(session, ACTIVITIES, {"subject": "measure", "deal": "D-1"}),
    ]
    chain = playbooks.save(session, "Sale", "call +0, offer +2")
    made += playbooks.start(session, chain, plan)
    assert {(one.client.name, one.contact.name, one.deal.name) for one in made} == {
        ("Ромашка", "Анна Орлова", "Forty chairs")
    }
    assert len(records.page(session, ACTIVITIES, ALL, 0, 9).rows) == 8, "with both offers"
    records.add(session, CLIENTS, {"name": "Лютик"})
    (other,) = quick_add.add(session, "call C-2 tomorrow", {}, plan)
    assert (other.client.name, other.deal) == ("Лютик", None), "a line may name another client"


def test_the_next_time_of_what_repeats_is_about_the_same_deal(session, deal):
    typed = {"subject": "ask", "deal": "D-1", "due": "2026-11-24", "recurrence": "every week"}
    activities.done(session, records.add(session, ACTIVITIES, typed).id)
    assert records.get(session, ACTIVITIES, 2).deal.id == deal.id


def test_an_open_deal_for_which_nothing_is_planned_stands_on_today_and_at_the_desk(session, deal):
    def counted():
        day, (desk, *_others) = days.get(session), team.desks(session)
        section = day.deals_without_next_step
        assert section.total == desk.deals_without_next_step
        return [row.name for row in section.rows]

    soon = {"name": "Ovens", "client": "Ромашка", "expected_close": "2026-12-01"}
    records.add(session, DEALS, soon)
    assert counted() == ["Ovens", "Forty chairs"]
    task = records.add(session, ACTIVITIES, {"subject": "measure", "deal": "D-1"} | {"due": "fri"})
    assert counted() == ["Ovens"]
    activities.done(session, task.id)
    deals.win(session, 2)
    assert counted() == ["Forty chairs"]
    hers = replace(session, user=users.sign_in("anna", "Anna", session.now()))
    assert not days.get(hers).deals_without_next_step.rows


def test_today_names_a_client_once_and_says_nothing_of_who_is_archived(session, deal):
    def waiting(today=session):
        day, desks = days.get(today), team.desks(session)
        found = (*day.deals_without_next_step.rows, *day.without_next_step.rows)
        assert [one.stalled for one in desks if one.user == today.user] == [len(found)]
        return [row.name for row in found]

    anna = users.sign_in("anna", "Anna", session.now())
    assert waiting() == ["Forty chairs"]
    records.edit(session, DEALS, deal.id, {"owner": "anna"})
    records.edit(session, CLIENTS, 1, {"owner": "me"})
    assert (waiting(), waiting(replace(session, user=anna))) == ([], ["Forty chairs"])
    staff.archive(session, anna)
    assert waiting() == ["Ромашка"], "what stands on nobody's Today would be forgotten"
    history.undo(session)
    records.edit(session, DEALS, deal.id, {"owner": "me"})
    records.edit(session, CONTACTS, 1, {"birthday": "1990-11-25"})
    assert len(days.get(session).birthdays.rows) == 1
    records.archive(session, CLIENTS, ALL)
    assert (waiting(), days.get(session).birthdays.rows) == ([], [])


def test_what_one_dials_for_a_deal_is_the_phone_of_its_contact_or_else_of_its_client(session, deal):
    assert activities.to_dial(session, DEALS, deal.id) is None
    records.edit(session, CLIENTS, 1, {"phone": "+7 495 111-22-33"})
    assert activities.to_dial(session, DEALS, deal.id) == "+7 495 111-22-33"
    records.edit(session, CONTACTS, 1, {"phone": "+7 495 111-22-44"})
    assert activities.to_dial(session, DEALS, deal.id) == "+7 495 111-22-44"


def test_the_card_of_a_client_has_its_deals_open_ones_first(session, deal):
    for name in ("Tables", "Lamps"):
        records.add(session, DEALS, {"name": name, "client": "Ромашка"})
    deals.win(session, deal.id)
    card = cards.get(session, CLIENTS, deal.client.id)
    assert [row.name for row in card.deals] == ["Tables", "Lamps", "Forty chairs"]
    assert [row.name for row in cards.get(session, CONTACTS, 1).deals] == ["Forty chairs"]


def test_the_marked_deals_move_are_lost_and_go_on_as_one_change_each(session, deal):
    last = records.add(session, DEALS, {"name": "B", "client": "Ромашка", "stage": "contract"})
    third = records.add(session, DEALS, {"name": "C", "client": "Ромашка", "stage": "offer"})
    deals.win(session, third.id)

    def stages():
        return [records.get(session, DEALS, number).stage for number in (1, last.id, third.id)]

    assert deals.move_all(session, Everything(), 1, quiet) == 1
    assert stages() == ["needs", "contract", "offer"], "beyond the last there is none"
    fourth = records.add(session, DEALS, {"name": "D", "client": "Ромашка", "stage": "offer"})
    assert deals.move_all(session, Everything(), -1, quiet) == 3
    assert stages() == ["new", "negotiation", "offer"], "each one back from where it was"
    assert records.get(session, DEALS, fourth.id).stage == "needs"
    for _change in range(2):
        history.undo(session)
    assert stages() == ["needs", "contract", "offer"]
    assert deals.lose_all(session, Everything(), "too dear", quiet) == 3
    assert {row.lost_reason for row in records.iterate(session, DEALS, REASONS)} == {"too-dear"}
    assert deals.reopen_all(session, Everything(), quiet) == 3
    for _change in range(2):
        history.undo(session)
    assert [records.get(session, DEALS, number).status for number in (1, third.id)] == [
        "open", "won",
    ]  # fmt: skip


def test_sums_of_several_currencies_stay_apart_that_of_most_deals_first(session, deal):
    for amount in ("7 RUB", "8.50 RUB", ""):
        records.add(session, DEALS, {"name": "Lamps", "client": "Ромашка", "amount": amount})
    found = cards.get(session, CLIENTS, deal.client.id).deals
    assert sums(found) == [(1550, "RUB"), (500_000, "EUR")]


def test_a_deal_is_found_with_its_client(session, deal):
    (hit,) = search.find(session, "forty")
    assert (hit.title, hit.whose, hit.matched) == ("Forty chairs", "Ромашка", "")


def test_clients_are_found_by_their_deals(session, deal):
    records.add(session, CLIENTS, {"name": "Other"})
    query = filtered(session, CLIENTS, "deals.amount>1000")
    listing = Listing((), query.node)
    assert [row.id for row in records.iterate(session, CLIENTS, listing)] == [deal.client.id]


@pytest.fixture
def hooked(session, tmp_path):
    folder = tmp_path / "hooks"
    folder.mkdir(mode=0o755)
    return replace(session, hooks=folder, source="cli")


def program(session, name: str, script: str) -> None:
    path = session.hooks / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_programs_hear_of_a_move_with_the_deal_and_what_it_was(hooked, deal, tmp_path):
    program(hooked, "pre-deal-stage", f"cat > {tmp_path}/before")
    program(hooked, "post-deal-stage", f"cat > {tmp_path}/after")
    deals.move(hooked, deal, 1)
    before, after = (json.loads((tmp_path / name).read_text()) for name in ("before", "after"))
    (asked,), (told,) = before["moves"], after["moves"]
    assert asked["from"] == {"stage": "new", "status": "open"}
    assert asked["to"] == {"stage": "needs", "status": "open"}
    assert (asked["deal"]["stage"], told["deal"]["stage"]) == ("new", "needs")


def test_of_very_many_moves_only_some_are_in_memory_at_a_time(hooked, deal, tmp_path, monkeypatch):
    for number in range(4):
        records.add(hooked, DEALS, {"name": f"Deal {number}", "client": "Ромашка"})
    program(hooked, "pre-deal-stage", f"cat > {tmp_path}/before")
    program(hooked, "post-deal-stage", f"cat > {tmp_path}/after")
    sizes, read = [], stage_moves.read
    monkeypatch.setattr(stage_moves, "CHUNK", 2)
    monkeypatch.setattr(stage_moves, "read", lambda *all: sizes.append(len(all[2])) or read(*all))
    assert bulk.change(hooked, DEALS, ALL, {"stage": "offer"}).changing == 5
    assert sizes == [2, 2, 1] * 3
    for name, stage in (("before", "new"), ("after", "offer")):
        text = (tmp_path / name).read_text()
        told = json.loads(text)
        assert text == json.dumps(told, ensure_ascii=False) + "\n"
        assert [move["deal"]["id"] for move in told["moves"]] == [f"D-{n}" for n in range(1, 6)]
        assert {move["deal"]["stage"] for move in told["moves"]} == {stage}
        assert {(move["from"]["stage"], move["to"]["stage"]) for move in told["moves"]} == {
            ("new", "offer")
        }


def test_a_deal_that_others_have_moved_meanwhile_is_not_told_as_moved(
    session, hooked, deal, tmp_path, monkeypatch
):
    records.add(hooked, DEALS, {"name": "Second", "client": "Ромашка"})
    program(hooked, "post-deal-stage", f"cat > {tmp_path}/after")
    monkeypatch.setattr(
        hooks, "before", lambda *_all: records.edit(session, DEALS, 2, {"stage": "needs"})
    )
    assert bulk.change(hooked, DEALS, ALL, {"stage": "offer"}).changing == 1
    (told,) = json.loads((tmp_path / "after").read_text())["moves"]
    assert told["deal"]["id"] == "D-1"


def test_a_program_refuses_a_move_however_it_is_made_and_nothing_else(hooked, deal):
    program(hooked, "pre-deal-stage", "echo no offer yet >&2; exit 1")
    for move in (
        lambda: deals.win(hooked, deal.id),
        lambda: records.edit(hooked, DEALS, deal.id, {"stage": "offer"}),
        lambda: bulk.change(hooked, DEALS, ALL, {"stage": "Brand new"}),
    ):
        with pytest.raises(ForbiddenError, match="no offer yet"):
            move()
    edited = records.edit(hooked, DEALS, deal.id, {"amount": "7", "stage": "new"})
    assert (edited.amount, edited.stage) == (700, "new")


def test_a_deal_links_by_its_name(session, deal):
    typed = {"subject": "call", "deal": "forty ch"}
    assert records.add(session, ACTIVITIES, typed).deal == Link(deal.id, "Forty chairs")


def test_deals_stand_by_when_they_were_closed_or_are_expected_to_be(session, deal):
    for name, day in (("Late", "2026-12-24"), ("Soon", "2026-11-25")):
        typed = {"name": name, "client": "Ромашка", "expected_close": day}
        records.add(session, DEALS, typed)
    deals.win(session, 2)
    shown = listing(session, DEALS)
    assert [row.name for row in records.iterate(session, DEALS, shown)] == [
        "Late", "Soon", "Forty chairs",
    ]  # fmt: skip
