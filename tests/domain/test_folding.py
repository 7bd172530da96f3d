import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.folding import LONGEST_WORD, fold, searchable, transliterated


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ACME  Ltd", "acme ltd"),
        ("Хрущёв", "хрущев"),
        ("ЁЛКИ Й", "елки й"),
        ("Müller & Łódź", "muller & lodz"),
        ("Straße", "strasse"),
        ("Ærø Đorđe", "aero dorde"),
        ("ООО «Ромашка»", 'ооо "ромашка"'),
        ("O’Brien", "o'brien"),
        ("\tone\n two\u00a0 ", "one two"),
        ("и\u0306од", "йод"),
        ("İstanbul", "istanbul"),
        ("№ 5", "no 5"),
        ("", ""),
    ],
)
def test_folding_ignores_case_accents_and_spacing(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяABCxyz «»—-'\u0306é"))
def test_upper_and_lower_case_fold_alike(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    "spellings",
    [
        ("Хрущёв", "Khrushchev", "Hrushchev", "Hruschev", "Khrushchyov"),
        ("Юрий", "Yuriy", "Iurii", "Jurij", "Yury", "Yuri"),
        ("Чайковский", "Tchaikovsky", "Tschaikowski", "Chaykovskiy"),
        ("Цветков", "Tsvetkov", "Cvetkov"),
        ("Максим", "Maxim", "Maksim", "Макссим"),
        ("Наталья", "Natalya", "Natalia", "Natalja"),
        ("Анна", "Anna", "Ana"),
        ("Жуков", "Zhukov"),
        ("Фёдор", "Fyodor", "Fedor"),
        ("Виктор", "Victor", "Viktor"),
        ("Алексеев", "Alekseyev", "Alexeev"),
        ("Шмидт", "Schmidt", "Shmidt"),
        ("Смит", "Smith"),
        ("Ильин", "Ilyin", "Il'in"),
    ],
)
def test_the_spellings_of_a_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({transliterated(fold(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize("typed", ["hrush", "khrush", "хрущ", "Khrushc", "HRUSCH", "hru"])
def test_the_beginning_of_a_name_meets_its_key(typed: str) -> None:
    key = transliterated(fold("Хрущёв"))
    assert key.startswith(transliterated(fold(typed)))


def test_the_index_holds_folded_words_and_the_keys_that_differ() -> None:
    assert searchable("Хрущёв Ivan") == "хрущев ivan hrushev"
    assert searchable("Ivan Orlov") == "ivan orlov"


def test_digits_keep_their_doubles() -> None:
    assert transliterated("1100 aabb") == "1100 ab"


@given(st.text())
def test_any_text_can_be_indexed(text: str) -> None:
    assert searchable(text).startswith(fold(text))


@given(st.text(alphabet="abcehijkoqstwxyzабвкйхцчшщюя'", max_size=LONGEST_WORD))
def test_the_key_of_a_word_holds_no_cyrillic(text: str) -> None:
    assert transliterated(fold(text)).isascii()


@given(st.text(alphabet="abcschtkpqwxyjoe'.-:/12_@яёжщьъ ßø", max_size=30))
def test_an_index_holds_the_words_and_the_keys_that_differ(text: str) -> None:
    words = fold(text).split()
    keys = [
        (word, transliterated(word)) for word in words if not word.isdigit() and "@" not in word
    ]
    expected = " ".join([*words, *(key for word, key in keys if key != word)])
    assert searchable(text) == expected
