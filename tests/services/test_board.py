"""Activities by status, and those that consist of smaller ones."""

import pytest

from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, DEALS
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Everything
from crm_tui.domain.series import Reach
from crm_tui.errors import InvalidInputError
from crm_tui.services import (
    board,
    bulk,
    calendar,
    deals,
    history,
    listings,
    occurrences,
    parts,
    pick_lists,
    records,
)


@pytest.fixture
def add(session):
    def add(subject, **typed):
        return records.add(session, ACTIVITIES, {"subject": subject} | typed)

    return add


def shown(session, node=None):
    """The subjects in each column."""
    found = board.of_activities(session, node or Everything())
    return {column.key: [card.record.subject for card in column.cards] for column in found}


def card(session, subject):
    cards = (one for column in board.of_activities(session, Everything()) for one in column.cards)
    return next(one for one in cards if one.record.subject == subject)


def test_a_card_moves_between_the_columns_of_what_the_list_shows(session, add):
    add("offer", due="2026-11-26")
    add("bill", due="2026-11-25", tags="money")
    add("was", kind="call", start="2026-11-20 10:00", status="done")
    assert shown(session)["planned"] == ["bill", "offer"]
    assert shown(session, listings.filtered(session, ACTIVITIES, "#money").node) == {
        "planned": ["bill"], "done": [], "not_held": [], "cancelled": [],
    }  # fmt: skip
    stale = card(session, "bill").record
    board.move(session, stale, 1)
    assert shown(session)["done"] == ["bill", "was"], "the newest first"
    with pytest.raises(EditConflictError):  # somebody has done it meanwhile
        board.move(session, stale, 2)
    board.move(session, card(session, "bill").record, 2)
    assert shown(session)["cancelled"] == ["bill"]
    assert board.move(session, card(session, "bill").record, 1) is None
    history.undo(session)
    history.undo(session)
    assert shown(session)["planned"] == ["bill", "offer"]


def test_what_repeats_is_planned_again_when_it_moves_to_done(session, add):
    add("report", due="2026-11-24", recurrence="every week")
    board.move(session, card(session, "report").record, 1)
    assert (shown(session)["planned"], shown(session)["done"]) == (["report"], ["report"])


def test_a_whole_tells_how_many_of_its_parts_are_done(session, add):
    fair = add("fair", kind="event", start="2026-12-01")
    booth = add("booth", parent="A-1", due="2026-11-26")
    add("badge", parent="A-1", status="done")
    add("flight", parent="A-1", status="cancelled", due="2026-11-20")
    add("paint", parent="A-2", status="done")
    whole = parts.get(session, fair.id)
    assert [row.subject for row in whole.rows] == ["booth", "flight", "badge"]
    assert (whole.progress, whole.inner) == ((1, 2), {booth.id: (1, 1)})
    assert card(session, "fair").progress == (1, 2)
    assert card(session, "badge").progress is None


def test_nothing_becomes_a_part_of_itself(session, add):
    add("fair")
    add("booth", parent="A-1")
    add("paint", parent="A-2")
    everything = Listing((), Everything())
    for change in (
        lambda: records.edit(session, ACTIVITIES, 1, {"parent": "A-1"}),
        lambda: records.edit(session, ACTIVITIES, 1, {"parent": "A-3"}),
        lambda: bulk.change(session, ACTIVITIES, everything, {"parent": "A-3"}),
    ):
        with pytest.raises(InvalidInputError, match="would be a part of itself"):
            change()
    assert records.get(session, ACTIVITIES, 1).parent is None


def test_a_moved_time_of_a_series_is_no_part_of_it(session, add):
    series = add("stand-up", kind="meeting", start="2026-11-23 09:30", recurrence="every day")
    today = session.reading.today
    (happening,) = calendar.happenings(session, today, 1, [session.user.id])
    occurrences.by_slots(session, happening, Reach.THIS, 2)
    assert parts.get(session, series.id).rows == []


def test_deals_stand_by_stage_with_their_sums_and_none_is_lost_with_its_stage(session):
    records.add(session, CLIENTS, {"name": "Acme"})
    for name, amount, typed in (
        ("late", "5 EUR", {"expected_close": "2026-11-20"}),
        ("soon", "7 EUR", {"expected_close": "2026-11-27"}),
        ("other", "9 RUB", {"stage": "new"}),
        ("won", "11 EUR", {"status": "won", "stage": "offer"}),
        ("strange", "13 EUR", {"stage": "Once"}),
    ):
        records.add(session, DEALS, {"name": name, "client": "C-1", "amount": amount} | typed)
    pick_lists.archive(session, pick_lists.get(session, "stage"), "once")
    found = board.of_deals(session, listings.filtered(session, DEALS, "status:open").node)
    assert [(column.key, column.total.count) for column in found] == [
        (None, 1), ("new", 3), ("needs", 0), ("offer", 0), ("negotiation", 0), ("contract", 0),
    ]  # fmt: skip
    first = found[1]
    assert [card.record.name for card in first.cards] == ["late", "soon", "other"]
    assert first.total.sums == ((1200, "EUR"), (900, "RUB"))


def test_without_any_stage_the_board_is_one_column_and_nothing_moves(session):
    records.add(session, CLIENTS, {"name": "Acme"})
    for value in pick_lists.get(session, "stage").values:
        pick_lists.archive(session, pick_lists.get(session, "stage"), value.choice.key)
    everything = listings.filtered(session, DEALS, "status:open").node
    (empty,) = board.of_deals(session, everything)
    assert (empty.key, empty.cards, empty.total.count) == (None, [], 0)
    deal = records.add(session, DEALS, {"name": "Chairs", "client": "C-1"})
    (column,) = board.of_deals(session, everything)
    assert [card.record.id for card in column.cards] == [deal.id]
    with pytest.raises(InvalidInputError, match="no stages are offered"):
        deals.move(session, deal, 1)
