"""The exports of the usual programs: recognised by their titles, and everything where it belongs.

`exports/` has a made-up row below the header row that each program writes; those of Zoho and
`-fields` are put together from its lists of fields. What becomes of each is a table in the manual.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS
from crm_tui.domain.presets import PRESETS
from crm_tui.errors import InvalidInputError
from crm_tui.i18n import Language
from crm_tui.services import imports, records

EXPORTS = Path(__file__).with_name("exports")
ANNA = ("Anna", "Taylor")
WORK = "+44 20 7946 0101"
BOTH = "+44 20 7946 0101, +44 20 7946 0102"
MAIL = "anna@harbour.example.com"
MAILS = "anna@harbour.example.com, anna@example.org"
TOLD = "asked for a price list"
MARCH = datetime(2024, 3, 5, 10, 20, tzinfo=UTC)
HARBOUR = {"name": "Harbour Tools"}
BRISTOL = {**HARBOUR, "street": "1 Quay Road", "city": "Bristol"}
ROMASHKA = {"name": "Ромашка", "notes": "просила прайс"}

OTHER_EXPORTS = {
    "hubspot-companies-default": "hubspot-companies",
    "hubspot-contacts-default": "hubspot-contacts",
    "linkedin-old": "linkedin",
    "mailchimp-new": "mailchimp",
    "roundcube-titles": "roundcube",
    "amocrm-deals-site": "amocrm-deals",
    "bitrix24-contacts-fields": "bitrix24-contacts",
    "bitrix24-deals-fields": "bitrix24-deals",
}
"""What some programs write as well, with the preset that knows it."""

EXPECTED = {
    "salesforce-accounts": (
        {**BRISTOL, "external_id": "001A", "phone": WORK, "postcode": "BS1 4QA",
         "country": "United Kingdom",
         "turnover": 12500000, "industry": "construction", "first_touch_at": MARCH},
        None,
    ),
    "hubspot-contacts": (
        {"name": "Anna Taylor", "lifecycle": "qualified", "first_touch_at": date(2024, 12, 25),
         "city": "Bristol", "website": "harbour.example.com", "kind": "person"},
        {"email": MAIL, "phone": BOTH, "title": "buyer", "external_id": "51"},
    ),
    "hubspot-contacts-default": (
        {**HARBOUR, "external_id": "7",
         "first_touch_at": datetime(2024, 12, 25, 7, 20, tzinfo=UTC)},
        {"email": MAIL, "phone": WORK, "external_id": "51"},
    ),
    "hubspot-companies-default": (
        {**HARBOUR, "external_id": "7", "phone": WORK, "city": "Bristol",
         "industry": "construction", "first_touch_at": datetime(2024, 3, 5, 7, 20, tzinfo=UTC)},
        None,
    ),
    "hubspot-companies": (
        {**HARBOUR, "external_id": "7", "phone": WORK, "city": "Bristol", "turnover": 12500000,
         "currency": "USD"},
        None,
    ),
    "pipedrive": (
        {**HARBOUR, "street": "1 Quay Road", "notes": TOLD, "currency": None},
        {"display_name": "Anna Taylor", "email": MAILS, "phone": WORK},
    ),
    "pipedrive-deals": ({**HARBOUR, "external_id": "7"}, {"external_id": "51"}),
    "pipedrive-people": (
        {**HARBOUR, "external_id": "7", "notes": TOLD},
        {"display_name": "Anna Taylor", "email": MAILS, "phone": BOTH, "title": "buyer",
         "birthday": date(1985, 6, 14), "external_id": "51"},
    ),
    "pipedrive-organizations": (
        {**BRISTOL, "postcode": "BS1 4QA", "country": "United Kingdom", "external_id": "7",
         "turnover": 12500000, "size": "small", "tags": ("key",)},
        None,
    ),
    "zoho-deals": ({**HARBOUR, "external_id": "zcrm_4801"}, {"external_id": "zcrm_4876"}),
    "salesforce-contacts": (
        {**BRISTOL, "name": "Anna Taylor", "kind": "person", "postcode": "BS1 4QA",
         "external_id": "001A", "first_touch_at": MARCH},
        {"email": MAIL, "phone": BOTH, "title": "buyer", "department": "purchasing",
         "birthday": date(1985, 6, 14), "external_id": "003A"},
    ),
    "salesforce-leads": (
        {**BRISTOL, "lifecycle": "lead", "external_id": "00QA", "size": "medium", "notes": TOLD,
         "source": "website", "first_touch_at": MARCH},
        {"display_name": "Anna Taylor", "email": MAIL, "phone": WORK, "title": "buyer"},
    ),
    "bitrix24-companies": (
        {**ROMASHKA, "city": "Тула", "street": "ул. Мира, 1", "external_id": "7",
         "relation": "customer", "size": "medium", "turnover": 125000000, "currency": "RUB",
         "tax_id": "7707083893", "phone": "8 495 555-12-34"},
        None,
    ),
    "bitrix24-leads": (
        {**ROMASHKA, "lifecycle": "lead", "external_id": "9", "budget": 90000},
        {"first": "Анна", "middle": "Олеговна", "title": "закупщик",
         "birthday": date(1985, 6, 14)},
    ),
    "zoho-contacts": (
        {**BRISTOL, "region": "Avon", "external_id": "zcrm_4801", "notes": TOLD,
         "first_touch_at": datetime(2024, 3, 5, 7, 20, tzinfo=UTC), "phone": None},
        {"email": MAILS, "phone": BOTH, "title": "buyer", "birthday": date(1985, 6, 14),
         "external_id": "zcrm_4876"},
    ),
    "zoho-accounts": (
        {**BRISTOL, "region": "Avon", "postcode": "BS1 4QA", "external_id": "zcrm_4801",
         "phone": WORK, "relation": "customer", "turnover": 12500000},
        None,
    ),
    "zoho-leads": (
        {**BRISTOL, "lifecycle": "lead", "external_id": "zcrm_4877", "notes": TOLD},
        {"email": MAILS, "phone": BOTH, "title": "buyer"},
    ),
    "google-contacts-old": (
        {**BRISTOL, "notes": TOLD},
        {"email": MAILS, "phone": BOTH, "title": "buyer", "birthday": date(1985, 6, 14)},
    ),
    "google-contacts": (
        {**HARBOUR, "notes": TOLD},
        {"email": MAILS, "phone": WORK, "title": "buyer", "birthday": date(1985, 6, 14)},
    ),
    "outlook": (
        {**BRISTOL, "notes": TOLD},
        {"email": MAILS, "phone": BOTH, "title": "buyer", "birthday": date(1985, 6, 14)},
    ),
    "outlook-com": (
        {**BRISTOL, "notes": TOLD},
        {"email": MAIL, "phone": "+44 20 7946 0102, +44 20 7946 0101", "title": "buyer"},
    ),
    "linkedin": (
        {**HARBOUR, "first_touch_at": date(2024, 3, 5), "website": None},
        {"email": MAIL, "title": "buyer"},
    ),
    "mailchimp": (
        {"name": "Anna Taylor", "kind": "person", "country": "GB", "notes": TOLD, "region": None},
        {"email": MAIL},
    ),
    "mailchimp-new": (
        {"name": "Anna Taylor", "country": "GB", "tags": ("blog", "vip"),
         "street": "1 Quay Road  Bristol BS1 4QA GB"},
        {"email": MAIL, "phone": WORK, "birthday": None, "preferences": "Birthday: 06/14"},
    ),
    "outlook-ru": (
        {**ROMASHKA, "city": "Тула", "street": "ул. Мира, 1", "postcode": "300000",
         "country": "Россия", "website": "http://romashka.example.com",
         "tags": ("ключевые", "тула")},
        {"display_name": "Орлова Анна Олеговна", "title": "закупщик",
         "birthday": date(1985, 6, 14), "email": "anna@romashka.example.com, anna@example.org",
         "phone": "8 495 555-12-34, 8 495 555-12-36, +7 916 555-12-35"},
    ),
    "thunderbird": (
        {**BRISTOL, "notes": TOLD},
        {"email": MAILS, "phone": BOTH, "title": "buyer", "birthday": date(1985, 6, 14)},
    ),
    "thunderbird-ru": (
        {**ROMASHKA, "city": "Тула", "street": "ул. Мира, 1"},
        {"first": "Анна", "phone": "8 495 555-12-35, 8 495 555-12-34", "email": MAIL},
    ),
    "roundcube": (
        {**BRISTOL, "region": "Avon", "postcode": "BS1 4QA", "country": "United Kingdom",
         "website": "https://harbour.example.com", "notes": TOLD},
        {"email": MAILS, "phone": BOTH, "title": "buyer", "department": "purchasing",
         "birthday": date(1985, 6, 14), "tags": ("tools", "vip")},
    ),
    "roundcube-titles": (
        {**BRISTOL, "website": "https://harbour.example.com", "notes": TOLD, "tags": ("vip",)},
        {"email": "anna@example.org, anna@harbour.example.com", "phone": BOTH,
         "department": "purchasing", "birthday": date(1985, 6, 14)},
    ),
    "amocrm-contacts": (
        {"name": "Ромашка", "notes": "просила прайс\nи каталог", "tags": ("дрели", "тула"),
         "first_touch_at": datetime(2024, 3, 5, 10, 20, tzinfo=UTC)},
        {"display_name": "Анна Орлова", "phone": "+74955551234, +79165551235",
         "email": "anna@romashka.example.com, anna@example.org", "title": "закупщик",
         "external_id": "51"},
    ),
    "amocrm-deals": (
        {"name": "Ромашка", "notes": None, "budget": None},
        {"first": "Анна", "last": "Орлова", "phone": "8 495 555-12-34", "email": MAIL},
    ),
    "amocrm-deals-site": (
        {"name": "Ромашка", "notes": None, "street": "ул. Мира, 1", "budget": None},
        {"first": "Анна", "last": "Орлова", "phone": "8 495 555-12-34", "email": MAIL},
    ),
    "bitrix24-contacts": (
        ROMASHKA,
        {"first": "Анна", "last": "Орлова", "birthday": date(1985, 6, 14), "external_id": "51",
         "phone": "8 495 555-12-34", "email": MAIL, "title": "закупщик"},
    ),
    "bitrix24-contacts-fields": (
        {**ROMASHKA, "city": "Тула", "street": "ул. Мира, 1"},
        {"first": "Анна", "birthday": date(1985, 6, 14), "phone": "8 495 555-12-34",
         "external_id": "51"},
    ),
    "bitrix24-deals": (
        {"name": "Ромашка", "notes": None, "first_touch_at": date(2024, 3, 5)},
        {"display_name": "Анна Орлова"},
    ),
    "bitrix24-contacts-en": (
        {**HARBOUR, "notes": TOLD, "website": "harbour.example.com",
         "first_touch_at": datetime(2024, 3, 5, 7, 20, tzinfo=UTC)},
        {"email": MAILS, "phone": BOTH, "title": "buyer", "birthday": date(1985, 6, 14),
         "external_id": "51"},
    ),
    "bitrix24-deals-en": (
        {**HARBOUR, "notes": None, "first_touch_at": date(2024, 3, 5)},
        {"display_name": "Anna Taylor"},
    ),
    "bitrix24-companies-en": (
        {**BRISTOL, "postcode": "BS1 4QA", "phone": BOTH, "email": "info@harbour.example.com",
         "turnover": 12500000, "currency": "USD", "relation": "customer", "notes": TOLD},
        None,
    ),
    "bitrix24-leads-en": (
        {**HARBOUR, "lifecycle": "lead", "budget": 90000, "external_id": "9", "notes": TOLD},
        {"email": MAIL, "phone": WORK, "title": "buyer", "birthday": date(1985, 6, 14)},
    ),
    "odoo": ({**BRISTOL, "postcode": "BS1 4QA", "kind": "company"}, None),
    "atomic-crm": (
        {**HARBOUR, "notes": TOLD, "first_touch_at": MARCH},
        {"email": MAILS, "phone": BOTH, "title": "buyer"},
    ),
}  # fmt: skip
"""What becomes of the row: the values of the client and of the contact."""

DRILLS = {"name": "Fifty drills", "amount": 90000, "status": "open"}
DRELI = {
    "name": "Пятьдесят дрелей",
    "amount": 90000,
    "currency": "RUB",
    "stage": "negotiation",
    "status": "open",
    "notes": "просила прайс",
}
OF_DEALS = {
    "pipedrive": {**DRILLS, "notes": None},
    "pipedrive-deals": {**DRILLS, "status": "lost", "external_id": "5", "lost_reason": "too-dear",
                        "currency": "EUR", "tags": ("hot",),
                        "closed_at": datetime(2024, 4, 2, 6, tzinfo=UTC),
                        "expected_close": date(2024, 4, 30)},
    "zoho-deals": {**DRILLS, "status": "lost", "external_id": "zcrm_4900", "notes": TOLD,
                   "lost_reason": "too-dear", "closed_at": date(2024, 4, 2), "source": "website",
                   "tags": ("drills",)},
    "amocrm-deals": {**DRELI, "tags": ("дрели",), "external_id": "5", "closed_at": None},
    "amocrm-deals-site": {**DRELI, "tags": ("дрели",)},
    "bitrix24-deals": {**DRELI, "external_id": "5"},
    "bitrix24-deals-en": {**DRILLS, "external_id": "5", "stage": "negotiation",
                          "currency": "USD", "expected_close": date(2024, 3, 12)},
}  # fmt: skip
"""And of its deal."""

AFTER_CLIENTS = {
    "salesforce-opportunities": (
        "salesforce-accounts",
        {**DRILLS, "status": "won", "external_id": "006A", "notes": TOLD, "source": "webinar",
         "expected_close": date(2024, 3, 5), "closed_at": date(2024, 3, 5)},
    ),
    "hubspot-deals": (
        "hubspot-companies",
        {**DRILLS, "status": "lost", "external_id": "5", "lost_reason": "too-dear",
         "expected_close": date(2024, 3, 5), "closed_at": date(2024, 3, 5)},
    ),
}  # fmt: skip
"""Files of deals that do not name the clients: these are imported before. And their deal."""

PAGES = [
    (Path(__file__).parents[2] / "docs" / page).read_text("utf-8")
    for page in ("import.md", "ru/import.md")
]


def held(record, names) -> dict[str, object]:
    return {name: getattr(record, name) for name in names}


def in_russian(export: str) -> bool:
    return any(sign in export for sign in ("ru", "24", "amo")) and not export.endswith("-en")


@pytest.mark.parametrize("export", dict.fromkeys((*EXPECTED, *OTHER_EXPORTS)))
def test_the_export_is_recognised_and_everything_is_where_it_belongs(session, tmp_path, export):
    preset = OTHER_EXPORTS.get(export, export)
    client, contact = EXPECTED.get(export) or EXPECTED[preset]
    (file,) = EXPORTS.glob(f"{export}.*")
    source = file.read_bytes()
    twice = tmp_path / f"twice{file.suffix}"
    twice.write_bytes(source + (source.splitlines()[-1] if file.suffix == ".csv" else source))
    dates = None if in_russian(export) else "mdy"
    options = imports.Options(rejects=str(tmp_path / "rejected.csv"), dates=dates)
    preview = imports.run(session, str(twice), replace(options, dry_run=True))
    result = imports.run(session, str(twice), options)
    assert (result.preset, result.new, result.duplicate, result.rows) == (preset, 1, 1, 2)
    assert replace(result, transaction=None) == preview
    assert held(records.get(session, CLIENTS, 1), client) == client
    if contact:
        assert held(records.get(session, CONTACTS, 1), contact) == contact
    deal = OF_DEALS.get(export) or OF_DEALS.get(preset)
    assert (result.deals == 1) == (deal is not None)
    if deal:
        made = records.get(session, DEALS, 1)
        assert held(made, deal) == deal
        assert (made.client.id, made.contact.id) == (1, 1)
    again = imports.run(session, str(twice), options)
    assert (again.rows, again.same + again.duplicate, again.transaction) == (2, 2, None)
    if export == preset:
        assert_told(result, preset)


def assert_told(result, preset: str) -> None:
    """The manual says how many columns of the export are taken."""
    program = next(one.program for one in PRESETS if one.name == preset)
    taken, left = len(result.mapping) - len(result.unmapped), len(result.unmapped)
    row = f"| {program} | `{preset}` | {taken + left} | {taken} | {left} | 1 | 1 | 0 |\n"
    assert all(row in page for page in PAGES), row


@pytest.mark.parametrize("export", AFTER_CLIENTS)
def test_deals_find_the_clients_that_are_imported_before(session, tmp_path, export):
    before, deal = AFTER_CLIENTS[export]
    path = tmp_path / "deals.csv"
    source = (EXPORTS / f"{export}.csv").read_bytes()
    path.write_bytes(source + source.splitlines()[-1])
    with_nobody = imports.run(session, str(path), imports.Options(dry_run=True))
    assert (with_nobody.rejected, with_nobody.new) == (2, 0)
    imports.run(session, str(EXPORTS / f"{before}.csv"))
    result = imports.run(session, str(path))
    assert (result.preset, result.new, result.duplicate, result.deals) == (export, 1, 1, 1)
    made = records.get(session, DEALS, 1)
    assert (made.client.name, held(made, deal)) == ("Harbour Tools", deal)
    assert imports.run(session, str(path)).same == 2
    assert_told(result, export)


def test_people_find_the_clients_that_another_program_numbers(session):
    imports.run(session, str(EXPORTS / "salesforce-accounts.csv"), imports.Options(dates="mdy"))
    result = imports.run(session, str(EXPORTS / "salesforce-contacts.csv"))
    anna = records.get(session, CONTACTS, 1)
    assert (result.new, anna.client.name, anna.external_id) == (1, "Harbour Tools", "003A")


def test_every_preset_is_run():
    run = {OTHER_EXPORTS.get(export, export) for export in (*EXPECTED, *AFTER_CLIENTS)}
    assert {preset.name for preset in PRESETS} == run


def test_cards_that_name_another_program_or_hold_but_one_such_property_are_not_called_roundcubes(
    session, tmp_path
):
    card = (EXPORTS / "roundcube.vcf").read_text("utf-8")
    path = tmp_path / "other.vcf"
    one = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Taylor\nX-SPOUSE:Sam\nEND:VCARD\n"
    for text in (card.replace("VERSION:3.0", "VERSION:3.0\nPRODID:-//Apple Inc.//EN"), one):
        path.write_text(text, "utf-8")
        assert imports.inspect(session, str(path)).preset is None


def test_what_no_field_has_is_kept_with_the_client_when_asked(session):
    path = str(EXPORTS / "pipedrive.csv")
    other = {"Product - Name*", "Product - Price"}
    assert other <= {*imports.run(session, path, imports.Options(dry_run=True)).unmapped}
    result = imports.run(session, path, imports.Options(keep_unknown=True))
    assert other.isdisjoint(result.unmapped)
    assert records.get(session, CLIENTS, 1).extra["product_name"] == "Drill"


def test_a_preset_may_be_said(session, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("First Name,Last Name,Connected On\nAnna,Taylor,05 Mar 2024\n")
    result = imports.run(session, str(path), imports.Options(preset="linkedin"))
    assert (result.preset, result.mapping["Connected On"]) == ("linkedin", "first_touch_at")
    with pytest.raises(InvalidInputError, match="did you mean linkedin"):
        imports.run(session, str(path), imports.Options(preset="linkedn"))


def test_every_preset_says_fields_that_exist():
    fields = {field.name for field in CLIENTS.fields}
    fields |= {f"contact.{field.name}" for field in CONTACTS.fields}
    fields |= {f"deal.{field.name}" for field in DEALS.fields}
    said = {name for preset in PRESETS for name in preset.columns.values() if name}
    assert said <= fields
    assert len({preset.name for preset in PRESETS}) == len(PRESETS)


def test_every_preset_has_a_title_of_its_own_in_both_languages():
    for code in ("en", "ru"):
        titles = [preset.title(Language(code).text) for preset in PRESETS]
        assert len({*titles}) == len(PRESETS)
    assert PRESETS[0].title(Language("ru").text) == "Salesforce: компании"
