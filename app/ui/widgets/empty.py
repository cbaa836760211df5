"""Empty state: what is missing, one sentence, and the first action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import Label, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Glyph


class EmptyState(QWidget):
    """Stands in the middle of the room it gets; `framed` draws a dotted edge where there is no card."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str = "",
        buttons: Sequence[Button] = (),
        *,
        framed: bool = False,
    ) -> None:
        super().__init__()
        self.framed = framed
        self.setAccessibleName(f"{title}. {sentence}")
        self.title = Label(title, bold=True)
        self.sentence = Label(sentence, "small", "text2", wrap=True)
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        glyph = Glyph(icon, "text2", 28)
        parts: list = [None, row(None, glyph, None), 6, self.title, 3, self.sentence]
        if buttons:
            parts += [12, row(None, *buttons, None, gap=8)]
        self.setLayout(column(*parts, None, margins=(24, 16, 24, 18)))

    def set(self, title: str, sentence: str) -> None:
        """Other words, as after a search without result."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.framed:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(theme.q("surface"))
            painter.setPen(QPen(theme.q("ctl"), 1, Qt.PenStyle.DotLine))
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
