"""`?` shows the keys in force, `:` everything that can be done."""

from crm_tui.domain.entities import CLIENTS
from crm_tui.services import records


async def test_the_sheet_shows_the_keys_of_this_screen(crm, press, seen):
    app = crm()
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "g", "c", "question_mark")
        shown = "\n".join(seen(app))
        assert "Everybody you sell to." in shown
        assert "n  new" in shown
        assert "x  archive" in shown  # though nothing is there
        assert "g  go to" in shown
        assert "d  done" not in shown
        await press(pilot, "escape")
        assert app.current_mode == "clients"
        assert not app.screen.is_modal


async def test_the_sheet_shows_a_key_that_was_given_away(crm, press, seen):
    app = crm()
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot)
        app.set_keymap({"list.new": "K"})
        await press(pilot, "g", "c", "question_mark")
        assert "K  new" in "\n".join(seen(app))


async def test_the_palette_goes_to_a_place_by_a_part_of_its_name(crm, press):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "colon", *"hist", "enter")
        assert app.current_mode == "history"


async def test_the_palette_does_what_the_key_beside_it_does(crm, session, press, seen):
    records.add(session, CLIENTS, {"name": "Romashka"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "colon", *"archive")
        row = next(line for line in seen(app) if "archive" in line and "x" in line)
        assert row.split()[-2:] == ["x", "│"]
        await press(pilot, "enter")
        assert records.get(session, CLIENTS, 1).archived_at is not None


async def test_the_palette_opens_a_page_of_the_manual(crm, press, seen):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "colon", *"help", "space", *"plan", "enter")
        assert "Plan a day" in "\n".join(seen(app))
        assert "clients who have heard nothing" in " ".join("\n".join(seen(app)).split())
        await press(pilot, "end")
        assert "Keep in touch" in "\n".join(seen(app))


async def test_the_palette_opens_a_record(crm, session, press, seen):
    records.add(session, CLIENTS, {"name": "[Romashka] Ltd"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "colon", *"romash")
        assert "[Romashka] Ltd" in "\n".join(seen(app))
        await press(pilot, "enter")
        assert type(app.screen).__name__ == "CardScreen"


async def test_a_palette_that_is_closed_while_it_searches_leaves_the_program_alive(
    crm, settle, press, seen
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "colon")
        palette = app.screen
        palette.search("a")
        await palette.dismiss(None)
        await settle(pilot)
        await press(pilot, "g", "c")
        assert seen(app)[0].startswith(" Clients")
