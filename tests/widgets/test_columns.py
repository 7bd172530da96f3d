from hypothesis import given
from hypothesis import strategies as st

from crm_tui.widgets.columns import Column, lay, share
from crm_tui.widgets.paint import width_of

NAME = Column("Name", 16, flex=3)
CITY = Column("City", 10, flex=1, drop=1)
PHONE = Column("Phone", 17, drop=2)
SUM = Column("Deals", 11, right=True)
COLUMNS = [NAME, CITY, PHONE, SUM]


def test_what_is_left_is_shared_by_flex():
    assert share(COLUMNS, 57) == [16, 10, 17, 11]
    assert share(COLUMNS, 77) == [31, 15, 17, 11]


def test_the_highest_drop_goes_first():
    assert share(COLUMNS, 56)[2] == 0
    assert share(COLUMNS, 30) == [18, 0, 0, 11]


def test_a_name_gives_way_before_money_does():
    assert share(COLUMNS, 20) == [8, 0, 0, 11]
    assert share(COLUMNS, 5) == [4, 0, 0, 11]


def test_the_right_edge_is_met():
    assert all(
        width_of(lay(["x"] * 4, COLUMNS, share(COLUMNS, room))) == room for room in range(28, 160)
    )


@given(
    st.lists(
        st.builds(
            Column,
            title=st.text(max_size=8),
            width=st.integers(1, 30),
            flex=st.integers(0, 4),
            drop=st.integers(0, 3),
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(-4, 200),
)
def test_any_columns_share_any_room(columns, room):
    sizes = share(columns, room)
    fixed = [column for column in columns if not column.flex and not column.drop]
    assert all(sizes[columns.index(column)] == column.width for column in fixed)
    assert all(size >= 0 for size in sizes)


def test_what_has_no_room_runs_on_over_empty_cells():
    columns = [Column("", 4), Column("", 6, flex=1), Column("", 5, right=True)]

    def laid(cells, sizes):
        return "".join(text for text, _inks in lay(cells, columns, sizes))

    assert laid(["a", "longer than six", ""], [4, 6, 5]) == "a    longer than…"
    assert laid(["a", "longer than six", "z"], [4, 6, 5]) == "a    longe…     z"
    assert laid(["a", "東京東京東京", ""], [4, 6, 0]) == "a    東京 …"
    assert laid(["a", "short", ""], [4, 6, 5]) == "a    short       "
