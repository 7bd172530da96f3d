import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import phones


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("+7 495 555-12-34", "RU", "+74955551234"),
        ("8 (495) 555-12-34", "RU", "+74955551234"),
        ("84955551234", "RU", "+74955551234"),
        ("7 495 555 12 34", "RU", "+74955551234"),
        ("495 555-12-34", "RU", "+74955551234"),
        ("+44 20 7946 0123", "RU", "+442079460123"),
        ("00 44 20 7946 0123", "RU", "+442079460123"),
        ("8 10 44 20 7946 0123", "RU", "+442079460123"),
        ("+44 (0)20 7946 0123", "RU", "+442079460123"),
        ("020 7946 0123", "GB", "+442079460123"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("+1.212.555.0123", "RU", "+12125550123"),
        ("+7 495 555-12-34 доб. 12", "RU", "+74955551234"),
        ("442079460123", "RU", "+442079460123"),
        ("79161234567", "GB", "+79161234567"),
        ("+7\u00a0495\u00a0555\u201112\u201134", "RU", "+74955551234"),
    ],
)
def test_numbers_are_read_in_any_spelling(typed: str, region: str, number: str) -> None:
    assert phones.normalise(typed, region) == number


@pytest.mark.parametrize(
    "typed", ["", "+", "ivan", "12", "+7 495 555", "555-12-34", "+" + "1" * 30]
)
def test_what_is_no_number_is_not_read(typed: str) -> None:
    assert phones.normalise(typed, "RU") is None


@given(st.text() | st.text(alphabet="+0123456789 ()-.доб"))
def test_any_text_is_read_or_not(text: str) -> None:
    number = phones.normalise(text, "RU")
    assert number is None or (number[0] == "+" and number[1:].isdigit())


@given(st.from_regex(r"\+7[0-9]{10}|\+1[0-9]{10}|\+[2-689][0-9]{7,14}", fullmatch=True))
def test_a_formatted_number_reads_back(number: str) -> None:
    assert phones.normalise(phones.formatted(number), "RU") == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+74955551234", "+7 495 555-12-34"),
        ("+12125550123", "+1 212 555-0123"),
        ("+442079460123", "+44 20 7946 0123"),
        ("+375295551234", "+375 295 551 234"),
        ("ask Anna", "ask Anna"),
        ("", ""),
    ],
)
def test_numbers_are_shown_in_groups(number: str, shown: str) -> None:
    assert phones.formatted(number) == shown


@pytest.mark.parametrize(
    "typed",
    ["+7 495 555-12-34", "8 495 555 12 34", "4955551234", "555-12-34", "51234", "84955551234"],
)
def test_a_number_is_found_by_its_end(typed: str) -> None:
    assert phones.looks_like_number(typed)
    assert "+74955551234".endswith(phones.tail(typed))


@pytest.mark.parametrize("typed", ["020 7946 0123", "00442079460123", "810442079460123"])
def test_prefixes_for_dialling_are_no_part_of_the_number(typed: str) -> None:
    assert "+442079460123".endswith(phones.tail(typed))


@pytest.mark.parametrize("typed", ["1234", "C-12345", "acme 12345", "", "()"])
def test_other_words_are_no_number(typed: str) -> None:
    assert not phones.looks_like_number(typed)


def test_several_numbers_are_split_and_keep_their_extensions() -> None:
    typed = "+7 495 555-12-34, доб. 12; 8 800 555-35-35 ,, ask  Anna"
    assert phones.split(typed) == ["+7 495 555-12-34 доб. 12", "8 800 555-35-35", "ask Anna"]


def test_a_stroke_between_spaces_parts_two_numbers() -> None:
    assert phones.split("+44 20 7946 0105 / 030/123456") == ["+44 20 7946 0105", "030/123456"]
    assert phones.split("tel:+44 20 7946 0105") == ["+44 20 7946 0105"]


def test_reversed_digits_put_the_end_first() -> None:
    assert phones.reversed_digits("+7 495 555-12-34") == "43215555947"


def test_usual_numbers_are_read_without_the_library() -> None:
    program = (
        "import sys; from crm_tui.domain import phones;"
        "assert phones.normalise('8 495 555-12-34', 'RU');"
        "assert phones.normalise('+44 20 7946 0123', 'RU');"
        "assert 'phonenumbers' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
