import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.folding import fold
from crm_tui.domain.names import PersonName, looks_like_person, may_be_one_person, split


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Anna Orlova", PersonName("Anna", None, "Orlova")),
        ("Анна Орлова", PersonName("Анна", None, "Орлова")),
        ("Mary-Jane O’Brien", PersonName("Mary-Jane", None, "O’Brien")),
        ("Иванов Иван Петрович", PersonName("Иван", "Петрович", "Иванов")),
        ("Иван Петрович Иванов", PersonName("Иван", "Петрович", "Иванов")),
        ("ОРЛОВА АННА НИКИТИЧНА", PersonName("АННА", "НИКИТИЧНА", "ОРЛОВА")),
        ("Кузнецова Анна Ильинична", PersonName("Анна", "Ильинична", "Кузнецова")),
        ("Ульянов Пётр Ильич", PersonName("Пётр", "Ильич", "Ульянов")),
        ("Алиев Ильхам Гейдар оглы", PersonName("Ильхам", "Гейдар оглы", "Алиев")),
        ("Алиева Лейла Гейдар-кызы", PersonName("Лейла", "Гейдар-кызы", "Алиева")),
        ("Петрова-Водкина Анна Олеговна", PersonName("Анна", "Олеговна", "Петрова-Водкина")),
        ("Иванов И.П.", PersonName("И.", "П.", "Иванов")),
        ("И. П. Иванов", PersonName("И.", "П.", "Иванов")),
        ("Anna Maria Taylor", PersonName("Anna", "Maria", "Taylor")),
        ("Dr. Juan de la Vega", PersonName("Juan", None, "de la Vega")),
        ("Людвиг ван Бетховен", PersonName("Людвиг", None, "ван Бетховен")),
        ("г-н Петров Иван Иванович", PersonName("Иван", "Иванович", "Петров")),
        ("Проф. Орлова", PersonName(None, None, "Орлова")),
        ("van der Berg, Anna", PersonName("Anna", None, "van der Berg")),
        ("Петров Иван", PersonName("Иван", None, "Петров")),
        ("Шевченко Тарас", PersonName("Тарас", None, "Шевченко")),
        ("Ким Анна-Мария", PersonName("Анна-Мария", None, "Ким")),
        ("Марина Лев", PersonName("Марина", None, "Лев")),
        ("Лев Марин", PersonName("Лев", None, "Марин")),
        ("Константин Ломоносов", PersonName("Константин", None, "Ломоносов")),
        ("Анна Сергеевна", PersonName("Анна", "Сергеевна")),
        ("Анна Маркович", PersonName("Анна", None, "Маркович")),
        ("Ким Чен Ын", PersonName("Чен Ын", None, "Ким")),
        ("Анна Мария Орлова", PersonName("Анна", "Мария", "Орлова")),
        ("Ivanov Ivan Ivanovich", PersonName("Ivan", "Ivanovich", "Ivanov")),
        ("Анна", PersonName("Анна")),
        ("", PersonName(None)),
    ],
)
def test_names_are_split_into_their_parts(typed: str, name: PersonName) -> None:
    assert split(typed) == name


@given(st.text() | st.text(alphabet="АаИв нович.,- Dr").filter(str.strip))
def test_any_text_has_a_name_unless_it_is_blank(text: str) -> None:
    assert any(split(text)) == bool(text.strip())


@pytest.mark.parametrize(
    "name",
    ["Иванов Иван Петрович", "Анна Олеговна Орлова", "Иванов И. П.", "Mrs. Anna Taylor",
     "Алиев Ильхам Гейдар оглы"],
)  # fmt: skip
def test_persons_are_known_by_their_names(name: str) -> None:
    assert looks_like_person(name)


@pytest.mark.parametrize(
    "name",
    ["", "Acme", "Acme Ltd", "Anna Taylor", "ООО Иванов Иван Петрович", "Дом Мир Семья",
     "ИП Иванов И.П.", "Dr. Smith & Sons", "[ACME] Ltd", "Завод Иван Петрович", "Ромашка 2000"],
)  # fmt: skip
def test_in_doubt_a_client_is_a_company(name: str) -> None:
    assert not looks_like_person(name)


@pytest.mark.parametrize(
    ("one", "other", "of_a_phone", "of_a_mailbox"),
    [
        ("Anna Taylor", "anna taylor", True, True),
        ("Anna Taylor", "A. Taylor", True, True),
        ("Taylor", "Anna Taylor", True, True),
        ("Иванов Иван", "Иванов И. П.", True, True),
        ("Юлия Щукина", "Schukina Yulia", True, True),
        ("Anna Taylor", "Anna Orlova", False, True),
        ("Anna Taylor", "B. Taylor", False, True),
        ("A. Taylor", "A. Orlova", False, False),
        ("Anna Taylor", "Boris Orlov", False, False),
        ("А", "А", True, True),
        ("", "Anna", False, False),
    ],
)
def test_who_may_be_one_person(one: str, other: str, of_a_phone: bool, of_a_mailbox: bool) -> None:
    for first, second in [(one, other), (other, one)]:
        keys = fold(first), fold(second)
        assert may_be_one_person(*keys, shares=True) is of_a_phone
        assert may_be_one_person(*keys, shares=False) is of_a_mailbox
