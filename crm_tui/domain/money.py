"""Sums of money: integer minor units and an ISO currency, read from and written as text."""

import re
from functools import lru_cache
from typing import NamedTuple

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError


class Amount(NamedTuple):
    """A sum in minor units; the currency is None where the text names none."""

    minor: int
    currency: str | None = None


LARGEST = 2**63 - 1
"""What the database can hold."""

EXPONENTS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
         "XAF", "XOF", "XPF"),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}  # fmt: skip
"""Decimal places of the currencies that have not two."""

CURRENCIES = frozenset(
    re.findall(
        "...",
        "AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBHDBIFBMDBNDBOBBRLBSDBTNBWPBYNBZDCADCDFCHF"
        "CLPCNYCOPCRCCUPCVECZKDJFDKKDOPDZDEGPERNETBEUREURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHTG"
        "HUFIDRILSINRIQDIRRISKJMDJODJPYKESKGSKHRKMFKPWKRWKWDKYDKZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKD"
        "MMKMNTMOPMRUMURMVRMWKMXNMYRMZNNADNGNNIONOKNPRNZDOMRPABPENPGKPHPPKRPLNPYGQARRONRSDRUBRWF"
        "SARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTNDTOPTRYTTDTWDTZSUAHUGXUSDUYUUZS"
        "VESVNDVUVWSTXAFXCDXOFXPFYERZARZMWZWL",
    )
)
NAMES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "р": "RUB",
    "р.": "RUB", "руб": "RUB", "руб.": "RUB", "рублей": "RUB", "₴": "UAH", "₸": "KZT",
    "₹": "INR", "₺": "TRY", "₩": "KRW", "₪": "ILS", "zł": "PLN", "kč": "CZK", "евро": "EUR",
}  # fmt: skip
"""Signs and words for currencies, in lower case."""

SPACES = str.maketrans("", "", " \u00a0\u2009\u202f\t'’_")
SHAPE = re.compile(r"(-?)([^\d\s.,+-]*\.?)(-?)(\d[\d.,]*)(\D*)", re.ASCII)
MINUSES = str.maketrans("−–", "--")


def exponent(currency: str | None) -> int:
    """How many decimal places the currency has."""
    return EXPONENTS.get(currency or "", 2)


def read_currency(text: str) -> str:
    """The ISO code of a code, sign or word; InvalidInputError for anything else."""
    word = text.strip().lower()
    code = NAMES.get(word, word.upper())
    if code not in CURRENCIES:
        raise InvalidInputError(_("{text} is no currency: give a code such as EUR"), text=text)
    return code


@lru_cache(maxsize=1024)
def parse(text: str, currency: str | None) -> Amount:
    """The sum that a text names, with any separators and with or without a currency.

    `currency` is the one meant where the text names none; it decides the decimal places. Raises
    InvalidInputError also for more decimal places than the currency has.
    """
    found = SHAPE.fullmatch(text.translate(SPACES).translate(MINUSES))
    if found is None or (found[1] and found[3]) or (found[2] and found[5]):
        raise InvalidInputError(_("{text} is no sum of money"), text=text)
    name = found[2] or found[5]
    named = read_currency(name) if name else None
    places = exponent(named or currency)
    whole, decimals = _separated(text, found[4], places)
    decimals = decimals.rstrip("0").ljust(places, "0")
    if len(decimals) > places:
        raise InvalidInputError(_("{text} has too many decimal places"), text=text)
    minor = int((whole + decimals)[:40])
    if minor > LARGEST:
        raise InvalidInputError(_("{text} is too large a sum"), text=text)
    return Amount(-minor if found[1] or found[3] else minor, named)


def decimal_text(minor: int, currency: str | None) -> str:
    """The sum as 1234.50: plain digits, a point, the decimal places of the currency."""
    places = exponent(currency)
    sign = "-" if minor < 0 else ""
    figures = str(abs(minor)).rjust(places + 1, "0")
    return f"{sign}{figures[:-places]}.{figures[-places:]}" if places else f"{sign}{figures}"


def _separated(text: str, number: str, places: int) -> tuple[str, str]:
    """The digits before and after the decimal separator, whichever sign that is."""
    position = max(number.rfind("."), number.rfind(","))
    mark = number[position] if position >= 0 else ""
    other = "," if mark == "." else "."
    if not mark:
        return number, ""
    if _groups_thousands(number, mark, places) and other not in number:
        return number.replace(mark, ""), ""
    whole, decimals = number[:position], number[position + 1 :]
    if mark in whole or not re.fullmatch(rf"\d+|\d{{1,3}}(?:{re.escape(other)}\d{{3}})+", whole):
        raise InvalidInputError(_("{text} is no sum of money"), text=text)
    return whole.replace(other, ""), decimals


def _groups_thousands(number: str, mark: str, places: int) -> bool:
    """Does the only kind of mark stand between thousands: 1,234 or 1.234.567?

    One point before three digits is a decimal point where the currency has three places.
    """
    groups = number.split(mark)
    if len(groups) == 2 and mark == "." and places == 3:
        return False
    return (
        1 <= len(groups[0]) <= 3
        and groups[0][0] != "0"
        and all(len(group) == 3 for group in groups[1:])
    )
