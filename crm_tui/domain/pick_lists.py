"""Pick-lists: the values that users may choose from, which they shape themselves."""

from dataclasses import dataclass

from crm_tui.domain.fields import Choice


@dataclass(frozen=True, slots=True)
class PickValue:
    """A value of a pick-list, in its place; records keep an archived one."""

    choice: Choice
    archived: bool = False


@dataclass(frozen=True, slots=True)
class PickList:
    """`name` is that of `Field.pick_list`, `label` that of the first field which picks from it."""

    name: str
    label: str
    values: tuple[PickValue, ...] = ()

    @property
    def offered(self) -> tuple[PickValue, ...]:
        """Without the archived ones."""
        return tuple(value for value in self.values if not value.archived)
