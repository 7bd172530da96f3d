"""A dialog that asks where something is to be written."""

import os
from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.widgets.inputs import Field
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.told import Told


def path_of(typed: str) -> Path:
    """The path that is meant; where nobody has the name behind a ~, it is a name like others."""
    return Path(os.path.expanduser(typed))


class NamingSheet(TypedSheet[str]):
    """Dismisses with what is typed, once nothing is wrong with it. All texts are translated."""

    AUTO_FOCUS = "Input"
    LABEL = _("file")

    def begin(self) -> str:
        """The name that is proposed."""
        raise NotImplementedError

    def about(self) -> str:
        """What may be typed."""
        raise NotImplementedError

    def mistake(self, typed: str) -> str:
        """What is wrong with it; "" for nothing."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        yield Field("name", self.language.text(self.LABEL), self.begin())
        yield Told()

    def on_mount(self) -> None:
        """What is typed at once takes the place of the proposed name."""
        self.query_one(Field).entry.select_all()
        self.show_about()

    @on(Field.Changed)
    def show_about(self) -> None:
        self.query_one(Told).tell(self.about())

    @on(Field.Submitted)
    def answer(self, event: Field.Submitted) -> None:
        typed = event.field.value.strip()
        mistake = self.mistake(typed)
        if mistake:
            self.query_one(Told).tell(f"{SIGN['late']} {mistake}", "late")
        else:
            self.dismiss(typed)
