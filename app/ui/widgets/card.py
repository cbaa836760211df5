"""Card: a surface with a hairline edge whose parts are divided by lines from edge to edge."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.ui.theme.tokens import CARD_PADDING, RADIUS
from app.ui.widgets.base import Hairline, Label, clear, rounded


class Card(QWidget):
    """A surface with parts one below the other; `raised` makes it paper-like."""

    def __init__(self, title: str = "", *, raised: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.raised = raised
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        if title:
            self.add_padded(Label(title, "section", bold=True), 14, 10)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Add a part that reaches the edges of the card."""
        if isinstance(part, QLayout):
            self.body.addLayout(part, stretch)
        else:
            self.body.addWidget(part, stretch)

    def add_padded(self, part: QWidget | QLayout, above: int = 8, below: int = 8, stretch: int = 0) -> None:
        """Add a part with the card's padding at its sides."""
        holder = QVBoxLayout()
        holder.setContentsMargins(CARD_PADDING - 1, above, CARD_PADDING - 1, below)
        if isinstance(part, QLayout):
            holder.addLayout(part)
        else:
            holder.addWidget(part)
        self.body.addLayout(holder, stretch)

    def add_line(self, inset: bool = False) -> None:
        """Divide two parts by a hairline, from edge to edge or, in a pane, inset by the padding."""
        if inset:
            self.add_padded(Hairline(), 0, 0)
        else:
            self.body.addWidget(Hairline())

    def add_stretch(self) -> None:
        """Push what follows to the foot."""
        self.body.addStretch(1)

    def empty(self) -> None:
        """Take all parts out."""
        clear(self.body)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = 1 / self.devicePixelRatioF()
        rounded(
            painter, self.rect(), "raised" if self.raised else "surface", "line", RADIUS, max(width, 0.67)
        )
