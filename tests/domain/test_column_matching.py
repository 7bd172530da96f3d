"""Which column is which field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.column_matching import map_columns
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.mapping import missing
from crm_tui.errors import InvalidInputError

RUSSIAN = {"Name": "Имя", "Job title": "Должность", "Credit limit": "Лимит", "Phone": "Телефон"}

POINTS = {"email", "phone", "contact.email", "contact.phone"}

PROGRAMS = {
    "HubSpot contacts": """
        First Name=contact.first, Last Name=contact.last, Email=contact.email,
        Phone Number=contact.phone, Mobile Phone Number=contact.phone, Job Title=contact.title,
        Associated Company=name, City=city, State/Region=region, Postal Code=postcode,
        Country=country
    """,
    "HubSpot companies": """
        Company Name=name, Company Domain Name=website, Phone Number=phone,
        Street Address=street, City=city, Company Owner=owner
    """,
    "Salesforce": """
        NAME=name, BILLINGSTREET=street, BILLINGCITY=city, BILLINGSTATE=region,
        BILLINGPOSTALCODE=postcode, PHONE=phone
    """,
    "Google, old": """
        Name=contact.display_name, Given Name=contact.first, Additional Name=contact.middle,
        Family Name=contact.last, Notes=notes, E-mail 1 - Value=contact.email,
        E-mail 2 - Value=contact.email, Phone 1 - Value=contact.phone,
        Address 1 - Street=street, Address 1 - City=city, Organization 1 - Name=name,
        Organization 1 - Title=contact.title
    """,
    "Google": """
        First Name=contact.first, Last Name=contact.last, Organization Name=name,
        Organization Title=contact.title, Organization Department=contact.department,
        Notes=notes, E-mail 1 - Value=contact.email, Phone 1 - Value=contact.phone
    """,
    "Outlook": """
        Title=, First Name=contact.first, Last Name=contact.last, E-mail Address=contact.email,
        E-mail 2 Address=contact.email, Primary Phone=contact.phone, Mobile Phone=contact.phone,
        Company Main Phone=phone, Business Phone 2=contact.phone, Company=name,
        Job Title=contact.title, Home City=, Business City=city
    """,
    "LinkedIn": """
        First Name=contact.first, Last Name=contact.last, URL=, Email Address=contact.email,
        Company=name, Position=contact.title, Connected On=
    """,
    "Pipedrive": """
        Person - Name*=contact.display_name, Person - Phone=contact.phone,
        Person - Email (Work)=contact.email, Organization - Name*=name,
        Organization - Address=street, Deal - Title=deal.name, Note - Content*=notes
    """,
    "Thunderbird": """
        First Name=contact.first, Last Name=contact.last, Display Name=contact.display_name,
        Primary Email=contact.email, Secondary Email=contact.email, Work Phone=contact.phone,
        Mobile Number=contact.phone, Work City=city, Organization=name, Birth Month=, Birth Day=
    """,
    "Atomic": """
        first_name=contact.first, last_name=contact.last, title=contact.title, company=name,
        email_work=contact.email, phone_home=contact.phone
    """,
    "Bitrix24": """
        Имя=contact.first, Фамилия=contact.last, Описание=, Компания=name,
        Должность=contact.title, Комментарий=notes, Район=, Область=region,
        Рабочий телефон=contact.phone, Мобильный телефон=contact.phone,
        Рабочий e-mail=contact.email, Частный e-mail=contact.email
    """,
    "amoCRM": """
        Название сделки=deal.name, Компания=name, Основной контакт=contact.display_name,
        Ответственный=owner, Телефон=contact.phone, E-mail=contact.email, Примечания=notes
    """,
    "Thunderbird, Russian": """
        Отображаемое имя=contact.display_name, Номер сотового телефона=contact.phone,
        Рабочий телефон=contact.phone, Город (раб.)=city, Организация=name, День рождения=,
        Месяц рождения=
    """,
}
"""The columns of the usual programs, each with its field; nothing where none fits."""


def shown(header, wanted=None, custom=(), into=None):
    columns = map_columns(
        header,
        {
            CLIENTS.name: [*CLIENTS.fields, *custom],
            CONTACTS.name: CONTACTS.fields,
            DEALS.name: DEALS.fields,
        },
        lambda label: RUSSIAN.get(label, label),
        wanted,
        into=into,
    )
    return {column.header: column.target and column.target.shown for column in columns}


def test_titles_that_speak_of_a_deal_are_its_fields():
    said = {
        "Company": "name",
        "Title": None,
        "Deal - Title": "deal.name",
        "Deal value": "deal.amount",
        "Deal Stage": "deal.stage",
        "Opportunity Owner": "deal.owner",
        "Статус сделки": "deal.status",
        "Expected close date": None,
        "Amount": None,
        "Ideal": None,
    }
    assert shown([*said]) == said
    assert list(shown(["Сделка", "Сумма сделки", "Клиент"]).values()) == [
        "deal.name",
        "deal.amount",
        "name",
    ]


def test_in_a_file_of_deals_all_titles_may_be_theirs():
    said = {
        "Name": "deal.name",
        "Account Name": "name",
        "Contact": "contact.display_name",
        "E-mail": "contact.email",
        "Amount": "deal.amount",
        "Currency": "deal.currency",
        "Stage": "deal.stage",
        "Status": "deal.status",
        "Closing date": "deal.expected_close",
        "Owner": "deal.owner",
        "City": "city",
        "Lost reason": "deal.lost_reason",
    }
    assert shown([*said], into="deals") == said


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
    assert shown(["Клиент", "Человек"])["Человек"] == "contact.display_name"


def test_without_one_they_are_the_clients():
    assert shown(["Company", "Phone", "Birthday"]) == {
        "Company": "name",
        "Phone": "phone",
        "Birthday": None,
    }


def test_without_one_also_what_is_said_to_be_the_contacts_is_the_clients():
    """A map that was kept of another file may say so."""
    wanted = {"Phone": "contact.phone", "Who": "contact.title"}
    assert shown(["Company", "Phone", "Who", "Contact e-mail"], wanted) == {
        "Company": "name",
        "Phone": "phone",
        "Who": None,
        "Contact e-mail": "email",
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


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_titles_of_the_usual_programs_are_known(program):
    columns = [" ".join(column.split()) for column in PROGRAMS[program].split(",")]
    wanted = {title: field or None for title, field in (pair.split("=") for pair in columns)}
    assert shown(list(wanted)) == wanted


def test_all_columns_of_emails_and_phones_are_taken():
    assert shown(["Company", "Phone", "Phone 2", "Mobile"]) == {
        "Company": "name",
        "Phone": "phone",
        "Phone 2": "phone",
        "Mobile": "phone",
    }


def test_the_surest_of_two_titles_has_the_field():
    assert shown(["Comments", "Notes", "Revenue 2024", "Company"]) == {
        "Comments": None,
        "Notes": "notes",
        "Revenue 2024": None,
        "Company": "name",
    }


def test_a_label_without_letters_takes_no_column_from_others():
    sign = Field("number_sign", "№", Kind.TEXT, custom=True)
    assert shown(["Client", "City"], custom=[sign])["Client"] == "name"


def test_what_fits_nothing_is_left_open():
    assert shown(["Name", "Shoe size", "", "Created", "id", "Referrer"]) == {
        "Name": "name",
        "Shoe size": None,
        "#3": None,
        "Created": None,
        "id": None,
        "Referrer": "referrer",
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


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"Company": "shoe_size"}, "there is no field shoe_size to import into"),
        ({"Company": "contact.emial"}, "did you mean contact.email?"),
    ],
)
def test_the_user_may_not_say_what_is_not_there(wanted, sentence):
    with pytest.raises(InvalidInputError) as refused:
        shown(["Company"], wanted)
    assert sentence in str(refused.value)


def test_what_is_said_of_columns_serves_a_file_that_lacks_some_but_not_one_that_lacks_all():
    wanted = {"Firm": "name", "Fax": "notes", "Town": None}
    assert shown(["Firm", "Phone"], wanted) == {"Firm": "name", "Phone": "phone"}
    assert missing(["Firm", "Phone"], wanted) == ("Fax", "Town")
    for header, sentence in ((["Fone"], "none of the columns that were named: Firm, Fax, Town"),
                             ([], "none of the columns")):  # fmt: skip
        with pytest.raises(InvalidInputError, match=sentence):
            missing(header, wanted)
    with pytest.raises(InvalidInputError, match="the file has no column Nobody"):
        missing(["Firm"], {"Nobody": "name"})
    assert missing(["Firm"], {}) == ()


def test_the_user_may_give_two_columns_to_a_field_but_not_to_a_sum():
    assert shown(["Company", "A", "B"], {"A": "email", "B": "email"})["B"] == "email"
    assert shown(["Company", "A", "B"], {"A": "city", "B": "city"})["B"] == "city"
    with pytest.raises(InvalidInputError, match="only one column"):
        shown(["Company", "A", "B"], {"A": "turnover", "B": "turnover"})


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_header_is_mapped_once_a_column(header):
    found = shown(header)
    assert len(found) == len(header)
    targets = [target for target in found.values() if target and target not in POINTS]
    assert len(targets) == len(set(targets))
