"""One field of 100,000 clients, against the same UPDATE with a journal written by hand."""

import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bases import LARGE, base
from benchmarks.measuring import Measurement, compared

AT_MOST = 2.0
RUNS = 3
WORDS = itertools.cycle(("a", "b", "c"))
"""Each run writes another value than the one before it left."""

NOTED = """
INSERT INTO change (txn, entity, op, record, last, before, after)
SELECT ?, 'clients', 'update', id, id, json_object('rating', rating), json_object('rating', ?)
FROM client WHERE archived_at IS NULL AND rating IS NOT ?
"""
WRITTEN = """
UPDATE client SET rating = ?, version = version + 1, changed_at = ?, changed_by = 1
WHERE archived_at IS NULL AND rating IS NOT ?
"""


def measure() -> Iterator[Measurement]:
    from crm_tui.bootstrap import open_session

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        shutil.copyfile(base(LARGE), path)
        session = open_session(str(path), "en", "cli")
        yield compared(
            f"bulk edit of {LARGE:,} clients",
            "UPDATE with a journal by hand",
            AT_MOST,
            lambda: ours(session),
            by_hand,
            RUNS,
        )
        session.close()


def ours(session) -> float:
    """As `crm edit clients --where name:any rating=a` does it."""
    from crm_tui.domain.entities import CLIENTS
    from crm_tui.services import bulk, listings

    started = time.perf_counter()
    listing = listings.listing(session, CLIENTS)
    found = bulk.change(session, CLIENTS, listing, {"rating": next(WORDS)})
    assert found.changing > LARGE / 2
    return time.perf_counter() - started


def by_hand() -> float:
    from crm_tui.data.database import database

    word, at = next(WORDS), "2026-11-24 09:41:00"
    started = time.perf_counter()
    with database.atomic():
        made = database.execute_sql(
            'INSERT INTO "transaction" (at, user_id, source, label, kind) '
            "VALUES (?, 1, 'cli', 'edit many', 'change')",
            (at,),
        )
        database.execute_sql(NOTED, (made.lastrowid, word, word))
        database.execute_sql(WRITTEN, (word, at, word))
    return time.perf_counter() - started
