"""Phone numbers: read into E.164 in any spelling, searched by their digits, grouped for display.

Readable means plausible, not in service: the numbers reserved for fiction count. The library
phonenumbers, slow to import, is asked only about what the usual spellings do not settle.
"""

import re

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

SPACING = str.maketrans("", "", " \u00a0\u2009\u202f\t-‐‑‒–—().")
SHAPE = re.compile(r"[+\d\s()./‐‑‒–—-]+", re.ASCII)
EXTENSION = re.compile(r"(?i)(?:доб|вн|ext|x\s*\d|#)")
BETWEEN = re.compile(r"[,;\n|]|\s/\s")
SCHEME = re.compile(r"\btel:\s*", re.IGNORECASE)
"""What stands before a number that was copied from a link."""

USUAL_SEVEN = re.compile(r"(?:\+7|8)[ -]?\(?(\d{3})\)?[ -]?(\d{3})[ -]?(\d\d)[ -]?(\d\d)", re.ASCII)
"""Most numbers of a Russian file: one look tells what they are."""

SEVEN_REGIONS = ("RU", "KZ")
SEVEN_NATIONAL = "34789"
"""The first digits of area codes under +7."""

TWO_DIGIT_COUNTRY = re.compile("2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
NATIONAL = 10
"""With so many digits it may be a number of any country."""

MOST_DIGITS = 15
FEWEST_SEARCHED = 5


def normalise(text: str, region: str) -> str | None:
    """The number as E.164, without an extension; None when it cannot be read.

    `region` is where a number without a country code belongs, such as RU.
    """
    if found := usual(text, region):
        return found
    compact = text.translate(SPACING)
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    number = compact.lstrip("+")
    if not (number.isascii() and number.isdigit()) or "(0)" in text:
        return _ask_library(text, region)
    if compact[0] == "+":
        return f"+{number}" if _is_plausible(number) else None
    if region in SEVEN_REGIONS:
        if len(number) == 11 and number[0] in "78":
            return f"+7{number[1:]}"
        if len(number) == 10 and number[0] in SEVEN_NATIONAL:
            return f"+7{number}"
    return _ask_library(number, region) or _without_plus(number)


def usual(text: str, region: str) -> str | None:
    """The same, quickly, for one number in the spelling of most Russian files; None for others."""
    found = USUAL_SEVEN.fullmatch(text)
    if found and (text[0] == "+" or region in SEVEN_REGIONS):
        area, first, second, third = found.groups()
        return f"+7{area}{first}{second}{third}"
    return None


def split(text: str) -> list[str]:
    """The numbers of a text that holds several, as typed; an extension stays with its number.

    A number that stands there twice is one.
    """
    if ":" in text:
        text = SCHEME.sub("", text)
    if not BETWEEN.search(text):
        typed = " ".join(text.split())
        return [typed] if typed else []
    numbers: list[str] = []
    for part in BETWEEN.split(text):
        typed = " ".join(part.split())
        if numbers and EXTENSION.match(typed):
            numbers[-1] += f" {typed}"
        elif typed:
            numbers.append(typed)
    return list(dict.fromkeys(numbers))


def digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def reversed_digits(number: str) -> str:
    """The digits from the last to the first, so that an index finds a number by its end."""
    return digits(number)[::-1]


def looks_like_number(text: str) -> bool:
    """Could this, typed into a search, be a phone number or the end of one?"""
    return SHAPE.fullmatch(text) is not None and len(digits(text)) >= FEWEST_SEARCHED


def tail(text: str) -> str:
    """The digits by which to search: those with which the E.164 form would end."""
    found = digits(text)
    if text.lstrip().startswith("+"):
        return found
    if found.startswith("810") and len(found) > 11:
        return found[3:]
    if found.startswith("00"):
        return found[2:]
    if found.startswith("8") and len(found) == 11:
        return found[1:]
    return found[1:] if found.startswith("0") and len(found) > 8 else found


def formatted(number: str) -> str:
    """An E.164 number in groups, as +7 495 555-12-34; any other text as it is."""
    found = number[1:]
    if number[:1] != "+" or not found.isdigit():
        return number
    if found[0] == "7" and len(found) == 11:
        return f"+7 {found[1:4]} {found[4:7]}-{found[7:9]}-{found[9:]}"
    if found[0] == "1" and len(found) == 11:
        return f"+1 {found[1:4]} {found[4:7]}-{found[7:]}"
    if found.startswith("442") and len(found) == 12:
        return f"+44 {found[2:4]} {found[4:8]} {found[8:]}"
    country = _country_length(found)
    return " ".join([f"+{found[:country]}", *_groups(found[country:])])


def _country_length(found: str) -> int:
    if found[0] in "17":
        return 1
    return 2 if TWO_DIGIT_COUNTRY.match(found) else 3


def _groups(national: str) -> list[str]:
    """Threes from the left; the last group has two to four digits."""
    groups = [national[start : start + 3] for start in range(0, len(national), 3)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = ["".join(groups[-2:])]
    return groups


def _is_plausible(number: str) -> bool:
    if number[0] in "17":
        return len(number) == 11
    return number[0] != "0" and 8 <= len(number) <= MOST_DIGITS


def _ask_library(text: str, region: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _without_plus(number: str) -> str | None:
    """A spreadsheet that takes a number for one loses its plus: only what is in use counts."""
    import phonenumbers

    if not NATIONAL < len(number) <= MOST_DIGITS:
        return None
    try:
        found = phonenumbers.parse(f"+{number}")
    except phonenumbers.NumberParseException:
        return None
    return f"+{number}" if phonenumbers.is_valid_number(found) else None


def regions() -> list[str]:
    """The two letters of every country whose numbers can be read."""
    import phonenumbers

    return sorted(phonenumbers.SUPPORTED_REGIONS)


def read_region(text: str) -> str:
    """The two letters of a country, in any case; InvalidInputError for anything else."""
    region = text.strip().upper()
    if region not in regions():
        message = _("{text} is no country: give its two letters, such as RU or GB")
        raise InvalidInputError(message, text=text)
    return region
