"""How a list is shown, and the views that users keep of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.domain.fields import Field, Kind, Link


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A filter as it was typed, and names of fields; empty is the usual of the list.

    A name in `sorts` with a minus before it is from the end; `group` is the field whose values
    stand as headings between the records.
    """

    where: str = ""
    columns: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    group: str = ""

    def within(self, view: "Arrangement") -> "Arrangement":
        """This inside a view: both filters count, and of the rest what this says itself."""
        both = [where for where in (view.where, self.where) if where.strip()]
        return Arrangement(
            " ".join(f"({where})" for where in both) if len(both) > 1 else "".join(both),
            self.columns or view.columns,
            self.sorts or view.sorts,
            self.group or view.group,
        )


@dataclass(frozen=True, slots=True)
class SavedView:
    """An arrangement under a name. `listed` is the word of its list: clients, leads ...

    A view that is not `shared` is her owner's alone.
    """

    id: int
    version: int
    listed: str
    name: str
    arrangement: Arrangement
    owner: Link
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Records that stand together under a heading; `value` is what they have in common.

    Of a date that is the first day of its month.
    """

    value: object
    count: int


@dataclass(frozen=True, slots=True)
class Order:
    """All ids of a list as they follow each other, and the groups that they form in turn."""

    ids: Sequence[int]
    groups: tuple[Group, ...] = ()


GROUPED = (Kind.CHOICE, Kind.LINK, Kind.TEXT, Kind.DATE, Kind.MOMENT, Kind.FLAG)
"""The kinds of which many records share a value."""


def can_group(field: Field, title: str) -> bool:
    """`title` is the field that names a record: that differs in each."""
    return field.kind in GROUPED and field.name != title
