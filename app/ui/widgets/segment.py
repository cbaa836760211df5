"""Segment: one of two or three, side by side; fits into a field like any editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import CENTRE, hairline, rounded, words


class Segment(QWidget):
    """(value, words) pairs; Left and Right choose. For more than three use a Choice."""

    value_changed = Signal(object)
    complained = Signal(str)

    def __init__(self, options: Sequence[tuple[Any, str]], value: Any = None) -> None:
        super().__init__()
        self.options = list(options)
        self._at = -1
        self._over = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)

    def value(self) -> Any:
        """The value chosen, None for none."""
        return self.options[self._at][0] if self._at >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose without a signal."""
        self._at = next((i for i, (key, _words) in enumerate(self.options) if key == value), -1)
        self.setAccessibleDescription(self.options[self._at][1] if self._at >= 0 else "")
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.setEnabled(not read_only)

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self.options) and at != self._at:
            self.set_value(self.options[at][0])
            self.value_changed.emit(self.value())

    def _widths(self) -> list[int]:
        return [theme.width(text, "base", True) + 28 for _value, text in self.options]

    def _part(self, at: int) -> QRectF:
        widths = self._widths()
        return QRectF(1 + sum(widths[:at]), 1, widths[at], tokens.CONTROL)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 2, tokens.CONTROL + 2)

    minimumSizeHint = sizeHint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if way:
            self._choose(max(0, min(len(self.options) - 1, self._at + way)))
        elif event.key() == Qt.Key.Key_Space:
            self._choose((self._at + 1) % len(self.options))
        else:
            super().keyPressEvent(event)

    def _at_point(self, event: QMouseEvent) -> int:
        point = event.position()
        return next((i for i in range(len(self.options)) if self._part(i).contains(point)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at_point(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._at_point(event)
        self.update()

    def leaveEvent(self, event) -> None:
        self._over = -1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        alive = self.isEnabled()
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shape, theme.q("surface" if alive else "bg"))
        painter.save()
        painter.setClipPath(shape)
        for i in range(len(self.options)):
            if i == self._at:
                painter.fillRect(self._part(i), theme.q("sel"))
            elif i == self._over and alive:
                painter.fillRect(self._part(i), theme.q("hover"))
        painter.restore()
        edge = "ctl" if alive else "line"
        for i, (_value, text) in enumerate(self.options):
            part = self._part(i)
            if i:
                hairline(painter, part.x(), 1, part.x(), tokens.CONTROL, edge)
            tone = "text3" if not alive and i != self._at else "text"
            words(painter, part.adjusted(0, -1, 0, 0), text, tone, "base", i == self._at, CENTRE)
        if self.hasFocus():
            rounded(painter, self.rect(), None, "focus", tokens.RADIUS + 1, 2)
        else:
            rounded(painter, whole, None, edge)
