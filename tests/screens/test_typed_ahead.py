from textual.events import Key


async def test_both_keys_of_a_place_may_arrive_at_once(crm, settle):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for letter in "gc":
            app.post_message(Key(letter, letter))
        await settle(pilot)
        assert app.current_mode == "clients"
        assert len(app.screen_stack) == 1
