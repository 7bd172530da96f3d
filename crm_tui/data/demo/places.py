"""Where the demo's clients sit: cities with telephone numbers that are set aside for fiction."""

from dataclasses import dataclass
from typing import NamedTuple


class City(NamedTuple):
    name: str
    region: str | None
    postcode: str
    """Each # stands for a digit."""
    phone: str


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    share: int
    currency: str
    language: str
    """Of the texts about its clients: the team has people for Russian and for English."""
    turnover: tuple[int, int]
    """Of a small client and of a large one, in the main unit of the currency."""
    tax_id: str
    """The Russian ones begin with a region that does not exist."""
    forms: tuple[str, ...]
    streets: tuple[str, ...]
    cities: tuple[City, ...]


RUSSIA = Country(
    "RU", "Россия", 50, "RUB", "ru", (4_000_000, 900_000_000), "00########",
    ("ООО", "ООО", "ООО", "АО", "ТД"),
    (
        "Тверская", "Ленина", "Садовая", "Мира", "Заводская", "Речная", "Гагарина", "Лесная",
        "Промышленная", "Кирова", "Вокзальная", "пр. Победы", "Набережная", "Складская",
    ),
    (
        City("Москва", "Москва", "10####", "+7 495 555-##-##"),
        City("Москва", "Москва", "11####", "+7 499 555-##-##"),
        City("Санкт-Петербург", "Санкт-Петербург", "19####", "+7 812 555-##-##"),
        City("Казань", "Татарстан", "420###", "+7 843 555-##-##"),
        City("Екатеринбург", "Свердловская область", "620###", "+7 343 555-##-##"),
        City("Новосибирск", "Новосибирская область", "630###", "+7 383 555-##-##"),
        City("Нижний Новгород", "Нижегородская область", "603###", "+7 831 555-##-##"),
        City("Самара", "Самарская область", "443###", "+7 846 555-##-##"),
        City("Ростов-на-Дону", "Ростовская область", "344###", "+7 863 555-##-##"),
        City("Уфа", "Башкортостан", "450###", "+7 347 555-##-##"),
        City("Краснодар", "Краснодарский край", "350###", "+7 861 555-##-##"),
        City("Воронеж", "Воронежская область", "394###", "+7 473 555-##-##"),
        City("Пермь", "Пермский край", "614###", "+7 342 555-##-##"),
        City("Владивосток", "Приморский край", "690###", "+7 423 555-##-##"),
    ),
)  # fmt: skip
BRITAIN = Country(
    "GB", "United Kingdom", 26, "GBP", "en", (150_000, 40_000_000), "GB#########",
    ("Ltd", "Ltd", "Ltd", "LLP", "plc", "& Co", "& Sons"),
    (
        "High Street", "Station Road", "Mill Lane", "Dock Road", "Church Street", "Park Avenue",
        "Canal Street", "Foundry Lane", "Victoria Road", "Quayside", "Market Place",
    ),
    (
        City("London", "Greater London", "E# #AA", "+44 20 7946 0###"),
        City("London", "Greater London", "SE# #AB", "+44 20 7946 0###"),
        City("Leeds", "West Yorkshire", "LS# #BD", "+44 113 496 0###"),
        City("Sheffield", "South Yorkshire", "S# #EF", "+44 114 496 0###"),
        City("Nottingham", "Nottinghamshire", "NG# #GH", "+44 115 496 0###"),
        City("Bristol", "Bristol", "BS# #JL", "+44 117 496 0###"),
        City("Birmingham", "West Midlands", "B# #LN", "+44 121 496 0###"),
        City("Edinburgh", "Lothian", "EH# #NP", "+44 131 496 0###"),
        City("Glasgow", "Lanarkshire", "G# #PQ", "+44 141 496 0###"),
        City("Liverpool", "Merseyside", "L# #RS", "+44 151 496 0###"),
        City("Manchester", "Greater Manchester", "M# #TU", "+44 161 496 0###"),
    ),
)  # fmt: skip
STATES = Country(
    "US", "United States", 8, "USD", "en", (200_000, 60_000_000), "##-#######",
    ("Inc.", "LLC", "Corp."),
    ("Main Street", "Oak Avenue", "Industrial Drive", "Lake Street", "Harbor Boulevard"),
    (
        City("Boston", "MA", "021##", "+1 617 555-01##"),
        City("Chicago", "IL", "606##", "+1 312 555-01##"),
        City("Seattle", "WA", "981##", "+1 206 555-01##"),
        City("Austin", "TX", "787##", "+1 512 555-01##"),
        City("Denver", "CO", "802##", "+1 303 555-01##"),
    ),
)  # fmt: skip
GERMANY = Country(
    "DE", "Germany", 8, "EUR", "en", (200_000, 50_000_000), "DE#########",
    ("GmbH", "GmbH", "AG", "KG"),
    ("Hauptstraße", "Bahnhofstraße", "Hafenstraße", "Gartenweg", "Industriestraße"),
    (
        City("Berlin", "Berlin", "10###", "+49 30 23125 ###"),
        City("Hamburg", "Hamburg", "20###", "+49 40 66969 ###"),
        City("Köln", "Nordrhein-Westfalen", "50###", "+49 221 4710 ###"),
        City("Frankfurt am Main", "Hessen", "60###", "+49 69 90009 ###"),
        City("München", "Bayern", "80###", "+49 89 99998 ###"),
    ),
)  # fmt: skip
FRANCE = Country(
    "FR", "France", 5, "EUR", "en", (150_000, 30_000_000), "FR###########",
    ("SARL", "SAS", "SA"),
    ("rue de la Gare", "avenue du Port", "rue des Écoles", "quai Saint-Michel"),
    (
        City("Paris", "Île-de-France", "750##", "+33 1 99 00 ## ##"),
        City("Rennes", "Bretagne", "350##", "+33 2 61 91 ## ##"),
        City("Lyon", "Auvergne-Rhône-Alpes", "690##", "+33 4 65 71 ## ##"),
        City("Toulouse", "Occitanie", "310##", "+33 5 36 49 ## ##"),
    ),
)  # fmt: skip
SWEDEN = Country(
    "SE", "Sweden", 3, "EUR", "en", (150_000, 25_000_000), "SE##########01",
    ("AB",),
    ("Storgatan", "Hamngatan", "Järnvägsgatan", "Kyrkogatan"),
    (
        City("Stockholm", "Stockholms län", "111 ##", "+46 8 465 004 ##"),
        City("Göteborg", "Västra Götaland", "411 ##", "+46 31 390 06 ##"),
    ),
)  # fmt: skip

COUNTRIES = (RUSSIA, BRITAIN, STATES, GERMANY, FRANCE, SWEDEN)
