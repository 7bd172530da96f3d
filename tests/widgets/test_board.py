"""How a board is laid out in the room there is."""

import pytest

from crm_tui.widgets.board import Board, Face, Lane

SUMS = [[("100 €", "plain")], [("123,456.00 ₽", "plain")], [], [("7 $", "plain")]]


@pytest.fixture
def board():
    found = Board()
    found.lanes = [
        Lane(f"stage number {place}", str(place * 11), [Face(place, f"deal {place}", [], [])], SUMS)
        for place in range(8)
    ]
    return found


def painted(board, width=80, height=4):
    return ["".join(text for text, _inks in line).rstrip() for line in board.paint(width, height)]


@pytest.mark.parametrize(
    ("column", "titles"),
    [
        (0, " stage numbe… 0  stage numb… 11  stage numb… 22  stage numb… 33  stage numb… 44›"),
        (5, "‹stage numb… 33  stage numb… 44  stage numb… 55  stage numb… 66  stage numb… 77"),
    ],
)
def test_of_too_many_columns_those_around_the_cursor_are_in_sight(board, column, titles):
    board.column = column
    assert painted(board)[0] == titles


@pytest.mark.parametrize(
    ("height", "below"),
    [
        (4, [" 100 € +2"]),
        (20, [" 100 €", " 123,456.0… +1"]),
        (48, [" 100 €", " 123,456.00 ₽", "", " 7 $"]),
    ],
)
def test_the_sums_under_the_titles_have_more_lines_in_a_high_window(board, height, below):
    lines = painted(board, 75, height)
    assert [line[:15].rstrip() for line in lines[1 : len(below) + 1]] == below
    assert "deal 0" in lines[len(below) + 1]
