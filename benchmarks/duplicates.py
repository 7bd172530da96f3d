"""The search for duplicates: ten times the clients take about ten times as long."""

import time
from collections.abc import Iterator

from benchmarks.bases import LARGE, base
from benchmarks.measuring import Measurement, median, milliseconds
from crm_tui.bootstrap import open_session
from crm_tui.domain.entities import CLIENTS
from crm_tui.services import duplicates

FEW = LARGE // 10
RUNS = 3


def measure() -> Iterator[Measurement]:
    few, many = (median([taken(clients) for _ in range(RUNS)]) for clients in (FEW, LARGE))
    yield Measurement(
        f"duplicates among {LARGE:,} clients, each",
        f"among {FEW:,} clients, each",
        many / LARGE / (few / FEW),
        1.5,
        f"{milliseconds(many)} / {milliseconds(few)}",
    )


def taken(clients: int) -> float:
    session = open_session(str(base(clients)), "en")
    begin = time.perf_counter()
    duplicates.find(session, CLIENTS)
    seconds = time.perf_counter() - begin
    session.close()
    return seconds
