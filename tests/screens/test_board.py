"""The board of the activities by its keys, and the parts of a task."""

from crm_tui.domain.entities import ACTIVITIES
from crm_tui.services import records


async def test_a_card_moves_and_enter_goes_into_its_parts(crm, session, press, seen):
    for subject, typed in (("fair", {}), ("booth", {"parent": "A-1"}), ("bill", {})):
        records.add(session, ACTIVITIES, {"subject": subject, "due": "2026-11-25"} | typed)
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "a", "slash", *"due:any", "enter", "B", "j", "j")
        await press(pilot, "greater_than_sign")
        assert records.get(session, ACTIVITIES, 3).status == "done"
        shown = seen(app)
        assert shown[1].split()[:4] == ["planned", "2", "done", "1"]
        await press(pilot, "u", "left", "up", "up")
        assert records.get(session, ACTIVITIES, 3).status == "planned"
        assert "0/1" in "\n".join(seen(app))
        await press(pilot, "slash", *" bill", "enter")
        assert seen(app)[1].split()[:4] == ["planned", "1", "done", "0"]
        assert "fair" not in "\n".join(seen(app)), "every key was typed, none moved a card"
        await press(pilot, "escape")
        assert "fair" in "\n".join(seen(app)), "as the list had it"
        await press(pilot, "enter")
        assert "Parts › fair" in seen(app)[0]
        await press(pilot, "d")
        assert "1/1" in "\n".join(seen(app))
        await press(pilot, "n", *"badge", "enter")
        assert records.get(session, ACTIVITIES, 4).parent.id == 1
        assert "1/2" in "\n".join(seen(app))
