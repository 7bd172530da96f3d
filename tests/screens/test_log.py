"""Logging a contact: `l`, a letter, the text, Enter."""

import pytest

from crm_tui.domain.entities import ACTIVITIES, DEALS
from crm_tui.services import records

NEW = 4
"""The number that the next activity gets."""


@pytest.fixture
def card(romashka, settle):
    async def open_card(pilot):
        await settle(pilot)
        pilot.app.open_card("clients", 1)
        await settle(pilot)

    return open_card


async def logged(app, others=0):
    """What was logged after so many others."""
    return await app.run_service(records.get, ACTIVITIES, NEW + others)


async def test_three_keys_and_the_text(crm, card, press, settle, toasts):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        await press(pilot, "l", "v", *"showed the line", "enter")
        found = await logged(app)
        await settle(pilot)
        assert toasts(app)[-1] == "✓ Logged: showed the line    u undo"
        assert not app.screen.is_modal
        await press(pilot, "c")
        assert toasts(app)[-1] == "+7 495 555-12-34", "to dial, and what is said is taken down"
        assert app.screen.is_modal
    assert (found.kind, found.direction, found.status) == ("visit", "out", "done")
    assert (found.client.id, found.subject) == (1, "showed the line")


async def test_what_will_be_written_is_shown_and_esc_asks_before_it_is_lost(crm, card, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        await press(pilot, "l")
        assert any("who     Romashka LLC" in line and "→ out" in line for line in seen(app))
        assert any("↳ say what happened" in line for line in seen(app))
        await press(pilot, "left", "e", *"hi")
        assert any("← in" in line for line in seen(app))
        assert any("↳ e-mail  ·  today 12:41  ·  Olga" in line for line in seen(app))
        await press(pilot, "escape", "enter")
        assert app.screen.query_one("#text").value == "hi"
        await press(pilot, "escape", "x")
        assert not app.screen.is_modal
        await press(pilot, "l", "left", "c", "space", "enter")
        assert any("the text is empty" in line for line in seen(app))
        await press(pilot, *"hi", "enter")
        found = await logged(app)
        assert not app.screen.is_modal
    assert (found.kind, found.direction, found.subject) == ("call", "in", "hi")


async def test_hostile_text_is_only_text(crm, card, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        for others, text in enumerate(("[ACME] [/b] [@click=app.quit]x", "😀 \x1b[31m")):
            await press(pilot, "l", "c")
            app.screen.query_one("#text").value = text
            await press(pilot, "enter")
            assert "\x1b" not in "\n".join(seen(app))
            assert (await logged(app, others)).subject == text.replace("\x1b", "")


async def test_on_the_people_it_is_with_the_person_at_the_cursor(crm, card, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        await press(pilot, "7", "down", "l")
        assert any("Romashka LLC › Ivan Petrov" in line for line in seen(app))
        await press(pilot, "c", *"hi", "enter")
        found = await logged(app)
    assert (found.client.id, found.contact.id) == (1, 1)


async def test_from_elsewhere_it_asks_with_whom_or_about_which_deal(
    crm, session, romashka, settle, press, seen
):
    records.add(session, DEALS, {"name": "Ovens", "client": "C-1"})
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_log()
        await settle(pilot)
        await press(pilot, *"anna", "enter")
        assert any("Romashka LLC › Anna Kovaleva" in line for line in seen(app))
        await press(pilot, "m", *"hi", "enter")
        found = await logged(app)
        app.open_log()
        await settle(pilot)
        await press(pilot, *"D-1", "enter", "c", *"hi", "ctrl+n", *"next", "enter")
        next_step = await logged(app, 2)
    assert (found.kind, found.contact.id) == ("meeting", 2)
    assert (next_step.deal.name, next_step.client.id) == ("Ovens", 1)


async def test_ctrl_n_saves_and_plans_what_is_next(crm, card, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        await press(pilot, "l", "c", *"hi", "ctrl+n")
        assert (await logged(app)).subject == "hi"
        assert seen(app)[0].startswith(" New activity")
        await press(pilot, *"next", "enter")
        planned = await app.run_service(records.get, ACTIVITIES, NEW + 1)
    assert (planned.client.id, planned.status) == (1, "planned")


async def test_letters_of_a_russian_keyboard_choose_the_kind(crm, card, press):
    app = crm("ru")
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        await press(pilot, "д", "м", *"показал", "enter")
        assert (await logged(app)).kind == "visit"


async def test_it_works_in_any_window(crm, card, press):
    app = crm("ru")
    async with app.run_test(size=(160, 48)) as pilot:
        await card(pilot)
        for others, size in enumerate(((160, 48), (40, 12), (20, 5))):
            await pilot.resize_terminal(*size)
            await press(pilot, "l", "c", *"hi", "enter")
            assert (await logged(app, others)).subject == "hi"
