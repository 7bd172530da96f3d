"""The inks: names for how text looks, made of the theme's roles.

They are resolved here and not by component classes in CSS: those would be matched anew for every
widget at each change of focus, which is what made keys slow.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color


class Ink(NamedTuple):
    """Roles for text and ground, and a text style: `cursor-style` is the theme's own."""

    text: str = ""
    ground: str = ""
    style: str = ""


INKS = {
    "plain": Ink("plain"),
    "quiet": Ink("quiet"),
    "faint": Ink("faint"),
    "strong": Ink("plain", style="bold"),
    "head": Ink("quiet", style="bold"),
    "accent": Ink("accent", style="bold"),
    "key": Ink("accent", style="bold"),
    "late": Ink("late", style="bold"),
    "warn": Ink("warn"),
    "good": Ink("good"),
    "rule": Ink("rule"),
    "band": Ink(ground="band"),
    "raised": Ink(ground="raised"),
    "cursor": Ink(ground="cursor", style="cursor-style"),
    "blurred": Ink(ground="band"),
    "event": Ink(ground="raised"),
    "mine": Ink(ground="event"),
    "chosen": Ink("on-accent", "accent", "bold"),
    "under": Ink(style="bold underline"),
    "rot-warn": Ink(ground="rot-warn"),
    "rot-late": Ink(ground="rot-late"),
}


def mix(inks: str, base: Style, variables: Mapping[str, str]) -> Style:
    """The style of inks separated by spaces, the later over the earlier, under a theme."""
    style = base
    for name in inks.split():
        ink = INKS[name]
        words = variables.get("role-cursor-style", "") if name == "cursor" else ink.style
        text, ground = (variables.get(f"role-{role}", "") for role in (ink.text, ink.ground))
        style += _style(text, ground, words)
    # Sixteen colours: one even bar, whatever inks lie under it.
    return Style(reverse=True, bold=style.bold) if style.reverse else style


@lru_cache(maxsize=512)
def _style(text: str, ground: str, words: str) -> Style:
    color = Color.parse(text).rich_color if text else None
    back = Color.parse(ground).rich_color if ground else None
    return Style(color=color, bgcolor=back) + Style.parse(words)
