"""The card of a client: its tabs, its keys, and what others change meanwhile."""

import pytest

from crm_tui.data.models.contacts import ContactPoint
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.screens.card import changes
from crm_tui.screens.card.lists import ChangeList
from crm_tui.services import records


@pytest.fixture
def card(crm, romashka, settle):
    """Opens the card of Romashka, or of another record, on top of Today."""

    async def open_card(pilot, entity_name="clients", number=1):
        await settle(pilot)
        pilot.app.open_card(entity_name, number)
        await settle(pilot)

    return open_card


async def test_the_summary_says_who_it_is_what_is_next_and_what_happened(crm, card, seen):
    ContactPoint.update(label="work cell").where(ContactPoint.kind == "phone").execute()
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        lines = seen(app)
    assert any("+7 495 555-12-34 (work mobile)" in line for line in lines)
    assert lines[0].startswith(" Clients › Romashka LLC")
    assert lines[1].startswith(" ● Romashka LLC  C-1")
    assert lines[1].endswith("customer · owner Olga")
    assert lines[2].split() == [
        *["1", "Summary", "2", "History", "3", "Deals", "7", "People", "8", "Changes"]
    ]
    assert " ".join(lines[4].split()) == "Next ! call 2 d overdue ask about the contract"
    assert "Phone         +7 495 555-12-34" in lines[6]
    assert lines[6].endswith("500,000 ₽")
    text = "\n".join(lines)
    assert "Address       Moscow, Tverskaya 7" in text
    assert "PEOPLE  2" in text
    assert "12 months, 2 contacts" in text
    assert "→ Ivan Petrov  asked for 5 % more" in text


