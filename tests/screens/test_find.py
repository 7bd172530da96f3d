"""Find anywhere: the list follows the typing, Enter opens the card."""


async def test_a_name_is_found_by_its_beginning(crm, romashka, press, settle, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+k", *"petr")
        assert any("contact   Ivan Petrov" in line and "P-1" in line for line in seen(app))
        await press(pilot, "enter")
        assert seen(app)[0].startswith(" People › Ivan Petrov")


async def test_a_phone_is_found_in_any_spelling_and_says_what_matched(
    crm, romashka, press, settle, seen
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+k", *"8495 5551234")
        assert any("Romashka LLC" in line and "+7 495 555-12-34" in line for line in seen(app))


async def test_the_arrows_move_in_the_list_and_a_new_text_begins_at_the_top(
    crm, romashka, press, settle, seen
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+k", *"a", "down")
        assert app.screen.query_one("#found").cursor == 1
        await press(pilot, "n", "n", "enter")
        assert seen(app)[0].startswith(" People › Anna Kovaleva")


async def test_an_activity_opens_the_card_of_its_client(crm, romashka, press, settle, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+k", *"contract", "enter")
        assert seen(app)[0].startswith(" Clients › Romashka LLC")


async def test_it_says_when_nothing_is_found(crm, romashka, press, settle, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+k")
        assert not any("Nothing found" in line for line in seen(app))
        await press(pilot, *"zzz", "enter")
        assert any("Nothing found" in line for line in seen(app))
        await press(pilot, "escape")
        assert seen(app)[0].startswith(" Today")


async def test_hostile_text_finds_nothing_and_raises_nothing(crm, romashka, press, settle, toasts):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+k")
        for text in ('"', "*", "c++", "[/b]", "NEAR(", "a:b", "'; --", "%_", "^", "-"):
            app.screen.query_one("Input").value = text
            await settle(pilot)
            assert not toasts(app), text


async def test_it_fits_any_window(crm, romashka, press, settle, seen):
    app = crm("ru")
    async with app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "ctrl+k", *"roma")
        for size in ((160, 48), (40, 10), (20, 5)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert app.screen.query_one("#found").found.title == "Romashka LLC"
            assert size < (40, 10) or any("Romashka" in line for line in seen(app))
