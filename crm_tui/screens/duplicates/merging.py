"""Two who may be the same, field by field: which value stays, or that they are different."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.merging import is_sum, is_united, taken_names
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen, Party
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import duplicates, merging
from crm_tui.services.duplicates import Candidate
from crm_tui.services.merging import Comparison
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.paint import Line
from crm_tui.widgets.rows import GAP, Item, Row, Section
from crm_tui.widgets.sectioned_list import SectionedList
from crm_tui.widgets.signs import SIGN

TAKES_BACK = _("u takes it back")
DIFFERENT = _("{first} and {second} are different, u takes it back")
ONE_STAYS, ALL_STAYS, SINCE = _("ONE OF BOTH STAYS"), _("ALL STAYS"), _("SINCE")


class Sides(SectionedList):
    BINDINGS = [Binding("enter", "choose", _("merge both"), id="merge.merge")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to mark."""
        return action not in ("mark", "mark_all")


class MergeScreen(CrmScreen[None]):
    PLACE = _("Duplicates")
    ABOUT = _(
        "What becomes of two records when they are merged. Where they differ the arrows choose the"
        " value that stays; contacts and people of both go to the one that is kept."
    )
    BINDINGS = [
        Binding("left", "take(False)", _("the first's"), id="merge.first"),
        Binding("right", "take(True)", _("the second's"), id="merge.second"),
        Binding("n", "deny", _("not a duplicate"), id="merge.deny"),
    ]

    def __init__(self, of: Entity, candidate: Candidate) -> None:
        super().__init__()
        self.entity, self.candidate = of, candidate
        self.compared: Comparison | None = None
        self.theirs: set[str] = set()
        """The fields whose value the second gives."""

    def body(self) -> Iterable[Widget]:
        first, second = self.candidate.first, self.candidate.second
        stays = self.language.text(_("stays"))
        columns = [
            Column("", 19, inks="quiet"),
            Column(f"{self.entity.shown_id(first.id)}  {stays}", 20, flex=1),
            Column(self.entity.shown_id(second.id), 20, flex=1),
        ]
        yield Sides(columns, titles=True)

    def on_mount(self) -> None:
        super().on_mount()
        why = duplicates.reasons_text(self.crm.session, self.candidate.reasons)
        self.header.path = f"{self.candidate.score} %  {why}"
        self.reload()

    def party(self) -> Party | None:
        return self.entity.name, self.candidate.first

    async def load(self) -> None:
        first, second = self.candidate.first.id, self.candidate.second.id
        found = await self.call(merging.compare, self.entity, first, second)
        if not self.is_there:
            return
        if found is None:
            self.load_failed()
            return
        self.compared = found
        self.show(found)

    def show(self, found: Comparison) -> None:
        self.query_one(Sides).show(lines(found, self.theirs, showing(self.crm.session)))

    def action_take(self, second: bool) -> None:
        """Take the value of that side; amounts of another currency come and go together."""
        row, found = self.query_one(Sides).row, self.compared
        if row is None or found is None or not isinstance(row.record, Field):
            return
        field = row.record
        if second:
            self.theirs.add(field.name)
        elif is_sum(field):
            self.theirs -= {other.name for other in found.fields if is_sum(other)}
        else:
            self.theirs.discard(field.name)
        self.show(found)

    @on(CursorList.Chosen)
    def merge_chosen(self) -> None:
        self.merge()

    @work
    async def merge(self) -> None:
        found = self.compared
        if found is None:
            return
        done = await self.write(
            merging.merge,
            self.entity,
            found.first.id,
            found.second.id,
            theirs=frozenset(self.theirs),
            originals=(found.first, found.second),
        )
        if done is not None:
            told = merging.told(self.crm.session, self.entity, done)
            self.toast(f"{told}\n{self.language.text(TAKES_BACK)}")
            self.dismiss()

    @work
    async def action_deny(self) -> None:
        if await deny(self, self.entity, self.candidate):
            self.dismiss()


async def deny(screen: CrmScreen[None], of: Entity, candidate: Candidate) -> bool:
    """Remember that both are different, and say so; False where it failed, which is told."""
    first, second = candidate.first.id, candidate.second.id
    done = await screen.write(duplicates.deny, of, first, second)
    if done:
        screen.tell(DIFFERENT, first=of.shown_id(first), second=of.shown_id(second))
    return bool(done)


def is_choice(field: Field, here: Any, there: Any) -> bool:
    """Whether only one of the values can stay."""
    return not is_united(field) and here is not None and there is not None and here != there


def lines(found: Comparison, theirs: set[str], now: Showing) -> Sequence[Item]:
    """A row a field, first those of which one value stays; what stays stands out."""
    text = now.language.text
    taken = taken_names(found.fields, found.first, found.second, theirs)
    items: list[Item] = []
    for title, choice in ((ONE_STAYS, True), (ALL_STAYS, False)):
        sides = [side for side in found.sides if is_choice(*side) is choice]
        if sides:
            items += [GAP] if items else []
            items += [Section(text(title), str(len(sides)))]
            items += [row(found, side, taken, now) for side in sides]
    since = [
        Row([text(field.label), *quiet(now, field, here, there)], field.name)
        for field, here, there in found.since
    ]
    return [*items, GAP, Section(text(SINCE)), *since]


def row(found: Comparison, side: tuple[Field, Any, Any], taken: Iterable[str], now: Showing) -> Row:
    field, here, there = side
    second = field.name in taken and there is not None
    both = is_united(field) or here == there
    cells = [
        value(now, field, here, found.first, stays=here is not None and (both or not second)),
        value(now, field, there, found.second, stays=there is not None and (both or second)),
    ]
    differs = [(SIGN["marked"], "warn")] if is_choice(*side) else []
    return Row([now.language.text(field.label), *cells], field.name, sign=differs, record=field)


def value(now: Showing, field: Field, held: Any, record: Any, *, stays: bool) -> Line:
    sign = SIGN["next"] if stays else SIGN["none"] if held is not None else " "
    text = now.text(field, held, getattr(record, "currency", None)).replace("\n", " ")
    return [(f"{sign} ", "accent" if stays else "faint"), (text, "plain" if stays else "faint")]


def quiet(now: Showing, field: Field, here: Any, there: Any) -> list[Line]:
    return [[(f"  {now.text(field, held)}", "quiet")] for held in (here, there)]
