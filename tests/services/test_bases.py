import json
import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.data import base_columns, bases, files
from crm_tui.data.base_columns import FOLLOWS
from crm_tui.data.columns import json_text
from crm_tui.data.database import database
from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Kind
from crm_tui.domain.folding import fold
from crm_tui.errors import ForbiddenError, InvalidInputError
from crm_tui.services import bases as services
from crm_tui.services import checking, demo, fields, records, search


def content(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def new_base(template):
    """Makes the file of a new base, quicker than `another` does."""

    def make(path) -> None:
        path.write_bytes(template)
        path.chmod(0o600)

    return make


def another(session, path):
    """The same person in a base of its own, an hour later."""
    session.close()
    files.open_file(path)
    users.sign_in("olga", "Olga", session.now() + timedelta(hours=1))
    return session


def again(session, tmp_path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the base gives, and what a new one gives that was filled with that."""
    services.write(session, tmp_path / "first")
    another(session, tmp_path / "second.db")
    services.read(session, tmp_path / "first")
    services.write(session, tmp_path / "second")
    return content(tmp_path / "first"), content(tmp_path / "second")


def dump() -> dict[str, list[tuple]]:
    """Everything in the tables that are written, what is computed included."""
    return {
        name: database.execute_sql(f'SELECT * FROM "{model._meta.table_name}"').fetchall()
        for name, model in bases.TABLES.items()
    }


def test_a_company_comes_back_byte_for_byte(session, tmp_path):
    demo.build(session, 300, seed=1)
    fields.add(session, CLIENTS, "Deposit", Kind.MONEY)
    records.edit(session, CLIENTS, 7, {"deposit": "10.50"})
    before = dump()
    first, second = again(session, tmp_path)
    assert first == second
    assert dump() == before
    assert checking.check(session) == []
    assert search.find(session, "romashka")
    assert len(first["clients.jsonl"].splitlines()) == 300


def test_every_table_is_written_or_left_out_for_a_reason(session):
    tables = {
        name
        for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_") and "_search" not in name and "migration" not in name
    }
    written = {model._meta.table_name for model in bases.TABLES.values()}
    left_out = {model._meta.table_name: reason for model, reason in bases.LEFT_OUT.items()}
    assert tables == written | set(left_out)
    assert not written & set(left_out)
    assert all(left_out.values())


def test_every_column_is_written_but_those_that_follow_from_others(session):
    for name, model in bases.TABLES.items():
        there = {column.name for column in bases.Rows(name).columns}
        assert set(model._meta.fields) - there <= set(FOLLOWS)


def test_a_person_can_read_it(session, tmp_path):
    fields.add(session, CLIENTS, "Deposit", Kind.MONEY)
    client = records.add(
        session, CLIENTS, {"name": "Bright", "turnover": "1200.50 EUR", "deposit": "10 EUR",
                           "tags": "#hot"}
    )  # fmt: skip
    records.add(session, CONTACTS, {"display_name": "Ann Lee", "client": f"C-{client.id}",
                                    "birthday": "1990-02-03"})  # fmt: skip
    services.write(session, tmp_path / "base")
    row = json.loads((tmp_path / "base" / "clients.jsonl").read_text())
    assert row["id"] == "C-1"
    assert row["turnover"] == "1200.50"
    assert row["extra"] == {"deposit": "10.00"}
    assert row["tags"] == ["hot"]
    assert row["created_at"] == "2026-11-24T09:41:00Z"
    assert row["created_by"] == "U-1"
    person = json.loads((tmp_path / "base" / "contacts.jsonl").read_text())
    assert (person["client"], person["birthday"]) == ("C-1", "1990-02-03")
    manifest = json.loads((tmp_path / "base" / "manifest.json").read_text())
    assert manifest["tables"]["clients"]["rows"] == 1
    assert manifest["tables"]["contacts"]["columns"]["client"] == "id of clients"


HOSTILE = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("=+-@\t\r\n\0\x1b\u2028\u202e\"'\\,"),
    min_size=1,
    max_size=30,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(HOSTILE, HOSTILE, st.integers(-(10**12), 10**12)), max_size=4))
def test_whatever_the_rows_hold_comes_back(session, tmp_path_factory, new_base, rows):
    tmp_path = tmp_path_factory.mktemp("base")
    new_base(tmp_path / "new.db")
    new_base(tmp_path / "second.db")
    another(session, tmp_path / "new.db")
    for name, note, sum_ in rows:
        database.execute_sql(
            "INSERT INTO client (version, created_at, changed_at, name, name_key, kind, relation, "
            "lifecycle, notes, turnover, extra) VALUES (1, '2026-11-24 09:41:00', '2026-11-24', "
            "?, ?, 'company', 'customer', 'lead', ?, ?, ?)",
            (name, fold(name), note, sum_, json_text({name: note})),
        )
    before = dump()
    first, second = again(session, tmp_path)
    assert first == second
    assert dump() == before


def test_an_id_that_was_taken_back_is_not_used_again(session, tmp_path):
    from crm_tui.services import history

    records.add(session, CLIENTS, {"name": "Bright"})
    records.add(session, CLIENTS, {"name": "Gone"})
    history.undo(session)
    first, second = again(session, tmp_path)
    assert first == second
    assert records.add(session, CLIENTS, {"name": "Next"}).id == 3


def test_only_a_new_base_is_filled(session, tmp_path):
    services.write(session, tmp_path / "base")
    records.add(session, CLIENTS, {"name": "Bright"})
    with pytest.raises(InvalidInputError, match="new one"):
        services.read(session, tmp_path / "base")


def test_only_who_shapes_the_firm_fills_a_base(session, tmp_path):
    from dataclasses import replace

    services.write(session, tmp_path / "base")
    with pytest.raises(ForbiddenError):
        services.read(replace(session, user=replace(session.user, role="rep")), tmp_path / "base")


def test_who_fills_it_and_is_unknown_there_is_made_known(session, tmp_path):
    services.write(session, tmp_path / "base")
    session.close()
    files.open_file(tmp_path / "second.db")
    from dataclasses import replace

    ivan = replace(session, user=users.sign_in("ivan", "Ivan", session.now()))
    services.read(ivan, tmp_path / "base")
    assert users.by_login("ivan").role == "admin"
    assert users.by_login("olga").id == 1


def test_the_folder_is_whole_or_not_there(session, tmp_path):
    demo.build(session, 20, seed=1)

    def stop(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.write(session, tmp_path / "base", stop)
    assert [path.name for path in tmp_path.iterdir() if "crm.db" not in path.name] == []


def test_nothing_is_replaced(session, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "file").write_text("mine")
    for name in ("full", "link", "file", "no/where"):
        with pytest.raises(InvalidInputError):
            services.write(session, tmp_path / name)
    (tmp_path / "empty").mkdir()
    services.write(session, tmp_path / "empty")
    assert (tmp_path / "empty").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "empty" / "clients.jsonl").stat().st_mode & 0o777 == 0o600


def spoil_line(change, table="clients"):
    def spoil(folder):
        path = folder / f"{table}.jsonl"
        row = json.loads(path.read_text())
        change(row)
        path.write_text(json.dumps(row) + "\n")

    return spoil


def fifo(folder):
    (folder / "clients.jsonl").unlink()
    os.mkfifo(folder / "clients.jsonl")


def manifest(change):
    def spoil(folder):
        path = folder / "manifest.json"
        told = json.loads(path.read_text())
        change(told)
        path.write_text(json.dumps(told))

    return spoil


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / "clients.jsonl").unlink(), "clients.jsonl cannot be read"),
        (lambda folder: (folder / "manifest.json").unlink(), "no manifest.json"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "of another kind"),
        (lambda folder: (folder / "clients.jsonl").write_text(""), "has 0 rows, but 1"),
        (lambda folder: (folder / "clients.jsonl").write_bytes(b"\xff"), "line 1"),
        (lambda folder: (folder / "clients.jsonl").write_text("[" * 10_000), "line 1"),
        (lambda folder: (folder / "clients.jsonl").write_text('{"name": NaN}'), "line 1"),
        (fifo, "no regular file"),
        (manifest(lambda told: told.update(schema=10**6)), "newer version"),
        (manifest(lambda told: told["tables"].update({"../x": {"rows": 0, "last_id": 0}})),
         "nobody knows: ../x"),
        (manifest(lambda told: told["tables"]["clients"].update(rows=-1)), "how many rows"),
        (spoil_line(lambda row: row.pop("name")), "line 1: name"),
        (spoil_line(lambda row: row.update(name="\ud800")), "line 1: name"),
        (spoil_line(lambda row: row.update(name=None)), "line 1: name"),
        (spoil_line(lambda row: row.update(colour="red")), "no field colour"),
        (spoil_line(lambda row: row.update(id="P-1")), "line 1: id"),
        (spoil_line(lambda row: row.update(version=2**63)), "line 1: version"),
        (spoil_line(lambda row: row.update(lifecycle="friend")), "line 1: lifecycle"),
        (spoil_line(lambda row: row.update(lifecycle=[])), "line 1: lifecycle"),
        (spoil_line(lambda row: row.update(created_at="yesterday")), "line 1: created_at"),
        (spoil_line(lambda row: row.update(turnover="1.5", currency="EUR")), "line 1: turnover"),
        (spoil_line(lambda row: row.update(extra=[])), "line 1: extra"),
        (spoil_line(lambda row: row.update(owner="U-77")), "not in users"),
        (spoil_line(lambda row: row.update(role="rep"), "users"), "nobody of these is an admin"),
        (spoil_line(lambda row: row.update(archived_at="2026-11-24T00:00:00Z"), "users"),
         "nobody of these is an admin"),
        (lambda folder: (folder / "more.jsonl").touch(), "does not name: more.jsonl"),
        (manifest(lambda told: told["tables"]["clients"].update(last_id=2**63 - 1)), "how many"),
        (spoil_line(lambda row: row["extra"].update(seen="yesterday")), "line 1: extra"),
        (spoil_line(lambda row: row["extra"].update(seen=7)), "line 1: extra"),
        (spoil_line(lambda row: row.update(kind="riddle"), "custom_fields"), "line 1: kind"),
        (spoil_line(lambda row: row.update(entity="x"), "custom_fields"), "line 1: entity"),
        (spoil_line(lambda row: row.update(name="a'b"), "custom_fields"), "line 1: name"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_there(session, tmp_path, spoil, told):
    fields.add(session, CLIENTS, "Seen", Kind.DATE)
    records.add(session, CLIENTS, {"name": "Bright", "seen": "2026-11-24"})
    services.write(session, tmp_path / "base")
    another(session, tmp_path / "second.db")
    before = dump()
    spoil(tmp_path / "base")
    with pytest.raises(InvalidInputError) as failed:
        services.read(session, tmp_path / "base")
    assert told in str(failed.value)
    assert dump() == before


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        (Kind.NUMBER, 1.5, True), (Kind.NUMBER, "7", False), (Kind.NUMBER, True, False),
        (Kind.MONEY, 150, False), (Kind.FLAG, 1, True), (Kind.FLAG, 2, False),
        (Kind.CHOICE, 5, False), (Kind.LINK, "C-1", False), (Kind.WEB, [], False),
    ],
)  # fmt: skip
def test_the_value_of_a_field_of_ones_own_is_of_its_kind(session, kind, value, good):
    fields.add(session, CLIENTS, "Own", kind, CLIENTS if kind is Kind.LINK else None)
    row = {"id": "C-7", "version": 1, "name": "Bright", "kind": "company", "relation": "customer",
           "lifecycle": "lead", "created_at": "2026-11-24", "changed_at": "2026-11-24",
           "extra": {"own": value}}  # fmt: skip
    if good:
        bases.Rows("clients").add(row)
        assert next(bases.Rows("clients").all())["extra"] == {"own": value}
    else:
        with pytest.raises(InvalidInputError):
            bases.Rows("clients").add(row)


def test_every_kind_of_a_field_of_ones_own_can_be_read_back():
    assert {*base_columns.CUSTOM, Kind.MONEY} == {*fields.CUSTOM_KINDS}


def test_an_older_export_gets_what_was_added_since(session, tmp_path):
    """A table and columns that it does not know are as they are in a new base."""
    records.add(session, ACTIVITIES, {"subject": "call"})
    services.write(session, tmp_path / "base")

    def older(told):
        told["schema"] = 1
        del told["tables"]["lookups"]

    manifest(older)(tmp_path / "base")
    (tmp_path / "base" / "lookups.jsonl").unlink()
    another(session, tmp_path / "second.db")
    before = dump()["lookups"]
    services.read(session, tmp_path / "base")
    assert dump()["lookups"] == before
    assert dump()["activities"]
