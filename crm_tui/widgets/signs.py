"""The few signs that carry meaning, each with an ASCII twin for terminals without UTF-8.

`choose_signs(os.environ)` is called once, before the first paint; whoever paints reads SIGN.
"""

from collections.abc import Mapping

TWINS = {
    "late": "!!",
    "planned": "·.",
    "done": "✓v",
    "next": "●*",
    "none": "○o",
    "marked": "◆+",
    "gone": "×x",
    "edge": "▌|",
    "blurred": "▏:",
    "chosen": "►>",
    "up": "↑^",
    "down": "↓v",
    "left": "←<",
    "right": "→>",
    "out": "→>",
    "into": "←<",
    "dot": "·|",
    "more": "…~",
    "dash": "–-",
    "under": "↳>",
    "star": "★*",
    "bell": "♪@",
    "path": "›>",
    "less": "‹<",
    "rule": "─-",
    "bar": "━=",
    "upright": "│|",
}
UNICODE_SPARKS, ASCII_SPARKS = " ▁▂▃▄▅▆▇█", " .:-=+*#%"

SIGN = {name: twins[0] for name, twins in TWINS.items()}


def wants_ascii(environment: Mapping[str, str]) -> bool:
    """CRM_ASCII decides (1 or 0); without it, whether the locale is one of UTF-8."""
    wish = environment.get("CRM_ASCII")
    if wish:
        return wish != "0"
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "C")
    return "utf8" not in locale.lower().replace("-", "")


def choose_signs(environment: Mapping[str, str]) -> None:
    """Fill SIGN for this terminal."""
    chosen = int(wants_ascii(environment))
    SIGN.update({name: twins[chosen] for name, twins in TWINS.items()})


def is_ascii() -> bool:
    """Whether the ASCII twins were chosen."""
    return SIGN["more"].isascii()


def spark(numbers: list[int]) -> str:
    """A bar of one cell a number, in eighths of the greatest."""
    steps = ASCII_SPARKS if is_ascii() else UNICODE_SPARKS
    top = max([*numbers, 1])
    return "".join(steps[-(-max(0, number) * 8 // top)] for number in numbers)
