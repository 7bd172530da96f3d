"""The clients of the demo and the people who work there, with all their fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from crm_tui.data.columns import json_text
from crm_tui.data.demo import people
from crm_tui.data.demo.addresses import Telephones, filled
from crm_tui.data.demo.english import ENGLISH
from crm_tui.data.demo.names import GIVEN, Company, Register
from crm_tui.data.demo.places import COUNTRIES, City, Country
from crm_tui.data.demo.russian import RUSSIAN
from crm_tui.data.demo.stories import Stories
from crm_tui.data.demo.team import Team
from crm_tui.data.demo.workdays import MORNING, Workdays
from crm_tui.domain.clients import ClientKind, Lifecycle
from crm_tui.domain.folding import fold

STORIES: dict[str, Stories] = {"ru": RUSSIAN, "en": ENGLISH}
SIZES = ("micro", "small", "medium", "large")
FLEETS = ((1, 4), (3, 12), (8, 40), (30, 220))
TERMS = ("prepaid", "on-delivery", "net-14", "net-30")
SOURCES = ("recommendation", "fair", "website", "advert", "cold-call", "partner", "mailing")
PERSONS = 0.05
"""Of all clients, how many are persons."""


class Profile(NamedTuple):
    """How clients of a lifecycle came to be; days are counted back from today."""

    share: int
    first: tuple[int, int]
    last: tuple[int, int]
    contacts: float
    """Of the usual number of contacts."""


PROFILES = {
    Lifecycle.SUSPECT: Profile(6, (2, 40), (1, 20), 0.15),
    Lifecycle.LEAD: Profile(12, (6, 120), (1, 40), 0.35),
    Lifecycle.QUALIFIED: Profile(8, (25, 220), (1, 40), 0.6),
    Lifecycle.CUSTOMER: Profile(36, (120, 1090), (1, 90), 1.0),
    Lifecycle.REGULAR: Profile(22, (350, 1090), (1, 40), 1.9),
    Lifecycle.DORMANT: Profile(9, (450, 1090), (190, 400), 0.8),
    Lifecycle.LOST: Profile(7, (200, 1000), (60, 330), 0.7),
}


@dataclass(slots=True)
class Account:
    """A client with its people, and what the writer of its history must know."""

    row: dict[str, Any]
    country: Country
    profile: Profile
    first: int
    last: int
    owner: int
    people: list[dict[str, Any]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.row["id"])

    @property
    def stories(self) -> Stories:
        return STORIES[self.country.language]


class Accounts:
    """Draws one client after the other; the first ones have names that are given."""

    def __init__(self, random: Random, days: Workdays, team: Team) -> None:
        self.random, self.days, self.team = random, days, team
        self.names = Register(random)
        self.telephones = Telephones()
        self.clients = 0
        self.contacts = 0

    def draw(self) -> Account:
        random = self.random
        self.clients += 1
        country, company = self._company()
        city = random.choice(country.cities)
        person = company is None and random.random() < PERSONS
        account = self._account(country, None if person else Lifecycle.REGULAR if company else None)
        if person:
            self._person(account, city)
        else:
            self._fill(account, company or self.names.draw(country, city), city)
        return account

    def _company(self) -> tuple[Country, Company | None]:
        if self.clients <= len(GIVEN):
            code, company = GIVEN[self.clients - 1]
            return next(country for country in COUNTRIES if country.code == code), company
        shares = [country.share for country in COUNTRIES]
        return self.random.choices(COUNTRIES, shares)[0], None

    def _account(self, country: Country, lifecycle: Lifecycle | None) -> Account:
        random = self.random
        if lifecycle is None:
            shares = [profile.share for profile in PROFILES.values()]
            lifecycle = random.choices(tuple(PROFILES), shares)[0]
        profile = PROFILES[lifecycle]
        first, last = random.randint(*profile.first), random.randint(*profile.last)
        owner = self.team.seller(random, country.language)
        at = self.days.moment(self.days.working(max(first, last)), MORNING + random.randrange(480))
        row = {"id": self.clients, **stamps(at, owner), "lifecycle": lifecycle.value}
        return Account(row, country, profile, max(first, last), min(first, last), owner)

    def _fill(self, account: Account, company: Company, city: City) -> None:
        random = self.random
        size = random.choices(range(4), (3, 4, 2, 1))[0]
        low, high = account.country.turnover
        turnover = int(low * (high / low) ** ((size + random.random()) / 4)) // 1000 * 1000 * 100
        account.row |= {
            **self._common(account, city, company.name),
            "legal_name": legal_name(company.name) if random.random() < 0.3 else None,
            "kind": ClientKind.COMPANY.value,
            "relation": random.choices(RELATIONS, RELATION_SHARES)[0],
            "tax_id": filled(account.country.tax_id, random.randrange(10**9)),
            "industry": company.industry,
            "segment": segment(company.industry, size),
            "size": SIZES[size],
            "turnover": turnover,
            "budget": turnover // random.randint(40, 120) // 1000 * 1000,
            "credit_limit": turnover // 100_000 * 1000 if random.random() < 0.5 else None,
            "payment_terms": random.choice(TERMS),
            "website": f"www.{company.domain}.example",
            "extra": json_text({"fleet_size": random.randint(*FLEETS[size])}),
        }
        owner = {"client": account.id, "contact": None}
        self._points(account, owner, city, f"info@{company.domain}.example")
        for _number in range(random.choices((1, 2, 3), (5, 3, 1))[0]):
            self._contact(account, city, company.domain)

    def _person(self, account: Account, city: City) -> None:
        """A client who buys for herself: no company, no colleagues."""
        person = people.draw(self.random, account.country)
        nothing = ("legal_name", "tax_id", "industry", "size", "turnover", "budget",
                   "credit_limit", "website")  # fmt: skip
        account.row |= {
            **self._common(account, city, person.display_name),
            **dict.fromkeys(nothing),
            "kind": ClientKind.PERSON.value,
            "relation": "customer",
            "segment": "small",
            "payment_terms": "prepaid",
            "extra": "{}",
        }
        owner = {"client": account.id, "contact": None}
        self._points(account, owner, city, f"{person.mailbox}@post.example")

    def _common(self, account: Account, city: City, name: str) -> dict[str, Any]:
        random, country = self.random, account.country
        house = random.randint(1, 140)
        street = random.choice(country.streets)
        before = country.code in ("GB", "US", "FR")
        return {
            "name": name,
            "name_key": fold(name),
            "country": country.name,
            "region": city.region,
            "city": city.name,
            "postcode": filled(city.postcode, random.randrange(10**6)),
            "street": f"{house} {street}" if before else f"{street} {house}",
            "currency": country.currency,
            "source": random.choice(SOURCES),
            "referrer": random.randint(1, account.id - 1) if _one_in(random, 12, account) else None,
            "first_touch_at": self.days.day(account.first),
            "owner": account.owner,
            "rating": random.choice("aabbbcc"),
            "notes": random.choice(account.stories.notes) if random.random() < 0.35 else None,
            "tags": TAGS[account.country.language].get(account.id % 12),
            "cadence": CADENCES.get(account.row["lifecycle"]) if account.id % 3 == 0 else None,
        }

    def _contact(self, account: Account, city: City, domain: str) -> None:
        random = self.random
        self.contacts += 1
        person = people.draw(random, account.country)
        language = account.country.language
        title, department = random.choice(people.JOBS[language])
        preferences = random.choice(people.PREFERENCES[language])
        account.people.append(
            {
                "id": self.contacts,
                **stamps(account.row["created_at"], account.owner),
                "display_name": person.display_name,
                "name_key": fold(person.display_name),
                "first": person.first,
                "middle": person.middle,
                "last": person.last,
                "title": title,
                "department": department,
                "client": account.id,
                "birthday": self._birthday() if random.random() < 0.3 else None,
                "language": language,
                "preferences": preferences if random.random() < 0.15 else None,
                "do_not_contact": True if random.random() < 0.01 else None,
                "source": account.row["source"],
                "owner": account.owner,
                "extra": "{}",
            }
        )
        owner = {"client": None, "contact": self.contacts}
        self._points(account, owner, city, f"{person.mailbox}@{domain}.example")

    def _birthday(self) -> Any:
        return self.days.day(self.random.randint(25 * 365, 62 * 365))

    def _points(self, account: Account, owner: dict[str, Any], city: City, email: str) -> None:
        phone = self.telephones.draw(city.phone)
        common = {**stamps(account.row["created_at"], account.owner), **owner, "position": 0}
        digits = "".join(filter(str.isdigit, phone))
        account.points += (
            {**common, "kind": "phone", "value": phone, "normalised": f"+{digits}",
             "tail": digits[::-1], "status": "ok"},
            {**common, "kind": "email", "value": email, "normalised": email, "tail": None,
             "status": "ok"},
        )  # fmt: skip


TAGS = {
    "en": {0: "hot", 4: "fair/london", 7: "fair/berlin hot", 9: "contract"},
    "ru": {0: "важно", 4: "выставка/москва", 7: "важно выставка/казань", 9: "договор"},
}
"""As the database holds them, by the rest of the client's number: nothing is drawn for them."""

CADENCES = {Lifecycle.REGULAR.value: 30, Lifecycle.CUSTOMER.value: 60}
"""After how many days some clients want to hear of us again."""

RELATIONS = ("customer", "partner", "supplier", "competitor", "other")
RELATION_SHARES = (90, 4, 3, 2, 1)


def stamps(at: datetime, by: int) -> dict[str, Any]:
    return {"version": 1, "created_at": at, "created_by": by, "changed_at": at, "changed_by": by}


def legal_name(name: str) -> str:
    """«Ромашка, ООО» as it stands in contracts."""
    bare, _comma, form = name.partition(", ")
    return f"{form} «{bare}»" if form else name


def segment(industry: str, size: int) -> str:
    if size == len(SIZES) - 1:
        return "key"
    return industry if industry in ("retail", "wholesale", "public") else "small"


def _one_in(random: Random, several: int, account: Account) -> bool:
    return account.id > 1 and random.randrange(several) == 0


def all_rows(accounts: list[Account]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of the accounts by entity, in the order of their links."""
    yield "clients", [account.row for account in accounts]
    yield "contacts", [row for account in accounts for row in account.people]
    yield "points", [row for account in accounts for row in account.points]
