"""What `make pictures` draws: a screen that no longer draws is noticed, none needs a network."""

import re

from crm_tui.i18n import LANGUAGES
from tools.pictures import PICTURES, SIZES, TABLE, draw, surroundings

LOADED = re.compile(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)")
TEXT = re.compile(r">([^<>]+)</text>")
SAID = {
    "today": "OVERDUE",
    "palette": "Everything",
    "filter": "city:kazan",
    "card-changes": "Changes",
    "conflict": "Changed meanwhile",
    "throw-away": "Throw away?",
    "log": "asked for a price list",
}
"""What must stand in them; these few stand for all."""


async def test_the_screens_can_be_drawn(session, romashka, tmp_path):
    wanted = [picture for picture in TABLE if picture.name in SAID]
    with surroundings(tmp_path):
        drawn = await draw(session, wanted, "en", (80, 24))
    assert set(drawn) == set(SAID)
    for name, picture in drawn.items():
        words = "".join(TEXT.findall(picture)).replace("&#160;", " ")
        assert SAID[name] in words, name
        assert not LOADED.search(picture), name


def test_every_picture_was_drawn_in_each_size_and_language():
    names = {picture.name for picture in TABLE}
    assert len(names) == len(TABLE)
    for code in LANGUAGES:
        for width, height in SIZES:
            folder = PICTURES / code / f"{width}x{height}"
            assert {file.stem for file in folder.glob("*.svg")} == names, "run `make pictures`"
