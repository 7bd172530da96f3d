"""Values as the screens show them: labels, grouped phones, money with its sign, days in words.

Everything here is pure: what a value needs comes with `Showing`, which a screen makes once a load.
The first screen waits for it, so what only some kinds of fields need is imported for them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from crm_tui.domain.activities import is_overdue
from crm_tui.domain.fields import Choice, Field, Kind, Link
from crm_tui.domain.listing import Listed
from crm_tui.domain.reading import Reading
from crm_tui.domain.texts import _, counted
from crm_tui.i18n import Language
from crm_tui.session import Session
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import is_ascii

TODAY, TOMORROW, YESTERDAY = _("today"), _("tomorrow"), _("yesterday")
YES, NO = _("yes"), _("no")
AGO = (counted("{count} d ago", "{count} d ago"), counted("{count} mo ago", "{count} mo ago"))
LATE = (counted("{count} min", "{count} min"), counted("{count} h", "{count} h"))
JUST_NOW = _("just now")
SINCE = (counted("{count} min ago", "{count} min ago"), counted("{count} h ago", "{count} h ago"))
LATE_DAYS = counted("{count} d", "{count} d")
WEEK, TWO_MONTHS, MONTH = 7, 60, 30


@cache
def signs() -> dict[str, str]:
    """The signs of currencies that have one, by their codes."""
    from crm_tui.domain.money import NAMES

    return {code: sign for sign, code in NAMES.items() if len(sign) == 1 and not sign.isalpha()}


@dataclass(frozen=True, slots=True)
class Showing:
    """The language, and what today is and where."""

    language: Language
    reading: Reading

    def text(self, field: Field, value: Any, currency: str | None = None) -> str:
        """The value for a reader, on one line or, for a note, on its own lines; "" for None."""
        if value is None:
            return ""
        if isinstance(value, Link):
            return value.name
        if isinstance(value, tuple):
            from crm_tui.domain import tags

            return tags.written(value)
        if isinstance(value, bool):
            return self.language.text(YES if value else NO)
        if isinstance(value, date):
            return self.moment(value)
        if field.kind is Kind.MONEY:
            return plain(self.money(value, currency))
        if field.kind is Kind.PHONE:
            return ", ".join(self.phone(part) for part in str(value).split(", "))
        if field.choices or field.pick_list:
            return self.choice(field, value)
        if field.is_rule:
            from crm_tui.domain import repeat_words

            return repeat_words.in_words(value, self.language)
        return self.language.number(value) if isinstance(value, int | float) else str(value)

    def choice(self, field: Field, key: str) -> str:
        """The label of a key; shipped labels in the language, others as they were written."""
        found = field.choice(key)
        return self.label(found) if found else key

    def label(self, choice: Choice) -> str:
        return self.language.text(choice.label) if choice.shipped else choice.label

    def phone(self, text: str) -> str:
        from crm_tui.domain import phones

        number = phones.normalise(text, self.reading.phone_region)
        return phones.formatted(number) if number else text

    def money(self, minor: int | None, currency: str | None) -> Line:
        """Digits, and the currency behind them, quiet, so that in a column the digits line up."""
        if minor is None:
            return []
        code = currency or self.reading.currency
        sign = code if is_ascii() else signs().get(code, code)
        return [(self.language.money(minor, code), "plain"), (f" {sign}", "quiet")]

    def local(self, value: date | datetime) -> datetime | None:
        """The time on the user's clock; None for a whole day."""
        return value.astimezone(self.reading.zone) if isinstance(value, datetime) else None

    def day(self, value: date | datetime) -> date:
        """The day in the user's zone."""
        return value.astimezone(self.reading.zone).date() if isinstance(value, datetime) else value

    def moment(self, value: date | datetime) -> str:
        """Absolute, for a card: `12 Mar 2024`, `Fri 27 Nov 10:00`."""
        day, local = self.day(value), self.local(value)
        same_year = day.year == self.reading.today.year
        text = self.language.date(day, "EEE d MMM" if same_year else "d MMM y")
        return f"{text} {local:%H:%M}" if local else text

    def near(self, value: date | datetime) -> str:
        """Short, for lists: `today 09:12`, `tomorrow`, `18 Nov`, `Nov 2024`."""
        day, local = self.day(value), self.local(value)
        distance = (day - self.reading.today).days
        word = {0: TODAY, 1: TOMORROW, -1: YESTERDAY}.get(distance)
        if word:
            text = self.language.text(word)
            return f"{text} {local:%H:%M}" if local and distance == 0 else text
        same_year = day.year == self.reading.today.year
        return self.language.date(day, "d MMM" if same_year else "d MMM y")

    def ago(self, value: date | datetime) -> str:
        """How long since: `today`, `11 d ago`, `2 mo ago`."""
        days = (self.reading.today - self.day(value)).days
        if days <= 0:
            return self.language.text(TODAY) if days == 0 else self.near(value)
        if days < TWO_MONTHS:
            return self.language.count(AGO[0], days)
        return self.language.count(AGO[1], days // MONTH)

    def since(self, moment: datetime) -> str:
        """How long since, to the minute: `just now`, `3 min ago`, `2 h ago`, `11 d ago`."""
        minutes = int((self.reading.now - moment).total_seconds()) // 60
        if minutes < 1:
            return self.language.text(JUST_NOW)
        if minutes < 60:
            return self.language.count(SINCE[0], minutes)
        if minutes < 24 * 60:
            return self.language.count(SINCE[1], minutes // 60)
        return self.language.count(AGO[0], minutes // (24 * 60))

    def is_late(self, value: date | datetime) -> bool:
        if isinstance(value, datetime):
            return value < self.reading.now
        return value < self.reading.today

    def is_overdue(self, activity: Listed) -> bool:
        return is_overdue(activity.values, self.reading.now, self.reading.today)

    def lateness(self, value: date | datetime) -> str:
        """How late: `2 d`, `3 h`, `20 min`."""
        days = (self.reading.today - self.day(value)).days
        if days or not isinstance(value, datetime):
            return self.language.count(LATE_DAYS, days)
        minutes = int((self.reading.now - value).total_seconds()) // 60
        forms, count = (LATE[0], minutes) if minutes < 60 else (LATE[1], minutes // 60)
        return self.language.count(forms, count)


def showing(session: Session) -> Showing:
    """As of now, for the user of the session."""
    return Showing(session.language, session.reading)


def plain(line: Line) -> str:
    return "".join(text for text, _inks in line)
