"""The people of the demo: names by country, jobs by language."""

from random import Random
from typing import NamedTuple

from crm_tui.data.demo.addresses import latin
from crm_tui.data.demo.places import Country


class Names(NamedTuple):
    men: tuple[str, ...]
    women: tuple[str, ...]
    last: tuple[str, ...]


class Person(NamedTuple):
    display_name: str
    first: str
    middle: str | None
    last: str

    @property
    def mailbox(self) -> str:
        """What stands before the @ of an address."""
        return f"{latin(self.first)}.{latin(self.last)}"


RUSSIAN = Names(
    (
        "Александр", "Алексей", "Андрей", "Антон", "Борис", "Виктор", "Владимир", "Дмитрий",
        "Евгений", "Иван", "Игорь", "Кирилл", "Константин", "Максим", "Михаил", "Николай", "Олег",
        "Павел", "Пётр", "Роман", "Сергей", "Степан", "Фёдор", "Юрий", "Ярослав",
    ),
    (
        "Алина", "Анна", "Валентина", "Вера", "Виктория", "Галина", "Дарья", "Екатерина", "Елена",
        "Жанна", "Инна", "Ирина", "Ксения", "Лариса", "Людмила", "Марина", "Мария", "Надежда",
        "Наталья", "Ольга", "Полина", "Светлана", "Татьяна", "Юлия", "Яна",
    ),
    (
        "Петров", "Ковалёв", "Соколов", "Морозов", "Волков", "Лебедев", "Козлов", "Новиков",
        "Орлов", "Макаров", "Зайцев", "Соловьёв", "Борисов", "Королёв", "Титов", "Беляев",
        "Фёдоров", "Щукин", "Хрущёв", "Ёлкин", "Журавлёв", "Цветков", "Чернов", "Шаров",
        "Эльдаров", "Юдин", "Яковлев", "Горохов", "Кузьмин", "Мельников", "Рябов", "Савин",
    ),
)  # fmt: skip
PATRONYMICS = (
    ("Александрович", "Александровна"), ("Андреевич", "Андреевна"), ("Борисович", "Борисовна"),
    ("Викторович", "Викторовна"), ("Дмитриевич", "Дмитриевна"), ("Иванович", "Ивановна"),
    ("Игоревич", "Игоревна"), ("Михайлович", "Михайловна"), ("Николаевич", "Николаевна"),
    ("Олегович", "Олеговна"), ("Павлович", "Павловна"), ("Петрович", "Петровна"),
    ("Сергеевич", "Сергеевна"), ("Юрьевич", "Юрьевна"),
)  # fmt: skip
ENGLISH = Names(
    (
        "James", "Oliver", "Thomas", "George", "Harry", "Jack", "William", "Daniel", "Samuel",
        "Edward", "Peter", "Martin", "Alan", "Graham", "Neil", "Owen", "Robert", "Simon", "Stuart",
    ),
    (
        "Emma", "Olivia", "Grace", "Charlotte", "Sophie", "Lucy", "Hannah", "Alice", "Helen",
        "Karen", "Laura", "Megan", "Rachel", "Sarah", "Susan", "Fiona", "Joanne", "Claire",
    ),
    (
        "Smith", "Taylor", "Brown", "Wilson", "Evans", "Walker", "Wright", "Green", "Hughes",
        "Baker", "Carter", "Mitchell", "Turner", "Parker", "Collins", "Morris", "Cooper", "Ward",
        "Fletcher", "O’Brien", "MacLeod", "Whitfield", "Ashdown", "Pemberton", "Hargreaves",
    ),
)  # fmt: skip
NAMES = {
    "RU": RUSSIAN,
    "DE": Names(
        ("Jürgen", "Stefan", "Klaus", "Matthias", "Jörg", "Felix", "Lukas"),
        ("Sabine", "Anke", "Katrin", "Ute", "Heike", "Lena", "Jana"),
        ("Müller", "Schmidt", "Weber", "Groß", "Schäfer", "Köhler", "Vogel", "Lindner", "Krüger"),
    ),
    "FR": Names(
        ("François", "Étienne", "Julien", "Mathieu", "Bruno", "Rémi"),
        ("Chloé", "Hélène", "Sylvie", "Camille", "Margaux", "Anaïs"),
        ("Lefèvre", "Moreau", "Girard", "Dubois", "Rousseau", "Bonnet", "Chevalier"),
    ),
    "SE": Names(
        ("Lars", "Björn", "Göran", "Erik", "Nils"),
        ("Åsa", "Ingrid", "Karin", "Maja", "Elin"),
        ("Lindqvist", "Sjöberg", "Åkesson", "Bergström", "Nyström"),
    ),
}
"""By country; everybody else has English names."""

JOBS = {
    "ru": (
        ("директор", "Дирекция"), ("коммерческий директор", "Дирекция"),
        ("закупщик", "Отдел закупок"), ("начальник отдела закупок", "Отдел закупок"),
        ("начальник склада", "Склад"), ("главный инженер", "Техническая служба"),
        ("главный бухгалтер", "Бухгалтерия"), ("бухгалтер", "Бухгалтерия"),
        ("логист", "Логистика"), ("помощник директора", "Дирекция"),
    ),
    "en": (
        ("managing director", "Management"), ("operations director", "Management"),
        ("buyer", "Purchasing"), ("head of purchasing", "Purchasing"),
        ("warehouse manager", "Warehouse"), ("maintenance engineer", "Engineering"),
        ("finance director", "Finance"), ("accounts payable", "Finance"),
        ("logistics planner", "Logistics"), ("office manager", "Management"),
    ),
}  # fmt: skip

PREFERENCES = {
    "ru": (
        "звонить после обеда", "лучше писать, чем звонить", "не звонить по понедельникам",
        "любит кофе без сахара", "просит присылать всё одним письмом", "болеет за хоккей",
    ),
    "en": (
        "mornings only", "prefers e-mail", "not on Mondays: stock count", "takes tea, no milk",
        "wants everything in one e-mail", "keen cyclist, ask about the Alps",
    ),
}  # fmt: skip


def draw(random: Random, country: Country) -> Person:
    names = NAMES.get(country.code, ENGLISH)
    woman = random.random() < 0.5
    first = random.choice(names.women if woman else names.men)
    last = random.choice(names.last)
    if country.code != "RU":
        return Person(f"{first} {last}", first, None, last)
    middle = random.choice(PATRONYMICS)[woman]
    last = f"{last}а" if woman else last
    written = f"{last} {first} {middle}" if random.random() < 0.4 else f"{first} {last}"
    return Person(written, first, middle if random.random() < 0.8 else None, last)
