import pytest

from crm_tui.widgets.inputs import Field
from crm_tui.widgets.memos import MemoField


def phone_field():
    return Field("phone", "Phone", "+7 495", hint="with the country")


async def test_a_field_is_a_label_an_input_and_a_hint(stage, show, seen):
    async with stage().run_test(size=(80, 24)) as pilot:
        await show(pilot, phone_field())
        line = seen(pilot.app)[0]
    assert line.index("Phone") < line.index("+7 495") < line.index("with the country")


@pytest.mark.parametrize("size", [(80, 24), (50, 20)])
async def test_a_mistake_takes_the_place_of_the_hint_and_moves_nothing(stage, show, seen, size):
    async with stage().run_test(size=size) as pilot:
        phone, mail = phone_field(), Field("email", "E-mail", "info@romashka.example")
        await show(pilot, phone, mail)
        before = seen(pilot.app)
        phone.mistake = "two digits are missing"
        await pilot.pause()
        after = seen(pilot.app)
        phone.mistake = ""
        await pilot.pause()
        assert seen(pilot.app) == before
    assert any(line.endswith("! two digits are missing") for line in after)
    assert [line.find("info@romashka") for line in after] == [
        line.find("info@romashka") for line in before
    ]


async def test_the_field_in_focus_has_an_edge(stage, show, seen):
    async with stage().run_test(size=(80, 24)) as pilot:
        other = Field("name", "Name")
        await show(pilot, other, phone_field())
        other.focus_entry()
        await pilot.pause()
        assert "▐" in seen(pilot.app)[0]
        await pilot.press("tab")
        await pilot.pause()
        assert "▐" not in seen(pilot.app)[0]
        assert any("Phone ▐" in line for line in seen(pilot.app))


async def test_typing_and_enter_are_told_by_the_field(stage, show, told):
    async with stage().run_test(size=(80, 24)) as pilot:
        phone = phone_field()
        changed, submitted = told(phone, Field.Changed), told(phone, Field.Submitted)
        await show(pilot, phone)
        phone.focus_entry()
        await pilot.press("end", "5", "enter")
        await pilot.pause()
    assert phone.value == "+7 4955"
    assert [message.field for message in changed][-1] is phone
    assert [message.field.field_name for message in submitted] == ["phone"]


async def test_a_choice_is_completed(stage, show):
    async with stage().run_test(size=(80, 24)) as pilot:
        field = Field("segment", "Segment", suggestions=["retail", "wholesale"])
        await show(pilot, field)
        field.focus_entry()
        await pilot.press("w", "h")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("right")
    assert field.value == "wholesale"


async def test_letters_are_text_in_an_input(stage, show):
    async with stage().run_test(size=(80, 24)) as pilot:
        phone = phone_field()
        await show(pilot, phone)
        phone.focus_entry()
        await pilot.press("end", "j", "k", "question_mark", "asterisk", "space", "G")
    assert phone.value == "+7 495jk?* G"


async def test_a_memo_takes_lines_and_tab_leaves_it(stage, show, told, seen):
    async with stage().run_test(size=(80, 24)) as pilot:
        memo, phone = MemoField("note", "Note", "first", hint="anything"), phone_field()
        changed = told(memo, Field.Changed)
        await show(pilot, memo, phone)
        memo.focus_entry()
        await pilot.pause()
        await pilot.press("end", "enter", "x", "tab")
        await pilot.pause()
        assert pilot.app.focused is phone.entry
        assert any("anything" in line for line in seen(pilot.app))
    assert memo.value == "first\nx"
    assert changed
