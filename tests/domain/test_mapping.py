"""Which column is which field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.mapping import map_columns
from crm_tui.errors import InvalidInputError

RUSSIAN = {"Name": "Имя", "Job title": "Должность", "Credit limit": "Лимит", "Phone": "Телефон"}


def shown(header, wanted=None, custom=()):
    columns = map_columns(
        header,
        [*CLIENTS.fields, *custom],
        CONTACTS.fields,
        lambda label: RUSSIAN.get(label, label),
        wanted,
    )
    return {column.header: column.target and column.target.shown for column in columns}


def test_english_titles_of_any_shape_are_known():
    assert shown(["Company_Name*", "CITY", "BillingStreet", "Tax-ID:", "E-mail"]) == {
        "Company_Name*": "name",
        "CITY": "city",
        "BillingStreet": "street",
        "Tax-ID:": "tax_id",
        "E-mail": "email",
    }


def test_russian_titles_and_labels_are_known():
    assert shown(["Компания", "ИНН", "Эл. почта", "лимит", "Населённый пункт"]) == {
        "Компания": "name",
        "ИНН": "tax_id",
        "Эл. почта": "email",
        "лимит": "credit_limit",
        "Населённый пункт": "city",
    }


def test_with_a_contact_column_email_and_phone_are_the_contacts():
    assert shown(["Компания", "Телефон", "ФИО", "Почта", "Должность"]) == {
        "Компания": "name",
        "Телефон": "contact.phone",
        "ФИО": "contact.display_name",
        "Почта": "contact.email",
        "Должность": "contact.title",
    }


def test_without_one_they_are_the_clients():
    assert shown(["Company", "Phone", "Birthday"]) == {
        "Company": "name",
        "Phone": "phone",
        "Birthday": None,
    }


def test_a_title_that_says_whose_it_is_decides():
    assert shown(["Company", "Contact", "Contact phone", "Phone", "Company e-mail", "E-mail"]) == {
        "Company": "name",
        "Contact": "contact.display_name",
        "Contact phone": "contact.phone",
        "Phone": "phone",
        "Company e-mail": "email",
        "E-mail": "contact.email",
    }


def test_a_name_beside_a_company_is_the_persons():
    assert shown(["Name", "Company", "Email"]) == {
        "Name": "contact.display_name",
        "Company": "name",
        "Email": "contact.email",
    }
    assert shown(["Name", "Email"]) == {"Name": "name", "Email": "email"}


def test_the_parts_of_a_name_belong_together():
    assert shown(["Фамилия", "Имя", "Отчество"]) == {
        "Фамилия": "contact.last",
        "Имя": "contact.first",
        "Отчество": "contact.middle",
    }


def test_the_first_of_two_columns_for_one_field_has_it():
    assert shown(["Company", "Client", "City", "City"]) == {
        "Company": "name",
        "Client": None,
        "City": "city",
        "City (2)": None,
    }


def test_what_fits_nothing_is_left_open():
    assert shown(["Name", "Shoe size", "", "Created", "id", "Referrer"]) == {
        "Name": "name",
        "Shoe size": None,
        "#3": None,
        "Created": None,
        "id": None,
        "Referrer": None,
    }


def test_custom_fields_are_known_by_label_and_name():
    fleet = Field("fleet_size", "Fleet size", Kind.NUMBER, custom=True)
    assert shown(["Name", "Fleet Size"], custom=[fleet])["Fleet Size"] == "fleet_size"


def test_the_user_may_say_what_a_column_is():
    wanted = {"Who": "contact.display_name", "City": None, "Mail": "email"}
    assert shown(["Company", "Who", "City", "Mail", "Phone"], wanted) == {
        "Company": "name",
        "Who": "contact.display_name",
        "City": None,
        "Mail": "email",
        "Phone": "contact.phone",
    }


@pytest.mark.parametrize("wanted", [{"Nobody": "name"}, {"Company": "shoe_size"}])
def test_the_user_may_not_say_what_is_not_there(wanted):
    with pytest.raises(InvalidInputError):
        shown(["Company"], wanted)


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_header_is_mapped_once_a_column(header):
    found = shown(header)
    assert len(found) == len(header)
    targets = [target for target in found.values() if target]
    assert len(targets) == len(set(targets))
