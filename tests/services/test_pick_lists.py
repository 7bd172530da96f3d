import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.fields import Kind
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import fields, history, pick_lists, records


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
