"""What colleagues have done is told on Today and in `g n`, until it is read."""

from dataclasses import replace

from crm_tui.data.stores import users
from crm_tui.domain.entities import CLIENTS
from crm_tui.services import bulk, listings, records


async def test_what_a_colleague_gave_is_told_opened_and_read(
    crm, session, romashka, settle, press, seen, toasts
):
    anna = replace(session, user=users.sign_in("anna", "Anna Novak", session.now()))
    for name in ("Vega", "Orion"):
        records.add(anna, CLIENTS, {"name": name, "owner": "olga", "city": "Omsk"})
    everything = listings.listing(session, CLIENTS)
    bulk.change(anna, CLIENTS, everything, {"owner": "me"})
    bulk.change(anna, CLIENTS, everything, {"owner": "olga"})
    records.edit(anna, CLIENTS, romashka.id, {"notes": "[b]@olga[/b]: call"})
    app = crm()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "FOR YOU  3 / 4   g n" in seen(app)[1]
        assert "Anna" in seen(app)[2]
        assert "[b]@olga" in seen(app)[2]
        assert "♪ 5" in seen(app)[0]
        await press(pilot, "d")
        assert "FOR YOU  3 ─" in seen(app)[1]
        assert "3 clients" in seen(app)[2]
        await press(pilot, "enter")
        assert "Romashka LLC" in "\n".join(seen(app))
        assert "History" in seen(app)[0]
        await press(pilot, "escape", "g", "n", "j", "j", "enter")
        assert "Orion" in seen(app)[0]
        records.add(anna, CLIENTS, {"name": "Lyra", "notes": "and @olga: again"})
        app.changed()
        await press(pilot, "escape")
        assert "a colleague has something for you: g n shows it" in toasts(app)
        await press(pilot, "asterisk", "d")
        assert toasts(app)[-1] == "read: 2 notices"
        await press(pilot, "g", "t")
        assert "FOR YOU" not in "\n".join(seen(app))


async def test_the_marked_are_handed_over_with_a_note_and_one_undo(
    crm, session, romashka, press, seen, toasts
):
    users.sign_in("anna", "Anna Novak", session.now())
    records.add(session, CLIENTS, {"name": "Vega", "owner": "me"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "asterisk", "H", *"nobody", "enter")
        assert "there is no user called nobody" in "\n".join(seen(app))
        await press(pilot, *["backspace"] * 6, *"anna", "tab", *"I am away")
        assert "2 of 2 go to her, planned with them: 1" in "\n".join(seen(app))
        await press(pilot, "tab", "space", "enter")
        assert toasts(app)[-1] == "handed over: 2 records, u takes it back"
        assert records.get(session, CLIENTS, romashka.id).owner.name == "Anna Novak"
        await press(pilot, "u")
        assert records.get(session, CLIENTS, romashka.id).owner.name == "Olga"
