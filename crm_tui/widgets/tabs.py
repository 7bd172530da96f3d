"""The tabs of a card, under its title."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.reactive import reactive

from crm_tui.widgets.paint import Line, fit, headline, width_of
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN

BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Tab:
    """`digit` opens it; the label is translated."""

    name: str
    digit: str
    label: str


class TabLine(Painted):
    """A title with what stands at its right, the tabs, a rule; the open tab has the thick part."""

    active: reactive[str] = reactive("", repaint=False)
    title: reactive[Line] = reactive(list, repaint=False)
    aside: reactive[Line] = reactive(list, repaint=False)

    def __init__(self, tabs: Sequence[Tab], active: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.tabs = tabs
        self.set_reactive(TabLine.active, active or tabs[0].name)

    def paint(self, width: int, height: int) -> list[Line]:
        labels: Line = []
        below: Line = []
        for tab in self.tabs:
            here = tab.name == self.active
            labels += [(f"{tab.digit} ", "key"), (tab.label, "strong" if here else "quiet")]
            labels.append((" " * BETWEEN, "plain"))
            size = width_of([(tab.label, "")]) + len(tab.digit) + 1
            below.append((SIGN["bar"] * size, "accent") if here else (SIGN["rule"] * size, "rule"))
            below.append((SIGN["rule"] * BETWEEN, "rule"))
        rest = max(0, width - width_of(below))
        return [
            headline(self.title, self.aside, width),
            fit(labels, width),
            fit([*below, (SIGN["rule"] * rest, "rule")], width),
        ]

    def _changed(self) -> None:
        self.repaint()

    watch_active = watch_title = watch_aside = _changed
