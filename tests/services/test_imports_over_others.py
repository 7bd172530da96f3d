"""A file of deals over records that are there, merged and archived: twice is once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.data.database import database
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.imports import MATCH, MATCHABLE
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.services import import_writing, merging, records
from tests.services.test_imports_at_random import AT_ONCE, fresh, load

__all__ = ["fresh"]

STORED = "SELECT * FROM {} ORDER BY id"
TABLES = ("client", "contact", "contact_point", "deal")
CELLS = {
    "Company": ["Acme", "acme", "Beta", "Gamma Ltd", "Иванов Иван", ""],
    "Contact": ["Anna Taylor", "A. Taylor", "Boris Orlov", "Anna", ""],
    "Phone": ["+7 495 000-00-01", "8 495 000 00 01", "8 495 000 00 02; +7 495 000-00-02", ""],
    "Company phone": ["+7 495 000-00-01", "8 495 000 00 02", "", ""],
    "Work phone": ["+7 495 000-00-01", "+7 495 000-00-03", ""],
    "E-mail": ["a@x.example", "A@x.example", "b@x.example", ""],
    "Tax id": ["7700000001", "77-00000001", "7700000002", ""],
    "Client external id": ["x1", "x2", ""],
    "Contact external id": ["c1", "c2", ""],
    "Website": ["acme.example", "beta.example", ""],
    "Notes": ["n1", "n2", ""],
    "Referrer": ["Acme", "Beta", "nobody", ""],
    "Deal name": ["d1", "D1", "d2", ""],
    "Deal id": ["K1", "K2", ""],
    "Amount": ["100", "200 USD", ""],
    "Stage": ["Lead", "won", ""],
    "Expected close": ["2026-12-01", "2026-01-01", ""],
}
FILES = st.lists(st.sampled_from(list(CELLS)), min_size=2, max_size=10, unique=True).flatmap(
    lambda header: st.tuples(
        st.just(sorted({*header, "Deal name"})),
        st.lists(
            st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in CELLS.items()}),
            min_size=1,
            max_size=8,
        ),
    )
)
OPTIONS = st.fixed_dictionaries(
    {
        "update": st.sampled_from(["fill", "overwrite", "skip"]),
        "match": st.lists(st.sampled_from(MATCHABLE), unique=True),
        "into": st.sampled_from([None, "deals"]),
    }
)
NO_NAMES = """Company,Phone
Acme,+7 495 000-00-01
"""
NAMESAKES = """Company,Client external id
Acme,x1
acme,x2
"""
PEOPLE = """Company,Contact,Phone
Acme,Anna,+7 495 000-00-01
Beta,Anna,+7 495 000-00-02
"""
CASES = {
    "a row without a name that another one makes known": (
        NO_NAMES,
        """Deal name,Phone,Work phone
d1,+7 495 000-00-02,
d2,+7 495 000-00-01,+7 495 000-00-02
""",
        MATCH,
        "SELECT d.name, c.name FROM deal d JOIN client c ON c.id = d.client_id ORDER BY 1",
        [("d1", "Acme"), ("d2", "Acme")],
    ),
    "a row with a web site that another one gives to its client": (
        NO_NAMES,
        """Deal name,Website,Phone
d1,acme.example,
d2,acme.example,+7 495 000-00-01
""",
        MATCH,
        "SELECT d.name, c.name FROM deal d JOIN client c ON c.id = d.client_id ORDER BY 1",
        [("d1", "Acme"), ("d2", "Acme")],
    ),
    "a referrer whose namesake gets another name": (
        NAMESAKES,
        "Company,Client external id,Referrer\nGamma,x1,Acme\n",
        ("external_id",),
        "SELECT c.name, r.name FROM client c LEFT JOIN client r ON r.id = c.referrer_id ORDER BY 1",
        [("Gamma", "acme"), ("acme", None)],
    ),
    "a person who was merged into one of another client": (
        PEOPLE,
        "Company,Contact,E-mail,City\nAcme,Anna,a@x.example,Tula\n",
        MATCH,
        "SELECT name, city FROM client ORDER BY 1",
        [("Acme", "Tula"), ("Beta", None)],
    ),
    "a deal that gets the name of one without an id": (
        "Company,Deal name,Deal id\nAcme,d2,K1\n",
        "Company,Deal name,Deal id\nAcme,d1,K1\nAcme,D1,\n",
        MATCH,
        "SELECT name, external_id FROM deal ORDER BY 1",
        [("D1", None), ("d1", "K1")],
    ),
}


def written(header, rows):
    return "".join(",".join(cells) + "\n" for cells in [header, *rows])


def table(found):
    header, rows = found
    return written(header, [[row[name] for name in header] for row in rows])


def dump():
    return [database.execute_sql(STORED.format(name)).fetchall() for name in TABLES]


def merge_first(session, entity):
    """The first two of them are one."""
    found = database.execute_sql(
        f"SELECT id FROM {entity.one} WHERE archived_at IS NULL ORDER BY id DESC LIMIT 2"
    ).fetchall()
    if len(found) == 2:
        merging.merge(session, entity, found[0][0], found[1][0])


def assert_twice_is_once(session, path, **options):
    first = load(session, path, **options)
    before = dump()
    second = load(session, path, **options)
    assert second.rows == first.rows
    assert (second.new, second.updated, second.transaction) == (0, 0, None)
    assert dump() == before


@pytest.mark.parametrize("at_once", [AT_ONCE, 0])
@pytest.mark.parametrize("case", CASES)
def test_a_row_is_the_same_one_the_second_time(fresh, tmp_path, monkeypatch, case, at_once):
    stored, file, match, query, expected = CASES[case]
    monkeypatch.setattr(import_writing, "AT_ONCE", at_once)
    session = fresh()
    path = tmp_path / "table.csv"
    path.write_text(stored)
    load(session, path, "fill", match=match)
    if stored == PEOPLE:
        merging.merge(session, CONTACTS, 2, 1)
    path.write_text(file)
    assert_twice_is_once(session, path, update="overwrite", match=match)
    assert database.execute_sql(query).fetchall() == expected


@given(FILES, FILES, OPTIONS, OPTIONS, st.sets(st.sampled_from([CLIENTS, CONTACTS])), st.booleans())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_there_a_file_changes_nothing_the_second_time(
    fresh, tmp_path, monkeypatch, before, file, stored_by, options, merged, archives
):
    session = fresh()
    path = tmp_path / "table.csv"
    path.write_text(table(before))
    load(session, path, **stored_by)
    for entity in sorted(merged, key=lambda entity: entity.name):
        merge_first(session, entity)
    if archives:
        records.archive(session, CLIENTS, Listing((), Chosen((1,))))
    path.write_text(table(file))
    assert_twice_is_once(session, path, **options)
