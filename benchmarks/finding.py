"""Find as you type, letter by letter, against the bare full-text query."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.bases import LARGE, base
from benchmarks.measuring import RUNS, Measurement, median, milliseconds, percentile_95
from crm_tui.bootstrap import open_session
from crm_tui.data.database import database
from crm_tui.data.search import MATCH_LIMIT, expression
from crm_tui.domain.folding import fold
from crm_tui.services import search

WORDS = (
    "hrush", "ромашка", "smith", "белый берег", "kestrel foods", "договор", "price list",
    "müller", "петров иван", "o'brien", "северный", "invoice 4906",
)  # fmt: skip
BARE = f"""
SELECT record.id, record.{{title}}
FROM (SELECT rowid FROM {{one}}_search WHERE {{one}}_search MATCH ? LIMIT {MATCH_LIMIT}) AS found
JOIN {{one}} AS record ON record.id = found.rowid
"""
STATEMENTS = tuple(
    BARE.format(one=one, title=title)
    for one, title in (("client", "name"), ("contact", "display_name"), ("activity", "subject"))
)


def typed() -> Iterator[str]:
    """Everything that stands in the box while the words are typed."""
    for word in WORDS:
        for letters in range(1, len(word) + 1):
            yield word[:letters]


def bare(text: str) -> list[Any]:
    match = expression(fold(text).split())
    return [database.execute_sql(statement, (match,)).fetchall() for statement in STATEMENTS]


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def measure() -> Iterator[Measurement]:
    session = open_session(str(base(LARGE)), "en")
    texts = [text for text in typed() if text.strip()]
    pairs = []
    for _ in range(RUNS + 1):
        ours, limit = [], []
        for text in texts:
            ours.append(timed(lambda text=text: search.find(session, text)))
            limit.append(timed(lambda text=text: bare(text)))
        pairs.append((percentile_95(ours), percentile_95(limit)))
    session.close()
    taken, allowed = (median(column) for column in zip(*pairs[1:], strict=True))
    yield Measurement(
        "find as you type, p95",
        f"SELECT ... MATCH ... LIMIT {MATCH_LIMIT} with names",
        taken / allowed,
        3.0,
        f"{milliseconds(taken)} / {milliseconds(allowed)}",
    )
