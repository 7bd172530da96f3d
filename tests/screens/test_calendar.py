"""The calendar by its keys: views, periods, a new plan on a slot, moving, a series."""

from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.services import records


def add(session, subject, start, **typed):
    given = {"subject": subject, "kind": "call", "start": start}
    return records.add(session, ACTIVITIES, given | typed)


async def test_the_week_shows_what_is_planned_and_keys_move_it(crm, session, press, seen):
    add(session, "demo", "2026-11-24 15:00", duration="60")
    add(session, "stand-up", "2026-11-23 10:00", recurrence="every day")
    app = crm()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "k")
        shown = "\n".join(seen(app))
        assert "23 – 29 Nov 2026" in shown
        assert shown.count("stand-up") >= 5
        await press(pilot, "2", "tab", "tab", "greater_than_sign", "plus")
        assert records.get(session, ACTIVITIES, 1).start.isoformat()[:16] == "2026-11-25T12:30"
        await press(pilot, "u", "u")
        assert records.get(session, ACTIVITIES, 1).start.isoformat()[:16] == "2026-11-24T12:00"
        assert "15:00–16:00 demo" in seen(app)[0], "the cursor goes back with it"
        await press(pilot, "tab", "x", "t")
        assert records.get(session, ACTIVITIES, 2).except_on == "2026-11-25"
        await press(pilot, "tab", "e", "t", "escape", "e", "t", *" alone", "enter")
        assert "stand-up a" in "\n".join(seen(app))
        await press(pilot, "u")
        assert "stand-up a" not in "\n".join(seen(app)), "one change, one undo"
        assert records.get(session, ACTIVITIES, 2).except_on == "2026-11-25"


async def test_the_views_go_back_and_forth_and_a_slot_takes_a_plan(
    crm, session, press, seen, toasts
):
    add(session, "demo", "2026-11-26 15:00", duration="60")
    add(session, "fair", "2026-11-20", end="2026-12-02")
    users.sign_in("ivan", "Ivan Sokolov", session.now())
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "k", "m")
        shown = "\n".join(seen(app))
        assert "November 2026" in shown
        assert "15:00" in shown
        await press(pilot, "right")
        assert "December 2026" in seen(app)[0]
        await press(pilot, "full_stop", "A")
        assert "Thursday 26 November" in "\n".join(seen(app))
        assert [line for line in seen(app) if "–2 Dec" in line and "!" not in line], "it goes on"
        await press(pilot, "w", "4", "j", "n", *"call home", "enter")
        assert records.get(session, ACTIVITIES, 3).start.isoformat()[:16] == "2026-11-26T06:30"
        await press(pilot, "d")
        assert "Thursday 26 November 2026" in seen(app)[0]
        await press(pilot, "tab", "i")
        assert "Nobody is invited yet" in "\n".join(seen(app))
        await press(pilot, "n", *"Olga", "enter", "enter", "j", "enter")
        assert "accepted" in "\n".join(seen(app))
        await press(pilot, "escape")
        assert "✓ 1/1" in "\n".join(seen(app))
        await press(pilot, "e", *["tab"] * 5, "end", *", iv", "right", "enter", "g", "t")
        assert [row for row in seen(app) if "✓ 1/2  demo" in row], "Today says it, too"
        await press(pilot, "g", "k", "full_stop", "i")
        assert toasts(app)[-1].startswith("nothing is planned here")
