"""A CSV import against plain csv and executemany into the same tables, and its memory.

Both fill an empty database with the same clients, contacts, phones and e-mails, one after the
other in the same run; what counts is the ratio of the medians.
`python -m benchmarks.imports 1000000` does so once with as many rows.
"""

import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median

from crm_tui.data import files
from crm_tui.data.database import database, transaction
from crm_tui.data.stores import users
from crm_tui.services import imports
from crm_tui.session import Session

ROWS = 100_000
FEW_ROWS = 10_000
RUNS = 5
TIME_LIMIT = 2.0
MEMORY_LIMIT = 1.5
NOW = datetime(2026, 11, 24, 9, 41, tzinfo=UTC)
HEADER = (
    "Company", "Tax id", "Industry", "City", "Street", "Website", "Notes",
    "Contact", "Job title", "Phone", "E-mail",
)  # fmt: skip

FIRST = ("Anna", "Boris", "Chloe", "Dmitri", "Elena", "Fyodor", "Grace", "Henry", "Irina", "James")
LAST = ("Taylor", "Orlova", "Petrov", "Smith", "Sidorov", "Evans", "Novak", "Hughes", "Popov")
RUSSIAN_FIRST = ("Иван Иванович", "Пётр Сергеевич", "Анна Петровна", "Ольга Юрьевна")
RUSSIAN_LAST = ("Иванов", "Хрущёв", "Щербакова", "Ёлкина", "Соколов", "Кузнецова")
WORDS = ("Northern", "Quality", "Ромашка", "Вектор", "Global", "Стройка", "River", "Union", "Лидер")
CITIES = ("Moscow", "Казань", "Berlin", "Пермь", "London", "Tula", "Сочи", "Oslo")
INDUSTRIES = ("retail", "construction", "Logistics", "manufacturing", "Flower shops")
NOTES = ("asked for a price list", "перезвонить после отпуска", "met at the fair in spring", "")


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Made-up companies with a person each, half of them Russian."""
    chosen = random.Random(7).choice
    for number in range(count):
        russian = number % 2
        person = (
            f"{chosen(RUSSIAN_LAST)} {chosen(RUSSIAN_FIRST)}"
            if russian
            else f"{chosen(FIRST)} {chosen(LAST)}"
        )
        yield (
            f"{'ООО ' if russian else ''}{chosen(WORDS)} {chosen(WORDS)} {number}",
            str(7_700_000_000 + number),
            chosen(INDUSTRIES),
            chosen(CITIES),
            f"ул. Мира, {number % 200}" if russian else f"{number % 200} High Street",
            f"https://c{number}.example.com",
            chosen(NOTES),
            person,
            chosen(("director", "buyer", "бухгалтер", "закупщик")),
            f"+7 495 {number // 10000:03d}-{number // 100 % 100:02d}-{number % 100:02d}",
            f"person{number}@c{number}.example.com",
        )


def write(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(rows(count))
    return path


def session(path: Path) -> Session:
    files.open_file(path)
    return Session(users.sign_in("bench", "Bench", NOW), now=lambda: NOW, close=database.close)


def by_import(source: Path, _session: Session) -> None:
    result = imports.run(_session, str(source))
    assert (result.new, result.rejected) == (result.rows, 0), result


STAMPS = ("2026-11-24 09:41:00", 1, "2026-11-24 09:41:00", 1)
STAMPED = "version, created_at, created_by, changed_at, changed_by"
CLIENT = f"""INSERT INTO client (id, {STAMPED}, extra, name, name_key, kind, relation, lifecycle,
    tax_id, industry, city, street, website, notes) VALUES ({", ".join("?" * 18)})"""
CONTACT = f"""INSERT INTO contact (id, {STAMPED}, extra, display_name, name_key, first, last, title,
    client_id) VALUES ({", ".join("?" * 13)})"""
POINT = f"""INSERT INTO contact_point ({STAMPED}, contact_id, kind, value, normalised, tail,
    position, status) VALUES ({", ".join("?" * 12)})"""


def by_executemany(source: Path, _session: Session) -> None:
    """The least that could be done: no check, no match, no journal, no search."""
    connection = database.connection()
    with source.open(encoding="utf-8", newline="") as stream, transaction():
        table = csv.reader(stream)
        next(table)
        number = 0
        while chunk := list(islice(table, 10_000)):
            clients, contacts, points = [], [], []
            for name, tax, industry, city, street, web, notes, person, title, phone, mail in chunk:
                number += 1
                stamp = (1, *STAMPS)
                clients.append(
                    (number, *stamp, "{}", name, name, "company", "customer", "customer",
                     tax, industry, city, street, web, notes)
                )  # fmt: skip
                first, _, last = person.partition(" ")
                contacts.append((number, *stamp, "{}", person, person, first, last, title, number))
                points.append((*stamp, number, "phone", phone, phone, phone[::-1], 0, "ok"))
                points.append((*stamp, number, "email", mail, mail, None, 0, "ok"))
            connection.executemany(CLIENT, clients)
            connection.executemany(CONTACT, contacts)
            connection.executemany(POINT, points)


def timed(work: Callable[[Path, Session], None], source: Path) -> float:
    """Seconds of CPU and waiting for one filling of a new database."""
    with tempfile.TemporaryDirectory() as folder:
        opened = session(Path(folder) / "crm.db")
        start = time.perf_counter()
        work(source, opened)
        seconds = time.perf_counter() - start
        opened.close()
    return seconds


def compare_time(source: Path, count: int = ROWS, runs: int = RUNS) -> float:
    pairs = [(timed(by_import, source), timed(by_executemany, source)) for _ in range(runs)]
    ours, plain = (median(column) for column in zip(*pairs, strict=True))
    ratio = ours / plain
    print(
        f"CSV import / csv + executemany, {count:,} rows: {ours:.2f} s / {plain:.2f} s = "
        f"{ratio:.2f} (at most {TIME_LIMIT})"
    )
    return ratio


def peak_memory(source: Path) -> int:
    """The most kilobytes that a process of its own ever had while it imported the file."""
    command = [sys.executable, "-m", "benchmarks.imports", "--memory", str(source)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare_memory(few: Path, many: Path, count: int = ROWS, runs: int = RUNS) -> float:
    pairs = [(peak_memory(many), peak_memory(few)) for _ in range(runs)]
    large, small = (median(column) for column in zip(*pairs, strict=True))
    ratio = large / small
    print(
        f"peak memory of an import, {count:,} / {FEW_ROWS:,} rows: {large / 1024:.0f} MB / "
        f"{small / 1024:.0f} MB = {ratio:.2f} (at most {MEMORY_LIMIT})"
    )
    return ratio


def measure_memory(source: Path) -> None:
    """Prints the kernel's high-water mark; `getrusage` would count the parent's memory too."""
    timed(by_import, source)
    status = Path("/proc/self/status").read_text()
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def main() -> int:
    if sys.argv[1:2] == ["--memory"]:
        measure_memory(Path(sys.argv[2]))
        return 0
    count = int(sys.argv[1]) if sys.argv[1:] else ROWS
    runs = RUNS if count <= ROWS else 1
    with tempfile.TemporaryDirectory() as folder:
        few = write(Path(folder) / "few.csv", FEW_ROWS)
        many = write(Path(folder) / "many.csv", count)
        holds = compare_time(many, count, runs) <= TIME_LIMIT
        holds &= compare_memory(few, many, count, runs) <= MEMORY_LIMIT
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
