"""`X` writes what a list shows into a file, `y` copies from a record."""

import json
import os
import stat
import threading

import pytest
from textual.widgets import Input

from crm_tui.domain.entities import CLIENTS
from crm_tui.errors import InvalidInputError
from crm_tui.screens import clipboard
from crm_tui.screens.progress import ProgressSheet
from crm_tui.services import exports, records


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def clients(session):
    for name, city in (("Acme", "Leeds"), ("Bright", "York"), ("Cobalt", "Leeds")):
        records.add(session, CLIENTS, {"name": name, "city": city, "notes": "a\x1b]0;b\x07\nc"})


@pytest.fixture
def name(press):
    """Names the file, whatever stands there."""

    async def name(pilot, text: str) -> None:
        pilot.app.screen.query_one(Input).value = text
        await press(pilot, "enter")

    return name


async def test_what_is_shown_or_marked_is_exported_and_nothing_is_overwritten_silently(
    crm, clients, press, name, seen, toasts, here
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "slash", *"leeds", "enter", "S", "1", "X", "enter")
        rows = (here / "clients.csv").read_text().splitlines()
        assert [row.split(",")[1] for row in rows] == ["name", "Cobalt", "Acme"]
        assert rows[0] == "id,name,city,phone,last_contact,next_contact"
        assert toasts(app)[-1].endswith(f"written to {here / 'clients.csv'}")
        await press(pilot, "space", "X")
        await name(pilot, "clients.json")
        assert [row["name"] for row in json.loads((here / "clients.json").read_text())] == [
            "Cobalt"
        ]
        (here / "clients.json").write_text("mine")
        await press(pilot, "X")
        await name(pilot, "clients.txt")
        assert "needs an ending" in "\n".join(seen(app))
        for nowhere in ("~nobody-has-this/clients.csv", f"{'x' * 300}.csv"):
            await name(pilot, nowhere)
            assert "cannot be written" in toasts(app)[-1]
            await press(pilot, "X")
        await name(pilot, "clients.json")
        assert (here / "clients.json").read_text() == "mine"
        await press(pilot, "enter")
        assert "Cobalt" in (here / "clients.json").read_text()


async def test_long_work_is_stopped_with_esc_says_so_and_leaves_no_file(
    crm, clients, press, seen, toasts, here, monkeypatch
):
    step = threading.Event()

    def endless(session, entity, listing, path, *, file_format, progress):
        with exports.replacing(path):
            while True:
                progress(0.5)
                step.wait(10)

    monkeypatch.setattr(exports, "save", endless)
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "X")
        await pilot.press("enter")
        while not isinstance(app.screen, ProgressSheet):
            await pilot.pause()
        app.screen.show_frame()
        await pilot.press("escape")
        assert "stopping" in "\n".join(seen(app))
        step.set()
        await press(pilot)
        assert toasts(app) == ["stopped: nothing was done"]
    assert not [path for path in here.iterdir() if "clients" in path.name]


async def test_a_field_or_the_record_is_copied_without_control_characters(
    crm, clients, press, toasts
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "y", "enter")
        assert app.clipboard == "C-1\tAcme\tLeeds"
        await press(pilot, "enter", "y", "slash", *"notes", "enter", "y")
        assert app.clipboard.splitlines() == ["a]0;b", "c"]
        assert toasts(app)[-1] == "copied: Notes"


async def test_inside_tmux_the_text_goes_to_tmux_and_its_refusal_is_a_sentence(
    crm, clients, press, toasts, here, monkeypatch
):
    tmux = here / "tmux"
    tmux.write_text('#!/bin/sh\n[ "$*" = "load-buffer -w -" ] && cat > "$TAKEN"\n')
    tmux.chmod(stat.S_IRWXU)
    monkeypatch.setenv("TMUX", "socket,1,0")
    monkeypatch.setenv("TAKEN", str(here / "taken"))
    monkeypatch.setenv("PATH", f"{here}:{os.environ['PATH']}")
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "y", "j", "enter")
        assert (here / "taken").read_text() == "Acme"
        monkeypatch.setenv("TAKEN", "/nowhere/taken")
        await press(pilot, "y", "enter")
        assert toasts(app)[-1] == "tmux did not take the text: nothing was copied"


async def test_a_text_that_terminals_would_drop_is_not_said_to_be_copied(crm, press, toasts):
    app = crm()
    async with app.run_test():
        with pytest.raises(InvalidInputError):
            await clipboard.copy(app, "я" * clipboard.LONGEST)
        assert app.clipboard == ""
