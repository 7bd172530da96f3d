"""What the exports of the usual programs hold, beyond what the titles of their columns say.

A preset is known by titles that no other program writes together. Its `columns` say what some of
them are, as `--map` does; all others are understood by their titles as ever. To add one, add an
entry: the most telling titles, and only the columns whose titles say nothing or the wrong thing.

Roundcube exports vCards only, without its name: it is known by properties that it made up. The
titles are those that its own import knows beside Outlook's and Thunderbird's; its Russian ones are
all Thunderbird's. Google Contacts writes English titles whatever the language of the account: only
what phones and e-mails are for is in that language.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from crm_tui.domain.folding import title_key
from crm_tui.domain.mapping import distinct
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

Columns = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Preset:
    """The export of one program."""

    name: str
    """As in `--map hubspot-contacts`."""
    program: str
    what: str
    """Which of its exports it is, marked; nothing where there is but one."""
    telling: tuple[str, ...]
    columns: Columns = field(default_factory=dict)
    """Titles with their fields; a title that the file has not is passed over."""
    deals: bool = False
    """Whether its rows are deals, and no clients or people."""
    properties: frozenset[str] = frozenset()
    """Of a vCard that names no program: any two of them tell."""

    def title(self, translate: Callable[[str], str]) -> str:
        """What somebody calls it: `Salesforce: accounts`."""
        return f"{self.program}: {translate(self.what)}" if self.what else self.program

    def wanted(self, header: Sequence[str]) -> dict[str, str | None]:
        """What the preset says about the columns of this file."""
        said = {title_key(title): target for title, target in self.columns.items()}
        return {
            title: said[title_key(title)] for title in distinct(header) if title_key(title) in said
        }


OUTLOOK: Columns = {"Account": None, "Other City": None}

AMO_NOTES = ("Примечание", *(f"Примечание {number}" for number in range(1, 6)))

PRESETS = (
    Preset(
        "salesforce-accounts",
        "Salesforce",
        _("accounts"),
        ("ISDELETED", "MASTERRECORDID", "BILLINGSTREET", "SYSTEMMODSTAMP"),
        {"ID": "external_id", "CREATEDDATE": "first_touch_at", "TYPE": "relation"},
    ),
    Preset(
        "salesforce-contacts",
        "Salesforce",
        _("contacts"),
        ("LASTNAME", "MAILINGCITY", "MAILINGPOSTALCODE"),
        {"ID": "contact.external_id", "ACCOUNTID": "external_id", "NAME": "contact.display_name",
         "CREATEDDATE": "first_touch_at", "OWNERID": None},
    ),
    Preset(
        "salesforce-opportunities",
        "Salesforce",
        _("opportunities"),
        ("ISDELETED", "STAGENAME", "FORECASTCATEGORY", "SYSTEMMODSTAMP"),
        {"ID": "deal.external_id", "ACCOUNTID": "external_id", "STAGENAME": "deal.stage",
         "CLOSEDATE": "deal.expected_close", "OWNERID": None},
        deals=True,
    ),
    Preset(
        "salesforce-leads",
        "Salesforce",
        _("leads"),
        ("ISDELETED", "LASTNAME", "COMPANY", "ISCONVERTED"),
        {"ID": "external_id", "STATUS": "lifecycle", "CREATEDDATE": "first_touch_at"},
    ),
    Preset(
        "hubspot-contacts",
        "HubSpot",
        _("contacts"),
        ("Contact Owner", "Create Date", "Email"),
        {"Create Date": "first_touch_at", "Primary Associated Company ID": "external_id",
         "Associated Company Domain": "website",
         "Website URL": None, "Lead Status": None, "Contact ID": "contact.external_id",
         "Record ID": "contact.external_id"},
    ),
    Preset(
        "hubspot-companies",
        "HubSpot",
        _("companies"),
        ("Company Name", "Company Owner", "Create Date"),
        {"Create Date": "first_touch_at", "Company ID": "external_id",
         "Record ID": "external_id", "Website": "website", "Company Domain Name": "website"},
    ),
    Preset(
        "hubspot-deals",
        "HubSpot",
        _("deals"),
        ("Deal Name", "Deal Stage", "Deal Owner"),
        {"Associated Company Domain": "website", "Associated Contact Email": "email",
         "Record ID": "deal.external_id"},
        deals=True,
    ),
    Preset(
        "pipedrive",
        "Pipedrive",
        _("the table for its import"),
        ("Person - Name*", "Organization - Name*"),
        {"Product - Name*": None, "Product - Currency": None, "Activity - Subject*": None,
         "Person - ID": "contact.external_id", "Organization - ID": "external_id"},
    ),
    Preset(
        "pipedrive-deals",
        "Pipedrive",
        _("deals"),
        ("Deal - Title", "Deal - Status", "Deal - Stage"),
        {"Deal - Currency of Value": "deal.currency", "Deal - Currency": "deal.currency",
         "Deal - Deal closed on": "deal.closed_at", "Deal - Closed on": "deal.closed_at",
         "Deal - Won time": "deal.closed_at", "Deal - Lost time": "deal.closed_at",
         "Deal - Label": "deal.tags", "Deal - Lead Source": "deal.source",
         "Deal - Source channel": "deal.source", "Deal - Deal created": "first_touch_at",
         "Deal - Organization ID": "external_id", "Organization - ID": "external_id",
         "Deal - Contact person ID": "contact.external_id", "Person - ID": "contact.external_id"},
        deals=True,
    ),
    Preset(
        "pipedrive-people",
        "Pipedrive",
        _("people"),
        ("Person - Name", "Person - Organization", "Person - Owner"),
        {"Person - ID": "contact.external_id", "Person - Organization": "name",
         "Person - Organization ID": "external_id", "Person - Label": "tags",
         "Person - Labels": "tags", "Person - Owner": "owner", "Person - Notes": "notes",
         "Person - Postal address": "street", "Person - Person created": "first_touch_at"},
    ),
    Preset(
        "pipedrive-organizations",
        "Pipedrive",
        _("organizations"),
        ("Organization - Name", "Organization - Owner", "Organization - Address"),
        {"Organization - ID": "external_id", "Organization - Labels": "tags",
         "Organization - Organization created": "first_touch_at",
         "Organization - City/town/village/locality of Address": "city",
         "Organization - State/county of Address": "region",
         "Organization - Country of Address": "country",
         "Organization - ZIP/Postal code of Address": "postcode"},
    ),
    Preset(
        "zoho-contacts",
        "Zoho CRM",
        _("contacts"),
        ("Record Id", "Contact Owner", "Account Name"),
        {"Mailing Street": "street", "Mailing City": "city", "Mailing State": "region",
         "Mailing Zip": "postcode", "Mailing Country": "country", "Account Name": "name",
         "Contact Owner": "owner", "Created Time": "first_touch_at",
         "Record Id": "contact.external_id", "Account Name.id": "external_id"},
    ),
    Preset(
        "zoho-accounts",
        "Zoho CRM",
        _("accounts"),
        ("Record Id", "Account Owner", "Account Name"),
        {"Account Type": "relation", "Created Time": "first_touch_at",
         "Billing Code": "postcode", "Record Id": "external_id"},
    ),
    Preset(
        "zoho-leads",
        "Zoho CRM",
        _("leads"),
        ("Record Id", "Lead Owner", "Lead Status"),
        {"Lead Owner": "owner", "Lead Status": "lifecycle", "Created Time": "first_touch_at",
         "Record Id": "external_id"},
    ),
    Preset(
        "zoho-deals",
        "Zoho CRM",
        _("deals"),
        ("Record Id", "Deal Owner", "Deal Name"),
        {"Record Id": "deal.external_id", "Account Name.id": "external_id",
         "Contact Name.id": "contact.external_id", "Reason For Loss": "deal.lost_reason",
         "Reason For Loss__s": "deal.lost_reason", "Created Time": "first_touch_at"},
        deals=True,
    ),
    Preset(
        "google-contacts-old",
        "Google Contacts",
        _("older titles"),
        ("Given Name Yomi", "Group Membership"),
        {"Occupation": None, "Location": None, "Subject": None, "Group Membership": "tags"},
    ),
    Preset("google-contacts", "Google Contacts", "", ("Phonetic First Name", "File As", "Labels")),
    Preset(
        "outlook",
        "Outlook",
        "",
        ("Internet Free Busy", "Business Country/Region", "E-mail Display Name"),
        OUTLOOK,
    ),
    Preset(
        "outlook-com",
        "Outlook.com",
        "",
        ("Internet Free Busy", "Business Country", "E-mail Address"),
        {**OUTLOOK, "Home Address": None},
    ),
    Preset(
        "outlook-ru",
        "Outlook",
        _("Russian titles"),
        ("Сведения о доступности в Интернете", "Улица (раб. адрес)", "Краткое имя эл. почты"),
        {"Счет": None, "Счета": None},
    ),
    Preset(
        "linkedin",
        "LinkedIn",
        "",
        ("First Name", "Last Name", "Email Address", "Connected On"),
        {"Connected On": "first_touch_at", "URL": None},
    ),
    Preset(
        "mailchimp",
        "Mailchimp",
        "",
        ("MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID"),
        {"OPTIN_TIME": "first_touch_at", "CC": "country", "REGION": None},
    ),
    Preset("thunderbird", "Thunderbird", "", ("Screen Name", "Birth Day", "Work ZipCode")),
    Preset(
        "thunderbird-ru",
        "Thunderbird",
        _("Russian titles"),
        ("Отображаемое имя", "Месяц рождения", "Номер сотового телефона"),
        {"Адрес (раб.)": "street", "Город (раб.)": "city", "Страна (раб.)": "country",
         "Почтовый индекс (раб.)": "postcode", "Адрес": None, "Город": None, "Страна": None,
         "Почтовый индекс": None, "Штат": None},
    ),
    Preset(
        "roundcube",
        "Roundcube",
        "",
        ("Email Home", "Website Home Page"),
        properties=frozenset(
            ("X-DEPARTMENT", "X-MAIDENNAME", "X-GENDER", "X-ANNIVERSARY", "X-ASSISTANT",
             "X-MANAGER", "X-SPOUSE", "X-SKYPE-USERNAME")
        ),
    ),
    Preset(
        "amocrm-contacts",
        "amoCRM",
        _("contacts"),
        ("Полное имя контакта", "Дата создания контакта", "Кем создан контакт"),
        {"ID": "contact.external_id", "Дата создания контакта": "first_touch_at", "Сделки": None,
         "Тип": None, **dict.fromkeys(AMO_NOTES, "notes")},
    ),
    Preset(
        "amocrm-deals",
        "amoCRM",
        _("deals"),
        ("Название сделки", "Компания контакта", "Бюджет"),
        {"ID": "deal.external_id", "Статус сделки": "deal.stage", "Этап сделки": "deal.stage",
         "Примечания": "deal.notes", **dict.fromkeys(AMO_NOTES, "deal.notes"),
         "Дата создания": "first_touch_at", "Дата создания сделки": "first_touch_at",
         "Компания": "name", "Компания контакта": "name"},
        deals=True,
    ),
    Preset(
        "bitrix24-contacts",
        "Bitrix24",
        _("contacts"),
        ("Обращение", "Тип контакта", "Ответственный"),
        {"Дата создания": "first_touch_at", "Описание": None, "ID": "contact.external_id"},
    ),
    Preset(
        "bitrix24-deals",
        "Bitrix24",
        _("deals"),
        ("Стадия сделки", "Валюта", "Ответственный"),
        {"ID": "deal.external_id", "Дата завершения": "deal.expected_close",
         "Комментарий": "deal.notes", "Дата начала": "first_touch_at", "Сделка закрыта": None},
        deals=True,
    ),
    Preset(
        "bitrix24-companies",
        "Bitrix24",
        _("companies"),
        ("Тип компании", "Название компании", "Ответственный"),
        {"ID": "external_id", "Тип компании": "relation", "Дата создания": "first_touch_at"},
    ),
    Preset(
        "bitrix24-leads",
        "Bitrix24",
        _("leads"),
        ("Название лида", "Источник", "Ответственный"),
        {"ID": "external_id", "Статус": "lifecycle", "Стадия": "lifecycle", "Сумма": "budget",
         "Дата создания": "first_touch_at"},
    ),
    Preset(
        "bitrix24-contacts-en",
        "Bitrix24",
        _("contacts, English titles"),
        ("Salutation", "Contact Type", "Responsible"),
        {"Created": "first_touch_at", "ID": "contact.external_id"},
    ),
    Preset(
        "bitrix24-deals-en",
        "Bitrix24",
        _("deals, English titles"),
        ("Deal Name", "Income", "Responsible"),
        {"ID": "deal.external_id", "Income": "deal.amount", "Comment": "deal.notes",
         "Assumed close date": "deal.expected_close", "Start date": "first_touch_at",
         "Closed": None},
        deals=True,
    ),
    Preset(
        "bitrix24-companies-en",
        "Bitrix24",
        _("companies, English titles"),
        ("Company Name", "Company Type", "Employees", "Comment"),
        {"ID": "external_id", "Company Type": "relation", "Created": "first_touch_at",
         "Annual Income": "turnover", "Street": "street", "Apartment / Suite": "street",
         "Address": None},
    ),
    Preset(
        "bitrix24-leads-en",
        "Bitrix24",
        _("leads, English titles"),
        ("Lead Name", "Source information", "Responsible"),
        {"ID": "external_id", "Status": "lifecycle", "Stage": "lifecycle", "Total": "budget",
         "Created": "first_touch_at"},
    ),
    Preset("odoo", "Odoo", "", ("Is a company", "Related company", "Address type"),
           {"Is a company": None, "Related company": None}),
    Preset(
        "atomic-crm",
        "Atomic CRM",
        "",
        ("first_seen", "last_seen", "has_newsletter"),
        {"background": "notes", "tags": None, "status": None},
    ),
)  # fmt: skip


PROPERTIES = frozenset(name for preset in PRESETS for name in preset.properties)
"""What is looked for in vCards."""

FEWEST = 2
"""Properties of one's own by which a program is known: each by itself, others may write, too."""


def recognised(header: Sequence[str], properties: Collection[str] = ()) -> Preset | None:
    """The preset of the program that wrote these titles; None for a file of one's own.

    A vCard has no titles, but `properties`.
    """
    for preset in PRESETS:
        if len(preset.properties.intersection(properties)) >= FEWEST:
            return preset
    keys = {title_key(title) for title in header}
    fitting = [preset for preset in PRESETS if keys.issuperset(map(title_key, preset.telling))]
    return max(fitting, key=lambda preset: len(preset.telling), default=None)


def named(name: str) -> Preset:
    """The preset of that name; InvalidInputError, with the nearest, where there is none."""
    for preset in PRESETS:
        if preset.name == name:
            return preset
    names = [preset.name for preset in PRESETS]
    close = nearest(name, names)
    if close:
        message = _("there is no preset or file {name}: did you mean {nearest}?")
        raise InvalidInputError(message, name=name, nearest=close)
    message = _("there is no preset or file {name}: try {known}")
    raise InvalidInputError(message, name=name, known=", ".join(names))
