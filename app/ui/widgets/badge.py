"""Badges: always a word, never a control; five tones. Also the confidence of a rule."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import CENTRE, rounded, shown, words
from app.words import N_, _

CONFIDENCE = {
    "confirmed": (N_("Đã đối chiếu"), "green"),
    "single": (N_("Mới có một nguồn"), "amber"),
    "office": (N_("Theo quy định của cấp ủy"), "grey"),
    "none": (N_("Chưa có nguồn"), "amber"),
}


def badge_width(text: str) -> int:
    """Width of a badge in a table or row: its words and 18."""
    return theme.width(text, "small") + 18


def paint_badge(painter: QPainter, rect: QRect | QRectF, text: str, tone: str, wide: int = 0) -> None:
    """Paint a badge at the left of `rect`, in the middle of its height."""
    box = QRectF(rect)
    box = QRectF(
        box.x(), box.y() + (box.height() - tokens.BADGE) / 2, wide or badge_width(text), tokens.BADGE
    )
    rounded(painter, box, f"{tone}_ground", None, tokens.BADGE_RADIUS)
    words(painter, box.adjusted(0, -1, 0, -1), text, tone, "small", align=CENTRE)


class Badge(QWidget):
    """A word on its pale ground; tone is green, amber, rust, gold or grey."""

    def __init__(self, text: str = "", tone: str = "grey", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, tone)

    def set(self, text: str, tone: str = "grey") -> None:
        """Show a word; "" hides the badge."""
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        shown(self, bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.width(self.text, "small") + 24, tokens.BADGE)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), QRectF(self.rect()), self.text, self.tone, self.width())


def confidence_badge(kind: str) -> Badge:
    """The badge of a rule's confidence: confirmed may block, single reminds, office is set by the office."""
    text, tone = CONFIDENCE[kind]
    return Badge(_(text), tone)
