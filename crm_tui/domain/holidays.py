"""Public holidays of a country, with the days off that are moved to other days.

MissingExtraError without the extra `calendar`.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from crm_tui.domain.extras import extra
from crm_tui.domain.texts import _

LANGUAGES = {"en": "en_US", "ru": "ru"}


@lru_cache(maxsize=64)
def of_year(country: str, year: int, language: str) -> Mapping[date, str]:
    """The names of the holidays by their days, in the language where it is known for them."""
    with extra("calendar", _("the holidays")):
        from holidays import country_holidays, list_supported_countries
    if country not in list_supported_countries():
        return {}
    found = country_holidays(country, years=year, language=LANGUAGES.get(language))
    return dict(found)


def between(country: str, first: date, last: date, language: str) -> dict[date, str]:
    """The holidays from the first to the last day."""
    years = range(first.year, last.year + 1)
    known = [of_year(country, year, language) for year in years]
    return {
        day: name for year in known for day, name in sorted(year.items()) if first <= day <= last
    }
