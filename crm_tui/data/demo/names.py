"""The companies' names: some that are given, the others put together, each only once."""

from random import Random
from typing import NamedTuple

from crm_tui.data.demo.addresses import latin
from crm_tui.data.demo.places import City, Country


class Company(NamedTuple):
    name: str
    domain: str
    """Without .example."""
    industry: str


GIVEN = (
    ("RU", Company("Ромашка, ООО", "romashka", "retail")),
    ("GB", Company("Acme Ltd", "acme", "manufacturing")),
    ("RU", Company("Мегаполис, АО", "megapolis", "construction")),
    ("GB", Company("Bright & Co", "bright-and-co", "wholesale")),
    ("DE", Company("Vector GmbH", "vector", "transport")),
    ("RU", Company("Ёлкино-Агро", "elkino-agro", "agriculture")),
    ("SE", Company("Lindqvist AB", "lindqvist", "food")),
    ("GB", Company("[Studio] Nine & Partners", "studio-nine", "services")),
    ("US", Company("東京商事", "tokyo-trading", "wholesale")),
    ("RU", Company("Щука и сыновья, ТД", "shuka", "food")),
    ("GB", Company("O’Brien’s “Best” Bakery", "obriens", "food")),
    ("DE", Company("Groß & Söhne KG", "gross-soehne", "manufacturing")),
    ("FR", Company("L’Été à la Mer SARL", "ete-a-la-mer", "retail")),
    ("RU", Company("100% Хлопок, ООО", "hlopok", "retail")),
    ("US", Company("+Plus Storage Inc.", "plus-storage", "services")),
    ("RU", Company("Объединённая северо-западная складская и транспортно-экспедиционная компания",
                   "ostek", "transport")),
)  # fmt: skip

TRADES = {
    "Foods": "food", "Bakery": "food", "Logistics": "transport", "Haulage": "transport",
    "Freight": "transport", "Builders": "construction", "Joinery": "construction",
    "Timber": "construction", "Furniture": "manufacturing", "Components": "manufacturing",
    "Castings": "manufacturing", "Textiles": "manufacturing", "Wholesale": "wholesale",
    "Supplies": "wholesale", "Trading": "wholesale", "Garden Centres": "retail",
    "Stores": "retail", "Outfitters": "retail", "Farms": "agriculture", "Seeds": "agriculture",
    "Software": "it", "Systems": "it", "Medical": "health", "Pharmacy": "health",
    "Academy": "education", "Press": "services", "Events": "services", "Laundry": "services",
    "Finance": "finance", "Recycling": "public",
}  # fmt: skip
WORDS = (
    "Harbour", "Oakfield", "Kestrel", "Northgate", "Silverdale", "Bluebell", "Ironbridge",
    "Westbrook", "Copperfield", "Lantern", "Greenway", "Redwood", "Stonehouse", "Highland",
    "Riverside", "Eastwick", "Foxglove", "Millstone", "Whitestone", "Orchard", "Beacon",
    "Summit", "Heron", "Juniper", "Falcon", "Meadow", "Anchor", "Compass", "Hawthorn", "Linden",
    "Maple", "Quarry", "Saffron", "Thistle", "Willow", "Amber", "Birch", "Crescent", "Dover",
    "Elm", "Fairview", "Granite", "Hollow", "Island", "Jubilee", "Keystone", "Lakeside",
    "Mercer", "Newland", "Otter", "Pioneer", "Rowan", "Sterling", "Tideway", "Upland", "Vale",
    "Wagtail", "Yarrow", "Zephyr", "Ashgrove",
)  # fmt: skip
STEMS = {
    "Агро": "agriculture", "Строй": "construction", "Транс": "transport", "Мед": "health",
    "Техно": "manufacturing", "Эко": "services", "Пром": "manufacturing", "Энерго": "public",
    "Авто": "transport", "Торг": "wholesale", "Мебель": "retail", "Металл": "manufacturing",
    "Софт": "it", "Прод": "food", "Хлеб": "food", "Опт": "wholesale",
}  # fmt: skip
ENDINGS = (
    "сервис", "гарант", "комплект", "снаб", "маркет", "проект", "инвест", "центр", "лидер",
    "альянс", "ресурс", "групп", "логистик", "системы",
)  # fmt: skip
ADJECTIVES = (
    "Северный", "Южный", "Белый", "Новый", "Золотой", "Первый", "Зелёный", "Синий", "Старый",
    "Уральский", "Волжский", "Балтийский", "Невский", "Тихий", "Добрый", "Ясный", "Верный",
    "Большой", "Речной", "Лесной", "Морской", "Горный", "Светлый", "Красный", "Дальний",
    "Восточный", "Западный", "Городской", "Столичный", "Надёжный",
)  # fmt: skip
NOUNS = {
    "берег": "transport", "парус": "services", "мост": "construction", "дом": "construction",
    "квартал": "construction", "порт": "transport", "клён": "retail", "источник": "food",
    "колос": "agriculture", "маяк": "services", "двор": "retail", "каравай": "food",
    "стандарт": "manufacturing", "станок": "manufacturing", "склад": "wholesale",
    "прилавок": "retail", "меридиан": "transport", "доктор": "health", "лицей": "education",
    "капитал": "finance", "сад": "agriculture", "рынок": "wholesale",
}  # fmt: skip


class Register:
    """Draws names, and remembers which are taken."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.taken: set[str] = set()

    def draw(self, country: Country, city: City) -> Company:
        base, industry = self._russian() if country.code == "RU" else self._english()
        name, number = base, 1
        while name in self.taken:
            name = f"{base} {city.name}" if number == 1 else f"{base} {city.name} № {number}"
            number += 1
        self.taken.add(name)
        form = self.random.choice(country.forms)
        shown = f"{name}, {form}" if country.code == "RU" else f"{name} {form}"
        return Company(shown, latin(name), industry)

    def _english(self) -> tuple[str, str]:
        word, trade = self.random.choice(WORDS), self.random.choice(tuple(TRADES))
        return f"{word} {trade}", TRADES[trade]

    def _russian(self) -> tuple[str, str]:
        if self.random.random() < 0.4:
            stem = self.random.choice(tuple(STEMS))
            return stem + self.random.choice(ENDINGS), STEMS[stem]
        noun = self.random.choice(tuple(NOUNS))
        return f"{self.random.choice(ADJECTIVES)} {noun}", NOUNS[noun]
