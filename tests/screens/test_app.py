"""The program as a whole: it starts, shows where one is, and ends."""


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
