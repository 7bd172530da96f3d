"""Marks texts for the catalogue; they are translated where they are shown."""


def _(text: str) -> str:
    """The text itself: only extraction sees the mark."""
    return text


def counted(one: str, many: str) -> tuple[str, str]:
    """Both English forms of a text with `{count}`, for `Language.count`."""
    return one, many
