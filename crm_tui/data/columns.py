"""Column types that the whole schema shares."""

import json
from datetime import UTC, date, datetime
from typing import Any

from peewee import SQL, AutoField, DateField, NodeList, TextField

TIME_FORMAT = "%Y-%m-%d %H:%M:%S"


class IdField(AutoField):
    """An id that is never used again, even when its row was the last one."""

    def ddl(self, ctx: Any) -> Any:
        return NodeList((super().ddl(ctx), SQL("AUTOINCREMENT")))


class DayField(DateField):
    """A date; text in every back end's order."""

    field_type = "TEXT"

    def python_value(self, value: str | date | None) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class MomentField(TextField):
    """A whole day as "2026-11-24" or a second in UTC as "2026-11-24 08:30:00".

    Peewee would store an aware datetime with its own offset, and text order would not be time
    order: "13:00+02:00" sorts after "12:00+00:00".
    """

    def db_value(self, value: date | datetime | None) -> str | None:
        return None if value is None else moment_text(value)

    def python_value(self, value: str | None) -> date | datetime | None:
        return None if value is None else read_moment(value)


class TagsField(TextField):
    """The tags of a record, with spaces between them: in a tag there is none."""

    def db_value(self, value: tuple[str, ...] | None) -> str | None:
        return tags_text(value) if value else None

    def python_value(self, value: str | None) -> tuple[str, ...] | None:
        return None if value is None else tuple(value.split())


class JsonField(TextField):
    """An object as JSON with sorted keys, so that equal values are equal texts."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else json_text(value)

    def python_value(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)


class OrderedJsonField(JsonField):
    """An object as JSON with its keys in their own order, where that says something."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)


def tags_text(tags: tuple[str, ...]) -> str:
    return " ".join(tags)


def moment_text(value: date | datetime) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        raise ValueError("a naive datetime has no place in the database")
    return value.astimezone(UTC).strftime(TIME_FORMAT)


def read_moment(text: str) -> date | datetime:
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
