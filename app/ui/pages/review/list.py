"""A part of the page that is one list with deeds on its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.review.part import Part
from app.ui.widgets.base import box, column
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.table import Column, PagedTableModel, TablePanel
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.review.page import ReviewPage


class ListPart(Part):
    """Rows read by `rows_now`; Enter does `opened_row`."""

    noun = ""
    icon = "survey"
    empty_title = empty_text = ""
    enter = ""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self.rows: list[dict[str, Any]] = []
        self.model = PagedTableModel(
            self.columns(), self._fetch, count=lambda _where: len(self.rows), parent=self
        )
        self.table = TablePanel(self.model, noun=self.noun, enter=self.enter, spoken=self.empty_title)
        self.view = self.table.view
        self.above = column()
        self.setLayout(column(self.above, (box(column((self.table, 1))), 1)))
        start = Button(self.start_text(), "primary")
        start.clicked.connect(self.start)
        self.table.set_empty(EmptyState(self.icon, self.empty_title, self.empty_text, [start]))
        self.table.opened.connect(lambda _id: self.opened_row())
        self.view.chosen.connect(lambda _id: self.head_changed.emit())

    def columns(self) -> list[Column]:
        """The columns of the list."""
        raise NotImplementedError

    def start_text(self) -> str:
        """Words of the first deed."""
        raise NotImplementedError

    def start(self) -> None:
        """The first deed."""
        raise NotImplementedError

    def rows_now(self) -> list[dict[str, Any]]:
        """The rows as they stand."""
        raise NotImplementedError

    def opened_row(self) -> None:
        """Enter on a row."""

    def opened(self, item: str = "", **where: Any) -> None:
        """With the keyboard on a row, where one is asked for."""
        if item:
            self.show_item(item)
            self.view.choose(item)
            self.view.setFocus()

    def show_item(self, item: str) -> None:
        """Bring the rows to the front among which an item stands."""

    def _fetch(self, offset: int, limit: int, sort: Any, where: Any) -> Sequence[Any]:
        return self.rows[offset : offset + limit]

    def read(self) -> None:
        kept = self.view.current_id()
        self.rows = self.rows_now()
        self.model.ask()
        if not (kept and self.view.choose(kept)) and self.rows:
            self.view.setCurrentIndex(self.model.index(0, 0))
        QTimer.singleShot(0, self, self.model.loaded.emit)

    @property
    def row(self) -> dict[str, Any] | None:
        """The row the keyboard is on."""
        wanted = self.view.current_id()
        return next((one for one in self.rows if one["id"] == wanted), None)

    def said(self, command: Any, text: str) -> Any:
        """Do a deed of a dialog; raises Refused, which the dialog shows."""
        done = self.sitting.do(command)
        self.page.said(text, done)
        return done

    def dialog(self, title: str, text: str, deed: str, do: Any) -> DeedDialog:
        """A window asking for what a deed needs."""
        return DeedDialog(self, title, text, deed, do, width=560)


def part_words(count: int, late: int) -> str:
    """How many wait, and how many of them too long."""
    text = _("{n} đang chờ").format(n=count)
    return _("{text}, {late} quá hạn").format(text=text, late=late) if late else text
