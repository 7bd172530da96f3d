import random

import pytest

from crm_tui.data.database import database
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.stores import records as store
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Kind, Link
from crm_tui.domain.merging import JOB
from crm_tui.errors import ConflictError, InvalidInputError
from crm_tui.services import (
    activities,
    cards,
    checking,
    duplicates,
    fields,
    history,
    merging,
    records,
    search,
)

SCRATCH = {"version", "changed_at", "changed_by"}


def add(session, **typed):
    return records.add(session, CLIENTS, {"name": "Romashka LLC", **typed}).id


def client(session, number=1):
    return records.get(session, CLIENTS, number)


def person(session, **typed):
    return records.add(session, CONTACTS, {"display_name": "Jane Doe", **typed}).id


def dump():
    """Every journalled row, but for version and who changed it last, and the search index."""
    rows = {}
    for entity, model in JOURNALLED.items():
        columns = [f for f in model._meta.sorted_fields if f.name not in SCRATCH]
        rows[entity] = list(model.select(*columns).order_by(model.id).tuples())
    for index in ("client_search", "contact_search", "activity_search"):
        query = f"SELECT rowid, title, body FROM {index} ORDER BY rowid"
        rows[index] = database.execute_sql(query).fetchall()
    return rows


def relate(session, subject, kind, other, entity="client"):
    journal = Journal(Stamp(session.user.id, session.now(), "test", "relate"))
    journal.insert(
        "relations", {f"subject_{entity}": subject, "kind": kind, f"object_{entity}": other}
    )


def test_the_first_keeps_its_values_and_gets_what_it_lacks(session):
    add(session, city="Kazan", phone="+7 495 555-12-34", notes="pays late", tags="vip")
    add(
        session,
        name="Romashka",
        city="Moscow",
        tax_id="7701234567",
        phone="8 495 555-12-34, +7 495 555-12-35",
        email="a@b.example",
        notes="ask for Olga",
        tags="vip, fair",
    )
    merging.merge(session, CLIENTS, 1, 2)
    kept = client(session)
    assert (kept.name, kept.city, kept.tax_id) == ("Romashka LLC", "Kazan", "7701234567")
    assert kept.phone == "+7 495 555-12-34, +7 495 555-12-35"
    assert (kept.email, kept.tags) == ("a@b.example", ("fair", "vip"))
    assert kept.notes == "pays late\n\nask for Olga"
    assert search.find(session, "a@b.example", 5)[0].id == 1


def test_a_chosen_value_wins_over_both(session):
    add(session, city="Kazan", industry="trade")
    add(session, city="Moscow", name="Romashka Plus")
    merging.merge(session, CLIENTS, 1, 2, theirs=["name"], entered={"city": "Tver"})
    assert (client(session).name, client(session).city) == ("Romashka Plus", "Tver")
    assert records.edit(session, CLIENTS, 1, {"city": "Omsk"}).city == "Omsk"


def test_amounts_keep_their_currency(session):
    add(session, turnover="100 EUR")
    add(session, budget="500 RUB", credit_limit="70 RUB")
    merging.merge(session, CLIENTS, 1, 2)
    kept = client(session)
    assert (kept.turnover, kept.budget, kept.currency) == (10000, None, "EUR")


def test_everything_that_leads_to_the_second_leads_to_the_first(session):
    fields.add(session, CONTACTS, "Agent", Kind.LINK, CLIENTS)
    add(session)
    add(session)
    add(session, name="Other", referrer="C-2")
    person(session, client="C-2", agent="C-2")
    activities.log(session, Link(2, ""), CLIENTS, "call", "price list", {})
    relate(session, 2, "partner", 3)
    relate(session, 1, "partner", 3)
    relate(session, 1, "subsidiary", 2)
    moved = merging.merge(session, CLIENTS, 1, 2).moved
    assert (moved["contacts"], moved["activities"]) == (1, 1)
    jane = records.get(session, CONTACTS, 1)
    assert (jane.client.id, jane.extra["agent"].id) == (1, 1)
    assert records.get(session, ACTIVITIES, 1).client.id == 1
    assert client(session, 3).referrer.id == 1
    assert client(session).last_contact
    assert not client(session, 2).last_contact
    (tie,) = cards.relations(session, CLIENTS, 1)
    assert (tie.number, tie.title, tie.kind) == (3, "Other", "partner")
    assert not checking.check(session)


def test_who_stays_does_not_lead_to_herself(session):
    fields.add(session, CLIENTS, "Partner", Kind.LINK, CLIENTS)
    kept = add(session)
    gone = add(session, referrer=f"C-{kept}", partner=f"C-{kept}", city="Kazan")
    merging.merge(session, CLIENTS, kept, gone)
    stays = client(session, kept)
    assert (stays.referrer, stays.extra, stays.city) == (None, {}, "Kazan")


def test_the_old_id_leads_to_the_one_that_stayed(session):
    for _ in range(3):
        add(session)
    merging.merge(session, CLIENTS, 2, 3)
    merging.merge(session, CLIENTS, 1, 2)
    there = [cards.get(session, CLIENTS, number).merged_into for number in (1, 2, 3)]
    assert there == [None, Link(1, "Romashka LLC"), Link(1, "Romashka LLC")]
    assert client(session, 2).archived_at


def test_two_people_of_one_meeting_take_part_once(session):
    activities.log(session, None, CLIENTS, "meeting", "fair", {})
    person(session)
    person(session)
    journal = Journal(Stamp(session.user.id, session.now(), "test", "invite"))
    for contact in (1, 2):
        invited = {"activity": 1, "contact": contact, "response": "invited"}
        journal.insert("participants", invited)
    merging.merge(session, CONTACTS, 1, 2)
    rows = "SELECT count(*) FROM participant WHERE contact_id = 1 AND archived_at IS NULL"
    assert database.execute_sql(rows).fetchone()[0] == 1


