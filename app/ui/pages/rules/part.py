"""What a part of the rules page is: read, summed up, arranged; and the table beside a pane most have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLayout, QWidget

from app.models.folding import fold
from app.ui.page import Room
from app.ui.widgets.base import box, clear, column, row
from app.ui.widgets.card import Card
from app.ui.widgets.drawer import FoldingPanel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.table import Column, PagedTableModel, TablePanel, cell_of
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.rules.page import RulesPage

PANE = 332
TALL = 52
"""Rows of two lines."""


class RulesPart(QWidget):
    """Override what is needed."""

    def __init__(self, page: RulesPage) -> None:
        super().__init__()
        self.page = page

    def read(self) -> None:
        """Read the records again and show them."""

    def summary(self) -> str:
        """One line under the title of the page."""
        return ""

    def head_actions(self) -> list[QWidget]:
        """Buttons of the head."""
        return []

    def arrange(self, room: Room) -> None:
        """The window has another width."""

    def take_focus(self) -> None:
        """Take the keyboard."""

    def show_pack(self, pack: str) -> None:
        """Point at a pack."""


class TablePart(RulesPart):
    """Rows left, the one chosen at the right, a drawer where it is narrow; `found` are the rows shown."""

    noun = ""

    def __init__(self, page: RulesPage, columns: Sequence[Column], bar: QLayout, spoken: str) -> None:
        super().__init__(page)
        self.rows: list[Mapping[str, Any]] = []
        self.model = PagedTableModel(
            columns, self._fetch, count=lambda _where: len(self.found()), parent=self
        )
        self.table = TablePanel(self.model, noun=self.noun, spoken=spoken, row_height=TALL)
        self.view = self.table.view
        self.place = column(gap=0)
        self.pane = Card()
        self.pane.add(ScrollColumn(box(column(self.place, None, margins=(20, 18, 18, 18)))), 1)
        self.side = FoldingPanel(page, self.pane, _("Chi tiết"), width=PANE, icon="information")
        self._body = row((self.table, 1), self.side, gap=24)
        self.setLayout(column(bar, 10, (box(self._body), 1)))
        self._chosen = QTimer(self)
        self._chosen.setSingleShot(True)
        self._chosen.setInterval(40)
        self._chosen.timeout.connect(self.show_chosen)
        self.view.chosen.connect(lambda _id: self._chosen.start())
        self.table.opened.connect(lambda _id: self.side.open())

    def found(self) -> list[Mapping[str, Any]]:
        """The rows that search and filters leave."""
        return self.rows

    def _fetch(
        self, offset: int, limit: int, sort: tuple[str, bool] | None, where: Any
    ) -> Sequence[Mapping[str, Any]]:
        found = self.found()
        if sort is not None:
            key = sort[0]
            found = sorted(
                found,
                key=lambda one: str(one.get(f"{key}_order") or fold(cell_of(one.get(key)).text)),
                reverse=sort[1],
            )
        return found[offset : offset + limit]

    def ask(self) -> None:
        """Show the rows again; the one chosen stays so when it is still there."""
        kept = self.view.current_id()
        self.model.ask()
        if self.model.rowCount():
            if kept is None or not self.choose(kept):
                self.view.setCurrentIndex(self.model.index(0, 0))
        else:
            self.table.set_empty(self.empty())
        self.show_chosen()
        self.page.head_changed.emit()

    def choose(self, wanted: Any) -> bool:
        """Select a row by its id."""
        at = next((n for n, one in enumerate(self.found()) if one["id"] == wanted), -1)
        if at < 0:
            return False
        self.model.id_at(at)
        return self.view.choose(wanted)

    def chosen(self) -> Mapping[str, Any] | None:
        """The row chosen."""
        wanted = self.view.current_id()
        return next((one for one in self.rows if one["id"] == wanted), None)

    def empty(self) -> EmptyState:
        """What stands in place of no rows."""
        return EmptyState("search", _("Không thấy mục nào"), _("Thử từ khác, hoặc chọn “Tất cả”."))

    def show_chosen(self) -> None:
        """Fill the pane."""
        self._chosen.stop()
        clear(self.place)
        if (found := self.chosen()) is not None:
            self.fill(found)

    def fill(self, found: Mapping[str, Any]) -> None:
        """Put what is said of a row into `place`."""

    def head_actions(self) -> list[QWidget]:
        return [self.side.button]

    def arrange(self, room: Room) -> None:
        self.side.arrange(room)
        self._body.setSpacing(room.gap)

    def take_focus(self) -> None:
        self.view.setFocus()
