"""Two colour pairs: ink and paper for 256 colours and more, ansi-dark and ansi-light of the
terminal's own sixteen; and contrast, for tired eyes and poor projectors.

Every colour of ink and paper is an entry of the xterm palette, or a grey so little tinted that
Rich turns it into the grey ramp: what ssh shows in 256 colours is what truecolor shows.
Screens never name a colour, only a role (`$role-late`) or an ink.
"""

from textual.color import Color
from textual.theme import Theme

# Each role, and the variable it comes from under a theme of Textual's own.
SOURCES = {
    "background": "background",
    "band": "surface",
    "raised": "panel",
    "cursor": "surface-lighten-1",
    "rule": "",
    "faint": "",
    "quiet": "",
    "plain": "foreground",
    "accent": "primary",
    "late": "text-error",
    "warn": "text-warning",
    "good": "text-success",
    "on-accent": "background",
    "on-cursor": "foreground",
    "cursor-style": "",
    "event": "panel",
    "rot-warn": "surface",
    "rot-late": "surface",
}
MIXED = {"rule": 0.2, "faint": 0.45, "quiet": 0.65}


def build(name: str, values: str, *, dark: bool, ansi: bool = False) -> Theme:
    """A theme from one value a role, in the order of SOURCES."""
    role = dict(zip(SOURCES, values.split(), strict=True))
    roles = {f"role-{key}": value for key, value in role.items()}
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        primary=role["accent"],
        secondary=role["quiet"],
        accent=role["accent"],
        warning=role["warn"],
        error=role["late"],
        success=role["good"],
        foreground=role["plain"],
        background=role["background"],
        surface=role["band"],
        panel=role["raised"],
        variables=roles
        | {
            "ansi-background": "ansi_default",  # Textual's own CSS asks an ansi theme for it
            "text-muted": role["quiet"],
            "text-disabled": role["faint"],
            "border": role["accent"],
            "border-blurred": role["rule"],
            "block-cursor-background": role["cursor"],
            "block-cursor-foreground": role["on-cursor"],
            "block-cursor-text-style": "bold",
            "input-selection-background": role["event"],
            "input-selection-foreground": role["plain"],
            # Textual reverses it under an ansi theme.
            "input-cursor-background": "ansi_default" if ansi else role["accent"],
            "input-cursor-foreground": "ansi_default" if ansi else role["on-accent"],
            "scrollbar": role["faint"],
            "scrollbar-hover": role["quiet"],
            "scrollbar-active": role["accent"],
            "scrollbar-background": role["background"],
            "scrollbar-background-hover": role["background"],
            "scrollbar-background-active": role["background"],
        },
    )


INK = build(
    "ink",
    "#14161a #1b1e23 #25292f #303540 #3a3f47 #767b84 #9aa0a8 #d8dbe0 #87afff #ff8787 #d7af5f "
    "#87d787 #14161a #ffffff none #303540 #2a2722 #2e2628",
    dark=True,
)
PAPER = build(
    "paper",
    "#fcfcfb #f0f1f2 #e4e6e8 #d8dbe0 #c9cdd2 #7a7f86 #555b63 #1f2328 #005faf #af0000 #875f00 "
    "#005f00 #ffffff #000000 none #dfe4ea #f3eee2 #f5e6e6",
    dark=False,
)
ANSI_DARK = build(
    "ansi-dark",
    "ansi_default ansi_default ansi_default ansi_default ansi_bright_black ansi_bright_black "
    "ansi_white ansi_default ansi_bright_cyan ansi_bright_red ansi_yellow ansi_green "
    "ansi_black ansi_default reverse ansi_blue ansi_default ansi_default",
    dark=True,
    ansi=True,
)
ANSI_LIGHT = build(
    "ansi-light",
    "ansi_default ansi_default ansi_default ansi_default ansi_white ansi_bright_black "
    "ansi_bright_black ansi_default ansi_blue ansi_red ansi_magenta ansi_green "
    "ansi_white ansi_default reverse ansi_white ansi_default ansi_default",
    dark=False,
    ansi=True,
)
CONTRAST = build(
    "contrast",
    "#000000 #1c1c1c #262626 #000087 #8a8a8a #bcbcbc #e4e4e4 #ffffff #ffff00 #ff8787 #ffd75f "
    "#87ff87 #000000 #ffffff bold #005f87 #303030 #303030",
    dark=True,
)
OF_SIXTEEN = {"ink": "ansi-dark", "paper": "ansi-light"}
"""What is shown instead where there are no more colours than that."""
THEMES = (INK, PAPER, CONTRAST, ANSI_DARK, ANSI_LIGHT)


def defaults(theme: Theme) -> dict[str, str]:
    """The roles under a theme of Textual's own, from the variables that every theme has."""
    if theme.ansi:
        return (ANSI_DARK if theme.dark else ANSI_LIGHT).variables
    variables = theme.to_color_system().generate()
    back, fore = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    role = {name: variables.get(source, "") for name, source in SOURCES.items()}
    # Mixed here: Textual's own "auto 60%" is no colour for a border.
    role |= {name: back.blend(fore, part).hex for name, part in MIXED.items()}
    return {f"role-{key}": value for key, value in (role | {"cursor-style": "bold"}).items()}
