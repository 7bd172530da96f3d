"""A CSV becomes clients and contacts: verdicts, matching, filling, all or nothing."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from crm_tui.data import staging_merges
from crm_tui.data.database import database
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact, ContactPoint
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.models.journal import Change, Transaction
from crm_tui.data.models.settings import Lookup
from crm_tui.domain.entities import CLIENTS, CONTACTS, USERS
from crm_tui.domain.fields import Kind, Link
from crm_tui.domain.imports import NO_TAX_ID, UNKNOWN
from crm_tui.errors import InvalidInputError
from crm_tui.i18n import Language
from crm_tui.services import fields, history, imports, merging, records

PEOPLE = """Company;Contact;Phone;E-mail;City
Acme;Anna Taylor;+44 20 7946 0123;anna@acme.example;London
Acme;Boris Orlov;8 495 555-12-34;boris@acme.example;
Romashka;Chloe Evans;;chloe@romashka.example;Tula
"""


@pytest.fixture
def load(session, tmp_path):
    """Imports a text and returns the result."""

    def load(text: str | bytes, **options):
        path = tmp_path / "clients.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return imports.run(session, str(path), imports.Options(**options))

    return load


def verdicts(result) -> tuple[int, ...]:
    found = (result.new, result.updated, result.same, result.duplicate, result.rejected)
    assert sum(found) == result.rows
    return found


def client(session, number=1):
    return records.get(session, CLIENTS, number)


def contact(session, number=1):
    return records.get(session, CONTACTS, number)


def test_every_row_makes_a_client_with_its_contact(session, load):
    assert verdicts(load(PEOPLE)) == (3, 0, 0, 0, 0)
    acme, romashka = client(session, 1), client(session, 2)
    assert (acme.name, acme.city, acme.phone) == ("Acme", "London", None)
    assert (acme.kind, acme.relation, acme.lifecycle) == ("company", "customer", "customer")
    assert romashka.city == "Tula"
    anna, boris, chloe = (contact(session, number) for number in (1, 2, 3))
    assert (anna.first, anna.last, anna.phone) == ("Anna", "Taylor", "+44 20 7946 0123")
    assert [found.client.id for found in (anna, boris, chloe)] == [1, 1, 2]


def test_the_same_file_twice_changes_nothing(session, load):
    first = load(PEOPLE)
    second = load(PEOPLE)
    assert verdicts(second) == (0, 0, 3, 0, 0)
    assert (first.transaction is None, second.transaction) == (False, None)
    assert Transaction.select().where(Transaction.source == "import").count() == 1
    assert ImportBatch.select().count() == 1


def test_a_row_without_email_or_phone_is_known_by_its_name(session, load):
    text = "Company,City\nAcme,\nООО «Ромашка»,Тула\n"
    assert verdicts(load(text)) == (2, 0, 0, 0, 0)
    assert verdicts(load(text.replace("Ромашка", "РОМАШКА"))) == (0, 0, 2, 0, 0)


def test_companies_of_one_name_and_two_tax_ids_are_two(session, load):
    text = "Company,Tax id\nRomashka,7701\nRomashka,7802\nRomashka,7802\nRomashka,\n"
    assert verdicts(load(text)) == (2, 0, 0, 2, 0)
    assert verdicts(load(text)) == (0, 0, 3, 1, 0)


def test_three_russian_words_are_last_first_middle(session, load):
    load("Компания;ФИО\nРомашка;Хрущёв Никита Сергеевич\nРомашка;Ольга Ёлкина\n")
    found = contact(session, 1)
    assert (found.last, found.first, found.middle) == ("Хрущёв", "Никита", "Сергеевич")
    assert found.display_name == "Хрущёв Никита Сергеевич"
    assert (contact(session, 2).first, contact(session, 2).last) == ("Ольга", "Ёлкина")


def test_parts_of_a_name_are_put_together(session, load):
    load("Компания;Фамилия;Имя;Отчество\nРомашка;Хрущёв;Никита;Сергеевич\nБета;Taylor;Anna;\n")
    assert contact(session, 1).display_name == "Хрущёв Никита Сергеевич"
    assert contact(session, 2).display_name == "Anna Taylor"


def test_a_contact_without_a_company_is_a_person(session, load):
    load("Company,Contact,E-mail\n,Anna Taylor,anna@example.com\n")
    found = client(session)
    assert (found.name, found.kind, found.email) == ("Anna Taylor", "person", None)
    assert contact(session).email == "anna@example.com"
    load("Name\nИванов Иван Иванович\n")
    assert client(session, 2).kind == "person"


def test_phones_and_emails_of_several_columns_are_all_kept(session, load):
    text = (
        "Company,First Name,Business Phone,Mobile Phone,Home Phone,Email,E-mail 2 Address\n"
        "Acme,Anna,+44 20 7946 0123,+44 (0)20 7946 0123,020 7946 0999 ::: 020 7946 0888,"
        "anna@acme.example,ANNA@acme.example\n"
    )
    assert verdicts(load(text)) == (1, 0, 0, 0, 0)
    assert contact(session).phone == "+44 20 7946 0123, 020 7946 0999, 020 7946 0888"
    assert contact(session).email == "anna@acme.example"
    assert verdicts(load(text)) == (0, 0, 1, 0, 0)


def test_namesakes_without_a_company_are_two_persons(session, load):
    text = (
        "First name,Last name,Company,E-mail,Phone\n"
        "Anna,Taylor,,anna@one.example,\n"
        "Anna,Taylor,,anna@two.example,+44 20 7946 0123\n"
        "Boris,Orlov,,boris@one.example,\n"
        "Boris,Orlov,,,+44 20 7946 0999\n"
    )
    assert verdicts(load(text)) == (3, 1, 0, 0, 0)
    emails = [contact(session, number).email for number in (1, 2, 3)]
    assert emails == ["anna@one.example", "anna@two.example", "boris@one.example"]
    assert contact(session, 3).phone == "+44 20 7946 0999"
    assert verdicts(load(text)) == (0, 0, 4, 0, 0)
    assert verdicts(load(text, match=["phone"])) == (0, 0, 4, 0, 0)
    assert verdicts(load("Full name,Company,E-mail\nAnna Taylor,,anna@three.example\n")) == (
        (1, 0, 0, 0, 0)
    )


def test_namesakes_of_the_kind_person_are_two_clients(session, load):
    text = (
        "Name,Kind,Phone\n"
        "Anna Taylor,person,+44 20 7946 0123\nAnna Taylor,person,+44 20 7946 0999\n"
        "Acme,company,+44 20 7946 0124\nAcme,company,+44 20 7946 0888\nAcme,,\n"
    )
    assert verdicts(load(text)) == (3, 0, 0, 2, 0)
    assert verdicts(load(text))[:2] == (0, 0)


def test_without_a_contact_column_email_and_phone_are_the_clients(session, load):
    load("Name,Phone,E-mail\nAcme,+44 20 7946 0123,info@acme.example\n")
    assert (client(session).phone, client(session).email) == (
        "+44 20 7946 0123",
        "info@acme.example",
    )
    assert Contact.select().count() == 0


def test_what_is_said_of_a_contact_without_a_name_is_kept_with_the_client(session, load):
    text = "Company,Contact,Position,Phone,E-mail\nAcme,,\x1bDirector,02079460123,a@x.example\n"
    assert verdicts(load(text)) == (1, 0, 0, 0, 0)
    acme = client(session)
    assert (acme.phone, acme.email) == ("02079460123", "a@x.example")
    assert acme.notes == "Position: Director"
    assert verdicts(load(text)) == (0, 0, 1, 0, 0)


def test_leads_are_leads(session, load):
    load("Name,Lifecycle\nAcme,\nBeta,qualified\n", into="leads")
    assert [client(session, number).lifecycle for number in (1, 2)] == ["lead", "qualified"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,anna@example.com,,,", "no name"),
        ("Acme,,no mail at all,,,", "E-mail"),
        ("Acme,,,31.02.2026,,", "First touch"),
        ("Acme,,,,much,", "Budget"),
        ("A" * 501 + ",,,,,", "500"),
        ("Acme,,,,,,,one more", "more cells"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_the_reason(
    session, load, tmp_path, row, reason
):
    text = f"Company,City,E-mail,First touch,Budget,Lifecycle\nBeta,,,,,\n{row}\n"
    result = load(text)
    assert verdicts(result) == (1, 0, 0, 0, 1)
    assert result.rejects == str(tmp_path / "clients.rejected.csv")
    lines = (tmp_path / "clients.rejected.csv").read_text("utf-8").splitlines()
    assert lines[0] == "Company,City,E-mail,First touch,Budget,Lifecycle,line,reason"
    assert ",3," in lines[1]
    assert reason in lines[1]


def test_mended_rejects_can_be_imported(session, load, tmp_path):
    result = load("Company;E-mail\n=Acme;broken\n")
    text = (tmp_path / "clients.rejected.csv").read_text("utf-8")
    assert "'=Acme;broken" in text
    load(text)
    again = (tmp_path / "clients.rejected-2.csv").read_text("utf-8")
    assert again == text, "no apostrophe is added by refusing the row again"
    assert verdicts(load(text.replace("broken", "info@acme.example"))) == (1, 0, 0, 0, 0)
    assert client(session).name == "=Acme"
    assert result.transaction is None


@pytest.mark.parametrize(
    ("encoding", "name", "written"),
    [("cp1252", "Müller € GmbH", "utf-8-sig"), ("koi8-r", "Ромашка и сыновья", "koi8-r")],
)
def test_a_reason_can_be_read_whatever_the_letters_of_the_file(
    session, load, tmp_path, encoding, name, written
):
    russian = replace(session, language=Language("ru"))
    path = tmp_path / "old.csv"
    path.write_bytes(f"Company;E-mail\n{name};broken\n".encode(encoding))
    imports.run(russian, str(path), imports.Options(encoding=encoding))
    text = (tmp_path / "old.rejected.csv").read_bytes().decode(written)
    assert name in text
    assert "не адрес почты" in text


def test_what_was_written_behind_refused_rows_is_no_column_of_the_user(session, load, tmp_path):
    load("Company,E-mail,Fleet\nAcme,broken,9\n", keep_unknown=True)
    again = (tmp_path / "clients.rejected.csv").read_text("utf-8")
    assert verdicts(load(again, keep_unknown=True)) == (0, 0, 0, 0, 1)
    twice = (tmp_path / "clients.rejected-2.csv").read_text("utf-8")
    assert twice == again
    load(twice.replace("broken", "info@acme.example"), keep_unknown=True)
    assert client(session).extra == {"fleet": 9}


def test_no_rejects_file_is_overwritten(session, load, tmp_path):
    for _ in range(3):
        load("Company,E-mail\nAcme,broken\n")
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == [
        "clients.csv",
        "clients.rejected-2.csv",
        "clients.rejected-3.csv",
        "clients.rejected.csv",
    ]
    for no_file in (tmp_path, "/dev/null"):
        with pytest.raises(InvalidInputError, match="no regular file"):
            load("Company,E-mail\nAcme,broken\n", rejects=str(no_file))
    load("Company,E-mail\nAcme,broken\n", rejects=str(tmp_path / "bad.csv"))
    assert (tmp_path / "bad.csv").stat().st_mode & 0o777 == 0o600


def test_a_phone_that_cannot_be_read_is_kept_as_bad(session, load):
    assert verdicts(load("Company,Phone\nAcme,ask Anna\n")) == (1, 0, 0, 0, 0)
    point = ContactPoint.get()
    assert (point.value, point.normalised, point.status) == ("ask Anna", None, "bad")


def test_several_phones_and_addresses_of_a_cell_are_kept(session, load):
    load(
        'Company,Phone,E-mail\nAcme,"8 495 555-12-34; 8 495 555-12-35","a@x.example, b@x.example"\n'
    )
    assert client(session).phone == "8 495 555-12-34, 8 495 555-12-35"
    assert client(session).email == "a@x.example, b@x.example"


def test_an_unknown_pick_list_value_is_added_once(session, load):
    result = load("Company,Industry\nAcme,Flower shops\nBeta,flower SHOPS\n")
    row = Lookup.get(Lookup.key == "flower-shops")
    assert (row.list, row.label) == ("industry", "Flower shops")
    assert {client(session, n).industry for n in (1, 2)} == {"flower-shops"}
    change = Change.get(Change.entity == "lookups", Change.record == row.id)
    assert change.txn == result.transaction


def test_a_refused_row_adds_nothing_to_a_pick_list(session, load):
    load("Company,Industry,E-mail\nAcme,Flowers,broken\n")
    assert not Lookup.select().where(Lookup.label == "Flowers").exists()


def test_sums_and_dates_are_stored_in_our_form(session, load):
    load('Company,Budget,Currency,First touch\nAcme,"1 234,50",EUR,24.12.2025\nBeta,$5,,\n')
    acme = client(session)
    assert (acme.budget, acme.currency) == (123450, "EUR")
    assert acme.first_touch_at.isoformat() == "2025-12-24"
    assert (client(session, 2).budget, client(session, 2).currency) == (500, "USD")


def test_custom_fields_are_imported_like_others(session, load):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    load("Company,Fleet size,City\nAcme,12,\nBeta,,Tula\n")
    assert client(session).extra == {"fleet_size": 12}
    assert client(session, 2).extra == {}
    assert verdicts(load("Company,Fleet size\nAcme,12\nBeta,7\n")) == (0, 1, 1, 0, 0)
    assert client(session, 2).extra == {"fleet_size": 7}


def test_an_owner_is_found_by_name_and_an_unknown_one_is_told(session, load):
    result = load("Company,Owner\nAcme,OLGA\nBeta,Nobody\n")
    assert client(session).owner.id == session.user.id
    assert client(session, 2).owner is None
    assert [*result.left_out()] == [(UNKNOWN, "Owner", ("Nobody",))]


def test_an_owner_may_be_a_login_or_an_email(session, load):
    load("Company,Owner\nAcme,olga\nBeta,Olga@firm.example\n")
    assert [client(session, n).owner.id for n in (1, 2)] == [session.user.id] * 2


def test_a_referrer_may_be_here_or_further_down_in_the_file(session, load):
    load("Company\nAcme\n")
    text = (
        "Company,Referred by\nBeta,ACME\nGamma,Delta\nDelta,C-1\nEcho,Nobody\nFox,Fox\nGolf,C-99\n"
    )
    result = load(text)
    links = [found and found.name for found in (client(session, n).referrer for n in range(2, 8))]
    assert links == ["Acme", "Delta", "Acme", None, None, None]
    assert result.unknown == {"Referred by": ("C-99", "Nobody")}
    assert verdicts(load(text)) == (0, 0, 6, 0, 0)


def test_links_of_our_own_lead_to_clients_people_and_colleagues(session, load):
    fields.add(session, CLIENTS, "Dealer", Kind.LINK, CLIENTS)
    fields.add(session, CLIENTS, "Architect", Kind.LINK, CONTACTS)
    fields.add(session, CONTACTS, "Looked after by", Kind.LINK, USERS)
    load("Company,Contact\nAcme,Ann Archer\n")
    text = (
        "Company,Contact,Dealer,Architect,Looked after by\n"
        "Beta,Bob Best,acme,Ann Archer,olga\nGamma,,Delta,Dan Day,\nDelta,Dan Day,C-1,P-1,Nobody\n"
        "Echo,,Echo,P-99,\n"
    )
    result = load(text)
    beta, gamma, delta, echo = (client(session, number).extra for number in range(2, 6))
    assert (beta["dealer"].name, beta["architect"].name) == ("Acme", "Ann Archer")
    assert (gamma["dealer"].name, gamma["architect"].name) == ("Delta", "Dan Day")
    assert (delta["dealer"].id, delta["architect"].id) == (1, 1)
    assert echo == {}
    assert records.get(session, CONTACTS, 2).extra["looked_after_by"].id == session.user.id
    assert result.unknown == {"Architect": ("P-99",), "Looked after by": ("Nobody",)}
    assert verdicts(load(text)) == (0, 0, 4, 0, 0)


def test_words_of_other_programs_for_a_choice_are_understood(session, load):
    result = load(
        "Company,Lifecycle stage\nA,Subscriber\nB,Opportunity\nC,Customer\nD,В работе\nE,heaven\n"
    )
    assert verdicts(result) == (5, 0, 0, 0, 0)
    stages = [client(session, number).lifecycle for number in range(1, 6)]
    assert stages == ["suspect", "qualified", "customer", "lead", "customer"]
    assert result.unknown == {"Lifecycle stage": ("heaven",)}


def test_columns_that_fit_nothing_are_named(session, load):
    result = load("Company,Shoe size,City\nAcme,44,Tula\n")
    assert result.mapping == {"Company": "name", "Shoe size": None, "City": "city"}
    assert result.unmapped == ("Shoe size",)


@pytest.mark.parametrize("phone", ["+7 495 555-12-34", "8(495)5551234", "74955551234"])
def test_a_phone_is_known_in_any_spelling(session, load, phone):
    load("Company,Phone\nAcme,8 495 555-12-34\n")
    assert verdicts(load(f"Company,Phone\nAcme Limited,{phone}\n")) == (0, 0, 1, 0, 0)


def test_the_first_value_that_hits_decides(session, load):
    load("Company,Phone,E-mail,Tax id\nAcme,8 495 555-12-34,,7701\nBeta,,b@beta.example,7702\n")
    row = "Company,Phone,E-mail,Tax id,City\nX,8 495 555-12-34,B@beta.example,7701,Tula\n"
    assert verdicts(load(row)) == (0, 1, 0, 0, 0)
    assert (client(session, 1).city, client(session, 2).city) == (None, "Tula")
    load(row.replace("Tula", "Perm"), match=("tax_id",))
    assert client(session, 1).city == "Perm"


def test_a_row_that_fits_two_clients_is_a_duplicate(session, load):
    load("Company,Tax id,Phone\nAcme,1,8 495 555-12-34\nBeta,2,\n", match=("tax_id",))
    load("Company,Tax id,Phone\nBeta,2,8 495 555-12-34\n", match=("tax_id",))
    assert verdicts(load("Company,Phone,City\nGamma,8 495 555-12-34,Tula\n")) == (0, 0, 0, 1, 0)
    assert Client.select().count() == 2


def test_people_of_one_phone_stay_two_people(session, load):
    text = (
        "Company,Contact,Phone\nAcme,Anna Taylor,8 495 555-12-34\n"
        "Acme,Boris Orlov,8 495 555-12-34\nAcme,A. Taylor,8 495 555-12-34\n"
    )
    assert verdicts(load(text)) == (2, 0, 0, 1, 0)
    assert verdicts(load(text)) == (0, 0, 3, 0, 0)
    assert Contact.select().count() == 2


@pytest.mark.parametrize(
    "rows",
    [
        "Company,Phone\nAcme,8 495 555-12-34; +7 495 5551234\nBeta,84955551234\n",
        "Company,Contact,Phone,Company phone\n"
        "Acme,Anna Taylor,8 495 555-12-34,+7 495 5551234\nBeta,Boris Orlov,84955551234,\n",
    ],
)
def test_a_row_that_has_a_phone_twice_is_known_by_another_row_only(session, load, rows):
    first = load(rows)
    assert (first.new + first.duplicate, first.rejected) == (2, 0)
    assert client(session).phone.replace("+7 495 5551234", "8 495 555-12-34") == "8 495 555-12-34"
    again = load(rows)
    assert (again.new, again.updated, again.transaction) == (0, 0, None)


def test_colleagues_of_one_first_name_and_phone_stay_two_people(session, load):
    text = "Company,Contact,Phone\nAcme,Anna Taylor,84955551234\nAcme,Anna Orlova,84955551234\n"
    assert verdicts(load(text)) == (2, 0, 0, 0, 0)
    assert verdicts(load(text)) == (0, 0, 2, 0, 0)
    assert Contact.select().count() == 2


@pytest.mark.parametrize(
    "columns", ["Phone\nFirm {},84950000000", "Contact,Phone\nFirm {},Anna T{},84950000000",
                "Tax id\nFirm {},1111111111"]
)  # fmt: skip
def test_what_half_the_file_has_in_common_tells_nobody(session, load, columns):
    header, row = f"Company,{columns}".split("\n")
    text = "\n".join([header, *(row.format(number, number) for number in range(60))])
    assert verdicts(load(text)) == (60, 0, 0, 0, 0)
    assert verdicts(load(text)) == (0, 0, 60, 0, 0)


@pytest.mark.parametrize("match", [("tax_id",), ("email", "phone", "tax_id")])
def test_a_tax_id_is_one_however_it_is_written(session, load, match):
    text = "Company,Tax id\nAcme,7707 083 893\nBeta,DE 123456789\nGamma,de123.456-789\n"
    assert verdicts(load(text, match=match)) == (2, 0, 0, 1, 0)
    found = [client(session, number).tax_id for number in (1, 2)]
    assert found == ["7707 083 893", "DE 123456789"], "as it was typed"
    text = "Company,Tax id\nOther,7707083893\nAcme,77 07083893\nAcme,77-07\n"
    assert verdicts(load(text, match=match)) == (1, 0, 2, 0, 0)


def test_a_referrer_is_who_is_stored_under_the_name(session, load):
    """The third row is called Beta and is Acme by its phone; the fourth is Beta."""
    text = (
        "Company,Phone,Referrer\nRomashka,,Beta\nAcme,8 495 555-12-34,\n"
        "Beta,8 495 555-12-34,Beta\nBeta,8 495 555-12-35,\n"
    )
    load(text)
    assert [client(session, number).referrer for number in (1, 2)] == [Link(3, "Beta")] * 2
    assert verdicts(load(text, update="overwrite")) == (0, 0, 4, 0, 0)


def test_of_contradicting_rows_the_first_tax_id_stays(session, load):
    text = (
        "Phone,Tax id,Contact\n8 495 555-12-34,,Anna Taylor\n,1,Anna Taylor\n"
        "8 495 555-12-34,2,Anna Taylor\n"
    )
    load(text, update="overwrite")
    assert client(session).tax_id == "1"
    assert verdicts(load(text, update="overwrite")) == (0, 0, 3, 0, 0)


def test_a_dash_or_zeros_are_no_tax_id(session, load):
    result = load("Company,Tax id\nAcme,-\nBeta,-\nGamma,000\nDelta,none\nEpsilon,none\n")
    assert verdicts(result) == (5, 0, 0, 0, 0)
    assert [*result.left_out()] == [(NO_TAX_ID, "Tax id", ("-", "000", "none"))]
    assert client(session).tax_id is None


def test_rows_that_follow_each_other_find_the_first(session, load):
    text = (
        "Company,Phone,E-mail\nAcme,8 495 555-12-31,\nAcme 2,8 495 555-12-31,a@acme.example\n"
        "Acme 3,,a@acme.example\nAcme 4,,A@ACME.example\n"
    )
    assert verdicts(load(text)) == (1, 1, 0, 2, 0)
    assert (Client.select().count(), client(session).email) == (1, "a@acme.example")
    assert verdicts(load(text)) == (0, 0, 4, 0, 0)


def test_fill_fills_only_what_is_empty(session, load):
    load("Company,City,E-mail\nAcme,London,a@acme.example\n")
    result = load(
        "Company,City,E-mail,Street,Phone\nACME,Tula,a@acme.example,High 1,8 495 555-12-34\n"
    )
    assert verdicts(result) == (0, 1, 0, 0, 0)
    found = client(session)
    assert (found.name, found.city, found.street) == ("Acme", "London", "High 1")
    assert (found.phone, found.version) == ("8 495 555-12-34", 2)
    change = Change.get(Change.transaction == result.transaction, Change.entity == "clients")
    assert change.before == {"phone": None, "street": None}
    assert change.after == {"phone": "8 495 555-12-34", "street": "High 1"}


@pytest.mark.parametrize(
    ("row", "update", "sums"),
    [
        ("Acme,,50,EUR,", "fill", (10000, None, "USD", 300)),
        ("Acme,,50,EUR,", "overwrite", (10000, None, "USD", 300)),
        ("Acme,7,8,EUR,", "overwrite", (10000, None, "USD", 300)),
        ("Acme,,,EUR,", "overwrite", (10000, None, "USD", 300)),
        ("Acme,7,8,EUR,9", "overwrite", (700, 800, "EUR", 900)),
        ("Acme,,50,USD,", "overwrite", (10000, 5000, "USD", 300)),
        ("Acme,,,,9 EUR", "overwrite", (10000, None, "USD", 300)),
        ("Acme,,,,9", "overwrite", (10000, None, "USD", 900)),
        ("Acme,7,8,EUR,9\nAcme,6,,USD,", "overwrite", (600, None, "USD", 300)),
        ("Beta,,8 USD,,\nBeta,9 EUR,,,", "fill", (None, 800, "USD", None)),
        ("Beta,,8 USD,,\nBeta,9 EUR,,,", "overwrite", (900, None, "EUR", None)),
        ("New,1,,USD,\nNew,,2,EUR,", "overwrite", (100, None, "USD", None)),
    ],
)
def test_no_sum_comes_into_another_currency(session, load, row, update, sums):
    fields.add(session, CLIENTS, "Margin", Kind.MONEY)
    header = "Company,Turnover,Budget,Currency,Margin\n"
    load(f"{header}Acme,100,,USD,3\nBeta,,,,\n")
    number = {"Acme": 1, "Beta": 2, "New": 3}[row.partition(",")[0]]
    for _time in range(2):
        again = load(header + row + "\n", update=update)
        found = client(session, number)
        held = (found.turnover, found.budget, found.currency, found.extra.get("margin"))
        assert held == sums
    assert again.transaction is None


def test_overwrite_renames_who_is_known_by_a_tax_id_or_an_external_id(session, load):
    load("Company,Tax id,External id\nAcme,1,X1\nBeta,2,X2\n")
    for text, match in (
        ("Company,Tax id\nAcme Group,1\n", ("tax_id",)),
        ("Company,External id\nBeta Group,X2\n", ("external_id",)),
    ):
        assert verdicts(load(text, match=match, update="overwrite")) == (0, 1, 0, 0, 0)
        assert load(text, match=match, update="overwrite").transaction is None
    assert (client(session, 1).name, client(session, 2).name) == ("Acme Group", "Beta Group")


@pytest.mark.parametrize("match", [("email",), ("phone",), ("external_id",)])
def test_namesakes_with_other_tax_ids_are_known_again_whatever_rows_are_matched_by(load, match):
    text = "Company,Tax id\nAcme,2\nACME,1\nAcme,1\n"
    assert verdicts(load(text, match=match)) == (2, 0, 0, 1, 0)
    assert verdicts(load(text, match=match)) == (0, 0, 3, 0, 0)
    assert Client.select().count() == 2


def test_a_link_to_who_was_merged_into_another_leads_to_that_other_one(session, load):
    load("Company\nAcme\nAcme Ltd\n")
    merging.merge(session, CLIENTS, 1, 2)
    load("Company,Referrer\nBeta,C-2\nGamma,Acme Ltd\n")
    assert [client(session, number).referrer.id for number in (3, 4)] == [1, 1]


@pytest.mark.parametrize("update", ["fill", "overwrite"])
@pytest.mark.parametrize("match", [("external_id", "email"), ("external_id",), ("tax_id",)])
def test_who_was_merged_into_another_is_that_other_one(session, load, match, update):
    text = (
        "Company;Client id;Contact;E-mail;Contact id;City\nAcme;X1;Ann Lee;ann@x.example;P1;Tula\n"
        "Acme Ltd;X2;Anna Lee;anna@x.example;P2;Tula\nBeta;X3;A. Lee;al@x.example;P3;Tula\n"
    )
    load(text)
    for entity in (CLIENTS, CONTACTS):
        merging.merge(session, entity, 3, 2)
        merging.merge(session, entity, 1, 3)
    load(text.replace("Tula", "Perm"), match=match, update=update)
    assert verdicts(load(text.replace("Tula", "Perm"), match=match)) == (0, 0, 3, 0, 0)
    assert (client(session).city, client(session, 2).city) == (
        "Tula" if update == "fill" else "Perm",
        "Tula",
    )
    assert sorted((contact(session).email or "").split(", ")) == [
        "al@x.example",
        "ann@x.example",
        "anna@x.example",
    ]
    assert (client(session, 2).email, contact(session, 2).email) == (None, None)


def test_overwrite_lets_the_last_row_win_and_comes_to_rest(session, load):
    load("Company,City,E-mail\nAcme,London,a@acme.example\n")
    mail = "a@acme.example"
    text = f"Company,City,E-mail\nACME,Tula,{mail}\nAcme!,Perm,{mail}\nACME,,{mail}\n"
    assert verdicts(load(text, update="overwrite")) == (0, 2, 1, 0, 0)
    assert (client(session).name, client(session).city) == ("ACME", "Perm")
    assert verdicts(load(text, update="overwrite")) == (0, 0, 3, 0, 0)


def test_an_import_is_undone_with_all_that_it_filled(session, load):
    load("Company,Contact,E-mail\nAcme,Anna Taylor,anna@acme.example\n")
    row = "Acme,Anna Taylor,anna@acme.example,Tula,8 495 555-12-34\n"
    text = f"Company,Contact,E-mail,City,Phone\n{row}"
    assert verdicts(load(text + "Beta,Boris Orlov,,,\n")) == (1, 1, 0, 0, 0)
    history.undo(session)
    assert (client(session).city, contact(session).phone) == (None, None)
    assert (Client.select().count(), Contact.select().count()) == (1, 1)
    assert verdicts(load(text)) == (0, 1, 0, 0, 0)


def test_many_records_are_filled_at_once(session, load):
    rows = [f"Client {number},{number}" for number in range(1200)]
    load("Company,Tax id\n" + "\n".join(rows))
    filled = "Company,Tax id,City\n" + "\n".join(f"{row},Tula" for row in rows)
    assert verdicts(load(filled)) == (0, 1200, 0, 0, 0)
    assert Client.select().where(Client.city == "Tula", Client.version == 2).count() == 1200
    found = "SELECT count(*) FROM client_search WHERE client_search MATCH 'tula'"
    assert database.execute_sql(found).fetchone() == (1200,)


def test_a_name_that_a_row_does_not_keep_is_lent_to_no_other(session, load):
    text = (
        "Company,E-mail\nAcme,a@acme.example\nAcme Holding,a@acme.example\nAcme Holding,\n"
        "Acme,b@acme.example\n"
    )
    assert verdicts(load(text)) == (2, 0, 0, 2, 0)
    assert verdicts(load(text)) == (0, 0, 4, 0, 0)


def test_skip_leaves_known_records_alone(session, load):
    load("Company,City\nAcme,\n")
    assert verdicts(load("Company,City\nAcme,Tula\nBeta,Perm\n", update="skip")) == (1, 0, 1, 0, 0)
    assert client(session).city is None


def test_a_known_contact_gets_what_it_lacks(session, load):
    load("Company,Contact,E-mail\nAcme,Anna Taylor,anna@acme.example\n")
    row = "Acme,Anna Taylor,anna@acme.example,buyer,8 495 555-12-34"
    text = f"Company,Contact,E-mail,Job title,Phone\n{row}\n"
    assert verdicts(load(text)) == (0, 1, 0, 0, 0)
    assert (contact(session).title, contact(session).phone) == ("buyer", "8 495 555-12-34")


def test_a_contact_without_a_client_gets_one(session, load):
    records.add(session, CONTACTS, {"display_name": "Anna Taylor", "email": "anna@acme.example"})
    assert verdicts(load("Company,Contact,E-mail\nAcme,Anna Taylor,anna@acme.example\n")) == (
        1, 0, 0, 0, 0,
    )  # fmt: skip
    assert (Contact.select().count(), contact(session).client.name) == (1, "Acme")


def test_archived_records_are_known_too(session, load):
    load(PEOPLE)
    database.execute_sql("UPDATE client SET archived_at = '2026-01-01 00:00:00'")
    assert verdicts(load(PEOPLE)) == (0, 0, 3, 0, 0)


def test_the_journal_has_one_entry_an_entity(session, load):
    result = load(PEOPLE)
    changes = Change.select().where(Change.transaction == result.transaction).order_by(Change.id)
    assert [(c.entity, c.op, c.record, c.last) for c in changes] == [
        ("clients", "insert", 1, 2),
        ("contacts", "insert", 1, 3),
        ("points", "insert", 1, 5),
    ]
    batch = ImportBatch.get()
    assert (batch.txn, batch.rows, batch.new) == (result.transaction, 3, 3)
    assert batch.mapping["City"] == "city"


def test_what_was_imported_is_found(session, load):
    load("Компания;Контакт;Почта\nХрущёв и сыновья;Анна Ёлкина;anna@example.com\n")
    for entity, word in (("client", "hrushev*"), ("contact", "anna*")):
        found = database.execute_sql(
            f"SELECT rowid FROM {entity}_search WHERE {entity}_search MATCH ?", (word,)
        )
        assert found.fetchall() == [(1,)]


def test_a_broken_file_writes_nothing(session, load, tmp_path):
    with pytest.raises(InvalidInputError) as caught:
        load('Company,E-mail\nAcme,broken\nBeta,"b@beta.example\n' + "C,\n" * 101)
    assert caught.value.line == 3
    assert Client.select().count() == 0
    assert [path.name for path in tmp_path.glob("*.csv")] == ["clients.csv"]


def test_a_row_with_a_broken_quote_is_refused_and_the_others_are_taken(load):
    result = load('Company,City\n"Firm "Best" Ltd",Oslo\nBeta,"Bonn\nGamma,Ulm\n')
    assert verdicts(result) == (2, 0, 0, 0, 1)
    assert result.reasons == ((3, "a quote is not closed, or stands inside a quoted cell"),)
    assert '"""Bonn",3,' in Path(result.rejects).read_text()


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "City\nTula\n", "Name,E-mail\n"])
def test_a_file_without_a_header_or_rows_makes_nothing(session, load, text):
    if text.startswith("Name"):
        assert load(text).transaction is None
    else:
        with pytest.raises(InvalidInputError):
            load(text)
    assert Client.select().count() == 0


