"""The colleagues of the demo: who sells to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from crm_tui.domain.users import Role

COLLEAGUES = (
    ("olga", "Ольга Петрова", Role.MANAGER, "ru"),
    ("ivan", "Иван Соколов", Role.REP, "ru"),
    ("sergey", "Сергей Волков", Role.REP, "ru"),
    ("anna", "Anna Novak", Role.SECRETARY, None),
    ("james", "James Carter", Role.REP, "en"),
    ("emma", "Emma Hughes", Role.REP, "en"),
    ("mikhail", "Михаил Титов", Role.SERVICE, "ru"),
)
SELLERS = {"ru": ("olga", "ivan", "sergey"), "en": ("olga", "james", "emma")}
FIRST_NAMES = {"ru": ("Иван", "Сергей", "Ольга"), "en": ("James", "Emma", "Olga")}


@dataclass(frozen=True, slots=True)
class Team:
    """Ids of the users by login, `me` being the one who starts the demo."""

    me: int
    users: Mapping[str, int]
    share: float
    """Of all clients, how many are mine."""

    def seller(self, random: Random, language: str) -> int:
        if random.random() < self.share:
            return self.me
        return self.users[random.choice(SELLERS[language])]
