from dataclasses import replace

import pytest

from crm_tui.data.stores import users
from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.fields import Kind
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from crm_tui.services import fields, history, pick_lists, records, settings
from crm_tui.services.readable import readable


def offered(session, word="rating"):
    return [value.choice.label for value in pick_lists.get(session, word).offered]


@pytest.fixture
def rating(session):
    return pick_lists.get(session, "rating")


def test_a_list_is_found_by_its_name_and_by_the_label_of_its_field(session):
    fields.add(session, CLIENTS, "Tyres", Kind.CHOICE)
    for word in ("rating", "Rating", "tyres", "clients.tyres"):
        assert pick_lists.get(session, word).label in ("Rating", "Tyres")
    with pytest.raises(InvalidInputError, match="did you mean rating"):
        pick_lists.get(session, "ratings")


def test_values_are_added_renamed_ordered_and_archived_and_undo_takes_each_back(session, rating):
    before = offered(session)
    for change, after in (
        (lambda: pick_lists.add(session, rating, "D: never"), [*before, "D: never"]),
        (lambda: pick_lists.rename(session, rating, "a", "Gold"), ["Gold", *before[1:]]),
        (lambda: pick_lists.move(session, rating, "c", 0), [before[2], *before[:2]]),
        (lambda: pick_lists.archive(session, rating, "b"), [before[0], before[2]]),
    ):
        assert [value.choice.label for value in change().offered] == after
        assert offered(session) == after
        history.undo(session)
        assert offered(session) == before


def test_records_keep_a_value_that_is_renamed_or_archived(session, rating):
    client = records.add(session, CLIENTS, {"name": "Acme", "rating": "a"})
    rating = pick_lists.archive(session, pick_lists.rename(session, rating, "a", "Gold"), "a")
    assert records.get(session, CLIENTS, client.id).rating == "a"
    assert pick_lists.find(session, rating, "gold").archived
    pick_lists.restore(session, rating, "a")
    assert records.edit(session, CLIENTS, client.id, {"rating": "Gold"}).rating == "a"


def test_what_is_no_new_value_is_told(session, rating):
    for label in ("b", "B: good"):
        with pytest.raises(ConflictError):
            pick_lists.add(session, rating, label)
    with pytest.raises(ConflictError):
        pick_lists.rename(session, rating, "a", "b: GOOD")
    with pytest.raises(InvalidInputError):
        pick_lists.add(session, rating, " ")
    with pytest.raises(NotFoundError):
        pick_lists.find(session, rating, "z")


def test_a_field_of_our_own_is_renamed_and_comes_back_from_the_archive(session):
    fields.add(session, CLIENTS, "Fleet", Kind.NUMBER)
    client = records.add(session, CLIENTS, {"name": "Acme", "fleet": "9"})
    assert fields.rename(session, CLIENTS, "fleet", "Cars").label == "Cars"
    assert records.edit(session, CLIENTS, client.id, {"Cars": "10"}).extra == {"fleet": 10}
    fields.archive(session, CLIENTS, "Cars")
    assert fields.restore(session, CLIENTS, "fleet").label == "Cars"
    assert records.get(session, CLIENTS, client.id).extra == {"fleet": 10}
    history.undo(session)
    with pytest.raises(InvalidInputError):
        fields.find(session, CLIENTS, "fleet")
    for word in ("city", "name"):
        with pytest.raises(NotFoundError):
            fields.rename(session, CLIENTS, word, "Town")


def stopped(share):
    raise InterruptedError


def test_a_value_is_merged_into_another_with_all_its_records_and_one_undo(session, rating):
    fields.add(session, CLIENTS, "Tyres", Kind.CHOICE)
    values = {"rating": "a", "tyres": "winter"}
    acme, bell, other = (
        records.add(session, CLIENTS, {"name": name, **values}).id
        for name, values in (("Acme", values), ("Bell", values), ("Other", {"rating": "c"}))
    )
    records.archive(session, CLIENTS, Listing((), Chosen((bell,))))
    with pytest.raises(InterruptedError):
        pick_lists.merge(session, rating, "a", "b", stopped)
    assert records.get(session, CLIENTS, acme).rating == "a"
    shares: list[float] = []
    assert pick_lists.merge(session, rating, "a", "b", shares.append) == 2
    assert shares == [1.0]
    held = [records.get(session, CLIENTS, number).rating for number in (acme, bell, other)]
    assert held == ["b", "b", "c"]
    assert offered(session) == ["B: good", "C: small"]
    history.undo(session)
    assert records.get(session, CLIENTS, bell).rating == "a"
    assert len(offered(session)) == 3
    tyres = pick_lists.add(session, pick_lists.get(session, "tyres"), "Summer")
    assert pick_lists.merge(session, tyres, "winter", "summer") == 2
    assert records.get(session, CLIENTS, acme).extra == {"tyres": "summer"}
    fields.archive(session, CLIENTS, "tyres")
    for gone, into in ((rating, "a"), (tyres, "winter")):
        with pytest.raises(InvalidInputError):
            pick_lists.merge(session, gone, "a", into)


def test_an_archived_value_keeps_its_label_where_records_have_it(session, rating):
    client = records.add(session, CLIENTS, {"name": "Acme", "rating": "a"})
    pick_lists.archive(session, pick_lists.rename(session, rating, "a", "Gold"), "a")
    field = fields.find(session, CLIENTS, "rating")
    assert readable(session, field, client) == "Gold"
    assert "Gold" not in [choice.label for choice in field.choices]
    assert records.edit(session, CLIENTS, client.id, {"rating": "gold", "city": "Omsk"}).city
    assert offered(session) == ["B: good", "C: small"]


def test_fields_of_our_own_are_put_in_another_order(session):
    for label in ("One", "Two", "Three"):
        fields.add(session, CLIENTS, label, Kind.TEXT)
    fields.archive(session, CLIENTS, "Two")
    fields.move(session, CLIENTS, "Three", 0)
    assert [field.name for field, _archived in fields.own(session, CLIENTS)] == [
        *("three", "one", "two"),
    ]
    assert [field.name for field in fields.in_force(session, CLIENTS)][-2:] == ["three", "one"]
    history.undo(session)
    assert fields.own(session, CLIENTS)[0][0].name == "one"


def test_a_sales_rep_changes_nothing_that_all_have_in_common(session, rating):
    rep = replace(session, user=users.sign_in("ivan", "Ivan", session.now()))
    for change in (
        lambda: pick_lists.add(rep, rating, "D: never"),
        lambda: pick_lists.merge(rep, rating, "a", "b"),
        lambda: fields.add(rep, CLIENTS, "Fleet", Kind.NUMBER),
        lambda: settings.put(rep, "currency", "EUR"),
    ):
        with pytest.raises(ForbiddenError):
            change()
    assert settings.put(rep, "language", "ru").value == "ru"
    assert records.add(rep, CLIENTS, {"name": "Acme", "rating": "D: never"}).rating