def test_a_failure_while_writing_leaves_nothing(session, load, monkeypatch):
    from crm_tui.data.stores import past_imports

    def fail(*arguments, **values):
        raise KeyboardInterrupt

    monkeypatch.setattr(past_imports, "record", fail)
    with pytest.raises(KeyboardInterrupt):
        load(PEOPLE)
    assert Client.select().count() == ContactPoint.select().count() == 0
    assert database.execute_sql("SELECT count(*) FROM client_search").fetchone() == (0,)
    assert Transaction.select().where(Transaction.source == "import").count() == 0


def test_an_address_at_home_counts_where_there_is_no_other_and_three_columns_are_a_birthday(
    session, load
):
    header = "Name,Company,Home City,Work City,Home Street,Birth Year,Birth Month,Birth Day\n"
    load(
        header + "Anna Taylor,,Bath,,1 Hill,1985,6,14\nBoris Orlov,Acme,Bath,Bristol,2 Hill,,6,14\n"
    )
    assert [(found.city, found.street) for found in (client(session, 1), client(session, 2))] == [
        ("Bath", "1 Hill"),
        ("Bristol", None),
    ]
    assert [str(contact(session, number).birthday) for number in (1, 2)] == ["1985-06-14", "None"]


def test_the_first_rows_of_each_verdict_are_told_with_whom_they_are(session, load):
    text = "Company,City\nAcme,\nAcme,\nBeta,Bath\n"
    told = [sample.told(session.language.text) for sample in load(text).samples]
    assert told == [
        "line 2: Acme is added",
        "line 4: Beta is added",
        "line 3: Acme is line 2 again",
    ]
    records.add(session, CLIENTS, {"name": "Beta"})
    again = load("Company,City\nBeta,\nAcme,Tula\n", dry_run=True)
    assert [sample.told(session.language.text) for sample in again.samples] == [
        "line 3: Acme is C-1 Acme, which gets something new",
        "line 2: Beta fits several: C-2 Beta, C-3 Beta",
    ]
    more = load("Company,Contact,City\nNord,Ola,\nNord,Ola,Oslo\nNord,Per,\n", dry_run=True)
    assert [sample.told(session.language.text) for sample in more.samples] == [
        "line 2: Nord, Ola is added",
        "line 4: Nord, Per is added",
        "line 3: Nord, Ola is line 2, which gets something new",
    ]


