"""The week of the calendar among 50,000 activities of 20 people, against the same among 500.

That of one of them, and that of all 20 beside each other. Of 2,000 that repeat none has ended; most
are rare, so that both weeks show about as much and the ratio is not that of what is drawn.
"""

import gc
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.measuring import Measurement, compared
from crm_tui.bootstrap import open_session
from crm_tui.data.database import database
from crm_tui.domain.calendar import View
from crm_tui.screens.calendar.position import Position
from crm_tui.screens.calendar.reading import read
from crm_tui.screens.starting import COLLECT_AFTER
from crm_tui.services import calendar

PEOPLE, WEEK = 20, date(2026, 11, 23)
RULES = ("FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", *["FREQ=YEARLY"] * 8)

READS = 3
INSERT = (
    'INSERT INTO "activity" ("version", "created_at", "changed_at", "extra", "subject", "kind",'
    ' "status", "start", "end", "owner_id", "recurrence")'
    " VALUES (1, '2026-01-01', '2026-01-01', '{}', ?, 'meeting', 'planned', ?, ?, ?, ?)"
)


def fill(activities: int, repeating: int) -> None:
    """25 a person in the week, the others before and after; one of each repeats each week."""
    for number in range(2, PEOPLE + 1):
        database.execute_sql(
            'INSERT INTO "user" ("version", "created_at", "changed_at", "extra", "login", "name",'
            ' "role", "active", "preferences") VALUES'
            " (1, '2026-01-01', '2026-01-01', '{}', ?, ?, 'rep', 1, '{}')",
            (f"user{number}", f"User {number}"),
        )
    for number in range(activities):
        round_, place = divmod(number // PEOPLE, 25)
        weeks = -(-round_ // 2) * (1 if round_ % 2 else -1)
        day = WEEK + timedelta(days=7 * weeks + place % 5)
        begins = datetime(day.year, day.month, day.day, 8 + place // 5 * 2, tzinfo=UTC)
        add(number, begins, None)
    for number in range(repeating):
        begins = datetime(2025, 1, 1, 9, tzinfo=UTC) + timedelta(days=number * 7 % 360)
        round_ = number // PEOPLE
        add(number, begins, RULES[round_ % len(RULES)] if round_ else "FREQ=WEEKLY")


def add(number: int, begins: datetime, rule: str | None) -> None:
    ends = begins + timedelta(hours=1)
    texts = [moment.strftime("%Y-%m-%d %H:%M:%S") for moment in (begins, ends)]
    database.execute_sql(INSERT, (f"meeting {number}", *texts, 1 + number % PEOPLE, rule))


def base(path: Path, activities: int, repeating: int) -> Path:
    session = open_session(str(path), "en")
    with database.atomic():
        fill(activities, repeating)
    database.execute_sql("ANALYZE")
    session.close()
    return path


def taken(path: Path, *, everybody: bool) -> float:
    """Seconds of the processor until the week of one person, or of all, is read and laid out.

    Those of the clock tell how busy the machine is; nothing here waits.
    """
    gc.set_threshold(COLLECT_AFTER)  # as the screens do
    session = open_session(str(path), "en")
    found, position = calendar.colleagues(session), Position(View.WEEK, WEEK)
    people = found if everybody else found[:1]
    read(session, position, people)
    begin = time.process_time()
    for _ in range(READS):
        read(session, position, people)
    each = (time.process_time() - begin) / READS
    session.close()
    return each


def measure() -> Iterator[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        small = base(Path(folder) / "small.db", 500, 20)
        large = base(Path(folder) / "large.db", 50_000, 2_000)
        for everybody, whose in ((False, "one"), (True, "all 20")):
            yield compared(
                f"week of {whose}, 50,000 (2,000 repeat)",
                "the week of 500 (20 repeat)",
                1.5,
                partial(taken, large, everybody=everybody),
                partial(taken, small, everybody=everybody),
            )
