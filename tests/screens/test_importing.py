"""`I` asks for a file, shows what would become of it, and imports; `g i` lists the imports."""

import json
from dataclasses import replace

import pytest

from crm_tui.data import files
from crm_tui.data.database import connect
from crm_tui.data.stores import users
from crm_tui.domain.catalogue import Catalogue
from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.imports import Counts
from crm_tui.domain.listing import Listing
from crm_tui.i18n import Language
from crm_tui.screens.app import CrmApp
from crm_tui.screens.imports import outcome, reading
from crm_tui.screens.imports.intake import Intake
from crm_tui.screens.imports.paths import completed, path_of
from crm_tui.screens.imports.reading import State
from crm_tui.services import bases, drafts, imports, records
from crm_tui.services.imports import ENDINGS
from crm_tui.session import Session
from crm_tui.widgets.rows import Flowing

FILE = """Компания;Город;Факс
Ромашка;Казань;12
Василёк;Тверь;13
;Москва;14
"""


@pytest.fixture
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clients.csv").write_text(FILE, "cp1251")
    (tmp_path / "picture.png").write_bytes(b"")
    (tmp_path / "Old files").mkdir()
    return tmp_path


async def test_a_file_is_looked_at_imported_and_taken_back(crm, session, press, seen, toasts, here):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "I", "z", "enter")
        assert "cannot be read" in "\n".join(seen(app))
        await press(pilot, "ctrl+u", *"cli", "tab", "enter")
        screen = "\n".join(seen(app))
        assert "2 added" in screen
        assert "1 rejected" in screen
        assert "of 3" in screen
        assert "line 4: there is no name" in screen
        assert "cp1251" in screen
        assert records.page(session, CLIENTS, Listing(CLIENTS.fields), 0, 10).total == 0
        # The fax becomes a field of one's own, and the new ones leads.
        await press(pilot, "down", "down", "down", "enter", "slash", *"own", "enter", "enter")
        assert "your own field, number" in "\n".join(seen(app))
        await press(pilot, "down", "enter", "down", "down", "enter", "I")
        screen = "\n".join(seen(app))
        assert "clients.rejected.csv" in screen
        assert "take this back" in screen
        assert toasts(app)[-1] == "2 rows were imported, u takes them back"
        await press(pilot, "g", "i")
        assert "clients.csv" in seen(app)[2]
        found = records.page(session, CLIENTS, Listing(CLIENTS.fields), 0, 10).rows
        assert {(one.name, one.lifecycle) for one in found} == {
            ("Ромашка", "lead"),
            ("Василёк", "lead"),
        }
        kept = [records.get(session, CLIENTS, one.id).extra for one in found]
        assert {value for extra in kept for value in extra.values()} == {12, 13}
        assert "take this back" in seen(app)[-1]
        await press(pilot, "r")
        assert records.page(session, CLIENTS, Listing(CLIENTS.fields), 0, 10).total == 0
        # It is offered once only, in the list and on the import itself, and again after a redo.
        assert "take this back" not in seen(app)[-1]
        await press(pilot, "enter")
        assert "take this back" not in seen(app)[-1]
        await press(pilot, "U")
        assert "take this back" in seen(app)[-1]


def in_words(language, intake, state):
    """The preview in a wide window."""
    return str([
        item.lines(160) if isinstance(item, Flowing) else item
        for item in reading.items(language, intake, state)
    ])  # fmt: skip


def test_the_preview_counts_the_deals_and_says_which_columns_are_theirs(session, here):
    path = str(here / "deals.csv")
    (here / "deals.csv").write_text("Firm,Deal name,Deal value\nAcme,Lathe,5\nBeta,Drill,7\n")
    options = imports.Options(columns={"Firm": "name"}, dry_run=True)
    state = State(imports.inspect(session, path, options), imports.run(session, path, options))
    shown = in_words(session.language, Intake(path, options), state)
    for words in ("2 new deals are among them", "Deal: Amount", "'clients'"):
        assert words in shown
    assert "Deal: Deal" not in shown


