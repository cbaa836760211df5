"""The list that opens below a line while one types; the line keeps the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem

ROW = 32
MOST = 9


class Suggestions(QListWidget):
    """Belongs to a line edit; lies in its window, so that no second window takes the focus."""

    picked = Signal(int)

    def __init__(self, line: QLineEdit, spoken: str) -> None:
        super().__init__(line.window())
        self.line = line
        self.setAccessibleName(spoken)
        self.setProperty("popup", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.itemClicked.connect(lambda _item: self.picked.emit(self.currentRow()))
        self.hide()

    def offer(self, texts: Sequence[str], nothing: str) -> None:
        """Show texts below the line, or say that nothing was found."""
        self.clear()
        for text in texts:
            self.addItem(QListWidgetItem(text))
        if not texts:
            item = QListWidgetItem(nothing)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        else:
            self.setCurrentRow(0)
        window = self.line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self.line.mapTo(window, QPoint(1, self.line.height() + 2))
        wide = max(
            self.line.width() - 2, min(self.sizeHintForColumn(0) + 36, window.width() - corner.x() - 16)
        )
        tall = min(MOST, self.count()) * ROW + 12
        if corner.y() + tall > window.height():
            above = self.line.mapTo(window, QPoint(1, -2)).y() - tall
            corner.setY(max(0, above))
        self.setGeometry(corner.x(), corner.y(), wide, tall)
        self.raise_()
        self.show()

    def take_key(self, event: QKeyEvent) -> bool:
        """Up, Down, Enter and Esc belong to the list while it is open; says whether it took the key."""
        if not self.isVisible():
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            way = 1 if event.key() == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + way) % max(1, self.count()))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentRow() >= 0:
                self.picked.emit(self.currentRow())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False
