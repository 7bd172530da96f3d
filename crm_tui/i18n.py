"""Words in the user's language, and numbers, money and times as she writes them.

`Language` is found once a start. The catalogue is the standard library's gettext; Babel, which is
slow to import, is loaded when the first number or date is painted.
"""

import gettext
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from crm_tui.domain.texts import _
from crm_tui.errors import CrmError

LANGUAGES = ("en", "ru")
CATALOGUES = Path(__file__).parent / "locale"

TRANSLATED = ("label", "what", "reason", "purpose")
"""Values of errors that are words of ours: a field's label, an entity, REASONS, a part."""

REASONS = (
    _("No such file or directory"),
    _("Permission denied"),
    _("Not a directory"),
    _("Is a directory"),
    _("No space left on device"),
    _("Read-only file system"),
    _("File name too long"),
)
"""What the operating system says, in English, where a file is refused."""


SHORT_MONTH = re.compile(r"\b(\w{3})\w*\.")
"""CLDR writes `18 нояб.`; a narrow column has room for `18 ноя`."""


@dataclass(frozen=True, slots=True)
class Language:
    """One of LANGUAGES: translates what was marked with `_`."""

    code: str = "en"

    def text(self, message: str, **values: object) -> str:
        """The translation, with the values filled in for the names in braces."""
        found = _catalogue(self.code).gettext(message) if message else ""
        return found.format(**values) if values else found

    def count(self, forms: tuple[str, str], count: int, **values: object) -> str:
        """The form that fits the count: Russian has three."""
        found = _catalogue(self.code).ngettext(*forms, count)
        return found.format(count=self.number(count), **values)

    def error(self, error: CrmError) -> str:
        """The sentence that a person reads; TRANSLATED values are translated too."""
        values = {
            name: self.text(str(value)) if name in TRANSLATED else value
            for name, value in error.values.items()
        }
        return self.text(error.message).format(**values)

    def number(self, number: int | float) -> str:
        """With the separators of the language: 104 233."""
        if isinstance(number, int) and -1000 < number < 1000:
            return str(number)
        return _format_number(self.code, number)

    def date(self, day: date, pattern: str = "d MMM") -> str:
        """The day by a pattern of CLDR: `d MMM` is 18 Nov, `EEE` is Wed."""
        return _format_date(self.code, day, pattern)

    def money(self, minor: int, currency: str | None) -> str:
        """The sum without its currency: 640 000, or 12.50 where there are minor units."""
        return _format_money(self.code, minor, currency)


RUSSIAN = Language("ru")
"""Files have titles and words in it, or in English as the code has them, whoever imports them."""


def choose(wanted: str | None, environment: Mapping[str, str], setting: str | None) -> Language:
    """--lang, CRM_LANG, the user's setting, then the locale; anything but Russian is English."""
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    for word in (wanted, environment.get("CRM_LANG"), setting, locale):
        if word:
            return Language("ru" if word.lower().startswith("ru") else "en")
    return Language()


def from_environment(wanted: str | None = None) -> Language:
    """The language before a database is open, for help and early errors."""
    return choose(wanted, os.environ, None)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    return gettext.translation("crm_tui", CATALOGUES, [code], fallback=True)


@lru_cache(maxsize=4096)
def _format_number(code: str, number: int | float) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_locale(code))


@lru_cache(maxsize=4096)
def _format_date(code: str, day: date, pattern: str) -> str:
    from babel.dates import format_date

    text = format_date(day, pattern, locale=_locale(code))
    return SHORT_MONTH.sub(r"\1", text) if code == "ru" else text


@lru_cache(maxsize=4096)
def _format_money(code: str, minor: int, currency: str | None) -> str:
    from decimal import Decimal

    from babel.numbers import format_decimal

    from crm_tui.domain import money

    amount, places = Decimal(money.decimal_text(minor, currency)), money.exponent(currency)
    decimals = "" if amount == int(amount) or not places else "." + "0" * places
    return format_decimal(amount, f"#,##0{decimals}", locale=_locale(code))


def _locale(code: str) -> str:
    return "en_GB" if code == "en" else code
