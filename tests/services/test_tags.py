import pytest

from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.errors import NotFoundError
from crm_tui.services import history, listings, records, tags


@pytest.fixture
def acme(session):
    return records.add(session, CLIENTS, {"name": "Acme", "tags": "Hot, region/north"})


def found(session, entity, where):
    return [row.id for row in records.iterate(session, entity, listings.listing(
        session, entity, where=where))]  # fmt: skip


def test_a_filter_by_tag_finds_its_levels_and_nothing_that_only_begins_so(session, acme):
    hotel = records.add(session, CLIENTS, {"name": "Hotel", "tags": "hotel"})
    bare = records.add(session, CLIENTS, {"name": "Bare"})
    assert found(session, CLIENTS, "#hot") == [acme.id]
    assert found(session, CLIENTS, "#region") == [acme.id]
    assert found(session, CLIENTS, "tags:region/north,hotel") == [acme.id, hotel.id]
    assert found(session, CLIENTS, "tags:none") == [bare.id]
    assert found(session, CLIENTS, "-#hot tags:any") == [hotel.id]
    assert found(session, CLIENTS, "north") == [acme.id]


def test_single_tags_are_added_and_removed_and_undone(session, acme):
    changed = records.edit(session, CLIENTS, acme.id, {"tags": "+vip -region"})
    assert changed.tags == ("hot", "vip")
    history.undo(session)
    assert records.get(session, CLIENTS, acme.id).tags == ("hot", "region/north")
    assert found(session, CLIENTS, "#region") == [acme.id]


def test_activities_and_their_clients_are_found_by_each_others_tags(session, acme):
    task = {"subject": "offer", "client": f"C-{acme.id}", "tags": "#sales"}
    made = records.add(session, ACTIVITIES, task)
    assert found(session, ACTIVITIES, "client.tags:hot") == [made.id]
    assert found(session, CLIENTS, "activities.tags:sales") == [acme.id]


def stopped(share):
    raise InterruptedError


def test_renaming_merges_and_is_one_undo(session, acme):
    task = records.add(session, ACTIVITIES, {"subject": "offer", "tags": "region, area"})
    version = records.get(session, CLIENTS, acme.id).version
    with pytest.raises(InterruptedError):
        tags.rename(session, "region", "#Area", stopped)
    assert found(session, CLIENTS, "#area") == []
    shares = []
    assert tags.rename(session, "region", "#Area", shares.append) == 2
    assert shares == [0.5, 1.0]
    assert records.get(session, CLIENTS, acme.id).tags == ("area/north", "hot")
    assert records.get(session, CLIENTS, acme.id).version == version + 1
    assert records.get(session, ACTIVITIES, task.id).tags == ("area",)
    assert found(session, CLIENTS, "area") == [acme.id]
    assert [(one.tag, sum(one.counts.values())) for one in tags.overview(session)] == [
        ("area", 1), ("area/north", 1), ("hot", 1),
    ]  # fmt: skip
    history.undo(session)
    assert records.get(session, CLIENTS, acme.id).tags == ("hot", "region/north")
    with pytest.raises(NotFoundError, match="no record has the tag"):
        tags.rename(session, "nothing", "else")


def test_the_last_tag_of_a_text_is_completed_from_the_known_ones(session, acme):
    assert tags.suggestion(session, "clients", "vip, Reg") == "vip, Region/north"
    assert tags.suggestion(session, "clients", "+ho") == "+hot"
    assert tags.suggestion(session, "contacts", "ho") is None
