"""Keys that come faster than the program works, and changes that come faster than it reads."""

import asyncio
from threading import Event

import pytest
from textual.events import Paste

from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.screens.card import loading
from crm_tui.screens.card.screen import CardScreen
from crm_tui.screens.lists import views
from crm_tui.services import records
from tools.driving import key


@pytest.fixture
def type_at_once():
    """All keys are there before the first is answered; `paste:` before a text pastes it."""

    def typed(app, *names):
        for name in names:
            text = name.removeprefix("paste:")
            app.post_message(key(name) if text == name else Paste(text))

    return typed


@pytest.fixture
def slow_reading(monkeypatch):
    """Cards wait in the database thread until the event is set."""
    free, read = Event(), loading.facts

    def facts(*arguments):
        assert free.wait(20)
        return read(*arguments)

    monkeypatch.setattr(loading, "facts", facts)
    yield free
    free.set()


async def test_both_keys_of_a_place_may_arrive_at_once_and_each_key_that_moves_counts(
    crm, session, settle, type_at_once
):
    records.add(session, ACTIVITIES, {"subject": "talk", "start": "2026-11-24 15:00"})
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        type_at_once(app, "g", "c")
        await settle(pilot)
        assert app.current_mode == "clients"
        assert len(app.screen_stack) == 1
        type_at_once(app, "g", "k")
        await settle(pilot)
        type_at_once(app, "tab", "tab", ">", ">", ">", "+")
        await settle(pilot)
        assert records.get(session, ACTIVITIES, 1).start.isoformat()[:16] == "2026-11-25T13:30"


async def test_enter_ahead_of_the_rows_opens_the_first(crm, romashka, settle, monkeypatch):
    free, read = Event(), views.load
    monkeypatch.setattr(views, "load", lambda *asked: free.wait(20) and read(*asked))
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g", "c", "enter")
        free.set()
        await settle(pilot)
        assert isinstance(app.screen, CardScreen)


async def test_what_is_typed_after_tab_belongs_to_the_next_field(
    crm, romashka, settle, type_at_once
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_form("clients", romashka.id)
        await settle(pilot)
        type_at_once(app, "tab", "tab", "tab", "X", "shift+tab", "Y")
        await settle(pilot)
        typed = {name: text[-1] for name, text in app.screen.typed().items()}
        assert typed == {"city": "X", "email": "Y"}


async def test_enter_twice_opens_one_card(crm, romashka, press, settle, type_at_once):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c")
        type_at_once(app, "enter", "enter")
        await settle(pilot)
        assert [type(screen) for screen in app.screen_stack[1:]] == [CardScreen]


async def test_a_card_is_filled_although_others_write_faster_than_it_is_read(
    crm, romashka, settle, slow_reading, seen
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_card("clients", romashka.id)
        await pilot.pause()
        first = next(worker for worker in app.workers if worker.group == "load")
        for _ in range(3):
            app.changed()
            await pilot.pause()
        slow_reading.set()
        await asyncio.wait_for(first.wait(), 20)
        await settle(pilot)
        assert seen(app)[0].startswith(" Clients › Romashka LLC")
        await pilot.press("2")
        await settle(pilot)
        assert any("wants the 40 l model" in line for line in seen(app))


async def test_a_card_whose_reading_failed_is_read_again(crm, romashka, settle, seen, monkeypatch):
    read = loading.facts

    def broken(*arguments):
        raise RuntimeError("once")

    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(loading, "facts", broken)
        app.open_card("clients", romashka.id)
        await settle(pilot)
        assert not seen(app)[0].startswith(" Clients › Romashka LLC")
        monkeypatch.setattr(loading, "facts", read)
        app.action_find()
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert seen(app)[0].startswith(" Clients › Romashka LLC")


async def test_what_is_saved_closes_itself_and_not_what_was_opened_meanwhile(
    crm, romashka, settle, press
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c")
        app.open_form("clients", romashka.id)
        await press(pilot, "2")
        form = app.screen
        app.action_find()
        await settle(pilot)
        finding = app.screen
        form.action_save()
        await settle(pilot)
        assert app.screen is finding
        assert (await app.run_service(records.get, CLIENTS, romashka.id)).name.endswith("2")
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
        form.dismiss(None)
        await settle(pilot)
        assert len(app.screen_stack) == 1


async def test_the_card_of_a_record_that_was_taken_back_closes(crm, romashka, settle, press):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c")
        made = await app.run_service(records.add, CLIENTS, {"name": "By mistake"})
        app.open_card("clients", made.id)
        await press(pilot, "u")
        assert len(app.screen_stack) == 1


async def test_what_is_typed_after_the_kind_of_a_contact_belongs_to_its_text(
    crm, romashka, settle, press, type_at_once
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c", "l")
        type_at_once(app, "m", "c", "v", "x")
        await settle(pilot)
        assert app.screen.typed() == {"kind": "meeting", "direction": "out", "text": "cvx"}


async def test_a_contact_may_be_logged_before_its_dialog_is_there(
    crm, romashka, settle, press, type_at_once
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c")
        type_at_once(app, "l", "m", *"u", "paste:x 2", "!", "enter")
        await settle(pilot)
        assert len(app.screen_stack) == 1
        logged = await app.run_service(records.get, ACTIVITIES, 4)
        assert (logged.kind, logged.subject) == ("meeting", "ux 2!")


async def test_what_is_typed_after_the_key_of_a_dialog_is_its_text(
    crm, romashka, settle, press, type_at_once
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        type_at_once(app, "ctrl+k", *"ul")
        await settle(pilot)
        assert app.focused.value == "ul"
        await press(pilot, "escape")
        type_at_once(app, "colon", *"ul")
        await settle(pilot)
        assert app.focused.value == "ul"


async def test_what_is_typed_after_a_dialog_is_closed_goes_to_what_lay_under_it(
    crm, romashka, settle, press, type_at_once
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c")
        type_at_once(app, "l", "c", *"asked", "enter", "g", "p")
        await settle(pilot)
        assert app.current_mode == "people"
        assert len(app.screen_stack) == 1
        type_at_once(app, "ctrl+k", "x", "escape", "g", "c", "enter", "e", "!", "enter", "2")
        await settle(pilot)
        assert isinstance(app.screen, CardScreen)
        assert app.screen.open_tab == "history"
        assert (await app.run_service(records.get, CLIENTS, romashka.id)).name.endswith("!")
