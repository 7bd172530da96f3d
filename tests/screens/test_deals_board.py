"""The board of the deals by its keys."""

import pytest

from crm_tui.domain.entities import ACTIVITIES, DEALS
from crm_tui.services import cards, records


@pytest.fixture
def staged(session, romashka):
    for name, typed in (
        ("Chairs", {"amount": "5000 EUR", "expected_close": "2026-11-20"}),
        ("Sofas", {"amount": "100 EUR", "expected_close": "2026-12-20"}),
        ("Tables", {"amount": "700000 RUB"}),
        ("Lamps", {"amount": "900", "status": "won", "stage": "contract"}),
    ):
        records.add(session, DEALS, {"name": name, "client": "C-1"} | typed)


async def test_a_deal_moves_from_stage_to_stage_with_the_cursor(crm, session, staged, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "d", "B")
        lines = seen(app)
        assert lines[0].startswith(" Board of deals › in progress")
        assert lines[1].split()[:3] == ["first", "conta…", "3"]
        assert [lines[2].split(), lines[3].split()] == [["5,100", "€"], ["700,000", "₽"]]
        assert [line[:15].strip("▌► ") for line in lines[4:7]] == [
            "○ Chairs", "Romashka LLC", "5,000 € ! 4 d",
        ]  # fmt: skip
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert records.get(session, DEALS, 1).stage == "offer"
        assert seen(app)[4].index("Chairs") > 30, "the cursor went with it"
        await press(pilot, "t", *"offer fri", "enter")
        planned = cards.history(session, DEALS, 1)
        assert [row.subject for row in records.iterate(session, ACTIVITIES, planned)] == ["offer"]
        assert "● Chairs" in "\n".join(seen(app))
        await press(pilot, "left", "n", *"Beds", "down", *"C-1", "enter")
        beds = records.get(session, DEALS, 5)
        assert (beds.name, beds.stage) == ("Beds", "needs")
        await press(pilot, "right", "W")
        assert records.get(session, DEALS, 1).status == "won"
        assert "Chairs" not in "\n".join(seen(app)[1:-2])
        await press(pilot, "left", "left", "space", "space")
        assert "◆ Sofas" in seen(app)[4], "of all marked the sign is another"
        assert "2 marked" in seen(app)[0]
        await press(pilot, "greater_than_sign")
        assert [records.get(session, DEALS, number).stage for number in (2, 3)] == ["needs"] * 2
        assert "marked" not in seen(app)[0]
        await press(pilot, "right", "asterisk", "escape")
        assert seen(app)[0].startswith(" Board of deals"), "the marks went first"
        await press(pilot, "slash", *"status:won zzz", "enter")
        assert seen(app)[-1].split()[:2] == ["/", "filter"], "nothing to win, lose or open"
        assert seen(app)[-2].split() == ["/", "status:won", "zzz"], "what is typed can be read"
        await press(pilot, "slash", *["backspace"] * 4, "enter", *["right"] * 3)
        assert seen(app)[1].split()[-2:] == ["contract", "1"]
        await press(pilot, "enter")
        assert seen(app)[1].startswith(" ✓ Lamps  D-4")
