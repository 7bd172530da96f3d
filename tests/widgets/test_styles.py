"""Styles are read once, and again where the colours are others."""

from textual.css import stylesheet

from crm_tui.widgets.styles import Styles


def test_what_was_read_is_not_read_again_in_the_same_colours(monkeypatch):
    read = []

    def parse(*asked, **how):
        read.append(asked)
        return original(*asked, **how)

    original = stylesheet.parse
    monkeypatch.setattr(stylesheet, "parse", parse)
    styles = Styles()
    styles.set_variables({"ink": "red"})
    styles.add_source("Label { color: $ink; }")
    for colour, times in (("red", 1), ("red", 1), ("blue", 2)):
        styles.set_variables({"ink": colour})
        styles.reparse()
        assert len(read) == times
        assert styles.rules[0].styles.color.rgb == {"red": (255, 0, 0), "blue": (0, 0, 255)}[colour]
