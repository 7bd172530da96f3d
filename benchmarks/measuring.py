"""What a benchmark says, and how two things are timed side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

RUNS = 5


@dataclass(frozen=True, slots=True)
class Measurement:
    """How much one thing costs in terms of another that was measured in the same run."""

    name: str
    limit_name: str
    ratio: float
    at_most: float
    details: str = ""

    @property
    def holds(self) -> bool:
        return self.ratio <= self.at_most


def compared(
    name: str,
    limit_name: str,
    at_most: float,
    ours: Callable[[], float],
    limit: Callable[[], float],
    runs: int = RUNS,
) -> Measurement:
    """The ratio of the medians of runs by turns, after one of each that does not count."""
    ours(), limit()
    pairs = [(ours(), limit()) for _ in range(runs)]
    taken, allowed = (median(column) for column in zip(*pairs, strict=True))
    details = f"{milliseconds(taken)} / {milliseconds(allowed)}"
    return Measurement(name, limit_name, taken / allowed, at_most, details)


def percentile_95(seconds: Sequence[float]) -> float:
    """Only one in twenty is slower."""
    return sorted(seconds)[len(seconds) * 95 // 100]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
