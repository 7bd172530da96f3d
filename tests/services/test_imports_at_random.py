"""Whatever a file holds: the verdicts add up, and the second time nothing is new."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crm_tui.data import files, staging_repeats, staging_steps
from crm_tui.data.database import database
from crm_tui.data.stores import users
from crm_tui.domain.entities import CONTACTS
from crm_tui.domain.imports import MATCH, MATCHABLE
from crm_tui.errors import InvalidInputError
from crm_tui.services import history, import_writing, imports, records
from crm_tui.session import Session

AT_ONCE = import_writing.AT_ONCE
NOW = datetime(2026, 11, 24, 9, 41, tzinfo=UTC)
COLUMNS = {
    "Company": ["Acme", "ACME", "Beta", "", "ООО «Ёж»"],
    "Contact": ["Anna Taylor", "A. Taylor", "Boris Orlov", "Orlov", ""],
    "E-mail": ["a@x.example", "A@X.example", "b@x.example", "broken", ""],
    "Phone": ["8 495 555-12-34", "+74955551234", "8 495 555-12-35, 84955551235", "ask", ""],
    "Company phone": ["84955551234", "8 495 555-12-35", "", ""],
    "Tax id": ["1", "2", ""],
    "Client id": ["C1", "C2", ""],
    "City": ["Tula", "Perm", ""],
    "Industry": ["Flowers", "FLOWERS", ""],
}
STORED = """Company;Contact;E-mail;Phone;Tax id;City;Client id
Acme;;;;;;C2
ACME;Anna Taylor;;+74955551234;1;Tula;C2
Acme;A. Taylor;;8 495 555-12-34;1;;C1
"""
CONTRADICTING = """Tax id;City;Company;Contact;Phone;E-mail;Client id;Contact id;Industry
1;;;A. Taylor;;a@x.example;C1;P1;Flowers
1;Tula;Acme;Anna Taylor;+74955551234;A@X.example;C2;P1;FLOWERS
"""
DEALS = {
    "Deal name": ["Lathe", "LATHE", "Drill", ""],
    "Deal id": ["K1", "K2", ""],
    "Deal amount": ["5", "7", ""],
}
TABLES = (
    st.lists(st.sampled_from(list(COLUMNS)), min_size=1, unique=True)
    .filter({"Company", "Contact"}.intersection)
    .flatmap(
        lambda header: st.tuples(
            st.just(header),
            st.lists(st.tuples(*(st.sampled_from(COLUMNS[name]) for name in header)), max_size=8),
        )
    )
)

MATCHES = st.just(MATCH) | st.lists(st.sampled_from(MATCHABLE), unique=True)
OF_DEALS = (
    st.lists(st.sampled_from(["Contact", "City", "Industry", *DEALS]), min_size=1, unique=True)
    .filter(DEALS.keys().__and__)
    .map(lambda header: list(dict.fromkeys(["Company", *header])))
    .flatmap(
        lambda header: st.tuples(
            st.just(header),
            st.lists(st.tuples(*(st.sampled_from(cells(name)) for name in header)), max_size=8),
        )
    )
)


def cells(name: str) -> list[str]:
    """What a column may hold; here the rows say by their names alone whose the deals are."""
    known = (COLUMNS | DEALS)[name]
    return [text for text in known if text] if name == "Company" else known


@pytest.fixture
def fresh(template, tmp_path, monkeypatch):
    """Opens a new empty database each time it is called; a file of three rows is large."""
    monkeypatch.setattr(staging_repeats, "BITS", 9)
    monkeypatch.setattr(staging_steps, "PART", 2)

    def fresh() -> Session:
        database.close()
        path = Path(tempfile.mkdtemp(dir=tmp_path)) / "crm.db"
        path.write_bytes(template)
        path.chmod(0o600)
        files.open_file(path)
        return Session(users.sign_in("olga", "Olga", NOW), now=lambda: NOW, close=database.close)

    files.initialize(str(tmp_path / "none.db"))
    yield fresh
    database.close()


def load(session: Session, path: Path, update: str, **options):
    return imports.run(session, str(path), imports.Options(update=update, **options))


def counted(result) -> tuple[int, ...]:
    return (result.new, result.updated, result.same, result.duplicate, result.rejected)


def people(session: Session) -> list[tuple[str | None, ...]]:
    found = records.by_ids(session, CONTACTS, CONTACTS.fields, [1, 2])
    return [(each.display_name, each.email, each.phone) for each in found]


@example((["Phone", "Contact"], [("ask", "Anna Taylor")]), "fill", MATCH, 0)
@example(
    (
        ["Client id", "Company", "Tax id", "Contact"],
        [
            ("C1", "", "", "Anna Taylor"),
            ("C1", "", "1", ""),
            ("C2", "", "", ""),
            ("C1", "Acme", "2", "Boris Orlov"),
        ],
    ),
    "overwrite",
    [],
    0,
)
@example(
    (
        ["Contact", "Tax id", "Company", "E-mail"],
        [
            ("", "", "ACME", "A@X.example"),
            ("Boris Orlov", "1", "", "A@X.example"),
            ("Boris Orlov", "2", "ACME", "b@x.example"),
        ],
    ),
    "fill",
    MATCH,
    0,
)
@example(
    (
        ["Contact", "Tax id", "City", "Company", "Phone", "E-mail", "Industry"],
        [
            ("Orlov", "2", "", "ACME", "+74955551234", "", ""),
            ("A. Taylor", "", "Tula", "ACME", "+74955551234", "A@X.example", "FLOWERS"),
            ("Anna Taylor", "1", "Perm", "ACME", "+74955551234", "b@x.example", ""),
        ],
    ),
    "fill",
    MATCH,
    AT_ONCE,
)
@example(
    (["Contact", "Client id", "Phone"], [("", "X2", "8 495 555-12-34"), ("Orlov", "X2", "")]),
    "fill",
    MATCH,
    AT_ONCE,
)
@example(
    (["Client id", "E-mail", "Company"], [("X1", "", ""), ("X1", "b@x.example", "ACME")]),
    "overwrite",
    MATCH,
    AT_ONCE,
)
@given(
    TABLES, st.sampled_from(["fill", "overwrite", "skip"]), MATCHES, st.sampled_from([0, AT_ONCE])
)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_second_time_nothing_is_new(
    fresh, tmp_path, monkeypatch, table, update, match, at_once
):
    monkeypatch.setattr(import_writing, "AT_ONCE", at_once)
    header, rows = table
    path = tmp_path / "random.csv"
    path.write_text("\n".join(";".join(row) for row in [header, *rows]) + "\n")
    session = fresh()
    said = load(session, path, update, match=match, dry_run=True)
    first = load(session, path, update, match=match)
    verdicts = counted(first)
    assert sum(verdicts) == first.rows == sum(1 for row in rows if any(row))
    assert at_once == 0 or verdicts == counted(said)
    second = load(session, path, update, match=match)
    assert second.rows == first.rows
    assert (second.new, second.updated, second.transaction) == (0, 0, None)


def test_what_an_import_made_and_changed_comes_back_whole_after_undo_and_redo(fresh, tmp_path):
    """Rows that contradict each other are looked at again: the second look changes new records."""
    session = fresh()
    stored, contradicting = tmp_path / "stored.csv", tmp_path / "contradicting.csv"
    stored.write_text(STORED)
    contradicting.write_text(CONTRADICTING)
    load(session, stored, "fill")
    load(session, contradicting, "overwrite", match=("external_id", "email", "phone", "tax_id"))
    written = people(session)
    assert ("A. Taylor", "A@X.example", "+74955551234") in written
    history.undo(session)
    assert len(people(session)) == 1
    history.redo(session)
    assert people(session) == written


@example(
    (
        ["Company", "Deal name", "Deal id", "Deal amount"],
        [("Beta", "", "K1", "7"), ("Beta", "", "", "5"), ("Acme", "Lathe", "K1", "7")],
    ),
    "fill",
)
@given(OF_DEALS, st.sampled_from(["fill", "overwrite"]))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_deals_are_not_new_the_second_time_either(fresh, tmp_path, table, update):
    header, rows = table
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(";".join(row) for row in [header, *rows]) + "\n")
    session = fresh()
    first = load(session, path, update)
    assert first.rows == len(rows)
    assert first.deals == database.execute_sql("SELECT count(*) FROM deal").fetchone()[0]
    second = load(session, path, update)
    assert (second.new, second.updated, second.transaction) == (0, 0, None)


@given(st.lists(st.lists(st.booleans(), min_size=8, max_size=8), min_size=1, max_size=4))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_cell_is_kept_or_refused(fresh, tmp_path, filled):
    """Each cell of the file is another text, so that it can be looked for."""
    header = "Company,Contact,Position,Phone,E-mail,City,Company phone,Notes"
    cells = (
        "Firm {0},Anna T{0},Head {0},8495555123{0},{0}@x.example,Tula {0},8495555124{0},Said {0}"
    )
    rows = [
        [text if keep else "" for text, keep in zip(cells.format(n).split(","), kept, strict=True)]
        for n, kept in enumerate(filled)
    ]
    path = tmp_path / "kept.csv"
    path.write_text("\n".join([header, *(",".join(row) for row in rows)]) + "\n")
    load(fresh(), path, "fill")
    found = " ".join(refused.read_text() for refused in tmp_path.glob("kept*rejected*"))
    for refused in tmp_path.glob("kept*rejected*"):
        refused.unlink()
    for table in ("client", "contact", "contact_point"):
        found += str(database.execute_sql(f"SELECT * FROM {table}").fetchall())
    assert [text for row in rows for text in row if text not in found] == []


@given(st.text(alphabet='Nameil,;\t"\n\r\0 Яё=@+1', max_size=120))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_imported_or_refused_in_a_sentence(fresh, tmp_path, text):
    path = tmp_path / "hostile.csv"
    path.write_text("Name,E-mail,Notes\n" + text, newline="")
    session = fresh()
    try:
        load(session, path, "fill")
    except InvalidInputError as error:
        told = str(error)
    else:
        again = load(session, path, "fill")
        told = f"hostile.csv again: {again.new + again.updated}"
    assert "hostile.csv" in told
    assert "again" not in told or told.endswith(": 0")