def test_the_preview_says_where_goes_what_stands_with_a_tax_id(session, here):
    (here / "firms.csv").write_text("Название;ИНН/КПП\nЗавод;7701234567/770101001\n")
    intake = Intake(str(here / "firms.csv"), imports.Options(dry_run=True))
    found = imports.inspect(session, intake.source, intake.options)
    row = reading.column_row(session.language, found, 1)
    assert row.cells[1] == [("Tax id, Notes", "plain")]


@pytest.mark.parametrize("code", ["en", "ru"])
@pytest.mark.parametrize("count", [0, 43, 1_234_567])
def test_no_verdict_and_no_total_is_cut_however_narrow_the_window_is(code, count):
    counts = Counts.of(
        4 * count, dict.fromkeys(("new", "updated", "same", "duplicate"), count), count, 0
    )
    language = Language(code)
    for width in (30, 77, 157):
        lines = [
            "".join(words for words, _inks in line)
            for line in outcome.verdict_lines(language, counts, width)
        ]
        assert max(map(len, lines)) <= width
        told = " ".join(lines)
        assert all(language.text(label) in told for _name, label, _inks in outcome.VERDICTS)
        assert told.endswith(language.number(counts.rows))


async def test_the_program_that_wrote_a_file_is_searched_for(crm, press, seen, here):
    (here / "mine.csv").write_text("First Name,Last Name,Connected On\nAnn,Lee,5 Mar 2024\n")
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "I", *"mine.csv", "enter", "end", *["up"] * 4, "enter")
        await press(pilot, "slash", *"salesforce: acc")
        listed = "\n".join(seen(app))
        assert "Salesforce: accounts" in listed
        assert "salesforce-accounts" in listed
        await press(pilot, *["backspace"] * 15, *"link", "enter", "enter")
        screen = "\n".join(seen(app))
        assert "recognised as LinkedIn" in screen
        assert "First touch" in screen
        # Of the sheet for a column the cursor is on what was chosen.
        await press(pilot, "home", *["down"] * 3, "enter", "down", "enter", "enter", "enter")
        assert "First touch" not in "\n".join(seen(app))


def test_several_columns_may_be_lines_of_one_text_and_only_one_any_other_field():
    intake = Intake("x.csv", imports.Options())
    for title, chosen in (("A", "notes"), ("B", "notes"), ("C", "city"), ("D", "city"), ("E", "+")):
        intake = intake.with_column(title, chosen)
    assert [intake.chosen_for(title) for title in "ABCDEF"] == [
        "notes",
        "notes",
        "",
        "city",
        "+",
        "",
    ]
    assert intake.with_column("D", "-").chosen_for("D") == "-"


def test_the_preview_says_whose_file_it_is_and_puts_empty_columns_last(session, here):
    path = str(here / "connections.csv")
    (here / "connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Connected On\nAnn,Lee,,,Acme,5 Mar 2024\n"
    )
    options = imports.Options(dry_run=True, columns={"Company": "name", "Town": "city"})
    state = State(imports.inspect(session, path, options), imports.run(session, path, options))
    shown = in_words(Language("en"), Intake(path, options), state)
    assert "the file has not: Town" in shown
    order = ["recognised as LinkedIn", "'Company'", "crm import --map", "'URL'", "'Email Address'"]
    assert sorted(order, key=shown.index) == order


def test_the_preview_of_activities_says_what_becomes_of_the_first_rows(session, here):
    path = str(here / "calls.csv")
    (here / "calls.csv").write_text("Subject;Date\nCall;2024-01-10\nCall;2024-01-10\nVisit;x\n")
    options = imports.Options(into="activities", dry_run=True)
    state = State(imports.inspect(session, path, options), imports.run(session, path, options))
    for language, said in (
        ("en", ("line 2: Call is added", "line 3: Call is line 2 again", "line 4: Date")),
        ("ru", ("строка 2: Call – новая запись", "Call – снова строка 2", "Уже известные")),
    ):
        shown = in_words(Language(language), Intake(path, options), state)
        assert [words for words in said if words not in shown] == []


