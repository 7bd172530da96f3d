from rich.segment import ControlType, Segment
from textual.color import Color
from textual.widgets import Input, Static

from crm_tui.widgets.no_controls import NoControls

BLACK = Color(0, 0, 0)
OSC = "a\x1b]52;c;aGk=\x07\x9bb\u202ec"


def test_text_loses_its_controls_and_keeps_its_width():
    (segment,) = NoControls().apply([Segment(OSC)], BLACK)
    assert segment.text == "a]52;c;aGk=bc"
    assert segment.cell_length == Segment(OSC).cell_length


def test_what_the_program_itself_sends_passes():
    bell = Segment("\x07", None, [(ControlType.BELL,)])
    assert NoControls().apply([bell, Segment(OSC)], BLACK)[0] is bell


def test_clean_lines_pass_untouched():
    line = [Segment("Ромашка, ООО")]
    assert NoControls().apply(line, BLACK) is line


async def test_widgets_of_textual_are_covered_too(stage, show, seen):
    async with stage().run_test(size=(60, 12)) as pilot:
        await show(pilot, Input(OSC), Static(OSC, markup=False))
        text = "".join(seen(pilot.app))
    assert "c;aGk=" in text
    assert not any(char < " " or "\x7f" <= char <= "\x9f" or char == "\u202e" for char in text)
