"""Search boxes: the one of the top bar, with hits below it, and the filter of a list as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import RIGHT, words
from app.ui.widgets.suggestions import Suggestions
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
        self._timer.timeout.connect(self.ask_now)
        self.textChanged.connect(lambda _text: self._timer.start())

    def ask_now(self) -> None:
        """Do not wait any longer."""
        self._timer.stop()
        self.asked.emit(self.text().strip())

    def sizeHint(self) -> QSize:
        return QSize(250, tokens.CONTROL + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, tokens.CONTROL + 2)

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
            box = QRectF(0, 0, self.width() - 10, self.height())
            words(painter, box, self.keys, "text3", "small", align=RIGHT)


@dataclass(frozen=True)
class Hit:
    """One thing found: its words, what kind it is, and the page that shows it."""

    text: str
    second: str
    page: str
    where: dict[str, Any] = field(default_factory=dict)


class FindBox(SearchBox):
    """The search of the top bar: `finder(text)` gives hits, shown below; Enter or a click opens one."""

    opened = Signal(object)  # Hit

    def __init__(self, placeholder: str, keys: str = "Ctrl+K", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, keys=keys, parent=parent)
        self.finder: Callable[[str], Sequence[Hit]] = lambda _text: ()
        self.hits: list[Hit] = []
        self._list: Suggestions | None = None
        self.asked.connect(self._ask)

    def sizeHint(self) -> QSize:
        return QSize(tokens.SEARCH, tokens.CONTROL + 2)

    def _ask(self, text: str) -> None:
        self.show_hits(self.finder(text) if text else ())

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show hits, as when a finder works beside the window and answers later."""
        self.hits = list(hits)
        if not self.text().strip():
            self.close_hits()
            return
        texts = [f"{hit.text}  ·  {hit.second}" if hit.second else hit.text for hit in self.hits]
        self._panel().offer(texts, _("Không thấy gì cho “{text}”").format(text=self.text().strip()))

    def _panel(self) -> Suggestions:
        if self._list is None:
            self._list = Suggestions(self, _("Kết quả tìm"))
            self._list.picked.connect(self._open)
        return self._list

    def close_hits(self) -> None:
        """Take the list away."""
        if self._list is not None:
            self._list.hide()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.hits):
            hit = self.hits[row]
            self.close_hits()
            self.blockSignals(True)
            self.clear()
            self.blockSignals(False)
            self.opened.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._timer.isActive():
            self.ask_now()
        if self._list is None or not self._list.take_key(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.close_hits()