async def test_everything_goes_into_a_new_folder_which_fills_no_database_that_is_used(
    crm, session, press, seen, toasts, here
):
    records.add(session, CLIENTS, {"name": "Bright"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "i", "X", "ctrl+u", "b", "enter")
        assert f"written to {here / 'b'}" in toasts(app)[-1]
        await press(pilot, "g", "c", "X", "ctrl+u", "b", "slash", "enter")
        assert "is not empty" in "\n".join(seen(app))
        await press(pilot, "escape", "I", "b", "enter")
        assert "can only be imported into a new one" in "\n".join(seen(app))


async def test_a_folder_fills_a_new_database_and_whoever_does_it_becomes_a_user_there(
    session, press, seen, toasts, here
):
    records.add(session, CLIENTS, {"name": "Bright"})
    bases.write(session, here / "base")
    files.open_file(here / "new.db")

    def open_session() -> Session:
        connect()
        ivan = users.sign_in("ivan", "Ivan", session.now())
        return replace(session, user=ivan, catalogue=Catalogue())

    app = CrmApp(open_session, Language("en"))
    async with app.run_test() as pilot:
        await press(pilot, "g", "i", "I", "b", "tab", "enter")
        assert "Clients           1" in "\n".join(seen(app))
        await press(pilot, "enter", "g", "c")
        assert "Bright" in "\n".join(seen(app))
        assert toasts(app)[-1].endswith("records were imported")
        assert (app.session.user.login, app.session.user.id) == ("ivan", 2)


async def test_what_was_chosen_about_a_file_survives_and_serves_the_next_file(
    crm, session, press, seen, toasts, here
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "I", *"cl", "tab", "enter")
        await press(pilot, "down", "down", "down", "enter", "slash", *"notes", "enter", "enter")
        await press(pilot, "end", "up", "enter", *"own.json", "enter")
        assert toasts(app)[-1] == f"written to {here / 'own.json'}"
        await press(pilot, "enter", "enter")
        assert toasts(app)[-1] == f"written to {here / 'clients.map.json'}"
        app.leave(143)
    kept = json.loads((here / "clients.map.json").read_text("utf-8"))
    assert kept == {"Компания": "name", "Город": "city", "Факс": "notes"}
    # The next start offers the file with what was chosen, and Esc asks before that is lost.
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "home")
        assert "Import of clients.csv" in "\n".join(seen(app))
        await press(pilot, "enter")
        assert app.screen.intake.options.columns == {"Факс": "notes"}
        assert toasts(app)[-1].startswith("Chosen just now and not imported")
        await press(pilot, "escape")
        assert "Throw away?" in "\n".join(seen(app))
        await press(pilot, "x")
        assert drafts.left(session) == []
        # A map that fits no field is told, and nothing is taken from it; a good one is taken.
        (here / "wrong.json").write_text('{"Факс": "faxes"}')
        await press(pilot, "g", "c", "I", *"clients.csv", "enter", "end", "enter")
        await press(pilot, *"wrong", "tab", "enter")
        assert "there is no field faxes" in "\n".join(seen(app))
        await press(pilot, "ctrl+u", *"cl", "tab", "enter")
        assert app.screen.intake.options.columns == kept
        assert "2 added" in "\n".join(seen(app))


def test_a_path_is_completed_and_may_be_pasted_as_others_write_it(here, monkeypatch):
    monkeypatch.setenv("HOME", str(here))
    assert completed("CLI", ENDINGS) == ("clients.csv", ())
    assert completed("", ENDINGS) == ("", ["clients.csv", "Old files/"])
    assert completed("~/o", ENDINGS) == ("~/Old files/", ())
    assert completed("x", ENDINGS) == ("x", ())
    for typed in ("'~/clients.csv'", '"~/clients.csv', "~/clients.csv "):
        assert path_of(typed) == str(here / "clients.csv")
    assert path_of(f"file://{here}/Old%20files") == path_of(r"~/Old\ files")
