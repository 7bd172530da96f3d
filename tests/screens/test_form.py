"""The form: what is typed is judged at once, saved by Enter, and never lost."""

import pytest

from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.fields import Kind
from crm_tui.services import fields, records


@pytest.fixture
def form(crm, romashka, settle):
    """Opens the form of Romashka, or of a new record."""

    async def open_form(pilot, entity_name="clients", number=1, defaults=None):
        await settle(pilot)
        pilot.app.open_form(entity_name, number, defaults)
        await settle(pilot)

    return open_form


def line_of(lines, label):
    return next(line for line in lines if line.strip().startswith(f"{label} "))


async def test_a_custom_field_is_in_the_form_after_the_usual_ones(
    crm, form, session, press, romashka
):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        assert list(app.screen.shown)[12] == "fleet_size"
        app.screen.shown["fleet_size"].focus_entry()
        await press(pilot, "1", "2", "enter")
        found = await app.run_service(records.get, CLIENTS, 1)
    assert found.extra["fleet_size"] == 12


async def test_who_looks_alike_is_asked_before_a_duplicate_is_made(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "clients", None)
        await press(pilot, *"ROMASHKA llc")
        assert any("C-1  Romashka LLC  same name" in line for line in seen(app))
        await press(pilot, "enter")
        assert any("o open the other   i it is another: save" in line for line in seen(app))
        await press(pilot, "o")
        assert seen(app)[0].startswith(" Clients › Romashka LLC")
        await press(pilot, "escape", "i")
        assert (await app.run_service(records.get, CLIENTS, 2)).name == "ROMASHKA llc"


async def test_notes_have_lines_of_their_own(crm, form, press):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        app.screen.shown["notes"].focus_entry()
        await press(pilot, "end", "enter", *"He knows", "tab", "enter")
        found = await app.run_service(records.get, CLIENTS, 1)
    assert found.notes == "Ask for Ivan.\nHe knows"


async def test_the_form_judges_what_is_typed_and_saves_only_what_was_changed(
    crm, form, press, seen, toasts
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        lines = seen(app)
        shown = {name: widget.value for name, widget in app.screen.shown.items()}
        assert lines[0].startswith(" Edit client › Romashka LLC")
        assert line_of(lines, "Lifecycle").split() == ["Lifecycle", "customer"]
        assert (shown["credit_limit"], shown["owner"]) == ("500000 RUB", "Olga")
        assert "created_at" not in shown
        await press(pilot, "tab", "tab", "end", "@")  # a mistake stands beside its field
        assert "! info@romashka" in line_of(seen(app), "E-mail")
        assert "! 1 to correct" in seen(app)[0]
        assert any("is no e-mail address" in line for line in seen(app))
        await press(pilot, "tab", "end", "9", "enter")  # nothing is saved, and nothing is lost
        assert "▐info@romashka.example@" in line_of(seen(app), "E-mail")
        assert "Moscow9" in line_of(seen(app), "City")
        assert (await app.run_service(records.get, CLIENTS, 1)).city == "Moscow"
        await press(pilot, "backspace")
        assert "!" not in line_of(seen(app), "E-mail")
        await press(pilot, "enter")
        found = await app.run_service(records.get, CLIENTS, 1)
        assert toasts(app)[-1] == "✓ Saved: Romashka LLC    u undo"
    assert (found.email, found.city) == ("info@romashka.example", "Moscow9")
    assert found.version == 2


async def test_a_new_client_needs_a_name_says_how_values_are_understood_and_shows_its_card(
    crm, form, press, seen
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "clients", None)
        await press(pilot, "tab", *"84955550000")
        assert "= +7 495 555-00-00" in line_of(seen(app), "Phone")
        app.screen.shown["segment"].focus_entry()
        await press(pilot, *"air")
        assert "new in the list" in line_of(seen(app), "Segment")
        await press(pilot, "enter")
        assert "! is needed" in line_of(seen(app), "Name")
        await press(pilot, *"Vega", "enter")
        assert seen(app)[0].startswith(" Clients › Vega")


async def test_names_are_completed_and_what_the_caller_knows_is_filled_in(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "contacts", None, {"client": "C-1"})
        assert "= Romashka LLC" in line_of(seen(app), "Client")
        await press(pilot, *"Pavel Orlov", "enter")
        found = await app.run_service(records.get, CONTACTS, 3)
        await form(pilot, "contacts", None)
        app.screen.shown["client"].focus_entry()
        await press(pilot, *"roma", "right")
        assert app.screen.shown["client"].value == "Romashka LLC"
    assert (found.first, found.last, found.client.id) == ("Pavel", "Orlov", 1)


async def test_esc_asks_once_before_it_throws_away_and_else_just_leaves(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await press(pilot, "end", "9", "escape")
        assert any("1 field was changed and not saved." in line for line in seen(app))
        await press(pilot, "escape")
        assert any("▐Romashka LLC9" in line for line in seen(app))
        await press(pilot, "escape", "x")
        assert seen(app)[0].startswith(" Today")
        assert (await app.run_service(records.get, CLIENTS, 1)).name == "Romashka LLC"
        await form(pilot, "activities", None, {"client": "C-1"})
        await press(pilot, "escape")
        assert seen(app)[0].startswith(" Today")


async def test_hostile_values_are_only_text(crm, form, press, seen):
    app = crm()
    everywhere = "[ACME] Ltd x [/b] \x1b]52;c;x\x07y 😀"
    async with app.run_test(size=(80, 24)) as pilot:
        changed = dict.fromkeys(("name", "city", "notes"), everywhere)
        await app.run_service(records.edit, CLIENTS, 1, changed)
        await form(pilot)
        assert "[ACME] Ltd" in seen(app)[0]
        await press(pilot, "tab", "tab", "tab", "tab", "end", *"1", "enter")
        assert "\x1b" not in "\n".join(seen(app))
        assert (await app.run_service(records.get, CLIENTS, 1)).street.endswith("1")


async def test_any_size_can_be_typed_in(crm, form, press):
    app = crm("ru")
    async with app.run_test(size=(160, 48)) as pilot:
        await form(pilot)
        await press(pilot, "end", *"9")
        for size in ((40, 10), (20, 5)):
            await pilot.resize_terminal(*size)
            await press(pilot, *"9")
        await press(pilot, "enter")
        name = (await app.run_service(records.get, CLIENTS, 1)).name
        assert name == "Romashka LLC999"
