"""Text made comparable: without case and accents, and across the Cyrillic and Latin spellings.

Both sides of a comparison go through the same function. `fold` keeps the script; the key of
`transliterated` is the same for Хрущёв, Khrushchev and Hruschyov.
"""

import re
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from unicodedata import combining, normalize

LONGEST_WORD = 40
"""Longer words are no names: they get no transliterated key."""

COMMON = re.compile("[\x00-\x7fа-я]*")
"""What is folded already when it is in lower case."""

PLAIN = re.compile("[\x00-\x7fа-яё«»„“”’–—]*")
SIGNS = str.maketrans(
    dict.fromkeys("«»„“”‟", '"')
    | dict.fromkeys("‘’‛ʼʹ`´", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"ё": "е"}
)
LETTERS = SIGNS | str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
        "ŧ": "t", "ı": "i", "ŋ": "n", "ĸ": "k", "\u00ad": "", "\u200b": "", "\u200c": "",
        "\u200d": "", "\u2060": "", "\ufeff": "",
    }
)  # fmt: skip
CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e",
        "ж": "zh", "з": "z", "и": "i", "і": "i", "ј": "i", "й": "i", "к": "k", "л": "l",
        "љ": "l", "м": "m", "н": "n", "њ": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ћ": "ch", "џ": "dzh",
        "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip

SPELLINGS = re.compile(
    r"shch|shc$|sch|tsch|tch|ch|ck|kh|ph|th|qu|[qwx']|c(?=[eiybdfgjmnpqsvwxz])|c|[yj]e"
    r"|(?<=[bcdfghklmnpqrstvwxz])[yj]o|[yj]"
)
CANONICAL = {
    "shch": "sh", "shc": "sh", "sch": "sh", "tsch": "ch", "tch": "ch", "ch": "ch", "ck": "k",
    "kh": "h", "ph": "f", "th": "t", "qu": "kv", "q": "k", "w": "v", "x": "ks", "'": "",
    "ye": "e", "je": "e", "yo": "e", "jo": "e", "y": "i", "j": "i",
}  # fmt: skip
LETTERS_ALONE = re.compile("([a-z]+)")
DOUBLED = re.compile(r"([a-z])\1+")


def fold(text: str) -> str:
    """Lower case, ё as е, no accents, plain quotes and dashes, single spaces: for comparing."""
    return " ".join(_folded_words(text))


def transliterated(folded: str) -> str:
    """The Latin key of folded text: one for all the usual spellings of a name, in both scripts."""
    return " ".join([_key(word) for word in folded.split()])


def searchable(text: str) -> str:
    """What a full-text index holds of a text: its folded words, and the keys that differ.

    Numbers and e-mails have one spelling, so they get no key.
    """
    words = _folded_words(text)
    keys = []
    for word in words:
        if word.isalpha():
            key = _key(word)
        elif "@" in word or len(word) > LONGEST_WORD or not (word.islower() or "'" in word):
            continue  # what has no letters is not in lower case, as Python has it
        else:
            key = _key_of_parts(word)
        if key != word:
            keys.append(key)
    return " ".join(words + keys)


def _folded_words(text: str) -> list[str]:
    folded = text.lower()
    if not folded.isascii() and not COMMON.fullmatch(folded):
        folded = _fold_plain(folded) if PLAIN.fullmatch(folded) else _fold_any(text)
    return folded.split()


def _fold_plain(lower: str) -> str:
    """`translate` alone would do, but the usual signs are replaced in a fifth of its time."""
    folded = lower.replace("ё", "е").replace("«", '"').replace("»", '"')
    return folded if COMMON.fullmatch(folded) else folded.translate(SIGNS)


def _fold_any(text: str) -> str:
    decomposed = normalize("NFKD", normalize("NFKD", text).casefold())
    composed = decomposed.replace("и\u0306", "й")  # й is a letter of its own
    bare = "".join([letter for letter in composed if not combining(letter)])
    return bare.translate(LETTERS)


def _key_of_parts(word: str) -> str:
    """The same as `_short_key`, for words that are unlike each other and made of the same parts.

    Only an apostrophe, and "shc" at the end, look beyond the letters of a part.
    """
    if "'" in word or "shc" in word or not word.isascii():
        return _short_key(word)
    parts = LETTERS_ALONE.split(word)
    parts[1::2] = map(_short_key, parts[1::2])
    return "".join(parts)


def _key(word: str) -> str:
    return _short_key(word) if len(word) <= LONGEST_WORD else word


@lru_cache(maxsize=16384)
def _short_key(word: str) -> str:
    latin = word if word.isascii() else word.translate(CYRILLIC)
    return DOUBLED.sub(r"\1", SPELLINGS.sub(_canonical, latin))


def _canonical(found: re.Match[str]) -> str:
    spelling = found[0]
    if spelling == "c":
        following = found.string[found.end() : found.end() + 1]
        return "ts" if following and following in "eiybdfgjmnpqsvwxz" else "k"
    return CANONICAL[spelling]


TAX_SIGNS = " \u00a0\u202f.-\u2010\u2011\u2013\u2014/_"
"""Spaces, dots, dashes and strokes, with which tax ids are written."""

TAX_KEY = str.maketrans(ascii_lowercase, ascii_uppercase, TAX_SIGNS)


def tax_key(text: str) -> str:
    """By what tax ids are compared: without the signs between their digits, Latin letters large.

    What is stored stays as it was typed; `data.tax_keys` says the same in SQL.
    """
    return text.translate(TAX_KEY)


@lru_cache(4096)
def title_key(title: str) -> str:
    """Only the letters and digits count: E-mail, email and E_MAIL* are one title."""
    return re.sub(r"[\W_]+", "", fold(title))
