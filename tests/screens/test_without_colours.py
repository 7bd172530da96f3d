"""Nothing is told by a colour alone: what differs in its state differs in its signs or words."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.calendar import Bar, Happening, Part
from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.i18n import Language
from crm_tui.screens import cells
from crm_tui.screens.forms.choices import Choices, Option
from crm_tui.screens.log_parts import KINDS, KindLine
from crm_tui.screens.shown import showing
from crm_tui.screens.today import sections
from crm_tui.services import fields
from crm_tui.widgets.columns import Column
from crm_tui.widgets.either import Either
from crm_tui.widgets.inputs import Hint
from crm_tui.widgets.month_grid import Cell, MonthGrid, MonthSheet
from crm_tui.widgets.rows import Look, Row, row_line
from crm_tui.widgets.shell import Shell
from crm_tui.widgets.signs import TWINS, choose_signs
from crm_tui.widgets.tabs import Tab, TabLine
from crm_tui.widgets.time_grid import Face, Grid, GridColumn, TimeGrid

SIZE = (80, 20)
COLUMNS = [Column("Name", 20)]


@pytest.fixture(autouse=True, params=["0", "1"], ids=["signs", "ascii"])
def either_alphabet(request, monkeypatch):
    monkeypatch.setenv("CRM_ASCII", request.param)
    choose_signs({"CRM_ASCII": request.param})
    yield
    choose_signs({"CRM_ASCII": "0"})


def told(lines):
    """What is left when all colours and styles are gone."""
    return "\n".join("".join(text for text, _ink in line).rstrip() for line in lines)


def all_differ(shown):
    assert len(set(shown)) == len(shown), "\n".join(shown)


def test_the_cursor_the_focus_a_mark_and_what_is_past_have_signs():
    row = Row(["Acme"], 1, [("○", "warn")])
    looks = [Look(), Look(here=True), Look(here=True, focused=True), Look(marked=True)]
    gone = Row(["Acme"], 1, past=True)
    lines = [row_line(row, COLUMNS, [20], look) for look in looks]
    all_differ([told([line]) for line in [*lines, row_line(gone, COLUMNS, [20], Look())]])


def test_clients_with_a_next_step_without_one_late_and_archived_differ(session):
    now = session.now()
    moments = [None, now + timedelta(days=2), now - timedelta(days=2)]
    shown = [client(next_contact=moment) for moment in moments]
    shown.append(client(archived_at=now))
    all_differ([drawn(session, CLIENTS, record) for record in shown])


def client(next_contact=None, archived_at=None):
    return SimpleNamespace(id=1, next_contact=next_contact, archived_at=archived_at)


def drawn(session, entity, record):
    """As a list shows it, with the column of its next step."""
    now = showing(session)
    step = [cells.next_step(now, record.next_contact)] if entity == CLIENTS else ["x"]
    row = Row(step, 1, cells.sign(now, entity, record), past=record.archived_at is not None)
    return told([row_line(row, COLUMNS, [20], Look())])


def activity(session, **more):
    known = {
        "id": 1, "status": ActivityStatus.PLANNED.value, "start": session.now(), "due": None,
        "archived_at": None, "client": None, "contact": None, "tags": (), "outcome": None,
        "subject": "ask", "kind": "call", "priority": "normal",
    }  # fmt: skip
    values = known | more
    return SimpleNamespace(**values, values=values)


def test_activities_that_are_planned_late_done_urgent_and_archived_differ(session):
    now, known = showing(session), fields.named(session, ACTIVITIES.name)
    ahead, past = session.now() + timedelta(hours=1), session.now() - timedelta(days=3)
    shown = [
        activity(session, start=ahead),
        activity(session, start=past),
        activity(session, start=past, status=ActivityStatus.DONE.value),
        activity(session, start=ahead, archived_at=past),
    ]
    all_differ([drawn(session, ACTIVITIES, record) for record in shown])
    urgent = [activity(session, start=ahead, priority=word) for word in ("normal", "high")]
    rows = [sections.hour(now, known, record) for record in urgent]
    all_differ([str(row.cells[0]) for row in rows])


def test_the_open_tab_and_a_mistake_differ_from_the_rest():
    tabs = TabLine([Tab("one", "1", "One"), Tab("two", "2", "Two")])
    hint, mistake = Hint(), Hint()
    hint.set_reactive(Hint.hint, "is no date")
    mistake.set_reactive(Hint.mistake, "is no date")
    before = told(tabs.paint(*SIZE))
    tabs.set_reactive(TabLine.active, "two")
    all_differ([before, told(tabs.paint(*SIZE))])
    assert told(hint.paint(*SIZE)).strip() != told(mistake.paint(*SIZE)).strip()


def test_in_the_calendar_today_the_cursor_the_chosen_and_those_of_others_differ(session):
    happening = Happening(session.now(), session.now(), SimpleNamespace(id=1))
    column = GridColumn("Tue 24", "24", [Part(happening, 600, 660)])
    faces = {happening.key: Face("Acme")}
    plain = Grid("", [column, column], [[Bar(happening, 0, 0)]], faces, minute=540)
    grids = [
        plain,
        replace(plain, column=1),
        replace(plain, chosen=happening.key),
        replace(plain, faces={happening.key: Face("Acme", mine=False)}),
        replace(plain, columns=[replace(column, today=True), column]),
    ]
    days = TimeGrid()
    shown = []
    for days.whole in grids:
        shown.append(told(days.paint(*SIZE)))
    all_differ(shown)
    cell = Cell(1, [happening.key], ["Acme"])
    sheet = MonthSheet(["d"] * 7, [1] * 6, [cell] * 42, [[]] * 6, faces)
    month, shown = MonthGrid(), []
    for month.sheet in (
        sheet,
        replace(sheet, place=3),
        replace(sheet, chosen=happening.key),
        replace(sheet, cells=[replace(cell, today=True), *sheet.cells[1:]]),
    ):
        shown.append(told(month.paint(*SIZE)))
    all_differ(shown)


async def test_what_is_chosen_in_a_dialog_has_a_sign():
    kinds, either = KindLine(), Either("a", "b", is_other=False)
    choices = Choices([Option(name, name, "a", "b", "c") for name in ("city", "phone")])
    app = Shell()
    app.language = Language("en")
    async with app.run_test(size=SIZE) as pilot:
        await app.mount(kinds, either, choices)
        await pilot.pause()

        def all_told():
            return [told(part.paint(*SIZE)) for part in (kinds, either, choices)]

        before = all_told()
        kinds.kind, either.is_other, choices.cursor = KINDS["v"], True, 1
        after = all_told()
        choices.action_choose(mine=False)
        all_differ([*before, *after, told(choices.paint(*SIZE))])


def test_signs_of_different_meaning_differ_in_one_column():
    states = ("late", "planned", "done", "next", "none", "marked", "gone", "bell")
    for alphabet in (0, 1):
        all_differ([TWINS[name][alphabet] for name in states])


async def test_a_notice_that_warns_differs_from_one_that_tells(crm, settle):
    app = crm()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for severity in ("information", "warning"):
            app.toast("Acme", severity)
        all_differ([notice.message for notice in app._notifications])
