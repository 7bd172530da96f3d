"""Duplicates: found from the palette, compared side by side, merged, told apart, taken back."""

from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.fields import Link
from crm_tui.services import activities, cards, duplicates, records


async def test_a_pair_is_compared_merged_and_taken_back(crm, session, press, seen, toasts):
    for name, city, phone in (("Romashka", "Kazan", ""), ("ООО Ромашка", "Omsk", "+7 495 5551234")):
        typed = {"name": name, "city": city, "email": "a@b.example", "phone": phone}
        records.add(session, CLIENTS, typed)
    activities.log(session, Link(2, ""), CLIENTS, "call", "price list", {})
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "colon", *"dup", "enter")
        assert "same name, same e-mail" in "\n".join(seen(app))
        assert "not a duplicate" in seen(app)[-1]
        await press(pilot, "enter")
        shown = "\n".join(seen(app))
        assert "● Kazan" in shown
        assert "○ Omsk" in shown
        await press(pilot, "j", "right")
        assert "● Omsk" in "\n".join(seen(app))
        await press(pilot, "enter")
        kept = records.get(session, CLIENTS, 1)
        assert (kept.name, kept.city, kept.phone) == ("Romashka", "Omsk", "+7 495 5551234")
        assert cards.get(session, CLIENTS, 2).merged_into.id == 1
        assert "C-2 was merged into C-1: 1 activity\nu takes it back" in toasts(app)
        assert "No duplicates" in "\n".join(seen(app))
        assert "not a duplicate" not in seen(app)[-1]
        await press(pilot, "u")
        assert records.get(session, CLIENTS, 1).city == "Kazan"
        assert "same name, same e-mail" in "\n".join(seen(app))
        assert "not a duplicate" in seen(app)[-1]
        await press(pilot, "enter", "n")
        assert "No duplicates" in "\n".join(seen(app))
        assert not duplicates.find(session, CLIENTS).candidates
        await press(pilot, "escape")
        assert "Today" in seen(app)[0]
