"""Two people edit one record: nothing is overwritten in silence, nothing typed is lost."""

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.services import records


@pytest.fixture
def editing(crm, romashka, settle, press):
    """The form of Romashka with another city typed, while somebody else has changed the record."""

    async def begin(pilot, **theirs):
        await settle(pilot)
        pilot.app.open_form("clients", romashka.id)
        await settle(pilot)
        await press(pilot, "tab", "tab", "tab", "end", " ", "2")
        await pilot.app.run_service(records.edit, CLIENTS, romashka.id, theirs)

    return begin


async def city(app):
    return (await app.run_service(records.get, CLIENTS, 1)).city


async def test_changes_of_other_fields_merge_silently(crm, editing, press):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, phone="+7 495 555-00-00")
        await press(pilot, "enter")
        found = await app.run_service(records.get, CLIENTS, 1)
    assert (found.city, found.phone) == ("Moscow 2", "+7 495 555-00-00")


async def test_the_same_field_is_asked_about_until_nobody_changes_it_meanwhile(
    crm, editing, press, seen, toasts
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, city="Kazan", phone="+7 495 555-00-00")
        await press(pilot, "enter")
        screen = "\n".join(seen(app))
        assert await city(app) == "Kazan"
        await press(pilot, "escape")  # back in the form with everything that was typed
        assert any("City ▐Moscow 2" in line for line in seen(app))
        assert await city(app) == "Kazan"
        await press(pilot, "enter")
        await app.run_service(records.edit, CLIENTS, 1, {"city": "Perm"})
        await press(pilot, "enter")
        assert any("○ Perm" in line and "● Moscow 2" in line for line in seen(app))
        await press(pilot, "enter")
        assert toasts(app)[-1] == "✓ Saved: Romashka LLC    u undo"
        assert await city(app) == "Moscow 2"
    assert "Changed meanwhile: Olga, today 12:41" in screen
    assert "1 field differs. Choose a value." in screen
    assert "Field         It was" in screen
    assert "▌ City Moscow ○ Kazan ● Moscow 2" in " ".join(screen.split())
    assert "✓ 1 other change does not collide and is kept." in screen
    assert "← theirs  → mine  Enter save  Esc back" in screen


async def test_their_value_can_be_kept_and_is_shown_as_it_is(crm, editing, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, city="[ACME] [/b] 😀")
        await press(pilot, "enter")
        assert any("[ACME] [/b]" in line for line in seen(app))
        await press(pilot, "left", "enter")
        assert await city(app) == "[ACME] [/b] 😀"


async def test_a_narrow_window_has_the_values_one_below_the_other(crm, editing, press, seen):
    app = crm()
    async with app.run_test(size=(40, 20)) as pilot:
        await editing(pilot, city="Kazan")
        await press(pilot, "enter")
        screen = [line.strip(" │") for line in seen(app)]
    assert [line for line in screen if "Moscow" in line or "Kazan" in line] == [
        "▌ It was: Moscow",
        "▌ ○ Kazan",
        "▌ ● Moscow 2",
    ]
