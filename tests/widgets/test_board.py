"""How a board is laid out in the room there is."""

import pytest

from crm_tui.widgets.board import Board, Face, Lane

SUMS = [[("100 € + 2 other currencies", "plain")], [("100 €+2", "plain")]]


@pytest.fixture
def board():
    found = Board()
    found.lanes = [
        Lane(f"stage number {place}", str(place * 11), [Face(place, f"deal {place}", [], [])], SUMS)
        for place in range(8)
    ]
    return found


def painted(board, width=80):
    return ["".join(text for text, _inks in line).rstrip() for line in board.paint(width, 4)]


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


def test_what_stands_under_a_title_is_shorter_in_a_narrow_column(board):
    assert painted(board)[1].split() == ["100", "€+2"] * 5
    board.lanes = board.lanes[:2]
    assert painted(board)[1].count("100 € + 2 other currencies") == 2
