"""What `make pictures` draws: every screen and dialog, none of which needs a network.

Drawing all of them takes two minutes, so each day a share is drawn, and `make torture` draws all.
That each screen opens at all is what the other tests here see.
"""

import re
from datetime import UTC, datetime

import pytest
from textual.screen import Screen

from crm_tui.i18n import LANGUAGES
from crm_tui.screens.key_map import every_binding, subclasses
from tools.pictures import PICTURES, SIZES, TABLE, demo_file, draw, session_on, surroundings

LOADED = re.compile(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)")
TEXT = re.compile(r">([^<>]+)</text>")
SHARES = 16
PASSING = {"ProgressSheet"}
"""It shows only while something takes its time."""


def todays_share():
    return TABLE[datetime.now(UTC).toordinal() % SHARES :: SHARES]


async def check(pictures, folder):
    """Each leads to its screen, shows words, and loads nothing."""
    assert pictures
    with surroundings(folder):
        template = demo_file(folder / "demo.db")
        for picture in pictures:
            with session_on(folder / "crm.db", None if picture.empty else template) as session:
                drawn = await draw(session, [picture], "en", (80, 24))
            assert "".join(TEXT.findall(drawn[picture.name])).strip(), picture.name
            assert not LOADED.search(drawn[picture.name]), picture.name


async def test_the_share_of_today_can_be_drawn(tmp_path):
    await check(todays_share(), tmp_path)


@pytest.mark.torture
@pytest.mark.timeout(600)
async def test_every_picture_can_be_drawn(tmp_path):
    await check(TABLE, tmp_path)


def test_every_screen_and_dialog_has_a_picture():
    assert list(every_binding())  # all screens are imported
    screens = {found for found in subclasses(Screen) if found.__module__.startswith("crm_tui.")}
    names = [found.__name__ for found in screens if not found.__subclasses__()]
    assert len(names) == len(set(names)), "a picture names its screen"
    assert set(names) - PASSING <= {picture.shows for picture in TABLE}


def test_every_picture_was_drawn_in_each_size_and_language():
    names = {picture.name for picture in TABLE}
    assert len(names) == len(TABLE)
    for code in LANGUAGES:
        for width, height in SIZES:
            folder = PICTURES / code / f"{width}x{height}"
            assert {file.stem for file in folder.glob("*.svg")} == names, "run `make pictures`"
