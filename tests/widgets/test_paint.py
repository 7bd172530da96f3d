import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from crm_tui.widgets.paint import fit, heading, headline, over, spread, width_of

texts = st.text(max_size=60)
lines = st.lists(st.tuples(texts, st.sampled_from(["plain", "quiet", "rule"])), max_size=4)
widths = st.integers(min_value=0, max_value=50)


def text_of(line):
    return "".join(text for text, _ in line)


@given(texts, widths, st.booleans())
@example("東京商事", 3, False)
@example("👩\u200d👩\u200d👧 ❤\ufe0f 👍🏽 🇷🇺", 7, False)
@example("e\u0301" * 40, 10, True)
def test_any_text_takes_exactly_its_cells(text, width, right):
    assert width_of(fit(text, width, right=right)) == width


@given(lines, widths)
def test_any_line_takes_exactly_its_cells(line, width):
    assert width_of(fit(line, width)) == width
    assert width_of(spread(line, line, width)) == width
    assert width_of(headline(line, line, width)) == width


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_no_control_character_gets_out(text):
    shown = text_of(fit(text, 40))
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in shown)
    assert not set("\u202e\u2066\u2028\u200f\ud800") & set(shown)
    shown.encode("utf-8")


@given(texts, widths)
def test_a_heading_reaches_the_edge(title, width):
    assert width_of(heading(title, width, count="3")) == width


def test_markup_is_text():
    assert text_of(fit("[ACME] x [/b] [@click=app.quit]", 31)) == "[ACME] x [/b] [@click=app.quit]"


def test_what_is_cut_says_so():
    assert text_of(fit("Cobalt Instruments", 8)) == "Cobalt …"
    assert text_of(fit("東京商事", 4)) == "東 …"
    assert text_of(fit("12", 4, right=True)) == "  12"


def test_breaks_in_a_note_are_spaces():
    assert text_of(fit("one\r\n\ttwo", 7)) == "one two"


def test_a_long_note_costs_what_is_shown_of_it(monkeypatch):
    measured = []

    def counted(text):
        measured.append(len(text))
        return cell_len(text)

    monkeypatch.setattr("crm_tui.widgets.paint.cell_len", counted)
    fit("ж" * 100_000, 20)
    assert max(measured) < 200


def test_left_gives_way_to_right():
    line = spread([("a long name of a client", "strong")], [("12 400", "plain")], 20)
    assert text_of(line) == "a long name … 12 400"


def test_over_adds_its_inks_to_every_span():
    assert over([("a", "late"), ("b", "plain")], "cursor") == [
        ("a", "late cursor"),
        ("b", "plain cursor"),
    ]


@pytest.mark.parametrize("width", [0, 1, 2])
def test_no_width_is_too_small(width):
    assert width_of(fit("Ромашка", width)) == width


def test_a_headline_keeps_the_name_and_cuts_what_is_said_of_it():
    name = [("Romashka LLC", "strong")]
    aside = [("regular · small business", "quiet")]
    assert text_of(headline(name, aside, 40)) == "Romashka LLC    regular · small business"
    assert text_of(headline(name, aside, 24)) == "Romashka LLC  regular ·…"
    assert text_of(headline(name, aside, 16)) == "Romashka LLC    "
    assert text_of(headline(name, aside, 8)) == "Romashk…"
