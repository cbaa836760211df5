"""Paints the cells: ground, selection bar, row line, words, second words, badges; never cut with "…"."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.base import LEFT, RIGHT, hairline, rounded, words
from app.ui.widgets.table.cells import CELL, Cell, Column

PADDING = 8  # at both sides of a cell; badges start at the same edge as words
NUMBER = 14  # more room behind figures, so that they do not lean on the words of the next column
EDGE = 16  # at the outer sides of the first and the last column

Index = QModelIndex | QPersistentModelIndex


def cell_width(cell: Cell, column: Column) -> int:
    """Logical pixels a cell needs, with its padding."""
    if cell.tone and not cell.plain:
        need = badge_width(cell.text)
    else:
        need = theme.width(cell.text, "base", cell.weight)
    if cell.second:
        need += 8 + theme.width(cell.second, "small")
    if cell.icon:
        need += 24
    if cell.edit:
        need += 22
    need += 16 * cell.indent
    return need + 2 * PADDING + (NUMBER if column.number else 0)


def broken(text: str, width: int, most: int, weight: bool = False) -> list[str]:
    """Words in lines no wider than `width`, at most so many; what is left out is said by "…"."""
    found: list[str] = []
    left = text.split()
    while left and len(found) < most:
        line = left.pop(0)
        while left and theme.width(f"{line} {left[0]}", "base", weight) <= width:
            line += f" {left.pop(0)}"
        found.append(line)
    if left:
        last = found[-1].split()
        while len(last) > 1 and theme.width(" ".join(last) + " …", "base", weight) > width:
            last.pop()
        found[-1] = " ".join(last) + " …"
    return found


class CellDelegate(QStyledItemDelegate):
    """The one delegate of all tables."""

    def __init__(self, view, row_height: int = tokens.ROW) -> None:
        super().__init__(view)
        self.view, self.row_height = view, row_height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        column = self.view.model().columns[index.column()]
        return QSize(cell_width(index.data(CELL) or Cell(), column), self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column: Column = self.view.model().columns[index.column()]
        cell: Cell = index.data(CELL) or Cell()
        area = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(area, theme.q("sel"))
        elif index.row() == self.view.hovered_row:
            painter.fillRect(area, theme.q("hover"))
        hairline(painter, area.left(), area.bottom() - 1, area.right() + 1, area.bottom() - 1)
        if selected and self.view.is_first(index.column()):
            painter.fillRect(QRectF(area.x(), area.y(), 3, area.height() - 1), theme.q("text2"))
        self._content(painter, area, cell, column, self.view.pads(index.column()))
        if self.view.cell_ring and self.view.hasFocus() and self.view.currentIndex() == index:
            rounded(painter, area.adjusted(2, 2, -3, -3), None, "focus", tokens.RADIUS, 2)

    def _content(
        self, painter: QPainter, area: QRectF, cell: Cell, column: Column, pads: tuple[int, int]
    ) -> None:
        left, right = pads
        box = area.adjusted(left + 16 * cell.indent, 0, -right, -1)
        if cell.icon:
            theme.icons.paint(
                painter, cell.icon, QRectF(box.x(), box.center().y() - 9, 18, 18), cell.tone or "text2"
            )
            box.setLeft(box.x() + 24)
        if cell.tone and not cell.plain:
            paint_badge(painter, box, cell.text, cell.tone)
            box.setLeft(box.x() + badge_width(cell.text) + 8)
        else:
            tone = cell.tone or ("text3" if cell.text == "–" and not column.number else column.tone)
            if column.wrap:
                self._lines(painter, box, cell, tone)
                return
            words(painter, box, cell.text, tone, "base", cell.weight, RIGHT if column.number else LEFT)
            advance = theme.width(cell.text, "base", cell.weight)
            if cell.underline:
                start = box.right() - advance if column.number else box.x()
                y = box.center().y() + 9
                hairline(painter, start, y, start + advance, y, tone)
            box.setLeft(box.x() + advance + 8)
        if cell.second:
            words(painter, box, cell.second, "text3", "small")
        if cell.edit:
            side = QRectF(area.right() - right - 14, area.center().y() - 8, 16, 16)
            theme.icons.paint(painter, "arrow-down-s", side, "text3")

    def _lines(self, painter: QPainter, box: QRectF, cell: Cell, tone: str) -> None:
        high = theme.metrics("base", cell.weight).lineSpacing()
        found = broken(cell.text, int(box.width()), max(1, int(box.height() // high)), cell.weight)
        top = box.y() + (box.height() - high * len(found)) / 2
        for at, line in enumerate(found):
            words(
                painter, QRectF(box.x(), top + at * high, box.width(), high), line, tone, "base", cell.weight
            )

    def helpEvent(self, event, view, option, index) -> bool:
        return False

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideNone
