"""A tick and a round option with words, painted in the look of the application."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from app.ui import theme
from app.ui.widgets.base import rounded

_BOX = 20


def _hint(widget: QCheckBox | QRadioButton) -> QSize:
    return QSize(_BOX + 10 + theme.width(widget.text().replace("&", "")) + 6, 30)


def _paint(widget: QCheckBox | QRadioButton, painter: QPainter, radius: float) -> None:
    square = QRectF(3, (widget.height() - _BOX) / 2, _BOX, _BOX)
    on = widget.isChecked()
    alive = widget.isEnabled()
    if on:
        rounded(painter, square.adjusted(1, 1, -1, -1), "text2" if alive else "ctl", None, radius - 1)
        if radius > 8:
            rounded(painter, square.adjusted(6, 6, -6, -6), "surface", None, 4)
        else:
            theme.icons.paint(painter, "check", square.adjusted(2, 2, -2, -2), "surface")
    else:
        over = widget.underMouse() and alive
        fill = "hover" if over else "surface"
        rounded(painter, square.adjusted(1, 1, -1, -1), fill, "ctl" if alive else "line", radius - 1)
    if widget.hasFocus():
        rounded(painter, square.adjusted(-2, -2, 2, 2), None, "focus", radius + 2, 2)
    painter.setFont(theme.font("base"))
    painter.setPen(theme.q("text" if alive else "text3"))
    area = QRectF(_BOX + 11, 0, widget.width(), widget.height())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic | Qt.TextFlag.TextDontClip
    painter.drawText(area, int(flags), widget.text())


class Tick(QCheckBox):
    """Yes or no."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return _hint(self)

    minimumSizeHint = sizeHint

    def hitButton(self, pos) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(self, QPainter(self), 5)


class Option(QRadioButton):
    """One of several, where words are too long for a segment."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return _hint(self)

    minimumSizeHint = sizeHint

    def hitButton(self, pos) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(self, QPainter(self), 10)
