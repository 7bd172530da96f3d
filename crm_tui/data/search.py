"""The full-text index: a table an entity, its rowid the record's id, its text folded.

`reindex` is called in the transaction that changes the records, so index and records are never
apart. PostgreSQL would have a tsvector column behind the same functions.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import SQL, Case, fn

from crm_tui.data.database import database
from crm_tui.data.models.contacts import ContactPoint
from crm_tui.data.models.journal import Change
from crm_tui.data.tables import POINT_OWNERS, RECORDS, point_owner, title
from crm_tui.domain.entities import ENTITIES, entity
from crm_tui.domain.folding import fold, transliterated

WORD_LIMIT = 32
"""More words than this of one search are not looked at."""

MATCH_LIMIT = 2000
"""So many matches are fetched, in no order, and then ranked."""


def table_name(name: str) -> str:
    return f"{entity(name).one}_search"


def covers(name: str) -> bool:
    """Whether the records of the entity are found by their words."""
    return any(found.name == name for found in ENTITIES)


def create() -> None:
    """Make the empty index of every entity."""
    for found in ENTITIES:
        database.execute_sql(
            f"CREATE VIRTUAL TABLE {table_name(found.name)} "
            "USING fts5(title, body, tokenize='unicode61 remove_diacritics 0')"
        )


def rebuild() -> None:
    """Fill the index anew, after a migration."""
    for found in ENTITIES:
        database.execute_sql(f"DROP TABLE IF EXISTS {table_name(found.name)}")
    create()
    for found in ENTITIES:
        insert(found.name, SQL("1"))


def reindex(name: str, condition: Any) -> None:
    """Bring the index up to date for the records that meet the condition, new, changed or gone."""
    model = RECORDS[name]
    ids, parameters = model.select(model.id).where(condition).sql()
    remove = f"DELETE FROM {table_name(name)} WHERE rowid IN ({ids})"
    database.execute_sql(remove, parameters)
    insert(name, condition)


def insert(name: str, condition: Any) -> None:
    """Index the records that meet the condition and are not in the index yet."""
    insert_texts(name, *texts(name, condition))


def insert_texts(name: str, select: str, parameters: Sequence[Any]) -> None:
    """Index the id, title and body of each row that the query gives, which are `texts`."""
    database.execute_sql(
        f"INSERT INTO {table_name(name)} (rowid, title, body) {select}", parameters
    )


def stale(name: str) -> list[int]:
    """The ids of the records that the index knows with other words than they have."""
    select, parameters = texts(name, SQL("1"))
    found = database.execute_sql(
        f"WITH has (id, title, body) AS ({select}) SELECT has.id FROM has JOIN {table_name(name)} "
        "kept ON kept.rowid = has.id WHERE (kept.title, kept.body) <> (has.title, has.body)",
        parameters,
    )
    return [number for (number,) in found.fetchall()]


def texts(name: str, condition: Any) -> tuple[str, list[Any]]:
    """SQL for the id, title and body of the records that meet the condition, as indexed."""
    model = RECORDS[name]
    rows = model.select(
        model.id, fn.crm_searchable(title(name, model)), fn.crm_searchable(*body(name, model))
    )
    select, parameters = rows.where(condition).sql()
    return str(select), list(parameters)


def reindex_changed(name: str, transaction: int) -> None:
    """Bring the index up to date for whatever the transaction touched."""
    reindex_ids(name, *touched(name, transaction).sql())


def touched(name: str, transaction: int) -> Any:
    """The query for the ids of the records that the transaction has changed one by one."""
    of_it = (Change.transaction == transaction, Change.entity == name)
    return Change.select(Change.record).where(*of_it)


def reached(name: str, transaction: int) -> Any:
    """The same, with those whose phones and e-mails it has changed."""
    found = touched(name, transaction)
    if name not in POINT_OWNERS:
        return found
    owner = point_owner(name, ContactPoint)
    points = ContactPoint.id.in_(touched("points", transaction))
    return found | ContactPoint.select(owner).where(points, owner.is_null(False))


def reindex_ids(name: str, select: str, parameters: Sequence[Any]) -> None:
    """Bring the index up to date for the records whose ids the query gives, also if gone."""
    database.execute_sql(f"DELETE FROM {table_name(name)} WHERE rowid IN ({select})", parameters)
    insert(name, SQL(f"id IN ({select})", parameters))


def body(name: str, model: Any) -> list[Any]:
    """All searched texts of a record but its title, with its e-mails and custom texts."""
    parts = [
        getattr(model, field.name)
        for field in entity(name).fields
        if field.searched and field.name != entity(name).title and not field.is_point
    ]
    parts.append(Case(None, [(model.extra != {}, fn.crm_texts(model.extra))]))
    if name in POINT_OWNERS:
        parts.append(emails(name, model))
    return parts


def emails(name: str, model: Any) -> Any:
    point = ContactPoint.alias()
    return point.select(fn.group_concat(point.value, " ")).where(
        point_owner(name, point) == model.id, point.kind == "email", point.archived_at.is_null()
    )


def expression(words: Iterable[str]) -> str:
    """The words as an FTS5 expression: each begins a word, as typed or transliterated."""
    terms = []
    for word in list(words)[:WORD_LIMIT]:
        folded = fold(storable(word)).strip()
        if any(letter.isalnum() for letter in folded):
            terms.append("(" + " OR ".join(_prefix(text) for text in spellings(folded)) + ")")
    return " AND ".join(terms)


def spellings(folded: str) -> list[str]:
    """The word and its Latin key; a key of one letter would find half the base."""
    key = transliterated(folded)
    return [folded] if key == folded or len(key) < 2 else [folded, key]


def phrase(text: str) -> str:
    """Whole words that follow each other, as an FTS5 expression."""
    folded = fold(storable(text))
    return _quoted(folded) if any(letter.isalnum() for letter in folded) else ""


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of characters from a terminal."""
    return text.replace("\0", " ").encode(errors="replace").decode()


def matching(name: str, match: str) -> Any:
    """A subquery of the ids that match the FTS5 expression."""
    index = table_name(name)
    return SQL(f"(SELECT rowid FROM {index} WHERE {index} MATCH ?)", [match])


def matches(name: str, match: str) -> list[tuple[int, str, str, bool]]:
    """Id, title, folded title and whether archived, of at most MATCH_LIMIT records, unranked."""
    model, index = RECORDS[name], table_name(name)
    key = "name_key" if hasattr(model, "name_key") else ""
    named = title(name, model).column_name
    found = database.execute_sql(
        f"SELECT t.id, t.{named}, {f't.{key}' if key else 's.title'}, t.archived_at IS NOT NULL "
        f"FROM (SELECT rowid, title FROM {index} WHERE {index} MATCH ? LIMIT {MATCH_LIMIT}) s "
        f"JOIN {model._meta.table_name} t ON t.id = s.rowid",
        (match,),
    )
    return list(found.fetchall())


def _prefix(text: str) -> str:
    return _quoted(text) + "*"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
