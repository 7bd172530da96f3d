"""Columns without telling titles, dates in any order, columns that fit no field, people."""

from datetime import date
from functools import partial

import pytest

from crm_tui.data.models.settings import CustomField
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.errors import InvalidInputError
from crm_tui.services import fields, history, import_columns, imports, records, users


@pytest.fixture
def load(session, tmp_path):
    def load(text: str, **options):
        path = tmp_path / "clients.csv"
        path.write_text(text)
        return imports.run(session, str(path), imports.Options(**options))

    return load


def client(session, number=1):
    return records.get(session, CLIENTS, number)


def test_columns_whose_titles_say_nothing_are_known_by_their_values(session, load):
    result = load(
        "Column 1,,Field3,#4,Fax\n"
        "Acme,,,www.acme.example,020 7946 0999\n"
        "Beta,b@beta.example,7707083893,,\n"
        "Gamma,c@gamma.example,,,\n"
    )
    assert list(result.mapping.values()) == ["name", "email", "tax_id", "website", None]
    assert (client(session, 2).email, client(session, 2).tax_id) == ("b@beta.example", "7707083893")


def test_the_whole_column_says_whether_the_day_is_first(session, load):
    load("Company,First touch\nAcme,03/04/2026\nBeta,04/25/2026 3:45 PM\n")
    assert client(session).first_touch_at == date(2026, 3, 4)
    load("Company,First touch\nGamma,03/04/2026\nDelta,25/04/2026\n")
    assert client(session, 3).first_touch_at == date(2026, 4, 3)


def test_a_column_of_tax_ids_with_their_reason_codes_is_read_as_both(session, load):
    text = (
        "Компания;ИНН / КПП;Примечание\n"
        "Ромашка;7701234567/770101001;met\nЛютик;770101001/7707083893;\n"
        "Мак;ИНН 770123456789 КПП -;\nФирма;12/34;\nПусто; / ;\n"
    )
    result = load(text)
    assert list(result.mapping.values()) == ["name", "tax_id", "notes"]
    found = [(each.tax_id, each.notes) for each in map(partial(client, session), range(1, 6))]
    assert found == [
        ("7701234567", "met\nКПП: 770101001"), ("7707083893", "КПП: 770101001"),
        ("770123456789", None), ("12/34", None), (None, None),
    ]  # fmt: skip
    assert load(text).transaction is None


def test_a_reason_code_is_noted_once_with_a_client_who_has_notes(session, load):
    load("Компания;Примечание\nРомашка;met\n")
    text = "Компания;ИНН/КПП\nРомашка;7701234567/770101001\n"
    assert load(text).updated == 1
    assert client(session).notes == "met\nКПП: 770101001"
    assert load(text).transaction is None
    assert load("Компания;Примечание\nРомашка;called\n").transaction is None


def test_a_reason_code_goes_to_the_field_of_ones_own_that_is_kept_for_it(session, load):
    text = "Компания;ИНН/КПП\nРомашка;7701234567/770101001\n"
    load(text, keep_unknown=True)
    assert client(session).extra == {"кпп": "770101001"}
    assert load(text, keep_unknown=True).transaction is None
    load(text.replace("Ромашка;77", "Лютик;78"))
    assert (client(session, 2).extra, client(session, 2).notes) == ({"кпп": "770101001"}, None)
    history.undo(session)
    history.undo(session)
    load(text)
    assert client(session, 3).notes == "КПП: 770101001"


def test_what_several_columns_say_of_one_thing_is_put_together(session, load):
    load(
        "Company,First name,Last name,Street,Street 2,Home Street,Home Street 2,Note,Note 2,"
        "Address 2 - Street,Birth Year,Birth Month,Birth Day,Turnover,Cadence\n"
        "Acme,Ann,Lee,1 Quay,Floor 2,,,met,called,Elm,,6,14,-,n/a\n"
        "Beta,Bob,Ray,,,5 Oak St,Flat 3,,called,,1985,6,14,5-,7\n"
    )
    acme, beta = records.get(session, CLIENTS, 1), records.get(session, CLIENTS, 2)
    assert (acme.street, acme.notes, acme.turnover, acme.cadence) == (
        "1 Quay, Floor 2", "met\ncalled", None, None,
    )  # fmt: skip
    assert (beta.street, beta.notes, beta.turnover, beta.cadence) == (
        "5 Oak St, Flat 3", "called", -500, 7,
    )  # fmt: skip
    ann, bob = records.get(session, CONTACTS, 1), records.get(session, CONTACTS, 2)
    assert (ann.birthday, ann.preferences) == (None, "Birth Day: 06-14")
    assert (bob.birthday, bob.preferences) == (date(1985, 6, 14), None)


def test_a_dash_in_place_of_a_value_is_no_value(session, load):
    text = "Company,E-mail,Phone,Size,Source,Turnover,First touch\nAcme,-,—,н/д,n/a,-,–\n"
    assert load(text).new == 1
    acme = client(session)
    assert (acme.email, acme.phone, acme.size, acme.source, acme.turnover, acme.first_touch_at) == (
        (None,) * 6
    )
    assert load(text).transaction is None


def test_the_notes_of_several_people_of_one_company_are_all_kept(session, load):
    text = "Company,Contact,Notes\nAcme,Ann Lee,likes tea\nAcme,Bob Ray,likes coffee\n"
    text += 'Acme,Cid Moe,likes tea\nAcme,Dora Fox,\nAcme,Eve Low,"calls\nback"\n'
    load(text)
    together = "likes tea\nlikes coffee\ncalls\nback"
    assert client(session).notes == together
    assert load(text).transaction is None
    records.add(session, CLIENTS, {"name": "Beta"})
    records.add(session, CLIENTS, {"name": "Gamma", "notes": "mine"})
    load(text.replace("Acme", "Beta") + text.replace("Acme", "Gamma").partition("\n")[2])
    assert (client(session, 2).notes, client(session, 3).notes) == (together, "mine")