async def test_every_tab_has_its_digit_and_what_others_change_appears_by_itself(
    crm, card, seen, press, settle
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        await press(pilot, "2")
        assert any("← " in line and "wants the 40 l model" in line for line in seen(app))
        await press(pilot, "7")
        assert any("Anna Kovaleva" in line and "accounting" in line for line in seen(app))
        await press(pilot, "8")
        assert any("made" in line and "Olga" in line for line in seen(app))
        await press(pilot, "1")
        assert any("Credit limit" in line for line in seen(app))
        typed = {"lifecycle": "regular", "owner": "", "credit_limit": "7000 EUR", "city": "Kazan"}
        await app.run_service(records.edit, CLIENTS, 1, typed)
        app.changed()
        await settle(pilot)
        assert any("Kazan, Tverskaya 7" in line for line in seen(app))
        await press(pilot, "8")  # the values before and after, as they are shown
        text = "\n".join(seen(app))
    assert "customer → regular" in text
    assert "Olga → –" in text
    assert "500,000 ₽ → 7,000 €" in text


async def test_what_is_planned_is_done_and_the_client_is_archived_and_brought_back(
    crm, card, press, seen, toasts
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        await press(pilot, "2", "down", "d")
        assert toasts(app)[-1] == "✓ Done: ask about the contract    u undo"
        assert (await app.run_service(records.get, ACTIVITIES, 3)).status == "done"
        await press(pilot, "t", *"offer", "enter")
        task = await app.run_service(records.get, ACTIVITIES, 4)
        await press(pilot, "1", "x")
        assert "archived · customer" in seen(app)[1]
        await press(pilot, "u")
        assert "archived" not in seen(app)[1]
    assert (task.kind, task.status, task.client.id) == ("task", "planned", 1)
    assert task.owner.name == "Olga"


async def test_people_open_and_are_added_from_the_card(crm, card, seen, press):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        await press(pilot, "7", "down", "enter")
        assert seen(app)[0].startswith(" People › Ivan Petrov")
        await press(pilot, "escape")
        assert seen(app)[0].startswith(" Clients › Romashka LLC")
        await press(pilot, "n", *"Pavel", "enter")
        assert any("Pavel" in line for line in seen(app))
        pavel = await app.run_service(records.get, CONTACTS, 3)
    assert pavel.client.id == 1


async def test_hostile_names_are_harmless(crm, card, seen, press):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        for name in ("[ACME] x [/b] [@click=app.quit]x", "\x1b]0;a\x07b 😀👨‍👩‍👧"):
            await app.run_service(records.edit, CLIENTS, 1, {"name": name, "notes": name})
            await app.run_service(records.edit, CONTACTS, 1, {"display_name": name, "title": name})
            app.changed()
            await press(pilot, "1", "2", "7", "8", "1")
            text = "\n".join(seen(app))
            assert "\x1b" not in text
            assert name.startswith("\x1b") or name in text


def steps_read(monkeypatch) -> list[tuple[int, ...]]:
    """How many actions are read from now on, and from which on."""
    read, found = changes.read, []

    def noted(session, wanted, number, *step):
        found.append(step)
        return read(session, wanted, number, *step)

    monkeypatch.setattr(changes, "read", noted)
    return found


async def test_the_oldest_change_can_be_reached(crm, card, seen, press, monkeypatch):
    monkeypatch.setattr(changes, "STEP", 3)
    monkeypatch.setattr(ChangeList, "most", 3)
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot)
        for city in ("Kazan", "Perm", "Omsk", "Tver", "Orel"):
            await app.run_service(records.edit, CLIENTS, 1, {"city": city})
        await press(pilot, "8")
        assert not any("made" in line for line in seen(app))
        read = steps_read(monkeypatch)
        await press(pilot, "end", "end", "end")
        assert any("made" in line for line in seen(app))
        numbers = [row.key[0] for row in app.screen.query_one(ChangeList).items]
        assert numbers == sorted(set(numbers), reverse=True)
        assert read == [(3, numbers[2])]


async def test_a_long_note_opens_in_full_on_demand(crm, card, press, seen):
    app = crm()
    async with app.run_test(size=(80, 48)) as pilot:
        await card(pilot)
        note = "begin " + "word " * 20_000 + "end"
        await app.run_service(records.edit, CLIENTS, 1, {"notes": note})
        app.changed()
        await press(pilot, "1")
        assert any("… Enter read the notes" in line for line in seen(app))
        await press(pilot, "enter", "end")
        assert any(line.strip(" │▁▂▃▄▅▆▇█").endswith("end") for line in seen(app))


async def test_a_record_that_is_not_there_closes_the_card_again(crm, card, seen, toasts):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await card(pilot, "clients", 99)
        assert seen(app)[0].startswith(" Today")
        assert toasts(app)


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_every_size_and_language_shows_every_tab(crm, card, press, seen, language):
    app = crm(language)
    async with app.run_test(size=(160, 48)) as pilot:
        await card(pilot)
        for size in ((160, 48), (40, 10), (20, 5)):
            await pilot.resize_terminal(*size)
            await press(pilot, "2", "7", "8", "1")
            assert all(len(line) <= size[0] for line in seen(app))
            assert app.screen.facts is not None


async def test_n_starts_a_playbook_that_was_made_in_the_settings(crm, card, press, seen, toasts):
    app = crm()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "comma", "slash", *"playbook", "enter", "enter", "n")
        await press(pilot, *"Lead", "enter", *"call +0, offer", "enter")
        assert "say after how many days" in "\n".join(seen(app))
        await press(pilot, *" +4", "enter")
        assert any("offer +4" in line for line in seen(app))
        await card(pilot)
        await press(pilot, "n")
        shown = "\n".join(seen(app))
        assert "Mon 30 Nov" in shown, "not on the Saturday"
        await press(pilot, "p", *"1 dec", "enter")
        shown = "\n".join(seen(app))
        assert ("from Tue 1 Dec on" in shown, "Mon 7 Dec" in shown) == (True, True)
        await press(pilot, "enter")
        assert "2 steps of Lead are planned" in toasts(app)[-1]
        await press(pilot, "2")
        assert any("offer" in line for line in seen(app))
        await press(pilot, "u")
        assert not any("offer" in line for line in seen(app))
