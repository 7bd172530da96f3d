"""Whether the database is sound, and what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crm_tui.data import integrity
from crm_tui.session import Session


@dataclass(frozen=True, slots=True)
class Info:
    database: str
    size: int
    schema: int
    sqlite: str
    user: str
    language: str
    zone: str
    counts: Mapping[str, int]


def check(session: Session) -> list[str]:
    """The problems of the database, in the words of SQLite; empty when it is sound."""
    return integrity.problems()


def info(session: Session) -> Info:
    return Info(
        session.database,
        Path(session.database).stat().st_size,
        integrity.schema_version(),
        integrity.sqlite_version(),
        session.user.login,
        session.language.code,
        str(session.zone),
        integrity.counts(),
    )
