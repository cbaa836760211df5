"""Toast: a dark strip at the bottom of the page, only when something was deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.widgets.base import rounded, row, words
from app.ui.widgets.buttons import Button
from app.ui.widgets.status import OFFER
from app.words import _


class _ToastButton(Button):
    """ "Hoàn tác" on dark."""

    def _tone(self) -> str:
        return "on_toast"

    def _paint_ground(self, painter: QPainter, area) -> None:
        if self.hasFocus() or self.underMouse():
            rounded(painter, area, None, "on_toast", 4, 2 if self.hasFocus() else 1)


class Toast(QWidget):
    """Icon, sentence and the way back; gone after ten seconds."""

    def __init__(
        self, text: str, undo: Callable[[], None] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.text = text
        self.setAccessibleName(text)
        self.button = _ToastButton(_("Hoàn tác"), "link")
        self.button.trailing = ""
        self.button.setVisible(undo is not None)
        self.setLayout(row(None, self.button, margins=(52, 9, 18, 9)))
        self._undo = undo
        self.button.clicked.connect(self._take_back)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_now)

    @classmethod
    def show_on(cls, page: QWidget, text: str, undo: Callable[[], None] | None = None) -> Toast:
        """Lay a toast over the bottom of a page."""
        for old in page.findChildren(cls):
            old.close_now()
        made = cls(text, undo, page)
        page.installEventFilter(made)
        made._place()
        made.show()
        made.raise_()
        made._timer.start(OFFER)
        return made

    def _take_back(self) -> None:
        deed, self._undo = self._undo, None
        self.close_now()
        if deed is not None:
            deed()

    def close_now(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _place(self) -> None:
        page = self.parentWidget()
        if page is not None:
            self.setGeometry(24, page.height() - 54 - 16, page.width() - 48, 54)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def sizeHint(self) -> QSize:
        return QSize(theme.width(self.text) + 180, 54)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), "toast")
        theme.icons.paint(painter, "checkbox-circle", QRectF(16, self.height() / 2 - 9, 18, 18), "on_toast")
        words(painter, QRectF(44, 0, self.width() - 160, self.height()), self.text, "on_toast")
