import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import numbers
from crm_tui.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("1 234", 1234),
        ("1,234", 1234),
        ("1.234.567", 1234567),
        ("1.234", 1.234),
        ("1 234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("−3", -3),
        ("5.0", 5),
    ],
)
def test_numbers_are_read_with_any_separators(text: str, number: float) -> None:
    assert numbers.parse(text) == number


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "1,2,3", "1e5", "nan", "9" * 40, "5 %", "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        numbers.parse(text)


@given(
    st.integers(-numbers.LARGEST, numbers.LARGEST)
    | st.floats(-1e18, 1e18, allow_nan=False, allow_subnormal=False)
)
def test_a_written_number_reads_back(number: float) -> None:
    assert numbers.parse(numbers.plain(number)) == number


@given(st.text() | st.text(alphabet="0123456789.,- "))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = numbers.parse(text)
    except InvalidInputError:
        return
    assert abs(number) <= numbers.LARGEST + 1
