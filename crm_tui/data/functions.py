"""SQL functions of our own: what SQLite cannot do with Cyrillic text and with JSON objects.

Every start registers them, so what only some of them need is imported where it is used.
"""

import json
import re
from functools import lru_cache

from peewee import SqliteDatabase

from crm_tui.domain.folding import fold, searchable, transliterated

SEPARATORS = re.compile(r"[\W_]+")


CACHED_LENGTH = 100
"""Short texts such as cities come again and again in a list."""


def register(database: SqliteDatabase) -> None:
    database.register_function(folded, "crm_fold", 1, deterministic=True)
    database.register_function(indexed, "crm_searchable", -1, deterministic=True)
    database.register_function(texts, "crm_texts", 1, deterministic=True)
    database.register_function(begins, "crm_begins", 2, deterministic=True)
    database.register_function(sorted_keys, "crm_sorted_keys", 1, deterministic=True)
    database.register_function(without_labels, "crm_without_labels", 1, deterministic=True)
    database.register_function(filled, "crm_filled", 2, deterministic=True)
    database.register_function(changed_tags, "crm_changed_tags", 3, deterministic=True)
    database.register_function(renamed_tag, "crm_renamed_tag", 3, deterministic=True)


def folded(text: object) -> str | None:
    return None if text is None else fold(str(text))


def without_labels(text: str | None) -> str | None:
    if text is None:
        return None
    from crm_tui.domain import typed_points

    return typed_points.without_labels(text)


def indexed(*parts: str | None) -> str:
    """The words of all the texts as the full-text index keeps them."""
    return searchable(" ".join(filter(None, parts)))


def texts(extra: str) -> str:
    """The texts among the custom fields, one after the other."""
    from crm_tui.domain import foreign_properties

    found = ((name, text) for name, text in json.loads(extra).items() if isinstance(text, str))
    return " ".join(
        foreign_properties.words(text) if name.startswith("_") else text for name, text in found
    )


def filled(here: str | None, there: str | None) -> str | None:
    """What a card says that no field has, with what it lacks of another one."""
    from crm_tui.domain import foreign_properties

    return foreign_properties.filled(here, there)


def begins(text: str | None, words: str) -> int:
    """Whether each of the words, which are folded, begins a word of the text."""
    if not text:
        return 0
    return _begins(text, words) if len(text) < CACHED_LENGTH else _begins.__wrapped__(text, words)


@lru_cache(maxsize=8192)
def _begins(text: str, words: str) -> int:
    haystack = " " + SEPARATORS.sub(" ", searchable(str(text)))
    return int(all(any(f" {part}" in haystack for part in ways) for ways in _spellings(words)))


def sorted_keys(extra: str) -> str:
    """A JSON object as `JsonField` writes it."""
    from crm_tui.data.columns import json_text

    return json_text(json.loads(extra))


@lru_cache(maxsize=4096)
def changed_tags(current: str | None, added: str, removed: str) -> str | None:
    """The tags, with spaces between them, after some came and some went."""
    from crm_tui.domain import tags

    change = tags.TagChange(tuple(added.split()), tuple(removed.split()))
    return " ".join(tags.settled(change, tuple((current or "").split())) or ()) or None


def renamed_tag(current: str | None, old: str, new: str) -> str | None:
    from crm_tui.domain import tags

    return " ".join(tags.renamed((current or "").split(), old, new)) or None


@lru_cache(maxsize=64)
def _spellings(words: str) -> list[set[str]]:
    typed = (SEPARATORS.sub(" ", word).strip() for word in words.split())
    return [{word, transliterated(word)} for word in typed if word]
