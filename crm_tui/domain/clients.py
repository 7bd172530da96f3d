"""Clients: the companies and persons we sell to, from the first acquaintance to the last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from crm_tui.domain.fields import (
    Labelled,
    Link,
    choice,
    email,
    link,
    moment,
    money,
    note,
    number,
    phone,
    pick,
    stamp,
    tags,
    text,
    web,
)
from crm_tui.domain.texts import _


class ClientKind(Labelled):
    COMPANY = "company", _("company")
    PERSON = "person", _("person")


class ClientRelation(Labelled):
    CUSTOMER = "customer", _("customer")
    PARTNER = "partner", _("partner")
    SUPPLIER = "supplier", _("supplier")
    COMPETITOR = "competitor", _("competitor")
    OTHER = "other", _("other")


class Lifecycle(Labelled):
    SUSPECT = "suspect", _("suspect")
    LEAD = "lead", _("lead")
    QUALIFIED = "qualified", _("qualified")
    CUSTOMER = "customer", _("customer")
    REGULAR = "regular", _("regular")
    DORMANT = "dormant", _("dormant")
    LOST = "lost", _("lost client")


LEADS = (Lifecycle.SUSPECT, Lifecycle.LEAD, Lifecycle.QUALIFIED)
NOT_CALLED = (Lifecycle.DORMANT, Lifecycle.LOST)
"""Clients that Today and the call lists leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A company or a person we deal with, or would like to."""

    id: int = 0
    version: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)
    name: str = text(
        _("Name"),
        required=True,
        searched=True,
        width=22,
        headers=(
            "company", "company name", "account name", "organization", "organisation", "client",
            "customer", "associated company", "deal organization", "employer", "firm", "firm name",
            "customer name", "name of company", "org", "account", "компания", "название",
            "название компании", "организация", "клиент", "контрагент", "наименование", "фирма",
            "название фирмы", "наименование контрагента", "заказчик", "покупатель", "юр. лицо",
            "юридическое лицо", "место работы",
        ),
    )  # fmt: skip
    legal_name: str | None = text(
        _("Legal name"),
        searched=True,
        headers=("legal name", "юридическое название", "полное наименование"),
    )
    kind: str = choice(_("Kind"), ClientKind, headers=("client kind",))
    relation: str = choice(_("Relation"), ClientRelation)
    lifecycle: str = choice(
        _("Lifecycle"), Lifecycle, headers=("lifecycle stage", "stage", "этап", "стадия")
    )
    phone: str | None = phone(
        _("Phone"),
        searched=True,
        headers=(
            "phone number", "telephone", "telephone number", "tel", "phone value", "main phone",
            "primary phone", "phone no.", "mobile", "mobile phone", "mobile number",
            "mobile phone number", "mobile no.", "phone mobile", "cell", "cell phone",
            "cell number", "car phone", "home phone", "phone home", "direct line", "whatsapp",
            "other phone", "phone other", "other phone number", "direct phone", "phones",
            "phone numbers", "contact number", "office phone", "телефоны", "контактный телефон",
            "городской телефон", "моб", "моб. телефон", "телефон", "тел", "номер телефона",
            "мобильный", "мобильный телефон", "сотовый телефон", "номер сотового телефона",
            "домашний телефон", "другой телефон", "прямой телефон", "основной телефон",
            "телефон переносной", "телефон дом.", "телефон в машине", "телефон для рассылок",
            "sms marketing phone", "моб. тел.", "мобильный тел.", "сотовый", "сот. тел.",
            "раб. тел.", "доп. телефон", "дополнительный телефон", "телефон рабочий",
            "телефон мобильный", "телефон домашний", "тел. моб.", "тел. раб.",
        ),
    )  # fmt: skip
    email: str | None = email(
        _("E-mail"),
        searched=True,
        headers=(
            "e-mail address", "mail", "e-mail value", "primary email", "secondary email",
            "emails", "e-mail addresses", "mails", "адрес эл. почты", "электронный адрес",
            "личная почта", "personal email", "home email", "email home", "other email",
            "email other", "почта", "эл. почта", "электронная почта", "адрес электронной почты",
            "имейл", "рабочая почта", "личный e-mail", "частный e-mail", "другой e-mail",
            "e-mail для рассылок", "newsletters email", "е-мейл", "емейл", "мейл", "эл. адрес",
            "альтернативный адрес электронной почты",
        ),
    )  # fmt: skip
    tax_id: str | None = text(
        _("Tax id"),
        searched=True,
        headers=("vat", "vat id", "vat number", "tax number", "inn", "инн", "инн/кпп", "кпп/инн"),
    )
    industry: str | None = pick(
        _("Industry"),
        "industry",
        headers=(
            "sector", "business sector", "отрасль", "сфера", "сфера деятельности",
            "вид деятельности",
        ),
    )  # fmt: skip
    segment: str | None = pick(_("Segment"), "segment", headers=("сегмент", "market segment"))
    size: str | None = pick(
        _("Size"),
        "size",
        headers=(
            "company size", "number of employees", "employees", "no. of employees", "headcount",
            "размер", "количество сотрудников", "кол-во сотрудников", "число сотрудников",
            "численность", "сотрудников",
        ),
    )  # fmt: skip
    country: str | None = text(
        _("Country"),
        searched=True,
        headers=(
            "country/region", "country or region", "address country", "country code", "страна",
            "страна или регион",
        ),
    )  # fmt: skip
    region: str | None = text(
        _("Region"),
        headers=(
            "state", "state/region", "state/province", "province", "address region", "county",
            "край", "область", "регион", "штат", "район",
        ),
    )  # fmt: skip
    city: str | None = text(
        _("City"),
        searched=True,
        headers=("town", "address city", "city/town", "город", "населенный пункт"),
    )
    postcode: str | None = text(
        _("Postcode"),
        headers=(
            "zip", "postal code", "zip code", "zip/postal code", "address postal code", "индекс",
            "почтовый индекс", "почт. индекс", "почтовый код",
        ),
    )  # fmt: skip
    street: str | None = text(
        _("Street"),
        searched=True,
        width=24,
        headers=(
            "street address", "address street", "address", "address line", "улица", "адрес",
            "фактический адрес", "юридический адрес", "юр. адрес", "адрес доставки",
        ),
    )  # fmt: skip
    currency: str | None = text(_("Currency"), width=8, headers=("валюта",))
    turnover: int | None = money(
        _("Turnover"),
        headers=(
            "annual revenue", "annual turnover", "revenue", "оборот", "годовой оборот", "выручка",
        ),
    )  # fmt: skip
    budget: int | None = money(_("Budget"), headers=("бюджет",))
    credit_limit: int | None = money(_("Credit limit"), headers=("кредитный лимит",))
    payment_terms: str | None = pick(
        _("Payment terms"), "payment_terms", headers=("terms", "условия оплаты")
    )
    source: str | None = pick(
        _("Source"),
        "source",
        headers=(
            "lead source", "contact source", "how did you hear about us", "источник",
            "откуда узнали",
        ),
    )  # fmt: skip
    referrer: Link | None = link(_("Referrer"), "clients", headers=("referred by", "рекомендация"))
    first_touch_at: date | datetime | None = moment(
        _("First touch"),
        headers=(
            "first contact", "date of first contact", "first contact date", "first seen",
            "date added", "since", "client since", "customer since", "первый контакт",
            "дата первого контакта", "дата добавления", "клиент с",
        ),
    )  # fmt: skip
    owner: Link | None = link(
        _("Owner"),
        "users",
        headers=(
            "owner name", "account owner", "contact owner", "account manager", "sales rep",
            "responsible", "responsible person", "assigned to", "ответственный", "менеджер",
            "куратор",
        ),
    )  # fmt: skip
    cadence: int | None = number(
        _("Speak every, days"), headers=("cadence", "contact every", "раз в дней")
    )
    rating: str | None = pick(_("Rating"), "rating", headers=("рейтинг",))
    tags: tuple[str, ...] | None = tags(
        _("Tags"),
        headers=(
            "tag", "labels", "label", "categories", "category", "keywords", "тег", "метки", "метка",
            "категории", "категория", "теги", "groups", "group", "группы", "группа",
        ),
    )  # fmt: skip
    website: str | None = web(
        _("Website"),
        headers=(
            "web", "website url", "corporate website", "web page", "web site", "website value",
            "url", "homepage", "domain", "domain name", "site", "сайт", "корпоративный сайт",
            "веб-сайт", "веб-страница",
        ),
    )  # fmt: skip
    notes: str | None = note(
        _("Notes"),
        searched=True,
        headers=(
            "note", "note content", "comment", "comments", "remarks", "description",
            "заметки", "заметка", "примечание", "примечания", "комментарий", "комментарии",
            "описание", "доп. информация", "дополнительная информация", "additional information",
        ),
    )  # fmt: skip
    external_id: str | None = text(
        _("External id"),
        headers=("client id", "customer id", "company id", "внешний код", "код клиента"),
    )
    """What another program calls the record; several may have the same."""
    last_contact: date | datetime | None = moment(_("Last contact"), derived=True)
    next_contact: date | datetime | None = moment(_("Next step"), derived=True)
    created_at: datetime | None = stamp(_("Created"))
    created_by: Link | None = link(_("Created by"), "users", derived=True)
    changed_at: datetime | None = stamp(_("Changed"))
    changed_by: Link | None = link(_("Changed by"), "users", derived=True)
    archived_at: datetime | None = stamp(_("Archived"))


DEFAULTS = {
    "kind": ClientKind.COMPANY.value,
    "relation": ClientRelation.CUSTOMER.value,
    "lifecycle": Lifecycle.CUSTOMER.value,
}
"""What a new client is when nothing else is said."""
