import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import money
from crm_tui.domain.money import Amount
from crm_tui.domain.numbers import LARGEST
from crm_tui.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234,50", Amount(123450)),
        ("1,234.50", Amount(123450)),
        ("1.234,50", Amount(123450)),
        ("1'234.50", Amount(123450)),
        ("1\u00a0234\u202f567", Amount(123456700)),
        ("1,234", Amount(123400)),
        ("1.234.567", Amount(123456700)),
        ("1,234,567.8", Amount(123456780)),
        ("1234.5", Amount(123450)),
        ("1234.5000", Amount(123450)),
        ("0,5", Amount(50)),
        ("-12", Amount(-1200)),
        ("−12,30 €", Amount(-1230, "EUR")),
        ("$-5", Amount(-500, "USD")),
        ("500 000 RUB", Amount(50000000, "RUB")),
        ("€18,400", Amount(1840000, "EUR")),
        ("usd 12.30", Amount(1230, "USD")),
        ("1500 руб.", Amount(150000, "RUB")),
        ("1 234 JPY", Amount(1234, "JPY")),
        ("1.234 KWD", Amount(1234, "KWD")),
        ("1,234 KWD", Amount(1234000, "KWD")),
        ("007", Amount(700)),
        ("500-", Amount(-50000)),
        ("12,34,567", Amount(123456700)),
        ("1,000.50 US Dollar", Amount(100050, "USD")),
        ("900 Российский рубль", Amount(90000, "RUB")),
        ("5 000 тг", Amount(500000, "KZT")),
        ("12k", Amount(1200000)),
        ("12к", Amount(1200000)),
        ("1,5 млн", Amount(150000000)),
        ("1,234 млн руб.", Amount(123400000, "RUB")),
        ("2 тыс. ₽", Amount(200000, "RUB")),
        ("150 т.р.", Amount(15000000, "RUB")),
        ("$1.25M", Amount(125000000, "USD")),
        ("-0.5 bn EUR", Amount(-50000000000, "EUR")),
        ("1.5k JPY", Amount(1500, "JPY")),
        ("12 KZT", Amount(1200, "KZT")),
        ("12 kč", Amount(1200, "CZK")),
        ("(500)", Amount(-50000)),
        ("($1,234.50)", Amount(-123450, "USD")),
        ("₹1,23,456.00", Amount(12345600, "INR")),
    ],
)
def test_sums_are_read_with_any_separators(text: str, amount: Amount) -> None:
    assert money.parse(text, "RUB") == amount


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "12 kilo", "12kk", "$1k€", "1.2.3k", "0.0000015k",
     "1.2.3", "1,23,4", "12 XYZ", "--5", "1.234,56,7", "$5€", "1e5", "5-5",
     "1..2", ".", "٣", "5 +", "12 RUBLE", "0.125", "1234,567", "9" * 30, "1 JPY.5", "0.5 JPY"],
)  # fmt: skip
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        money.parse(text, "RUB")


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.sampled_from(["RUB", "JPY", "KWD", None]))
def test_a_written_sum_reads_back(minor: int, currency: str | None) -> None:
    assert money.parse(money.decimal_text(minor, currency), currency) == Amount(minor)


@given(st.text() | st.text(alphabet="0123456789.,- $€RUB"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        amount = money.parse(text, "RUB")
    except InvalidInputError:
        return
    assert abs(amount.minor) <= LARGEST


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [(123450, "RUB", "1234.50"), (-5, "EUR", "-0.05"), (1234, "JPY", "1234"), (5, "KWD", "0.005")],
)
def test_sums_are_written_plainly(minor: int, currency: str, shown: str) -> None:
    assert money.decimal_text(minor, currency) == shown


def test_a_currency_is_known_by_code_sign_and_word() -> None:
    assert [money.read_currency(text) for text in ("eur", "€", " руб. ")] == ["EUR", "EUR", "RUB"]


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="XYZ is no currency"):
        money.read_currency("XYZ")
