import re
from dataclasses import replace

import pytest

from crm_tui.data import files
from crm_tui.data.database import database
from crm_tui.data.stores import users
from crm_tui.domain.entities import CLIENTS
from crm_tui.errors import InvalidInputError, NotFoundError
from crm_tui.services import cards, checking, days, demo, history, search

FICTIONAL = re.compile(
    r"\+7\d{3}555\d{4}|\+442079460\d{3}|\+441\d{2}4960\d{3}|\+1\d{3}55501\d{2}"
    r"|\+493023125\d{3}|\+494066969\d{3}|\+492214710\d{3}|\+496990009\d{3}|\+498999998\d{3}"
    r"|\+33(?:19900|26191|46571|53649)\d{4}|\+46(?:8465004|3139006)\d{2}"
)


def rows(statement: str) -> list[tuple]:
    return database.execute_sql(statement).fetchall()


@pytest.fixture
def company(session):
    """A demo of 60 clients."""
    demo.build(session, 60, seed=1)
    return session


def test_has_as_many_clients_as_wanted(company):
    assert rows("SELECT count(*) FROM client") == [(60,)]


def another(session, path, seed) -> list[tuple]:
    """The clients of a second demo, built at the same time in a file of its own."""
    session.close()
    files.open_file(path)
    users.sign_in("olga", "Olga", session.now())
    demo.build(session, 60, seed)
    return rows("SELECT name, notes, created_at FROM client ORDER BY id")


def test_the_same_seed_gives_the_same_company(company, tmp_path):
    first = rows("SELECT name, notes, created_at FROM client ORDER BY id")
    assert another(company, tmp_path / "second.db", seed=1) == first


def test_another_seed_gives_another_company(company, tmp_path):
    first = rows("SELECT name, notes, created_at FROM client ORDER BY id")
    assert another(company, tmp_path / "second.db", seed=2) != first


def test_its_telephone_numbers_belong_to_nobody(company):
    numbers = rows("SELECT normalised FROM contact_point WHERE kind = 'phone'")
    assert len(numbers) > 100
    assert [number for (number,) in numbers if not FICTIONAL.fullmatch(number)] == []


def test_its_addresses_end_in_example(company):
    mails = rows("SELECT value FROM contact_point WHERE kind = 'email'")
    assert all(mail.endswith(".example") and mail.isascii() for (mail,) in mails)


def test_it_speaks_both_languages(company):
    languages = dict(rows("SELECT language, count(*) FROM contact GROUP BY language"))
    assert set(languages) == {"ru", "en"}


def test_three_years_of_every_kind_of_contact(company):
    kinds = {kind for (kind,) in rows("SELECT DISTINCT kind FROM activity WHERE status = 'done'")}
    assert {"call", "meeting", "visit", "letter", "email", "message"} <= kinds
    assert rows("SELECT min(start) < '2024-06' FROM activity") == [(1,)]


def test_nothing_was_held_in_the_future(company):
    late = "SELECT count(*) FROM activity WHERE status = 'done' AND start > '2026-11-24 09:41'"
    assert rows(late) == [(0,)]


def test_my_day_has_something_in_every_section(company):
    day = days.get(company)
    sections = (day.overdue, day.agenda, day.to_do, day.quiet, day.coming, day.without_next_step)
    assert [section.total > 0 for section in sections] == [True] * len(sections)


def test_a_card_is_alive(company):
    card = cards.get(company, CLIENTS, 1)
    assert card.record.name == "Ромашка, ООО"
    assert card.record.extra["fleet_size"] > 0
    assert card.contacts
    assert len(card.activities) >= 5
    assert card.record.last_contact is not None


def test_everything_in_it_is_found(company):
    assert [found.title for found in search.find(company, "romashka")][:1] == ["Ромашка, ООО"]
    assert search.find(company, "東京商事")
    assert search.find(company, "[Studio]")


def test_the_database_is_sound(company):
    assert checking.check(company) == []


def test_the_journal_has_it_and_no_undo_takes_it_back(company):
    assert ("build the demo", "setup") in rows('SELECT label, kind FROM "transaction"')
    assert rows("SELECT record, last FROM change WHERE entity = 'clients'") == [(1, 60)]
    with pytest.raises(NotFoundError):
        history.undo(company)


@pytest.mark.parametrize("clients", [0, -1, 1_000_001])
def test_a_demo_of_an_impossible_size_is_refused(session, clients):
    with pytest.raises(InvalidInputError):
        demo.build(session, clients, seed=1)


@pytest.mark.parametrize("hour", [0, 3, 8, 12, 20, 23])
def test_the_day_is_full_at_any_hour(session, hour):
    moment = session.now().replace(hour=hour)
    late = replace(session, now=lambda: moment)
    demo.build(late, 60, seed=1)
    day = days.get(late)
    assert day.agenda.total + day.to_do.total >= 4
    assert day.overdue.total >= 4
