"""People's names: which word of a typed name is the first, middle and last name."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from crm_tui.domain import russian_names
from crm_tui.domain.folding import fold, transliterated

PATRONYMIC = re.compile(r"[а-яё-]{2,}(?:вич|ьич|мич|кич|тич|вна|ична|[ -](?:оглы|кызы|углы|улы))")
LATIN_PATRONYMIC = re.compile(r"[a-z]{2,}(?:ovich|evich|ovna|evna|ichna)", re.IGNORECASE)
TURKIC_ENDINGS = frozenset(("оглы", "кызы", "углы", "улы"))
RUSSIAN_WORDS = re.compile(r"[а-яё-]+(?: [а-яё-]+)*", re.IGNORECASE)
PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
INITIALS = re.compile(r"([^\W\d_]\.) ?([^\W\d_]\.)")
SURNAME_AND_INITIALS = re.compile(rf"([^\W\d_][\w’'-]+) {INITIALS.pattern}")
INITIALS_AND_SURNAME = re.compile(rf"{INITIALS.pattern} ?([^\W\d_][\w’'-]+)")
RUSSIAN_TITLES = frozenset(("г-н", "г-жа", "господин", "госпожа", "д-р", "проф", "тов"))
TITLES = RUSSIAN_TITLES.union(("mr", "mrs", "ms", "miss", "dr", "prof"))
PARTICLES = ("фон", "ван", "дер", "де", "ла", "ди", "да", "дель", "дю", "аль", "эль", "бен", "ибн")
"""Words of a family name, beside the Latin ones that nameparser knows."""
COMPANY_WORDS = frozenset(
    (
        "ltd", "llc", "llp", "inc", "corp", "co", "company", "gmbh", "ag", "sa", "srl", "bv", "oy",
        "ab", "plc", "group", "holding", "partners", "sons", "bank", "school", "ооо", "зао", "оао",
        "пао", "нао", "ао", "ип", "чп", "тоо", "оо", "нко", "фонд", "группа", "холдинг", "компания",
        "фирма", "завод", "банк", "школа", "центр", "магазин", "студия", "клиника", "бюро",
    )
)  # fmt: skip


WORDS = re.compile(r"[^\W_]+")


class PersonName(NamedTuple):
    first: str | None
    middle: str | None = None
    last: str | None = None


def split(text: str) -> PersonName:
    """The parts of a typed name.

    Two words are first and last name, Russian ones also the other way round where they tell it.
    Three Russian words are last, first and middle name when the third is a patronymic; first,
    middle and last when the second is.
    """
    words = text.split()
    if len(words) < 2:
        return PersonName(words[0] if words else None)
    if words[0].lower().rstrip(".") in RUSSIAN_TITLES:
        return split(" ".join(words[1:])) if len(words) > 2 else PersonName(None, None, words[1])
    if len(words) == 2 and _is_plain(words[0]) and _is_plain(words[1]):
        return _of_two(*words)
    typed = " ".join(words)
    return _with_initials(typed) or _russian(words) or _eastern(words) or _other(typed)


def whole(first: str | None, middle: str | None, last: str | None) -> str | None:
    """The whole name, as it is split again: in Russian with the last name first."""
    russian = " ".join(filter(None, (last, first, middle)))
    if first and middle and split(russian) == (first, middle, last):
        return russian
    return " ".join(filter(None, (first, middle, last))) or None


def looks_like_person(name: str) -> bool:
    """Does the name alone say that this is a person: a patronymic, initials, a title?

    In doubt no: Anna Taylor may be a shop.
    """
    typed = " ".join(name.split())
    words = [word.strip('.,"«»()') for word in fold(typed).split()]
    if not 2 <= len(words) <= 5 or COMPANY_WORDS.intersection(words):
        return False
    return bool(words[0] in TITLES or _with_initials(typed) or _russian(typed.split()))


def may_be_one_person(one: str, other: str, *, shares: bool) -> bool:
    """May two folded names be one person's who has a phone or mailbox in common?

    Where colleagues share it (`shares`), as an office's phone, each word of the shorter name must
    be in the longer one, or its initial: Anna Taylor and A. Taylor. Else one word is enough.
    """
    if one == other:
        return True
    few, many = sorted((_words(one), _words(other)), key=len)
    common = {word for word in few & many if len(word) > 1}
    if not shares or not common:
        return bool(common)
    return all(_has(many, word) for word in few)


@lru_cache(4096)
def _words(folded: str) -> frozenset[str]:
    return frozenset(WORDS.findall(transliterated(folded)))


def _has(words: Collection[str], word: str) -> bool:
    """Is the word one of them, or an initial of one, or is one of them its initial?"""
    return word in words or any(
        word[0] == other[0] and 1 in (len(word), len(other)) for other in words
    )


def _is_plain(word: str) -> bool:
    return word.isalpha() or PLAIN_WORD.fullmatch(word) is not None


def _joined_patronymic(words: list[str]) -> list[str]:
    """The patronymic Гейдар оглы is one part of a name, though two words."""
    if len(words) > 2 and words[-1].lower() in TURKIC_ENDINGS:
        return [*words[:-2], " ".join(words[-2:])]
    return words


def _with_initials(typed: str) -> PersonName | None:
    if "." not in typed:
        return None
    if found := SURNAME_AND_INITIALS.fullmatch(typed):
        return PersonName(found[2], found[3], found[1])
    if found := INITIALS_AND_SURNAME.fullmatch(typed):
        return PersonName(found[1], found[2], found[3])
    return None


@lru_cache(4096)
def _of_two(one: str, other: str) -> PersonName:
    if RUSSIAN_WORDS.fullmatch(f"{one} {other}"):
        first, second = fold(one), fold(other)
        if russian_names.surname_is_first(first, second):
            return PersonName(other, None, one)
        if _is_patronymic(other) and russian_names.has_patronymic(first, second):
            return PersonName(one, other)
    return PersonName(one, None, other)


def _russian(words: list[str]) -> PersonName | None:
    parts = _joined_patronymic(words)
    if len(parts) == 3 and LATIN_PATRONYMIC.fullmatch(parts[2]):
        return PersonName(parts[1], parts[2], parts[0])
    if len(parts) != 3 or not RUSSIAN_WORDS.fullmatch(" ".join(words)):
        return None
    if _is_patronymic(parts[2]):
        return PersonName(parts[1], parts[2], parts[0])
    if _is_patronymic(parts[1]):
        return PersonName(parts[0], parts[1], parts[2])
    return None


def _eastern(words: list[str]) -> PersonName | None:
    """Three words in Russian letters of which none is a patronymic: Ким Чен Ын."""
    if len(words) != 3 or not RUSSIAN_WORDS.fullmatch(" ".join(words)):
        return None
    first, second, last = map(fold, words)
    if (
        second in PARTICLES
        or russian_names.is_first(first)
        or russian_names.looks_like_surname(last)
    ):
        return None
    return PersonName(" ".join(words[1:]), None, words[0])


@lru_cache(4096)
def _is_patronymic(word: str) -> bool:
    return PATRONYMIC.fullmatch(word.lower()) is not None


def _other(typed: str) -> PersonName:
    """Names with titles, suffixes, particles or commas; titles and suffixes are left out."""
    from nameparser import HumanName

    parsed = HumanName(typed, constants=_constants())
    if not (parsed.first or parsed.last):
        return PersonName(typed)
    return PersonName(parsed.first or None, parsed.middle or None, parsed.last or None)


@lru_cache(1)
def _constants() -> Any:
    from nameparser.config import Constants

    constants = Constants()
    constants.prefixes.add(*PARTICLES)
    return constants
