"""The settings: what is set counts at once, and `u` takes it back."""

from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.fields import Kind
from crm_tui.services import fields, pick_lists, settings, users

WIDE = (110, 40)


async def test_a_setting_is_searched_changed_and_counts_at_once(crm, session, press, seen):
    app = crm()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "g", "comma", "slash", *"curr", "enter", "enter", *"eur", "enter")
        assert settings.get(session, "currency").value == "EUR"
        assert app.session.currency == "EUR"
        assert "EUR" in "\n".join(seen(app))
        await press(pilot, "enter", *"tugrik", "enter")
        assert "no currency" in "\n".join(seen(app))
        await press(pilot, "escape", "escape")
        assert "Full name" in "\n".join(seen(app))
        await press(pilot, "g", "h")
        assert "Currency · setting" in "\n".join(seen(app))
        await press(pilot, "enter")
        assert "– → EUR" in "\n".join(seen(app))
        await press(pilot, "u")
        assert app.session.currency == "RUB"


async def test_another_language_is_spoken_at_once_and_everywhere(crm, press, seen, monkeypatch):
    monkeypatch.delenv("CRM_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    app = crm()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "g", "c", "g", "comma", "j", "j", "enter", "j", "j", "enter")
        assert "Валюта" in "\n".join(seen(app))
        await press(pilot, "g", "c")
        assert "Клиенты" in seen(app)[0]
        await press(pilot, "u")
        assert "Clients" in seen(app)[0]
        await press(pilot, "g", "comma")
        assert "Currency" in "\n".join(seen(app))


async def test_a_pick_list_is_shaped(crm, session, press, seen):
    app = crm()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "g", "comma", "slash", *"rating", "enter", "enter")
        await press(pilot, "n", *"Gold", "enter")
        await press(pilot, "end", "less_than_sign", "e", "space", *"rank", "enter")
        await press(pilot, "home", "x")
        found = pick_lists.get(session, "rating")
        assert [value.choice.label for value in found.offered][-2:] == ["Gold rank", "C: small"]
        assert [value.choice.key for value in found.values if value.archived] == ["a"]
        assert "In the archive" in "\n".join(seen(app))
        await press(pilot, "end", "x", "u", "u")
        assert len(pick_lists.get(session, "rating").offered) == 4


async def test_a_field_is_made_renamed_and_archived(crm, session, press, seen):
    app = crm()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "g", "comma", "slash", *"own", "space", *"clients", "enter", "enter")
        assert "No fields of your own yet" in "\n".join(seen(app))
        assert not any(word in seen(app)[-1] for word in ("open", "rename", "archive", "down"))
        await press(pilot, "n", "j", "enter", *"Fleet", "enter")
        assert all(word in seen(app)[-1] for word in ("open", "rename", "archive", "down"))
        await press(pilot, "e", "space", *"size", "enter")
        field = fields.find(session, CLIENTS, "fleet")
        assert (field.label, field.kind) == ("Fleet size", Kind.NUMBER)
        await press(pilot, "n", "enter", *"Colour", "enter", "end", "less_than_sign")
        own = [field.name for field, _archived in fields.own(session, CLIENTS)]
        assert own == ["colour", "fleet"]
        await press(pilot, "u", "u")
        await press(pilot, "x")
        assert fields.own(session, CLIENTS)[0][1]


async def test_a_colleague_is_added_given_a_role_and_archived(crm, session, press, seen, toasts):
    app = crm()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "g", "comma", "end", "enter", "n", *"ivan", "space", *"Ivan", "enter")
        assert [user.name for user in users.everybody(session)] == ["Ivan", "Olga"]
        await press(pilot, "home", "enter", "home", *"jjjj", "enter")
        assert users.find(session, "ivan").role == "manager"
        await press(pilot, "x")
        assert "In the archive" in "\n".join(seen(app))
        await press(pilot, "home", "x")
        assert "somebody has to be the admin" in toasts(app)[-1]
        await press(pilot, "u", "u", "u")
        assert [user.name for user in users.everybody(session)] == ["Olga"]
