"""Search boxes: the one of the top bar, with hits below it, and the filter of a list as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import RIGHT, words
from app.words import _


class SearchBox(QLineEdit):
    """Asks a moment after one stops typing; Esc empties it. `keys` are shown at the right, as "Ctrl+K"."""

    asked = Signal(str)
    WAIT = 180  # ms: one letter of an input method is several key strokes

    def __init__(self, placeholder: str, *, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys
        self.setProperty("leading", "true")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder.rstrip("…"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.WAIT)
        self._timer.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._timer.start())

    def ask_now(self) -> None:
        """Do not wait any longer."""
        self._timer.stop()
        self.asked.emit(self.text().strip())

    def sizeHint(self) -> QSize:
        return QSize(250, tokens.CONTROL + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.ask_now()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = (self.height() - 16) / 2
        theme.icons.paint(painter, "search", QRectF(8, middle, 16, 16), "text2")
        if self.keys and not self.text():
            words(
                painter,
                QRectF(0, 0, self.width() - 10, self.height()),
                self.keys,
                "text3",
                "small",
                align=RIGHT,
            )


@dataclass(frozen=True)
class Hit:
    """One thing found: its words, what kind it is, and the page that shows it."""

    text: str
    second: str
    page: str
    where: dict[str, Any] = field(default_factory=dict)


class _Hits(QListWidget):
    """The list below the box; it takes no focus, the box keeps it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("popup", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.hide()


class FindBox(SearchBox):
    """The search of the top bar: `finder(text)` gives hits, shown below; Enter or a click opens one."""

    opened = Signal(object)  # Hit

    def __init__(self, placeholder: str, keys: str = "Ctrl+K", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, keys=keys, parent=parent)
        self.finder: Callable[[str], Sequence[Hit]] = lambda _text: ()
        self._hits: list[Hit] = []
        self._list: _Hits | None = None
        self.asked.connect(self._ask)

    def sizeHint(self) -> QSize:
        return QSize(tokens.SEARCH, tokens.CONTROL + 2)

    @property
    def hits(self) -> list[Hit]:
        """What is listed now."""
        return self._hits

    def _ask(self, text: str) -> None:
        self._hits = list(self.finder(text)) if text else []
        if not text:
            self.close_hits()
            return
        made = self._panel()
        made.clear()
        for hit in self._hits:
            made.addItem(QListWidgetItem(f"{hit.text}  ·  {hit.second}" if hit.second else hit.text))
        if not self._hits:
            nothing = QListWidgetItem(_("Không thấy gì cho “{text}”").format(text=text))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            made.addItem(nothing)
        else:
            made.setCurrentRow(0)
        corner = self.mapTo(made.parentWidget(), QPoint(1, self.height() + 2))
        made.setGeometry(corner.x(), corner.y(), self.width() - 2, min(9, made.count()) * 32 + 12)
        made.raise_()
        made.show()

    def _panel(self) -> _Hits:
        if self._list is None:
            self._list = _Hits(self.window())
            self._list.setAccessibleName(_("Kết quả tìm"))
            self._list.itemClicked.connect(lambda _item: self._open())
        return self._list

    def close_hits(self) -> None:
        """Take the list away."""
        if self._list is not None:
            self._list.hide()

    def _open(self) -> None:
        row = self._list.currentRow() if self._list else -1
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self.close_hits()
            self.blockSignals(True)
            self.clear()
            self.blockSignals(False)
            self.opened.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        made = self._list
        if made is not None and made.isVisible() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            way = 1 if event.key() == Qt.Key.Key_Down else -1
            made.setCurrentRow((made.currentRow() + way) % max(1, made.count()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():
                self.ask_now()
            self._open()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_hits()
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.close_hits()


__all__ = ["FindBox", "Hit", "SearchBox"]
