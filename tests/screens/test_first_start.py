"""An empty database says how to begin, on Today and in the clients."""

from crm_tui.screens.starting import SEE_DEMO


async def test_an_empty_database_offers_the_ways_to_begin(crm, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        for _place in ("today", "clients"):
            shown = "\n".join(seen(app))
            assert "Nobody is here yet" in shown
            assert "I       import a file" in shown
            assert "n       add a client" in shown
            assert "D       see the demo" in shown
            assert not any(word in seen(app)[-1] for word in ("open", "done", "edit", "archive"))
            await press(pilot, "g", "c")
        await press(pilot, "escape", "n")
        assert seen(app)[0].startswith(" New client")
        await press(pilot, "escape", "D")
    assert app.return_code == SEE_DEMO


async def test_who_has_clients_is_offered_no_demo(crm, romashka, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "D", "g", "c", "D")
        assert all(word in seen(app)[-1] for word in ("open", "edit", "archive"))
        assert app.return_code is None
        assert not any("see the demo" in line for line in seen(app))
