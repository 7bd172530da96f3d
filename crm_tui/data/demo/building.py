"""Builds the demo company in an empty database: drawn and written a chunk of clients at a time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from random import Random
from typing import Any

from peewee import SQL

from crm_tui.data import contact_dates, search
from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.demo import playbooks
from crm_tui.data.demo.accounts import Account, Accounts, all_rows, stamps
from crm_tui.data.demo.deals import Deals, planned_for_deals
from crm_tui.data.demo.histories import Histories
from crm_tui.data.demo.plans import mine, relations
from crm_tui.data.demo.team import COLLEAGUES, Team
from crm_tui.data.demo.workdays import Workdays
from crm_tui.data.journal import Journal
from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.models.users import User
from crm_tui.data.stores import settings
from crm_tui.domain.clients import NOT_CALLED
from crm_tui.domain.fields import Field, Kind

CHUNK = 2000
"""Clients that are drawn and written at a time."""

OWN_CLIENTS = 60
"""So many clients, but no more than every fifth, are mine; one in fifty beyond them."""

LONG, SHORT, LARGE = 10, 2.4, 3000
"""Contacts a client on average; above so many clients the histories are short."""

CACHE = "PRAGMA cache_size = -131072"
"""128 MiB: the indexes grow at every place at once."""

FLEET_SIZE = Field("fleet_size", "Fleet size", Kind.NUMBER, custom=True)


def build(
    journal: Journal, days: Workdays, clients: int, seed: int, progress: Callable[[int], object]
) -> None:
    """Write so many clients with all that hangs on them; `progress` gets the clients done."""
    database.execute_sql(CACHE)
    random = Random(seed)
    writer = Writer(journal)
    team = hire(journal, writer, clients)
    settings.add_custom_field(journal, "clients", FLEET_SIZE)
    playbooks.build(journal)
    accounts = Accounts(random, days, team)
    deals = Deals(Random(seed), days)
    histories = Histories(random, days, LONG if clients <= LARGE else SHORT)
    for done in range(0, clients, CHUNK):
        first = last_id("deal") + 1
        chunk = [accounts.draw() for _ in range(min(CHUNK, clients - done))]
        for entity, rows in all_rows(chunk):
            writer.insert(entity, rows)
        writer.insert("relations", relations(random, chunk))
        writer.insert("activities", [row for account in chunk for row in histories.write(account)])
        writer.insert("deals", [row for account in chunk for row in deals.draw(account)])
        if not done:
            plans = mine(histories, [account for account in chunk if worked_by_me(account, team)])
            writer.insert("activities", list(plans))
        planned_for_deals(first)
        writer.finish()
        progress(done + len(chunk))
    writer.tell()


def hire(journal: Journal, writer: "Writer", clients: int) -> Team:
    """Make the colleagues who are not here yet."""
    me = journal.stamp.user
    there = known_users()
    common = {**stamps(journal.stamp.at, me), "extra": "{}", "active": True, "preferences": "{}"}
    new = [
        {**common, "login": login, "name": name, "role": role.value, "language": language}
        for login, name, role, language in COLLEAGUES
        if login not in there
    ]
    writer.insert("users", new)
    return Team(me, known_users(), min(0.2, 0.02 + OWN_CLIENTS / clients))


def known_users() -> dict[str, int]:
    """The ids of the users by login."""
    rows: Any = User.select(User.login, User.id).tuples()
    return dict(rows)


def worked_by_me(account: Account, team: Team) -> bool:
    called = account.row["lifecycle"] not in NOT_CALLED
    return account.owner == team.me and called and bool(account.people)


class Writer:
    """Inserts rows in bulk, then indexes them, and tells the journal the ranges of their ids."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.ranges: dict[str, tuple[int, int]] = {}
        self.finished: dict[str, int] = defaultdict(int)

    def insert(self, entity: str, rows: Sequence[dict[str, Any]]) -> None:
        """The rows all have the same keys, which are the fields of the model."""
        if not rows:
            return
        model = JOURNALLED[entity]
        table = model._meta.table_name
        names = list(rows[0])
        columns = ", ".join(f'"{model._meta.fields[name].column_name}"' for name in names)
        places = ", ".join("?" * len(names))
        before = last_id(table)
        database.connection().executemany(
            f'INSERT INTO "{table}" ({columns}) VALUES ({places})',
            map(as_stored, map(itemgetter(*names), rows)),
        )
        first = self.ranges[entity][0] if entity in self.ranges else before + 1
        self.ranges[entity] = first, last_id(table)

    def finish(self) -> None:
        """Index what was inserted since the last time, and date its last and next contacts."""
        for entity, (first, last) in self.ranges.items():
            begin = max(first, self.finished[entity] + 1)
            self.finished[entity] = last
            if begin > last:
                continue
            if entity in contact_dates.LINKS:
                contact_dates.refresh(entity, JOURNALLED[entity].id.between(begin, last))
            if search.covers(entity):
                search.insert(entity, SQL('"t1"."id" BETWEEN ? AND ?', [begin, last]))

    def tell(self) -> None:
        for entity, (first, last) in self.ranges.items():
            self.journal.record(entity, "insert", first, last)


def as_stored(values: Sequence[Any]) -> list[Any]:
    """The values as the database holds them; most of them are texts, which stay as they are."""
    return [
        convert(value) if (convert := CONVERTERS.get(type(value))) else value for value in values
    ]


CONVERTERS: dict[type, Callable[[Any], Any]] = {
    datetime: lru_cache(maxsize=65536)(moment_text),
    date: moment_text,
}


def last_id(table: str) -> int:
    return int(database.execute_sql(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()[0])