@pytest.mark.parametrize("pair", [(1, 1), (1, 2)])
def test_nobody_is_merged_with_herself_or_out_of_the_archive(session, pair):
    add(session)
    add(session)
    merging.merge(session, CLIENTS, 1, 2)
    before = dump()
    with pytest.raises((InvalidInputError, ConflictError)):
        merging.merge(session, CLIENTS, *pair)
    assert dump() == before


def test_a_record_that_was_changed_meanwhile_is_not_merged(session):
    add(session)
    add(session)
    seen = [client(session, 1), client(session, 2)]
    records.edit(session, CLIENTS, 2, {"city": "Kazan"})
    with pytest.raises(ConflictError, match="C-2 was changed"):
        merging.merge(session, CLIENTS, 1, 2, originals=seen)


def test_certain_duplicates_are_merged_with_one_undo_but_never_those_known_to_differ(session):
    for name in ("Romashka", "ООО Ромашка", "Romashka LLC"):
        add(session, name=name, phone="+7 495 555-12-34", city="Kazan")
    for _ in range(2):
        add(session, name="Birch", email="a@b.example", phone="+44 20 7946 0123")
    duplicates.deny(session, CLIENTS, 1, 3)
    before = dump()
    run = merging.merge_certain(session, CLIENTS, 90)
    assert (run.gone, run.kept) == (2, 2)
    assert not client(session, 3).archived_at
    after = dump()
    history.undo(session)
    assert dump() == before
    history.redo(session)
    assert dump() == after


def test_a_run_reads_the_records_of_many_groups_at_once(session, monkeypatch):
    asked: list[int] = []
    several = store.several

    def count(entity, described, numbers):
        asked.append(len(numbers))
        return several(entity, described, numbers)

    for number in range(3):
        for _ in range(2):
            add(session, name=f"Birch {number}", email=f"a{number}@b.example", city="Kazan")
    monkeypatch.setattr(store, "several", count)
    assert merging.merge_certain(session, CLIENTS, 90).gone == 3
    assert asked == [6]


def test_random_merges_undone_give_the_first_dump_byte_for_byte(session):
    chance = random.Random(5)
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    fields.add(session, CLIENTS, "Parent", Kind.LINK, CLIENTS)
    for step in range(9):
        populate(session, chance, step)
    dumps = []
    for entity in (CONTACTS, CLIENTS):
        for _ in range(4):
            kept, gone = chance.sample(present(entity), 2)
            dumps.append(dump())
            theirs = chance.sample(["name", "city", "segment", "fleet_size", "turnover"], 2)
            merging.merge(session, entity, kept, gone, theirs=theirs)
    dumps.append(dump())
    assert not checking.check(session)
    for state in reversed(dumps[:-1]):
        history.undo(session)
        assert dump() == state


def present(entity):
    table = {"clients": "client", "contacts": "contact"}[entity.name]
    rows = database.execute_sql(f"SELECT id FROM {table} WHERE archived_at IS NULL").fetchall()
    return [number for (number,) in rows]


def populate(session, chance, step):
    number = add(
        session,
        name=f"Client {step}",
        city=chance.choice(["Kazan", "Тверь", ""]),
        phone=chance.choice(["+7 495 555-12-34", "+7 495 555-12-35, +7 495 555-12-34", "", "?"]),
        email=chance.choice(["a@b.example", "b@c.example, a@b.example", ""]),
        fleet_size=chance.choice(["9", "12.5", ""]),
        parent=chance.choice(["", f"C-{max(1, step)}"]) if step else "",
        referrer=f"C-{chance.randint(1, step)}" if step else "",
        segment=chance.choice(["retail", ""]),
        turnover=chance.choice(["500 EUR", "70 RUB", ""]),
        notes=chance.choice(["note", f"note {step}", ""]),
        tags=chance.choice(["vip", "vip, fair", ""]),
    )
    whose = f"C-{chance.randint(1, number)}"
    person(session, display_name=f"Jane {step}", client=whose, phone="+7 495 555-12-36")
    activities.log(session, Link(number, ""), CLIENTS, "call", f"call {step}", {})
    activities.log(session, Link(number, ""), CONTACTS, "letter", f"letter {step}", {})
    relate(session, chance.randint(1, number), "partner", chance.randint(1, number))


@pytest.mark.parametrize("theirs", [[], ["client"]])
def test_who_worked_for_two_clients_works_for_both_still(session, theirs):
    add(session), add(session, name="Vega")
    alike = {"email": "jane@doe.example"}
    first = person(session, client="C-1", title="CFO", **alike)
    second = person(session, client="C-2", title="adviser", **alike)
    before = dump()
    merging.merge(session, CONTACTS, first, second, theirs=theirs)
    kept = records.get(session, CONTACTS, first)
    besides = [(tie.entity, tie.number, tie.kind) for tie in
               cards.relations(session, CONTACTS, first) if tie.kind == JOB]  # fmt: skip
    assert (kept.client.id, besides) == (
        (2, [(CLIENTS, 1, JOB)]) if theirs else (1, [(CLIENTS, 2, JOB)])
    )
    history.undo(session)
    assert dump() == before


def test_of_many_that_are_merged_at_once_no_job_is_lost(session):
    for number, name in enumerate(("Romashka", "Vega", "Altair"), 1):
        add(session, name=name)
        person(session, client=f"C-{number}", email="jane@doe.example")
    merging.merge_certain(session, CONTACTS, 50)
    works = cards.relations(session, CONTACTS, 1)
    assert sorted(tie.number for tie in works if tie.kind == JOB) == [2, 3]
