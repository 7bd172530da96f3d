"""Takes all plain texts of a row of an import in one go: most rows need no closer look."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from crm_tui.services.import_points import SHORT


class PlainTexts:
    """Which cells go unread to which places of the values."""

    def __init__(self, sources: Mapping[int, int], places: int) -> None:
        """`sources` are the cells by their places; a row has so many values."""
        chosen = [sources.get(place, -1) for place in range(places)]
        self._pick = itemgetter(*chosen, -1)  # of one place alone it would give no tuple
        """The cell of each place; where it has none, what stands behind all cells: nothing."""

    def values(self, cells: Sequence[str]) -> list[str | None] | None:
        """The values with the plain texts filled in; None where a cell is long or unusual.

        An apostrophe may be one that `formulas.restored` takes away.
        """
        whole = "".join(cells)
        if "'" in whole or not whole.isprintable() or max(map(len, cells)) > SHORT:
            return None
        said = [cell.strip() or None for cell in cells]
        said.append(None)
        return list(self._pick(said)[:-1])
