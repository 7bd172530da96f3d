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


async def test_the_form_holds_the_values_as_one_would_type_them(crm, form, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        lines = seen(app)
        shown = {name: widget.value for name, widget in app.screen.shown.items()}
    assert lines[0].startswith(" Edit client › Romashka LLC")
    assert line_of(lines, "Lifecycle").split() == ["Lifecycle", "customer"]
    assert shown["credit_limit"] == "500000 RUB"
    assert shown["owner"] == "Olga"
    assert "created_at" not in shown


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


async def test_a_mistake_stands_beside_its_field_while_one_types(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await press(pilot, "tab", "tab", "end", "@")
        assert "! info@romashka" in line_of(seen(app), "E-mail")
        assert "! 1 to correct" in seen(app)[0]
        assert any("is no e-mail address" in line for line in seen(app))
        await press(pilot, "backspace")
        assert "!" not in line_of(seen(app), "E-mail")


async def test_enter_saves_only_what_was_changed(crm, form, press, toasts):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await press(pilot, "tab", "tab", "tab", "end", *" 1", "enter")
        found = await app.run_service(records.get, CLIENTS, 1)
        assert toasts(app)[-1] == "✓ Saved: Romashka LLC    u undo"
    assert (found.city, found.version) == ("Moscow 1", 2)


async def test_a_save_that_fails_keeps_everything_and_leads_to_the_field(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await press(pilot, "tab", "tab", "end", "@", "tab", "end", "9", "enter")
        lines = seen(app)
        assert "▐info@romashka.example@" in line_of(lines, "E-mail")
        assert "Moscow9" in line_of(lines, "City")
        assert (await app.run_service(records.get, CLIENTS, 1)).city == "Moscow"


async def test_a_name_is_needed(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "clients", None)
        await press(pilot, "tab", "1", "enter")
        assert "! is needed" in line_of(seen(app), "Name")


async def test_how_a_value_was_understood_is_said(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "clients", None)
        await press(pilot, "tab", *"84955551234")
        assert "= +7 495 555-12-34" in line_of(seen(app), "Phone")
        app.screen.shown["segment"].focus_entry()
        await press(pilot, *"airports")
        assert "new in the list" in line_of(seen(app), "Segment")


async def test_choices_and_names_are_completed(crm, form, press):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "contacts", None)
        app.screen.shown["client"].focus_entry()
        await press(pilot, *"roma", "right")
        assert app.screen.shown["client"].value == "Romashka LLC"


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


async def test_a_new_client_shows_its_card(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "clients", None)
        await press(pilot, *"Vega", "enter")
        assert seen(app)[0].startswith(" Clients › Vega")


async def test_what_the_caller_knows_is_filled_in(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "contacts", None, {"client": "C-1"})
        assert "= Romashka LLC" in line_of(seen(app), "Client")
        await press(pilot, *"Pavel Orlov", "enter")
        found = await app.run_service(records.get, CONTACTS, 3)
    assert (found.first, found.last, found.client.id) == ("Pavel", "Orlov", 1)


async def test_esc_asks_once_before_it_throws_away(crm, form, press, seen):
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


async def test_esc_without_changes_just_leaves(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot, "activities", None, {"client": "C-1"})
        await press(pilot, "escape")
        assert seen(app)[0].startswith(" Today")


async def test_notes_have_lines_of_their_own(crm, form, press):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        app.screen.shown["notes"].focus_entry()
        await press(pilot, "end", "enter", *"He knows", "tab", "enter")
        found = await app.run_service(records.get, CLIENTS, 1)
    assert found.notes == "Ask for Ivan.\nHe knows"


async def test_hostile_values_are_only_text(crm, form, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        for count, name in enumerate(("[ACME] Ltd", "x [/b]", "\x1b]52;c;x\x07y", "😀"), 1):
            typed = {"name": name, "city": name, "notes": name}
            await app.run_service(records.edit, CLIENTS, 1, typed)
            await form(pilot)
            await press(pilot, "tab", "tab", "tab", "tab", "end", *"1", "enter")
            assert "\x1b" not in "\n".join(seen(app))
            street = (await app.run_service(records.get, CLIENTS, 1)).street
            assert street.endswith("1" * count)


async def test_any_size_can_be_typed_in(crm, form, press):
    app = crm("ru")
    async with app.run_test(size=(160, 48)) as pilot:
        for count, size in enumerate(((160, 48), (40, 10), (20, 5)), 1):
            await pilot.resize_terminal(*size)
            await form(pilot)
            await press(pilot, "end", *"9", "enter")
            name = (await app.run_service(records.get, CLIENTS, 1)).name
            assert name == "Romashka LLC" + "9" * count
