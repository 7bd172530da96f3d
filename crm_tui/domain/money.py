"""Sums of money: integer minor units and an ISO currency, read from and written as text."""

import re
from functools import lru_cache
from typing import NamedTuple

from crm_tui.domain.numbers import LARGEST, SPACES, split_decimals
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError


class Amount(NamedTuple):
    """A sum in minor units; the currency is None where the text names none."""

    minor: int
    currency: str | None = None


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
    "₹": "INR", "₺": "TRY", "₩": "KRW", "₪": "ILS", "zł": "PLN", "kč": "CZK", "r$": "BRL",
    "dollar": "USD", "dollars": "USD", "usdollar": "USD", "долл.": "USD", "доллар": "USD",
    "доллара": "USD", "долларов": "USD", "долларсша": "USD", "euro": "EUR", "euros": "EUR",
    "евро": "EUR", "pound": "GBP", "pounds": "GBP", "poundsterling": "GBP", "рубль": "RUB",
    "рубля": "RUB", "российскийрубль": "RUB", "грн": "UAH", "грн.": "UAH", "гривна": "UAH",
    "тг": "KZT", "тенге": "KZT", "сум": "UZS", "белорусскийрубль": "BYN",
}  # fmt: skip
"""Signs and words for currencies, in lower case and without spaces."""

POWERS = {
    "k": 3, "к": 3, "т": 3, "тыс": 3, "m": 6, "mn": 6, "mln": 6, "mio": 6, "м": 6, "млн": 6,
    "bn": 9, "bln": 9, "млрд": 9,
}  # fmt: skip
"""Words and letters behind figures for thousands, millions and billions, in lower case."""

POWER = re.compile(rf"({'|'.join(sorted(POWERS, key=len, reverse=True))})\.?(\D*)", re.IGNORECASE)
SHAPE = re.compile(r"(-?)([^\d\s.,+-]*\.?)(-?)(\d[\d.,]*)(\D*)", re.ASCII)

BELOW_NOTHING = re.compile(r"\((\D?[\d.,]+\D*)\)|(?<!\S)([\d.,]+)-$", re.ASCII)
"""How books write such a sum: (500) or 500-."""


def exponent(currency: str | None) -> int:
    """How many decimal places the currency has."""
    return EXPONENTS.get(currency or "", 2)


def cents(currency: str | None) -> int:
    """How many minor units make one of the currency."""
    return int(10 ** exponent(currency))


def currencies() -> list[str]:
    """The ISO codes in the order of the alphabet."""
    return sorted(CURRENCIES)


def read_currency(text: str) -> str:
    """The ISO code of a code, sign or word; InvalidInputError for anything else."""
    word = "".join(text.lower().split())
    if not _is_currency(word):
        raise InvalidInputError(_("{text} is no currency: give a code such as EUR"), text=text)
    return NAMES.get(word, word.upper())


@lru_cache(maxsize=1024)
def parse(text: str, currency: str | None) -> Amount:
    """The sum that a text names, with any separators and with or without a currency: also 1.5k.

    `currency` is the one meant where the text names none; it decides the decimal places. Raises
    InvalidInputError also for more decimal places than the currency has.
    """
    found = SHAPE.fullmatch(BELOW_NOTHING.sub(r"-\1\2", text.translate(SPACES)))
    power, behind = _power(found[5]) if found else (0, "")
    if found is None or (found[1] and found[3]) or (found[2] and behind):
        raise InvalidInputError(_("{text} is no sum of money"), text=text)
    name = found[2] or behind
    named = read_currency(name) if name else None
    places = exponent(named or currency) + power
    parts = _split(found[4], places, power)
    if parts is None:
        raise InvalidInputError(_("{text} is no sum of money"), text=text)
    whole, decimals = parts[0], parts[1].rstrip("0").ljust(places, "0")
    if len(decimals) > places:
        raise InvalidInputError(_("{text} has too many decimal places"), text=text)
    minor = int((whole + decimals)[:40])
    if minor > LARGEST:
        raise InvalidInputError(_("{text} is too large a sum"), text=text)
    return Amount(-minor if found[1] or found[3] else minor, named)


def _power(behind: str) -> tuple[int, str]:
    """What stands behind the figures: a power of ten, and the currency."""
    found = None if _is_currency(behind) else POWER.fullmatch(behind)
    if found is None or (found[2] and not _is_currency(found[2])):
        return 0, behind
    return POWERS[found[1].lower()], found[2]


def _is_currency(word: str) -> bool:
    return word.lower() in NAMES or word.upper() in CURRENCIES


def _split(figures: str, places: int, power: int) -> tuple[str, str] | None:
    """Thousands or millions have decimals behind whichever one sign there is: 1,234 mln."""
    if power and figures.count(",") == 1:
        figures = figures.replace(",", ".")
    return split_decimals(figures, places=3 if power else places)


def in_currency(amount: Amount, currency: str | None) -> int:
    """The minor units; InvalidInputError where the sum is in another currency than the record."""
    if currency and amount.currency not in (None, currency):
        message = _("the amounts of a record share one currency, here {currency}")
        raise InvalidInputError(message, currency=currency)
    return amount.minor


def rescaled(amount: Amount, meant: str, currency: str) -> int:
    """The minor units in `currency` of a sum that was read as one of `meant` if it named none.

    InvalidInputError where that has more decimal places than the currency has.
    """
    text = decimal_text(amount.minor, amount.currency or meant)
    minor, rest = divmod(amount.minor * cents(currency), cents(amount.currency or meant))
    if rest:
        raise InvalidInputError(_("{text} has too many decimal places"), text=text)
    if abs(minor) > LARGEST:
        raise InvalidInputError(_("{text} is too large a sum"), text=text)
    return minor


def decimal_text(minor: int, currency: str | None) -> str:
    """The sum as 1234.50: plain digits, a point, the decimal places of the currency."""
    places = exponent(currency)
    sign = "-" if minor < 0 else ""
    figures = str(abs(minor)).rjust(places + 1, "0")
    return f"{sign}{figures[:-places]}.{figures[-places:]}" if places else f"{sign}{figures}"
