"""Keys that change many records: `b`, `a`, `T`, on the marked and on the one at the cursor."""

from contextlib import contextmanager

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.screens.app import CrmApp
from crm_tui.screens.progress import ProgressSheet
from crm_tui.services import bulk, editors, history, listings, records


@pytest.fixture
def three(session):
    return [records.add(session, CLIENTS, {"name": f"{name} Ltd"}) for name in ("Aa", "Bb", "Cc")]


def values(session, name):
    listing = listings.listing(session, CLIENTS, columns=[name])
    return [getattr(row, name) for row in records.iterate(session, CLIENTS, listing)]


async def test_a_field_of_the_marked_is_changed_and_counted_before(
    session, crm, three, press, seen, toasts
):
    async with crm().run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c", "space", "down", "down", "space", "b", *"city")
        await press(pilot, "enter", *"Omsk")
        assert any("2 of 2 change" in line for line in seen(pilot.app))
        await press(pilot, "enter")
        assert values(session, "city") == ["Omsk", None, "Omsk"]
        assert toasts(pilot.app)[-1] == "changed: 2 records, u takes it back"
        assert not any("marked" in line for line in seen(pilot.app))
        await press(pilot, "asterisk", "b", *"phone", "enter", *"123")
        assert any("one by one" in line for line in seen(pilot.app))
        await press(pilot, "enter", "escape", "u")
        assert values(session, "city") == [None] * 3


async def test_tags_and_owner_have_keys_of_their_own_on_lists_and_cards(
    session, crm, three, press, seen
):
    async with crm().run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c", "T", *"hot,", *"vip", "enter")
        await press(pilot, "asterisk", "T", *"vi", "right", "enter")
        assert values(session, "tags") == [("hot", "vip"), ("vip",), ("vip",)]
        await press(pilot, "asterisk", "a", *"me", "enter")
        assert [owner.id for owner in values(session, "owner")] == [session.user.id] * 3
        await press(pilot, "T", *",vip=key", "enter")
        assert values(session, "tags") == [("hot", "key"), ("key",), ("key",)]
        await press(pilot, "enter", "T")
        assert any("hot, key" in line for line in seen(pilot.app))
        await press(pilot, "ctrl+u", "enter")
        assert values(session, "tags") == [None, ("key",), ("key",)]


async def test_long_work_shows_how_far_it_is_and_escape_leaves_all_as_it_was(
    session, crm, three, press, settle, toasts, monkeypatch
):
    change = bulk.change

    def slow(session, entity, listing, wish, progress):
        def wait(share):
            while True:
                progress(share)

        return change(session, entity, listing, wish, wait)

    async with crm().run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c", "asterisk", "b", *"city", "enter", *"Omsk", "enter")
        assert values(session, "city") == ["Omsk"] * 3
        monkeypatch.setattr(bulk, "change", slow)
        await press(pilot, "asterisk", "b", *"city", "enter", *"Perm")
        await pilot.press("enter")
        while not isinstance(pilot.app.screen, ProgressSheet):
            await pilot.pause()
        await pilot.press("escape")
        await settle(pilot)
        assert toasts(pilot.app)[-1] == "stopped: nothing was done"
        assert values(session, "city") == ["Omsk"] * 3
    history.undo(session)
    assert values(session, "city") == [None] * 3


async def test_marked_records_are_edited_as_a_table_and_a_bad_line_is_told(
    session, crm, three, press, seen, toasts, monkeypatch
):
    texts, resumed = [], []

    @contextmanager
    def suspend(app):
        """As Textual does it: the terminal stays with the shell when something is raised."""
        yield
        resumed.append(True)

    def edited(text):
        texts.append(text)
        return text.replace("Aa Ltd", "Zz Ltd" if len(texts) > 1 else "")

    monkeypatch.setattr(CrmApp, "suspend", suspend)
    monkeypatch.setenv("VISUAL", "false")
    async with crm().run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c", "asterisk", "E")
        assert toasts(pilot.app)[-1] == "the editor false ended with code 1: nothing was changed"
        assert resumed == [True]
        monkeypatch.setattr(editors, "edited", edited)
        await press(pilot, "E")
        assert any("line 4" in line for line in seen(pilot.app))
        await press(pilot, "enter")
        assert "line 4" in texts[1].split("\n", 1)[0]
        monkeypatch.setattr(editors, "edited", lambda text: text.replace("Bb", "Yy"))
        await press(pilot, "escape", "space", "E")
        assert any("Bb Ltd" in line and "Yy Ltd" in line for line in seen(pilot.app))
        records.edit(session, CLIENTS, three[1].id, {"name": "Xx Ltd"})
        await press(pilot, "enter")
        assert any("1 field differs" in line for line in seen(pilot.app))
        await press(pilot, "enter")
        assert list(values(session, "name")) == ["Aa Ltd", "Cc Ltd", "Yy Ltd"]
