"""`python -m benchmarks [names]`: everything that has a limit, measured beside that limit."""

import sys
from collections.abc import Iterable
from importlib import import_module

from benchmarks.measuring import Measurement

NAMES = (
    "commands",
    "finding",
    "duplicates",
    "calendar",
    "frames",
    "keys",
    "statements",
    "bulk",
    "sheets",
    "importing",
)
"""The modules, each with a `measure`; the longest last."""

HEAD = ("what", "in terms of", "ratio", "at most", "", "measured")


def main(wanted: Iterable[str]) -> int:
    unknown = set(wanted) - set(NAMES)
    if unknown:
        print(f"no benchmark is called {', '.join(unknown)}: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    print(line(HEAD), flush=True)
    holds = True
    for name in wanted or NAMES:
        for found in import_module(f"benchmarks.{name}").measure():
            print(line(cells(found)), flush=True)
            holds &= found.holds
    return 0 if holds else 1


def cells(found: Measurement) -> tuple[str, ...]:
    verdict = "ok" if found.holds else "OVER"
    return (
        found.name,
        found.limit_name,
        f"{found.ratio:.2f}",
        f"{found.at_most:.1f}",
        verdict,
        found.details,
    )


def line(texts: tuple[str, ...]) -> str:
    what, limit, ratio, most, verdict, details = texts
    return f"{what:40} {limit:42} {ratio:>6} {most:>7}  {verdict:4}  {details}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
