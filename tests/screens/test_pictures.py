"""What `make pictures` draws: every screen and dialog, none of which needs a network.

Each screen and dialog is drawn here once, in one run of the program; `make torture` draws every
picture, each in a run of its own.
"""

import re
from dataclasses import replace
from itertools import groupby

import pytest
from textual.screen import Screen

from crm_tui.i18n import LANGUAGES
from crm_tui.screens.key_map import every_binding, subclasses
from crm_tui.screens.places import HOME, PLACES
from tools.pictures import (
    PICTURES,
    SIZES,
    TABLE,
    demo_file,
    draw,
    forget_state,
    lead_to,
    press,
    running,
    session_on,
    surroundings,
)

LOADED = re.compile(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)")
TEXT = re.compile(r">([^<>]+)</text>")
HALVES = 2
"""So many processes share the work."""
PASSING = {"ProgressSheet"}
"""It shows only while something takes its time."""


def effort(picture):
    return picture.empty, len(f"{picture.keys} {picture.then}".split())


def each_screen_once():
    """The picture of each screen and dialog that takes the fewest keys."""
    least = {picture.shows: picture for picture in sorted(TABLE, key=effort, reverse=True)}
    return sorted(least.values(), key=effort)


def test_every_screen_and_dialog_has_a_picture():
    assert list(every_binding())  # all screens are imported
    screens = {found for found in subclasses(Screen) if found.__module__.startswith("crm_tui.")}
    names = [found.__name__ for found in screens if not found.__subclasses__()]
    assert len(names) == len(set(names)), "a picture names its screen"
    assert set(names) - PASSING <= {picture.shows for picture in each_screen_once()}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("half", range(HALVES))
async def test_every_screen_and_dialog_draws(half, tmp_path, in_threads, seen):
    wanted = sorted(each_screen_once(), key=place)[half::HALVES]
    with surroundings(tmp_path):
        template = demo_file(tmp_path / "demo.db")
        for empty, content in ((False, template), (True, None)):
            pictures = [picture for picture in wanted if picture.empty is empty]
            with session_on(tmp_path / "crm.db", content) as session:
                async with running(session, "en", (80, 24)) as app:
                    for keys, there in groupby(pictures, place):
                        await press(app, in_threads, keys)
                        await draw_each(there, keys, app, in_threads, seen)


def place(picture):
    """The keys that lead to a place, which is opened once for all that is seen there unfiltered."""
    words = picture.keys.split()
    shared = words[:1] == ["g"] and words[2:] and "slash" not in words
    return " ".join(words[:2]) if shared else ""


async def draw_each(pictures, keys, app, in_threads, seen):
    mode = app.current_mode
    for picture in pictures:
        left = picture.keys.removeprefix(keys)
        await lead_to(replace(picture, keys=left), app, in_threads)
        assert "".join(seen(app)).strip(), picture.name
        await return_to(mode, app)
    await app.switch_mode(HOME)


async def return_to(mode, app):
    """Nothing is left of what was open, and in other places of what was filtered."""
    for shown in (app.current_mode, mode):
        await app.switch_mode(shown)
        while len(app.screen_stack) > 1:
            await app.pop_screen()
    for other in PLACES[1:]:
        if other.mode != mode:
            await app.remove_mode(other.mode)
            app.add_mode(other.mode, other.build)
    forget_state()


@pytest.mark.torture
@pytest.mark.timeout(600)
async def test_every_picture_can_be_drawn(tmp_path):
    with surroundings(tmp_path):
        template = demo_file(tmp_path / "demo.db")
        for picture in TABLE:
            with session_on(tmp_path / "crm.db", None if picture.empty else template) as session:
                drawn = await draw(session, [picture], "en", (80, 24))
            assert "".join(TEXT.findall(drawn[picture.name])).strip(), picture.name
            assert not LOADED.search(drawn[picture.name]), picture.name


def test_every_picture_was_drawn_in_each_size_and_language():
    names = {picture.name for picture in TABLE}
    assert len(names) == len(TABLE)
    for code in LANGUAGES:
        for width, height in SIZES:
            folder = PICTURES / code / f"{width}x{height}"
            assert {file.stem for file in folder.glob("*.svg")} == names, "run `make pictures`"


def test_no_picture_needs_a_network():
    for file in PICTURES.rglob("*.svg"):
        assert not LOADED.search(file.read_text(encoding="utf-8")), file
