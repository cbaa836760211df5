"""The table itself: keyboard all the way, Enter or a double click opens, columns drop when it is narrow."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from app.ui.theme import tokens
from app.ui.widgets.table.cells import CELL, ID, Cell
from app.ui.widgets.table.delegate import EDGE, NUMBER, PADDING, CellDelegate, cell_width
from app.ui.widgets.table.header import TableHeader
from app.ui.widgets.table.model import PagedTableModel

AIR = 14  # px a column gets beyond its need when there is room


class TableView(QTableView):
    """A view of a PagedTableModel. `cell_ring` puts the keyboard on single cells, as in a grid typed into."""

    opened = Signal(object)  # id of the row, by Enter or a double click
    chosen = Signal(object)  # id of the row the selection moved to, None for none
    columns_changed = Signal()
    typed = Signal(object, str, str)
    """With cell_ring: id of the row, key of the column, what was typed ("\\b" takes back)."""
    pasted = Signal(object, str, str)  # with cell_ring: id of the row, key of the column, the text pasted

    def __init__(
        self,
        model: PagedTableModel,
        *,
        row_height: int = tokens.ROW,
        cell_ring: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.cell_ring = cell_ring
        self.user_hidden: set[str] = {column.key for column in model.columns if column.hidden}
        self.dropped: list[str] = []
        self._widths: list[int] = []
        self.setHorizontalHeader(TableHeader(self))
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self, row_height))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)
        rows.hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.setMinimumSize(240, tokens.TABLE_HEAD + 3 * row_height)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.fit_columns)
        model.loaded.connect(self._measure)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self._measure()

    def model(self) -> PagedTableModel:
        return super().model()  # type: ignore[return-value]

    # Opening and choosing

    def current_id(self) -> Any:
        """The id of the row the keyboard is on, None for none."""
        index = self.currentIndex()
        return index.data(ID) if index.isValid() else None

    def choose(self, wanted: Any) -> bool:
        """Select the row of an id among those seen."""
        row = self.model().row_of(wanted)
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, self._first_shown()))
        return row >= 0

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(now.data(ID) if now.isValid() else None)

    def _open(self) -> None:
        if (wanted := self.current_id()) is not None:
            self.opened.emit(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif self.cell_ring and event.matches(QKeySequence.StandardKey.Paste):
            self._tell(self.pasted, QApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Home:
            self.setCurrentIndex(self.model().index(0, self._first_shown()))
        elif event.key() == Qt.Key.Key_End:
            self.setCurrentIndex(self.model().index(self.model().rowCount() - 1, self._first_shown()))
        elif self.cell_ring and event.key() == Qt.Key.Key_Backspace:
            self._tell(self.typed, "\b")
        elif self.cell_ring and self._is_figure(event):
            self._tell(self.typed, event.text())
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_figure(event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and (event.text().isalnum() or event.text() in (",", "."))

    def _tell(self, signal: Any, text: str) -> None:
        column = self.model().columns[self.currentIndex().column()]
        signal.emit(self.current_id(), column.key, text)

    def keyboardSearch(self, search: str) -> None:
        """Typing goes to the search box of the page, never to a guess among the rows."""

    def copy(self) -> None:
        """Copy the row, its cells divided by tabs as spreadsheets take them."""
        row = self.currentIndex().row()
        if row >= 0:
            shown = [i for i in range(self.model().columnCount()) if not self.isColumnHidden(i)]
            QApplication.clipboard().setText("\t".join(self.model().cell(row, i).text for i in shown))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._open()

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, self._first_shown()))
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.HoverMove:
            self._hover(self.rowAt(event.position().toPoint().y()))  # type: ignore[attr-defined]
        elif event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    # Sorting

    def _sort(self, section: int) -> None:
        if not self.model().columns[section].sortable:
            return
        key = self.model().columns[section].key
        self.sort_on(key, descending=self.model().sort_by == (key, False))

    def sort_on(self, key: str, descending: bool = False) -> None:
        """Sort by a column; the row chosen stays chosen."""
        kept = self.current_id()
        section = next(i for i, column in enumerate(self.model().columns) if column.key == key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(section, order)
        self.model().sort(section, order)
        if kept is not None:
            self.choose(kept)

    # Columns

    def is_first(self, column: int) -> bool:
        """Whether a column is the leftmost shown."""
        return column == self._first_shown()

    def pads(self, column: int) -> tuple[int, int]:
        """Room left and right of what stands in a column."""
        shown = [i for i in range(self.model().columnCount()) if not self.isColumnHidden(i)]
        first, last = (shown[0], shown[-1]) if shown else (0, 0)
        behind = NUMBER if self.model().columns[column].number else 0
        return EDGE if column == first else PADDING, (EDGE if column == last else PADDING) + behind

    def _first_shown(self) -> int:
        return next((i for i in range(self.model().columnCount()) if not self.isColumnHidden(i)), 0)

    def show_column(self, key: str, wanted: bool) -> None:
        """Show or hide a column, as the user wishes at "Cột hiển thị"."""
        (self.user_hidden.discard if wanted else self.user_hidden.add)(key)
        self.fit_columns()

    def _measure(self) -> None:
        header = self.horizontalHeader()
        model = self.model()
        known = range(min(model.rowCount(), model.PAGE))
        self._widths = [
            max(
                [column.width, header.section_width(i)]  # type: ignore[attr-defined]
                + [cell_width(model.cell(row, i), column) for row in known if not column.wrap]
            )
            for i, column in enumerate(model.columns)
        ]
        self._later.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column its width; drop the least important ones where they do not fit, never a name."""
        columns = self.model().columns
        room = self.viewport().width()
        shown = [i for i, column in enumerate(columns) if column.key not in self.user_hidden]
        dropped: list[str] = []
        while len(shown) > 1 and sum(self._widths[i] for i in shown) + 2 * (EDGE - PADDING) > room > 0:
            least = max(reversed(shown), key=lambda i: -1 if columns[i].must else columns[i].priority)
            if columns[least].must:
                break
            shown.remove(least)
            dropped.append(columns[least].key)
        widths = {i: self._widths[i] for i in shown}
        widths[shown[0]] += EDGE - PADDING
        widths[shown[-1]] += EDGE - PADDING
        growing = [i for i in shown if columns[i].grow] or shown[:1]
        left = max(0, room - sum(widths.values()))
        airy = min(AIR, left // len(shown))  # a little air for every column, the rest for those that grow
        for i in shown:
            widths[i] += airy
        left -= airy * len(shown)
        for i in range(len(columns)):
            self.setColumnHidden(i, i not in shown)
        for i in shown:
            self.setColumnWidth(i, widths[i] + (left // len(growing) if i in growing else 0))
        if dropped != self.dropped:
            self.dropped = dropped
            self.columns_changed.emit()


__all__ = ["CELL", "ID", "Cell", "TableView"]