def test_a_dry_run_counts_and_writes_nothing(session, load, tmp_path):
    result = load(PEOPLE + ";;;;\nX;;;broken;\n", dry_run=True)
    assert verdicts(result) == (3, 0, 0, 0, 1)
    assert (result.transaction, result.rejects, Client.select().count()) == (None, None, 0)
    assert [path.name for path in tmp_path.glob("*.csv")] == ["clients.csv"]


def test_windows_files_are_understood(session, load):
    result = load("Компания;Город;\r\nРомашка;Тула;\r\n;;\r\n".encode("cp1251"))
    assert (result.encoding, result.delimiter, verdicts(result)) == ("cp1251", ";", (1, 0, 0, 0, 0))
    assert client(session).city == "Тула"


def test_standard_input_is_imported(session, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = imports.run(session, "-", stdin=io.BytesIO(b"Company,E-mail\nAcme,\nBeta,broken\n"))
    assert verdicts(result) == (1, 0, 0, 0, 1)
    assert result.rejects == "stdin.rejected.csv"


def test_control_characters_do_not_come_in(session, load):
    load('Company,Notes\nAc\x1b[31mme\x00,"two\nlines\x07"\n')
    assert (client(session).name, client(session).notes) == ("Ac[31mme", "two\nlines")


def test_the_columns_may_be_said(session, load):
    result = load(
        "Firm,Who\nAcme,Anna Taylor\n", columns={"Firm": "name", "Who": "contact.display_name"}
    )
    assert json.dumps(result.mapping) == '{"Firm": "name", "Who": "contact.display_name"}'
    assert contact(session).client.name == "Acme"


@pytest.mark.parametrize("options", [{"into": "shoes"}, {"match": ("shoe",)}, {"update": "maybe"}])
def test_unknown_options_are_refused(session, load, options):
    with pytest.raises(InvalidInputError):
        load(PEOPLE, **options)


def test_progress_reaches_the_end(session, tmp_path):
    path = tmp_path / "many.csv"
    path.write_text("Company\n" + "".join(f"Client {n}\n" for n in range(2000)))
    shares: list[float] = []
    imports.run(session, str(path), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.parametrize(
    ("text", "update"),
    [
        ("Company,E-mail,Phone\nAcme,a@x.example,\nBeta,A@x.example,84955551234\n"
         "Gamma,c@x.example,84955551234\n", "overwrite"),
        ("Company,Tax id,City\nAcme,2,\nAcme,1,\nAcme,,Tula\n", "overwrite"),
        ("Company,E-mail,City\nBeta,b@x.example,\nACME,b@x.example,Tula\nACME,a@x.example,Perm\n"
         "Acme,,Omsk\n", "overwrite"),
        ("Company,Contact,E-mail\nAcme,Anna Taylor,a@x.example\nAcme,Taylor Orlov,a@x.example\n"
         "Acme,Orlov Boris,a@x.example\n", "overwrite"),
        ("Company,Contact,Phone,Tax id\nAcme,Orlov,84955551234,2\n"
         "Acme,A. Taylor,84955551234,\nAcme,Anna Taylor,84955551234,1\n", "fill"),
        ("Contact,E-mail,Phone\nOrlov,a@x.example,\nBoris Orlov,a@x.example,84955551234\n"
         "Orlov,,ask\n", "fill"),
        ("Company,Contact,Phone,Tax id,E-mail\nAcme,Anna Taylor,84955551234,1,b@x.example\n"
         "Acme,Boris Orlov,84955551234,2,a@x.example\n"
         "Acme,Anna Taylor,84955551234,1,a@x.example\nAcme,,84955551234,1,a@x.example\n", "fill"),
        ("Contact,Tax id,E-mail,Phone\nBoris Orlov,1,,ask\nBoris Orlov,,,84955551235\n"
         "A. Taylor,1,a@x.example,84955551234\n", "skip"),
        ("Contact,Tax id,Phone\nA. Taylor,,84955551234\nA. Taylor,1,ask\n"
         "Anna Taylor,1,84955551234\nBoris Orlov,1,84955551235\n", "overwrite"),
        ("Contact,Company,E-mail,Phone,City\nOrlov,,b@x.example,,Perm\n"
         "Anna Taylor,Beta,b@x.example,84955551234,Perm\n,Acme,b@x.example,84955551235,Perm\n"
         ",Beta,,84955551235,Tula\n", "overwrite"),
        ("Contact,E-mail,Phone,Industry\nAnna Taylor,b@x.example,,Flowers\n"
         "Anna Taylor,,ask,Flowers\nAnna Taylor,a@x.example,84955551234,Flowers\n", "overwrite"),
    ],
)  # fmt: skip
def test_rows_that_contradict_each_other_change_nothing_the_second_time(load, text, update):
    load(text, update=update)
    assert verdicts(load(text, update=update))[:2] == (0, 0)


@pytest.mark.parametrize("update", ["fill", "overwrite"])
def test_a_second_tax_id_of_a_name_is_a_second_company(session, load, update):
    load("Company\nAcme\n")
    text = "Company,Tax id\nAcme,1\nAcme,2\n"
    assert verdicts(load(text, update=update)) == (1, 1, 0, 0, 0)
    assert [client(session, number).tax_id for number in (1, 2)] == ["1", "2"]
    assert verdicts(load(text, update=update)) == (0, 0, 2, 0, 0)


def test_rows_of_one_record_that_overwrite_say_together_what_they_say_in_words(session, load):
    load("Company,Notes\nAcme,old\n")
    text = (
        "Company,Contact,Notes,Preferences\nAcme,Ann Lee,met,tea\nAcme,Bob Ray,called,\n"
        "Acme,Ann Lee,met,late\nBeta,Cid Roe,,\nBeta,Dan Fox,first,\nBeta,Dan Fox,second,\n"
    )
    first = load(text, update="overwrite")
    assert [client(session, number).notes for number in (1, 2)] == ["met\ncalled", "first\nsecond"]
    assert contact(session).preferences == "tea\nlate"
    assert verdicts(first) == (4, 2, 0, 0, 0)
    assert load(text, update="overwrite").transaction is None


@pytest.mark.parametrize("update", ["fill", "overwrite"])
def test_no_record_gets_more_words_than_its_field_holds(session, load, monkeypatch, update):
    monkeypatch.setattr(staging_merges, "LONGEST_TOGETHER", 20)
    text = "Company,Notes\nAcme,позвонить\nAcme,узнать\nBeta,to call\nBeta,to ask\n"
    load(text, update=update)
    kept = "позвонить" if update == "fill" else "узнать"
    assert [client(session, number).notes for number in (1, 2)] == [kept, "to call\nto ask"]


def test_rows_of_one_record_that_overwrite_keep_all_their_phones(session, load):
    text = "Company,E-mail,Phone\nAcme,a@x.example,84955551234\nAcme,a@x.example,84955551235\n"
    load(text, update="overwrite")
    assert client(session).phone == "84955551235, 84955551234"


def test_a_phone_of_several_who_are_overwritten_stays_with_each(session, load):
    load("Company,Phone\nAcme,84955551231\nBeta,84955551233\n")
    text = (
        "Company,Phone,Work phone\nAcme,84955551231,84955551232\n"
        "Beta,84955551233,84955551232\nAcme,84955551231,\nBeta,84955551233,\n"
    )
    load(text, match=("phone",), update="overwrite")
    assert "84955551232" in client(session).phone
    assert "84955551232" in client(session, 2).phone
    assert load(text, match=("phone",), update="overwrite").transaction is None


def test_clients_are_known_by_what_another_program_calls_them(session, load):
    rows = "Company,External id,City\nAcme,A1,Tula\nAcme,A2,Perm\n"
    assert verdicts(load(rows, match=("external_id",))) == (2, 0, 0, 0, 0)
    assert verdicts(load(rows, match=("external_id",))) == (0, 0, 2, 0, 0)
    renamed = "Company,External id,City\nAcme Ltd,A2,Sochi\n"
    result = load(renamed, match=("external_id",), update="overwrite")
    assert (verdicts(result), client(session, 2).city) == ((0, 1, 0, 0, 0), "Sochi")
    records.edit(session, CLIENTS, 1, {"external_id": "A2"})
    assert verdicts(load(renamed, match=("external_id",))) == (0, 0, 0, 1, 0)


def test_people_are_known_by_what_another_program_calls_them(session, load):
    rows = "Company,Contact,Contact id,Job title\nAcme,Anna Taylor,51,\nBeta,Boris Orlov,52,\n"
    load(rows, match=("external_id",))
    changed = rows.replace("Anna Taylor,51,", "Anne Smith,51,buyer").replace("Acme", "Acme Ltd")
    twice = changed + "Acme Ltd,Ann S,51,\n"
    result = load(twice, match=("external_id",))
    assert verdicts(result) == (0, 1, 2, 0, 0)
    assert (contact(session).title, Contact.select().count(), Client.select().count()) == (
        "buyer", 2, 2,
    )  # fmt: skip
    new = "Company,Contact,Contact id\nGamma,Ivan Petrov,53\nGamma,John Smith,53\n"
    assert verdicts(load(new, match=("external_id",))) == (1, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("text", "came", "people"),
    [
        ("Company,External id,Tax id\n,X1,7\nBeta,X1,\n,X2,\n", (1, 0, 0, 1, 1), []),
        ("Company,Contact,External id\n,Anna,X1\nBeta,,X1\n", (1, 0, 0, 1, 0), [("Beta", "Anna")]),
        ("Contact,External id,City\n,X1,Tula\nAnna,X1,\n", (2, 0, 0, 0, 0), [("Anna", "Anna")]),
        (
            "Company,Contact,External id,Deal name\n,Anna,X1,Lathe\nBeta,,X1,Drill\n,Boris,X1,\n",
            (3, 0, 0, 0, 0),
            [("Beta", "Anna"), ("Beta", "Boris")],
        ),
        (
            "Contact,External id,Deal name\nAnna,X1,Lathe\nBoris,X1,\n,X1,Drill\n",
            (3, 0, 0, 0, 0),
            [("Anna", "Anna"), ("Anna", "Boris")],
        ),
    ],
)
@pytest.mark.parametrize("match", [(), ("external_id",), ("email", "phone", "tax_id")])
def test_a_row_without_a_name_is_of_the_client_whose_external_id_it_has(
    load, text, came, people, match
):
    assert verdicts(load(text, match=match)) == came
    assert load(text, match=match).transaction is None
    assert Client.select().count() == 1
    found = Contact.select(Client.name, Contact.display_name).join(Client).order_by(Contact.id)
    assert list(found.tuples()) == people


@pytest.mark.parametrize(
    ("title", "people"),
    [("Contact id", ["Ann Taylor"]), ("Client id", ["Ann Taylor", "Anna Taylor"])],
)
@pytest.mark.parametrize("update", ["fill", "overwrite", "skip"])
def test_people_without_a_company_are_one_client_by_their_external_id(
    session, load, title, people, update
):
    """That of a person is one person, however the name is spelled; that of a client may be two."""
    rows = "7,Ann,Taylor,84955551234\n7,Anna,Taylor,84955551235\n"
    text = f"{title},First name,Last name,Phone\n{rows}"
    match = ("email", "phone", "tax_id", "external_id")
    assert load(text, match=match, update=update).rows == 2
    assert [client.name for client in Client.select()] == ["Ann Taylor"]
    assert [contact.display_name for contact in Contact.select()] == people
    assert load(text, match=match, update=update).transaction is None


def test_ids_of_two_programs_do_not_make_one_client_two(session, load):
    load("Company,External id\nAcme,A1\n")
    assert verdicts(load("Company,External id\nAcme,77\n")) == (0, 0, 1, 0, 0)
    assert client(session).external_id == "A1"