def test_a_day_that_may_be_two_is_refused_until_the_order_is_said(session, load):
    text = "Company,First touch\nAcme,03/04/2026\n"
    assert load(text).rejected == 1
    assert load(text, dates="mdy").new == 1
    assert client(session).first_touch_at == date(2026, 3, 4)
    with pytest.raises(InvalidInputError, match="dmy, mdy"):
        load(text, dates="ymd")


def test_columns_that_fit_no_field_are_kept_when_asked_and_undone_with_the_import(session, load):
    text = "Company,Shoe size,Empty,Фирменный цвет\nAcme,44,,red\nBeta,,,\n"
    result = load(text, keep_unknown=True)
    assert client(session).extra == {"shoe_size": 44, "фирменный_цвет": "red"}
    assert result.unmapped == ("Empty",)
    labels = {field.label for field in fields.in_force(session, CLIENTS) if field.custom}
    assert labels == {"Shoe size", "Фирменный цвет"}
    assert load(text, keep_unknown=True).transaction is None
    history.undo(session)
    assert CustomField.select().count() == 0
    assert not any(field.custom for field in fields.in_force(session, CLIENTS))


def test_a_kept_field_is_of_the_kind_that_all_its_values_are(session, load):
    load(
        "Company,Shoe,VIP,Signed,Page,Code,Mixed,Which day\n"
        "Acme,44,yes,25.12.2025,https://a.example/x,007,12,03/04/2026\n"
        'Beta,"1,5",нет,01.02.2026,,8,x,\n',
        keep_unknown=True,
    )
    assert client(session, 1).extra == {
        "shoe": 44, "vip": True, "signed": date(2025, 12, 25), "page": "https://a.example/x",
        "code": "007", "mixed": "12", "which_day": "03/04/2026",
    }  # fmt: skip
    assert (client(session, 2).extra["shoe"], client(session, 2).extra["vip"]) == (1.5, False)


def test_a_table_without_titles_is_read_from_its_first_row(session, load):
    text = "Acme,info@acme.example,2026-01-05\nBeta,b@beta.example,2026-01-06\n"
    result = load(text, columns={"Column 3": "first_touch_at"})
    assert (result.rows, [*result.mapping]) == (2, ["Column 1", "Column 2", "Column 3"])
    assert client(session).email == "info@acme.example"
    assert client(session, 2).first_touch_at == date(2026, 1, 6)
    people = load("Иванов И.И.;89161234567\n", into="contacts")
    assert [*people.mapping.values()] == ["contact.display_name", "contact.phone"]


def test_a_dry_run_keeps_no_fields(session, load):
    assert load("Company,Shoe size\nAcme,44\n", keep_unknown=True, dry_run=True).new == 1
    assert CustomField.select().count() == 0


def test_what_the_map_leaves_out_is_not_kept(session, load):
    load("Company,Shoe size\nAcme,44\n", keep_unknown=True, columns={"Shoe size": None})
    assert client(session).extra == {}


def test_into_contacts_a_name_is_the_persons(session, load):
    result = load(
        "Name,E-mail,Company,Owner\nAnna Taylor,anna@acme.example,Acme,Olga\n", into="contacts"
    )
    assert result.mapping == {
        "Name": "contact.display_name",
        "E-mail": "contact.email",
        "Company": "name",
        "Owner": "contact.owner",
    }
    found = records.get(session, CONTACTS, 1)
    assert (found.client.name, found.owner.id) == ("Acme", session.user.id)


def test_a_file_is_looked_at_without_being_read_in(session, tmp_path):
    path = tmp_path / "connections.csv"
    path.write_text(
        "Notes:\n\nFirst Name,Last Name,Email Address,Connected On\n"
        "Anna,Taylor,,05 Mar 2024\nBoris,Orlov,b@x.example,\n"
    )
    found = imports.inspect(session, str(path))
    assert (found.preset, found.notes, found.encoding) == ("linkedin", ("Notes:",), "utf-8")
    assert [column.target.shown for column in found.columns] == [
        "contact.first", "contact.last", "contact.email", "first_touch_at",
    ]  # fmt: skip
    assert found.samples[2] == ("b@x.example",)
    assert found.rows[0] == ("Anna", "Taylor", "", "05 Mar 2024")


def test_no_more_fields_are_made_than_the_database_can_hold(session, tmp_path, monkeypatch):
    monkeypatch.setattr(import_columns, "MOST_KEPT", 2)
    path = tmp_path / "wide.csv"
    path.write_text("Company,Red,Green,Blue\nAcme,1,2,3\n")
    result = imports.run(session, str(path), imports.Options(keep_unknown=True))
    assert (result.new, result.unmapped) == (1, ("Blue",))


def test_an_owner_is_known_by_login_name_and_mailbox_however_they_are_written(session, load):
    made = users.add(session, "petrova", "Ольга Петрова")
    words = ("PETROVA", "ольга  петрова", "Петрова Ольга", "petrova@firm.example")
    load("Company,Owner\n" + "".join(f"A{number},{word}\n" for number, word in enumerate(words)))
    owners = [client(session, number).owner for number in range(1, len(words) + 1)]
    assert {owner and owner.id for owner in owners} == {made.id}
