"""Which records of a list are marked: some keys, or all that the filter shows but some."""

from collections.abc import Hashable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Marks:
    """`all_marked` means the filter, not a list of ids; `keys` are then the exceptions."""

    all_marked: bool = False
    keys: set[Hashable] = field(default_factory=set)

    def has(self, key: Hashable) -> bool:
        return (key in self.keys) != self.all_marked

    def flip(self, key: Hashable) -> None:
        self.keys ^= {key}

    def mark_all(self) -> None:
        self.all_marked = True
        self.keys.clear()

    def clear(self) -> None:
        self.all_marked = False
        self.keys.clear()

    def count(self, total: int) -> int:
        """How many of `total` records are marked."""
        return max(0, total - len(self.keys)) if self.all_marked else len(self.keys)
