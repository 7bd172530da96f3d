"""A stylesheet that is read once, and again only in other colours."""

from textual.css.stylesheet import Stylesheet


class Styles(Stylesheet):
    """Textual reads all styles anew for each place that is opened, and three times at the start."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Other colours: what was read in the former ones counts no more."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what was not read in the present colours yet."""
        self.parse()
