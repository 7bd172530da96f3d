"""What was typed when the program was cut off is there again, and a conflict is still one."""

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.screens.lists.view_sheets import SHARED
from crm_tui.services import drafts, records


@pytest.fixture
def cut_off(crm, settle, press):
    """Types another city into the form of a client, and ends the program by a signal."""

    async def run(number=1):
        app = crm()
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            app.open_form("clients", number)
            await press(pilot, "tab", "tab", "tab", "end", " ", "2")
            app.leave(143)

    return run


async def test_today_offers_what_is_not_saved_and_enter_goes_on(
    crm, romashka, session, cut_off, press, seen
):
    await cut_off()
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "home")
        line = next(line for line in seen(app) if "Edit client: Romashka LLC" in line)
        assert "just now  Enter goes on, x throws it away" in line
        await press(pilot, "enter")
        assert app.screen.typed() == {"city": "Moscow 2"}
        await press(pilot, "enter")
    assert records.get(session, CLIENTS, 1).city == "Moscow 2"
    assert drafts.left(session) == []


async def test_x_throws_it_away(crm, romashka, session, cut_off, press, seen):
    await cut_off()
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "home", "x")
        assert not any("NOT SAVED" in line for line in seen(app))
    assert drafts.left(session) == []


async def test_the_same_form_opens_with_it_and_esc_x_throws_it_away(
    crm, romashka, session, cut_off, settle, press, toasts
):
    await cut_off()
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_form("clients", 1)
        await settle(pilot)
        assert app.screen.typed() == {"city": "Moscow 2"}
        assert toasts(app)[-1].startswith("Typed just now and not saved")
        await press(pilot, "escape", "x")
    assert drafts.left(session) == []


async def test_what_others_changed_meanwhile_is_a_conflict_and_an_archived_record_is_told(
    crm, romashka, session, cut_off, press, seen, toasts
):
    await cut_off()
    records.edit(session, CLIENTS, 1, {"city": "Kazan", "phone": "+7 495 555-00-00"})
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "home", "enter")
        assert toasts(app)[-1].startswith("somebody changed this record meanwhile")
        await press(pilot, "enter")
        lines = seen(app)
    row = next(line for line in lines if "City" in line and "Kazan" in line)
    assert "Moscow" in row
    assert "Moscow 2" in row
    assert any("1 other change does not collide" in line for line in lines)
    assert len(drafts.left(session)) == 1
    records.archive(session, CLIENTS, Listing((), Chosen((1,))))
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "home", "enter")
        assert toasts(app)[-1].startswith("this record was archived")
        assert app.screen.typed() == {"city": "Moscow 2"}


async def test_a_form_in_another_place_is_kept_and_closing_in_between_is_quiet(
    crm, tmp_path, monkeypatch, press
):
    monkeypatch.setattr("crm_tui.screens.keeping.EVERY", 0.001)
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"Vega")
        app.go("people")
        await press(pilot, "n", *"Ann")
        assert len(app.drafting()) == 2
    kept = "".join(file.read_text() for file in tmp_path.rglob("drafts/*/*.json"))
    assert "Vega" in kept
    assert "Ann" in kept


@pytest.mark.parametrize(
    ("place", "opening", "typed"),
    [
        ("clients", ("b",), "city"),
        ("clients", ("V",), ("M", "tab", "space")),
        ("settings", ("enter",), "x"),
    ],
)
async def test_a_short_dialog_holds_again_what_was_typed_in_it(
    crm, romashka, session, press, toasts, place, opening, typed
):
    def held(app) -> dict[str, str]:
        return app.screen.inputs()

    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "home")
        app.go(place)
        await press(pilot, *opening, *typed)
        before = held(app)
        assert before["0"]
        assert "whose" not in before or before["whose"] == SHARED
        app.leave(143)
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "home", "enter")
        assert app.current_mode == place
        assert before["0"] in toasts(app)[-1]
        await press(pilot, *opening)
        assert held(app) == before
        await press(pilot, "escape")
    assert drafts.left(session) == []
