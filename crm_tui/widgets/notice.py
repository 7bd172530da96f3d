"""An empty place or a failure: what happened, that nothing is lost, what to press."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from crm_tui.widgets.paint import BLANK, Line, fit, width_of
from crm_tui.widgets.painted import Painted

EDGE = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """Translated texts; `keys` are pairs of a key's name and what it does."""

    title: str
    texts: Sequence[str] = ()
    keys: Sequence[tuple[str, str]] = ()
    sign: Sequence[tuple[str, str]] = ()
    inks: str = "strong"


def notice_lines(notice: Notice, width: int, height: int) -> list[Line]:
    """A block a third down, its lines flush left; sentences wrap."""
    room = max(1, width - 2 * EDGE)
    texts = [part for text in notice.texts for part in wrap(text, room)]
    lines: list[Line] = [[*notice.sign, (notice.title, notice.inks)]]
    if texts:
        lines += [BLANK, *[[(text, "quiet")] for text in texts]]
    if notice.keys:
        lines += [
            BLANK,
            *[[*fit(key, 8, inks="key"), (does, "plain")] for key, does in notice.keys],
        ]
    block = min(room, max(width_of(line) for line in lines))
    left = (width - block) // 2
    above = max(0, (height - len(lines)) // 3)
    placed = [[(" " * left, "plain"), *fit(line, width - left)] for line in lines]
    return [BLANK] * above + placed


class NoticeBlock(Painted, can_focus=True):
    """A notice that has the body to itself."""

    def __init__(self, notice: Notice, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.notice = notice

    def show(self, notice: Notice) -> None:
        self.notice = notice
        self.repaint()

    def paint(self, width: int, height: int) -> list[Line]:
        return notice_lines(self.notice, width, height)
