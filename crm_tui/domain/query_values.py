"""What the value of a filter means for a field of each kind: `>30d`, `10..20`, `me`, `Kazan`."""

import re
from datetime import date, datetime, timedelta

from crm_tui.domain import phones, tags, values
from crm_tui.domain.dates import day_start, read_age, read_moment
from crm_tui.domain.emails import normalise
from crm_tui.domain.entities import entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.money import Amount
from crm_tui.domain.periods import read_period
from crm_tui.domain.query_nodes import (
    Contains,
    Dialled,
    Equal,
    Expected,
    Named,
    Period,
    Range,
    Tagged,
)
from crm_tui.domain.query_tokens import TypedValue
from crm_tui.domain.reading import Reading
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.domain.values import Translate
from crm_tui.errors import InvalidInputError

MYSELF = ("me", "я")
ORDERED = (Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.MOMENT)
TIMES = (Kind.DATE, Kind.MOMENT)
RANGE = ".."


def expected(
    field: Field,
    sign: str,
    value: TypedValue,
    reading: Reading,
    translate: Translate | None = None,
) -> Expected:
    """The condition on the field; InvalidInputError for a value that the field cannot have.

    `sign` is one of `: = > >= < <=`; only numbers, sums and times have an order.
    """
    if sign not in ":=" and field.kind not in ORDERED:
        raise InvalidInputError(_("{word} has no order: write {word}:value"), word=field.name)
    if field.kind in TIMES:
        return _time(sign, value, reading)
    if field.kind in (Kind.NUMBER, Kind.MONEY):
        return _quantity(field, sign, value, reading)
    if field.kind is Kind.LINK:
        return _link(field, value, reading)
    if field.kind is Kind.PHONE:
        return _phone(value.text)
    if field.kind is Kind.TAGS:
        return Tagged(tags.read_one(value.text))
    if field.kind in (Kind.CHOICE, Kind.FLAG):
        return _one_of(field, value.text, reading, translate)
    if sign == "=":
        return Equal(normalise(value.text) if field.kind is Kind.EMAIL else value.text)
    return Contains(tuple(fold(value.text).split()))


def _quantity(field: Field, sign: str, value: TypedValue, reading: Reading) -> Expected:
    if sign in ":=" and RANGE in value.text and not value.quoted:
        low, high = _bounds(value.text)
        return Range(_bound(field, low, reading), _bound(field, high, reading))
    bound = _bound(field, value.text, reading)
    if bound is None:
        raise InvalidInputError(_("{text} is no number"), text=value.text)
    if sign in ":=":
        return Equal(bound)
    if sign[0] == ">":
        return Range(low=bound, includes_low=sign == ">=")
    return Range(high=bound, includes_high=sign == "<=")


def _bounds(text: str) -> tuple[str, str]:
    low, high = (part.strip() for part in text.split(RANGE, 1))
    if not low and not high:
        raise InvalidInputError(_("{text} has no bounds: write 10..20"), text=text)
    return low, high


def _bound(field: Field, text: str, reading: Reading) -> int | float | Amount | None:
    parsed = values.parse(field, text, reading)
    return parsed if isinstance(parsed, int | float | Amount) else None


def _time(sign: str, value: TypedValue, reading: Reading) -> Period:
    if sign in ":=" and RANGE in value.text and not value.quoted:
        low, high = _bounds(value.text)
        first = _since_or_until(low, reading)
        last = _since_or_until(high, reading)
        return Period(first.first_day, last.end_day, first.start, last.end)
    if age := read_age(value.text, reading):
        return _aged(sign, age, reading)
    whole = _named_time(value.text, reading)
    if sign in ":=":
        return whole
    if sign[0] == ">":
        if sign == ">":
            return Period(first_day=whole.end_day, start=whole.end)
        return Period(first_day=whole.first_day, start=whole.start)
    if sign == "<":
        return Period(end_day=whole.first_day, end=whole.start)
    return Period(end_day=whole.end_day, end=whole.end)


def _since_or_until(text: str, reading: Reading) -> Period:
    if not text:
        return Period()
    if age := read_age(text, reading):
        return _days(age, age + timedelta(days=1), reading)
    return _named_time(text, reading)


def _aged(sign: str, day: date, reading: Reading) -> Period:
    """`>30d`: longer ago than the day that was 30 days back. `:30d`: since then, up to today."""
    next_day = day + timedelta(days=1)
    tomorrow = reading.today + timedelta(days=1)
    bounds: dict[str, tuple[date | None, date | None]] = {
        ">": (None, day),
        ">=": (None, next_day),
        "<": (next_day, None),
        "<=": (day, None),
    }
    return _days(*bounds.get(sign, (day, tomorrow)), reading)


def _named_time(text: str, reading: Reading) -> Period:
    """A day, a longer period, or the minute that a clock time names."""
    moment = read_moment(text, reading) if ":" in text else None
    if not isinstance(moment, datetime):
        return _days(*read_period(text, reading), reading)
    after = moment + timedelta(minutes=1)
    # A plain day lies at its midnight: before every other time of that day.
    day_after = moment.astimezone(reading.zone).date() + timedelta(days=1)
    return Period(day_after, day_after, moment, after)


def _days(first: date | None, end: date | None, reading: Reading) -> Period:
    return Period(
        first,
        end,
        None if first is None else day_start(first, reading.zone),
        None if end is None else day_start(end, reading.zone),
    )


def _link(field: Field, value: TypedValue, reading: Reading) -> Expected:
    if field.entity == "users" and not value.quoted and value.text.lower() in MYSELF:
        return Equal(reading.user_id)
    letter = entity(field.entity).letter
    shown_id = re.fullmatch(rf"{letter}-?([0-9]{{1,18}})", value.text, re.IGNORECASE)
    if shown_id and not value.quoted:
        return Equal(int(shown_id[1]))
    return Named(tuple(fold(value.text).split()))


def _phone(text: str) -> Expected:
    if not phones.digits(text):
        return Contains(tuple(fold(text).split()))
    return Dialled(phones.tail(text), from_start=text.startswith("+"))


def _one_of(field: Field, text: str, reading: Reading, translate: Translate | None) -> Expected:
    # A filter may name a choice with several words by a label with dashes: food-and-drink.
    found = values.parse(field, text, reading, translate)
    if isinstance(found, values.NewChoice):
        found = values.parse(field, text.replace("_", " "), reading, translate)
    if isinstance(found, values.NewChoice):
        raise _unknown_choice(field, text, translate)
    return Equal(found if isinstance(found, str | bool) else text)


def _unknown_choice(field: Field, text: str, translate: Translate | None) -> InvalidInputError:
    name = values.written(field, translate)
    known = [values.written(choice, translate) for choice in field.choices]
    close = nearest(text, [*known, *(choice.key for choice in field.choices)])
    if close is None:
        return InvalidInputError(_("{word} is no {name}"), word=text, name=name)
    return InvalidInputError(
        _("{word} is no {name}: did you mean {nearest}?"), word=text, name=name, nearest=close
    )
