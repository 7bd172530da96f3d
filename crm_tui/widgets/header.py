"""Where am I; how much of it; what is due; what time; who works. One line."""

from textual.reactive import reactive

from crm_tui.widgets.paint import Line, spread
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

WIDE, MIDDLE = 100, 60


class Header(Painted):
    """All texts are translated; `path` follows the place: a filter, a client's name."""

    place: reactive[str] = reactive("", repaint=False)
    path: reactive[str] = reactive("", repaint=False)
    count: reactive[str] = reactive("", repaint=False)
    count_inks: reactive[str] = reactive("quiet", repaint=False)
    due: reactive[int] = reactive(0, repaint=False)
    date: reactive[str] = reactive("", repaint=False)
    clock: reactive[str] = reactive("", repaint=False)
    who: reactive[str] = reactive("", repaint=False)

    def __init__(self, place: str = "", *, who: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(Header.place, place)
        self.set_reactive(Header.who, who)

    def paint(self, width: int, height: int) -> list[Line]:
        left: Line = [(f" {self.place}", "strong")]
        if self.path:
            left += [(f" {SIGN['path']} ", "faint"), (self.path, "quiet")]
        right: Line = [(f"{self.count}   ", self.count_inks)] if self.count else []
        if self.due:
            right.append((f"{SIGN['bell']} {self.due}  ", "warn"))
        if self.date and width >= WIDE:
            right.append((f"{self.date} ", "quiet"))
        right.append((self.clock, "plain"))
        right.append((f"  {self.who} " if width >= MIDDLE else " ", "quiet"))
        return [spread(left, right, width)]

    def _changed(self) -> None:
        self.repaint()

    watch_place = watch_path = watch_count = watch_count_inks = _changed
    watch_due = watch_date = watch_clock = watch_who = _changed
