import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import tags
from crm_tui.domain.tags import TagChange
from crm_tui.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        (" , ;# ", None),
        ("hot", ("hot",)),
        ("#Hot #vip", ("hot", "vip")),
        ("vip, Region / North;hot\nhot", ("hot", "region/north", "vip")),
        ("Key account", ("key-account",)),
        ("Тёплый ::: Юг", ("теплый", "юг")),
        ("* myContacts ::: Work", ("work",)),
        ("any", ("any-1",)),
        ("+hot -cold", TagChange(("hot",), ("cold",))),
        ("+#hot, -region", TagChange(("hot",), ("region",))),
        ("hot -cold", ("cold", "hot")),
    ],
)
def test_tags_are_one_however_they_are_typed(text, value):
    assert tags.read(text) == value


def test_a_tag_that_is_too_long_is_refused():
    with pytest.raises(InvalidInputError, match="too long"):
        tags.read("x" * 61)


@given(st.text(max_size=80))
def test_any_tags_read_back_as_they_are_written(text):
    try:
        value = tags.settled(tags.read(text), None)
    except InvalidInputError:
        return
    assert tags.read(tags.written(value or ())) == value
    assert all(" " not in tag and "," not in tag for tag in value or ())


def test_a_change_leaves_the_other_tags_alone():
    change = TagChange(("hot",), ("region",))
    assert tags.settled(change, ("region/north", "regional", "vip")) == ("hot", "regional", "vip")
    assert tags.settled(TagChange(removed=("vip",)), ("vip",)) is None


def test_a_renamed_tag_takes_its_levels_along_and_joins_its_namesake():
    assert tags.renamed(("a", "area/north", "region/north"), "region", "area") == (
        "a", "area/north",
    )  # fmt: skip
