"""Values of fields, read from typed text; `plain_values` writes them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from crm_tui.domain import dates, emails, money, numbers, phones, tags, typed_points
from crm_tui.domain.choice_keys import choice_key as choice_key
from crm_tui.domain.cleaning import clean as clean
from crm_tui.domain.fields import Choice, Field, Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.money import Amount
from crm_tui.domain.reading import Reading
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.tags import TagChange
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError


class Reference(NamedTuple):
    """What was typed for a link: a name or an id, which the service looks up."""

    text: str


class NewChoice(NamedTuple):
    """A label that a pick-list has not yet; `choice_key` gives its key."""

    label: str


Parsed = (
    str | int | float | bool | date | datetime | Amount | Reference | NewChoice
    | tuple[str, ...] | TagChange | None
)  # fmt: skip
Translate = Callable[[str], str]

YES = frozenset(
    ("yes", "y", "true", "t", "1", "on", "x", "+", "v", "✓", "✔", "☑", "checked", "да", "д",
     "истина", "вкл", "есть", "х")
)  # fmt: skip
NO = frozenset(
    ("no", "n", "false", "f", "0", "off", "-", "–", "—", "✗", "✘", "☐", "unchecked", "нет", "н",
     "ложь", "выкл")
)  # fmt: skip


def parse(field: Field, text: str, reading: Reading, translate: Translate | None = None) -> Parsed:
    """The value that a text means for a field; None for an empty text, also where one is required.

    A link comes as `Reference`, a sum as `Amount`, a label that is new to a pick-list as
    `NewChoice`, tags that are added and removed as `TagChange`. A sum without a currency is in
    `reading.currency`: pass the record's. A phone that cannot be read is kept; with labels phones
    and e-mails are `TypedPoints`. InvalidInputError, with the field, for the rest that cannot be
    read. `translate` gives labels in the user's language, which count too.
    """
    try:
        typed = clean(text, lines=field.kind is Kind.NOTE)
        if not typed:
            return None
        _check_length(field, typed)
        return _parsed(field, typed, reading, translate)
    except InvalidInputError as error:
        error.field = error.field or field.name
        raise


def _parsed(field: Field, text: str, reading: Reading, translate: Translate | None) -> Parsed:
    match field.kind:
        case Kind.NUMBER:
            return numbers.parse(text)
        case Kind.MONEY:
            return money.parse(text, reading.currency)
        case Kind.DATE:
            return dates.read_day(text, reading)
        case Kind.MOMENT:
            return dates.read_moment(text, reading)
        case Kind.CHOICE:
            return _choice(field, text, translate)
        case Kind.FLAG:
            return _flag(text)
        case Kind.LINK:
            return Reference(text)
        case Kind.PHONE:
            parts = phones.split(text)
            return ", ".join(parts) or None if field.custom else typed_points.read(parts)
        case Kind.EMAIL:
            return typed_points.read(emails.split(text), emails.check)
        case Kind.TAGS:
            return tags.read(text)
    return text


def _check_length(field: Field, text: str) -> None:
    if len(text) * 4 <= field.limit:
        return
    if field.kind is Kind.NOTE:
        if len(text.encode()) > field.limit:
            raise InvalidInputError(
                _("the text is too long: at most {limit} bytes"), limit=field.limit
            )
    elif len(text) > field.limit:
        raise InvalidInputError(
            _("the text is too long: at most {limit} characters"), limit=field.limit
        )


def _choice(field: Field, text: str, translate: Translate | None) -> str | NewChoice:
    folded = fold(text)
    exact = field.choice(text)
    if exact:
        return exact.key
    for choice in (*field.choices, *field.archived):
        labels = [choice.key, choice.label]
        if translate and choice.shipped:
            labels.append(translate(choice.label))
        if folded in map(fold, labels):
            return choice.key
    if field.pick_list:
        return NewChoice(text)
    raise _unknown_choice(field, text, translate)


def _unknown_choice(field: Field, text: str, translate: Translate | None) -> InvalidInputError:
    known = [written(choice, translate) for choice in field.choices]
    suggestion = nearest(text, [*known, *(choice.key for choice in field.choices)])
    if suggestion:
        return InvalidInputError(
            _("{text} is none of {known}: did you mean {suggestion}?"),
            text=text,
            known=", ".join(known),
            suggestion=suggestion,
        )
    return InvalidInputError(_("{text} is none of {known}"), text=text, known=", ".join(known))


def written(described: Choice | Field, translate: Translate | None) -> str:
    """How a person writes a choice or a field: by its key, or by its label in her language."""
    key = described.key if isinstance(described, Choice) else described.name
    label = translate(described.label) if translate else described.label
    return key if label == described.label else label


def _flag(text: str) -> bool:
    folded = fold(text)
    if folded in YES or folded in NO:
        return folded in YES
    raise InvalidInputError(_("{text} is neither yes nor no"), text=text)
