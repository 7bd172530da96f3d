"""What was done, the newest first, page by page: the history of changes, the imports."""

from collections.abc import Collection, Iterable, Sequence

from textual.widget import Widget

from crm_tui.domain.paging import Page
from crm_tui.screens.base import CrmScreen
from crm_tui.widgets.columns import Column
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.rows import Row


class Past(RecordList):
    """Nothing can be done with several of them at once."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("mark", "mark_all"):
            return False
        return super().check_action(action, parameters)


class PastScreen(CrmScreen[None]):
    """Override `nothing`, `read_columns` and `read_page`, and LIST where rows can be marked."""

    LIST: type[RecordList] = Past
    OF_A_ROW: Collection[str] = ()
    """The actions that are offered only where there is a row."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        rows = self.query(RecordList)
        if action in self.OF_A_ROW and not (rows and rows.first().row):
            return False
        return super().check_action(action, parameters)

    def nothing(self) -> Notice:
        """What stands there before anything was done."""
        raise NotImplementedError

    async def read_columns(self) -> Sequence[Column] | None:
        raise NotImplementedError

    async def read_page(self, offset: int, limit: int) -> Page[Row] | None:
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        yield self.LIST([], self.load_page, empty=self.nothing())

    @property
    def rows(self) -> RecordList:
        return self.query_one(RecordList)

    async def load_page(self, offset: int, limit: int) -> Page[Row] | None:
        if not self.rows.columns:
            self.rows.show_columns(await self.read_columns() or [])
        page = await self.read_page(offset, limit)
        if page is None:
            self.load_failed()
        elif self.is_there:
            self.header.count = self.language.number(page.total)
        return page

    def reload(self) -> None:
        self.rows.reload()
