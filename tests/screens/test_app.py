"""The program as a whole: it starts, goes from place to place, and ends."""

from dataclasses import replace

import pytest
from textual.widgets._toast import Toast

from crm_tui.domain.cut_off import CutOff
from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.history import TransactionRow
from crm_tui.errors import CannotStartError
from crm_tui.i18n import Language
from crm_tui.screens.app import CrmApp
from crm_tui.services import records


async def test_it_starts_with_today_and_q_ends_it(crm, settle, seen):
    app = crm()
    async with app.run_test() as pilot:
        await settle(pilot)
        header = seen(app)[0]
        assert header.startswith(" Today")
        assert "12:41" in header
        assert "olga" in header
        await pilot.press("q")
    assert app.return_code == 0


async def test_what_the_start_has_taken_back_is_told(crm, settle, toasts, session):
    row = TransactionRow(7, session.now(), "Olga", "import", "import", "change", None, None)
    app = crm()
    opened = app.database_thread._open_session
    app.database_thread._open_session = lambda: replace(
        opened(), cut_off=[CutOff(row, "[b]clients.csv", 10_000, 0)]
    )
    async with app.run_test() as pilot:
        await settle(pilot)
        assert toasts(app) == [
            "the import of [b]clients.csv (Olga, 24 Nov 12:41) was cut off, "
            "and all that it had written was taken back: import it again"
        ]


async def test_g_shows_the_places_and_goes_to_one(crm, press, seen):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g")
        menu = "\n".join(seen(app))
        assert "Clients" in menu
        assert "History of changes" in menu
        await press(pilot, "p")
        assert app.current_mode == "people"


async def test_a_key_that_leads_nowhere_closes_the_menu(crm, press):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "7")
        assert app.current_mode == "today"
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_at_the_bottom_of_a_place_one_returns_to_the_place_before(crm, press, key):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "g", "a", "g", "c", key)
        assert app.current_mode == "activities"
        await press(pilot, key)
        assert app.current_mode == "today"


async def test_esc_on_today_does_not_end_it_and_ctrl_q_is_no_key(crm, press):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "escape", "ctrl+q")
        assert app.is_running


async def test_a_place_keeps_its_cards_while_one_is_elsewhere(crm, session, press):
    records.add(session, CLIENTS, {"name": "Romashka"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "enter")
        card = app.screen
        await press(pilot, "g", "t", "g", "c")
        assert app.screen is card


async def test_the_keys_work_on_a_russian_layout(crm, press):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "п", "с")
        assert app.current_mode == "clients"
        await press(pilot, "full_stop")
        assert app.screen.query_one("FilterLine").has_class("-open")
        await press(pilot, *"йц")
        assert app.screen.query_one("FilterEntry").value == "йц"


async def test_a_database_that_cannot_be_opened_ends_it(settle):
    def refuse():
        raise CannotStartError("damaged")

    app = CrmApp(refuse, Language())
    async with app.run_test() as pilot:
        await settle(pilot)
    assert isinstance(app.failure, CannotStartError)
    assert app.return_code == 7


async def test_nothing_to_undo_is_said(crm, press, toasts):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "u")
        assert toasts(app) == ["there is nothing left to undo"]


async def test_undo_says_what_it_took_back(crm, session, press, toasts):
    records.add(session, CLIENTS, {"name": "Romashka"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "u")
        assert toasts(app) == ["undone: add, 1 record"]
        await press(pilot, "U")
        assert toasts(app)[-1] == "done again: add, 1 record"


async def test_nobody_leaves_with_something_unsaved(crm, press, toasts, monkeypatch):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "g", "t")
        monkeypatch.setattr(type(app._screen_stacks["clients"][0]), "unsaved", lambda _screen: True)
        await press(pilot, "q")
        assert app.is_running
        assert app.current_mode == "clients"
        assert "not saved" in toasts(app)[0]


async def test_a_bug_in_the_program_leaves_no_data_behind(crm, settle, tmp_path, monkeypatch):
    secret = "Romashka 7701234567"

    def fail(_screen) -> None:
        raise ValueError(secret)

    async def crash() -> None:
        async with crm().run_test() as pilot:
            await settle(pilot)
            monkeypatch.setattr(CrmApp, "action_go_to", fail)
            await pilot.press("g")
            await settle(pilot)

    with pytest.raises(ValueError, match="Romashka"):
        await crash()
    log = next(tmp_path.rglob("crm.log"))
    assert "ValueError" in log.read_text()
    assert secret not in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


async def test_no_line_of_a_notice_lies_under_the_keys(crm, settle):
    app = crm()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        for length in (66, 67, 68, 69, 70, 136, 138):
            app.toast("a " * (length // 2) + "b" * (length % 2))
        await settle(pilot)
        assert max(toast.region.bottom for toast in app.screen.query(Toast)) == 23
        assert {toast.region.height for toast in app.screen.query(Toast)} == {1, 2, 3}
