import pytest

from crm_tui.data.database import database
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Kind
from crm_tui.errors import InvalidInputError
from crm_tui.services import bulk, fields, history, listings, records
from crm_tui.services.bulk import Archiving, Extent
from tests.services.steps import StoppedError, stop


@pytest.fixture
def four(session):
    """Two in Kazan, one elsewhere, one nowhere."""
    typed = [
        {"name": "One", "city": "Kazan", "budget": "100 EUR"},
        {"name": "Two", "city": "Kazan", "tags": "hot"},
        {"name": "Three", "city": "Omsk", "currency": "JPY"},
        {"name": "Four"},
    ]
    return [records.add(session, CLIENTS, one) for one in typed]


def everything(session, entity=CLIENTS, where=""):
    return listings.listing(session, entity, where=where)


def values(session, name, entity=CLIENTS):
    listing = listings.listing(session, entity, columns=[name], sort=["created_at"])
    known = fields.named(session, entity.name)[name]
    return [known.value(row) for row in records.iterate(session, entity, listing)]


def test_only_what_differs_changes_and_all_of_it_is_one_undo(session, four):
    wish = {"city": "Kazan"}
    assert bulk.extent(session, CLIENTS, everything(session), wish) == Extent(2, 4)
    assert values(session, "city") == ["Kazan", "Kazan", "Omsk", None]
    assert bulk.change(session, CLIENTS, everything(session), wish) == Extent(2, 4)
    assert values(session, "city") == ["Kazan"] * 4
    assert [row.version for row in records.iterate(session, CLIENTS, everything(session))] == [
        2, 1, 2, 1,
    ]  # fmt: skip
    found = records.iterate(session, CLIENTS, everything(session, where="kazan"))
    assert len(list(found)) == 4
    entry = next(history.entries(session, CLIENTS, four[2].id))
    assert entry.fields == {"city": ("Omsk", "Kazan")}
    history.undo(session)
    assert values(session, "city") == ["Kazan", "Kazan", "Omsk", None]


def test_nothing_is_told_to_the_journal_where_nothing_differs(session, four):
    before = len(list(history.entries(session)))
    assert bulk.change(session, CLIENTS, everything(session), {"country": ""}).changing == 0
    assert len(list(history.entries(session))) == before


def test_several_fields_at_once_note_only_those_that_differ(session, four):
    own = fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    wish = {"owner": "me", own.name: "3", "city": "Omsk", "rating": "very good"}
    assert bulk.change(session, CLIENTS, everything(session), wish) == Extent(4, 4)
    assert values(session, own.name) == [3] * 4
    assert values(session, "rating") == ["very-good"] * 4
    entry = next(history.entries(session, CLIENTS, four[2].id))
    assert set(entry.fields) == {"owner", own.name, "rating"}
    history.undo(session)
    assert values(session, own.name) == [None] * 4
    assert values(session, "owner") == [None] * 4


def test_tags_come_and_go_and_the_others_stay(session, four):
    assert bulk.change(session, CLIENTS, everything(session), {"tags": "+vip"}) == Extent(4, 4)
    assert values(session, "tags") == [("vip",), ("hot", "vip"), ("vip",), ("vip",)]
    wish = {"tags": "-vip"}
    assert bulk.change(session, CLIENTS, everything(session, where="#hot"), wish) == Extent(1, 1)
    assert values(session, "tags") == [("vip",), ("hot",), ("vip",), ("vip",)]


def test_a_sum_without_a_currency_is_in_that_of_each_record(session, four):
    bulk.change(session, CLIENTS, everything(session), {"credit_limit": "500"})
    assert values(session, "credit_limit") == [50000, 50000, 500, 50000]
    assert values(session, "currency") == ["EUR", "RUB", "JPY", "RUB"]


def test_a_sum_in_a_currency_is_refused_where_others_stand_in_another(session, four):
    with pytest.raises(InvalidInputError, match="1 of the records have sums in another"):
        bulk.change(session, CLIENTS, everything(session), {"credit_limit": "500 USD"})
    bulk.change(session, CLIENTS, everything(session, where="-one"), {"credit_limit": "500 USD"})
    assert values(session, "currency") == ["EUR", "USD", "USD", "USD"]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"name": ""}, "missing"),
        ({"phone": "123456"}, "one by one"),
        ({"lifecycle": "nonsense"}, "none of"),
        ({"created_at": "today"}, "kept by the program"),
    ],
)
def test_what_no_form_takes_is_refused(session, four, wish, message):
    with pytest.raises(InvalidInputError, match=message):
        bulk.extent(session, CLIENTS, everything(session), wish)


def test_archiving_and_restoring(session, four):
    away = bulk.change(session, CLIENTS, everything(session, where="city:kazan"), Archiving.AWAY)
    assert away == Extent(2, 2)
    back = everything(session, where="is:archived")
    assert bulk.change(session, CLIENTS, back, Archiving.BACK) == Extent(2, 2)
    assert len(values(session, "name")) == 4


def test_the_dates_of_contact_follow_changed_activities(session, four):
    planned = {"subject": "call", "kind": "call", "client": f"C-{four[0].id}", "due": "2026-12-01"}
    records.add(session, ACTIVITIES, planned)
    bulk.change(session, ACTIVITIES, everything(session, ACTIVITIES), {"status": "cancelled"})
    assert records.get(session, CLIENTS, four[0].id).next_contact is None


def test_a_name_for_many_is_found_and_sorted_by_it(session):
    records.add(session, CONTACTS, {"display_name": "Anna"})
    bulk.change(session, CONTACTS, everything(session, CONTACTS), {"display_name": "Ёлкина"})
    key = database.execute_sql("SELECT name_key FROM contact").fetchone()[0]
    assert key == "елкина"


def test_a_stop_leaves_everything_as_it_was(session, four):
    with pytest.raises(StoppedError):
        bulk.change(session, CLIENTS, everything(session), {"city": "Perm"}, lambda share: stop())
    assert values(session, "city") == ["Kazan", "Kazan", "Omsk", None]
    assert next(history.entries(session, CLIENTS, four[2].id)).action == "insert"


def test_an_end_before_the_start_of_one_changes_none(session):
    for day in ("2026-11-24", "2026-11-26"):
        typed = {"subject": day, "kind": "meeting", "start": f"{day} 10:00", "end": f"{day} 11:00"}
        records.add(session, ACTIVITIES, typed)
    of_all = everything(session, ACTIVITIES)
    with pytest.raises(InvalidInputError, match="would end before it begins") as refused:
        bulk.change(session, ACTIVITIES, of_all, {"end": "2026-11-25 12:00"})
    assert refused.value.values["record"] == "A-2"
    assert [end.day for end in values(session, "end", ACTIVITIES)] == [24, 26]
    with pytest.raises(InvalidInputError, match="-5 minutes are too few"):
        bulk.change(session, ACTIVITIES, of_all, {"duration": "-5"})
    assert bulk.change(session, ACTIVITIES, of_all, {"end": "2026-11-26 12:00"}) == Extent(2, 2)
