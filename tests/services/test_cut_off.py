"""What a killed program has left is taken back by the next start, which tells what it was."""

from dataclasses import replace
from functools import partial

import pytest

from crm_tui.data import reverting_parts, reverting_steps, running_changes
from crm_tui.data.models.activities import Activity
from crm_tui.data.models.clients import Client
from crm_tui.data.models.imports import ImportBatch
from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_everything import Everything
from crm_tui.i18n import RUSSIAN
from crm_tui.services import (
    bulk,
    cut_off,
    giving,
    history,
    import_activities,
    import_writing,
    imports,
    records,
)
from tests.services import steps
from tests.services.steps import during, small_steps

ALL = Listing((), Everything())
WHEN = "(Olga, 24 Nov 12:41)"
BACK = "all that it had written was taken back"


@pytest.fixture(autouse=True)
def steps_of_two(monkeypatch):
    sizes = (bulk.Wanted, "part", 2), (import_writing, "CHUNK", 2), (reverting_parts, "SIZE", 2)
    holds = ((module, "HOLD", 0) for module in (giving, reverting_steps))
    written = import_writing, import_activities
    large = ((module, "AT_ONCE", 0) for module in (history, *written))
    small_steps(
        monkeypatch,
        (import_activities, "STEP", 2),
        (bulk.Wanted, "at_once", 1),
        *sizes,
        *holds,
        *large,
    )


@pytest.fixture
def three(session):
    for name in ("One", "Two", "Three"):
        records.add(session, CLIENTS, {"name": name})


@pytest.fixture
def next_start(session):
    """What the next start tells, in English or Russian."""

    def start(language=session.language):
        found = running_changes.take_back_cut_off()
        return cut_off.told(replace(session, language=language, cut_off=found))

    return start


def cut(monkeypatch, work, *arguments, place, above=0.0, meanwhile=lambda: None):
    def end():
        meanwhile()
        raise ZeroDivisionError

    steps.cut_off(monkeypatch, partial(work, *arguments, progress=during(end, place, above)))


def test_an_edit_of_many_that_was_cut_off(session, three, monkeypatch, next_start):
    change = bulk.change, session, CLIENTS, ALL, {"city": "Perm"}
    cut(monkeypatch, *change, place=1)
    assert Client.select().where(Client.city == "Perm").count() == 2
    assert next_start() == [
        f"a change of many records {WHEN} was cut off after 2 records, and {BACK}: do it again"
    ]
    assert Client.select().where(Client.city == "Perm").count() == 0
    assert next_start() == []
    colleague = partial(records.edit, session, CLIENTS, 1, {"city": "Omsk"})
    cut(monkeypatch, *change, place=1, meanwhile=colleague)
    assert next_start(RUSSIAN) == [
        "изменение многих записей (Olga, 24 ноя 12:41) прервалось после 2 записей, всё возвращено "
        "как было, кроме 1 записи, которую с тех пор изменили другие: сделайте его ещё раз"
    ]
    assert [client.city for client in Client.select()] == ["Omsk", None, None]


@pytest.mark.parametrize(
    ("into", "header", "table"),
    [("clients", "Company", Client), ("activities", "Subject", Activity)],
)
def test_an_import_that_was_cut_off(
    session, monkeypatch, next_start, tmp_path, into, header, table
):
    path = tmp_path / "some.csv"
    path.write_text(f"{header}\n" + "".join(f"Number {number}\n" for number in range(5)))
    work = partial(imports.run, session, str(path), imports.Options(into=into))
    cut(monkeypatch, work, place=2, above=import_writing.READING)
    assert table.select().count() == 2
    assert next_start() == [f"the import of {path} {WHEN} was cut off, and {BACK}: import it again"]
    assert (table.select().count(), ImportBatch.select().count()) == (0, 0)


def test_an_undo_and_a_redo_that_were_cut_off(session, three, monkeypatch, next_start):
    bulk.change(session, CLIENTS, ALL, {"city": "Perm"})
    number = history.page(session, 0, 1).rows[0].id
    cut(monkeypatch, history.undo, session, place=2)
    assert next_start() == [
        f"taking back change {number} {WHEN} was cut off, and {BACK}: take it back again"
    ]
    history.undo(session)
    cut(monkeypatch, history.redo, session, place=2)
    (told,) = next_start()
    assert told.startswith(f"doing a change again {WHEN} was cut off, and {BACK}")
    assert Client.select().where(Client.city == "Perm").count() == 0
