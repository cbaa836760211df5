"""The head of a table: words exactly above their cells, a sort arrow beside the word."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import LEFT, RIGHT, hairline, rounded, words
from app.ui.widgets.table.delegate import NUMBER, PADDING


class TableHeader(QHeaderView):
    """Padding and alignment come from the column; a click or Enter sorts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.view: Any = parent
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(tokens.TABLE_HEAD)
        self.setMinimumSectionSize(36)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), tokens.TABLE_HEAD)

    def section_width(self, section: int) -> int:
        """Logical pixels the title needs, with room for the sort arrow."""
        column = self.view.model().columns[section]
        return (
            theme.width(column.title, "small", True)
            + 2 * PADDING
            + (20 if column.sortable else 0)
            + (NUMBER if column.number else 0)
        )

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        column = self.view.model().columns[section]
        area = QRectF(rect)
        painter.fillRect(area, theme.q("surface"))
        left, right = self.view.pads(section)
        box = area.adjusted(left, 0, -right, 0)
        arrow = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        words(painter, box, column.title, "text2", "small", True, RIGHT if column.number else LEFT)
        if arrow:
            name = (
                "arrow-up-s" if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else "arrow-down-s"
            )
            advance = theme.width(column.title, "small", True)
            x = box.right() - advance - 20 if column.number else box.x() + advance + 4
            theme.icons.paint(painter, name, QRectF(x, area.center().y() - 7.5, 16, 16), "text2")
        hairline(painter, area.left(), area.bottom() - 1, area.right() + 1, area.bottom() - 1, "ctl")
        if self.hasFocus() and self.currentIndex().column() == section:
            rounded(painter, area.adjusted(3, 3, -3, -4), None, "focus", 4, 2)

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        bottom = self.height() - 1
        hairline(painter, 0, bottom, self.width(), bottom, "ctl")
