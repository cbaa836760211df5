"""A column that scrolls by itself: wrapped words in it are never squeezed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from app.ui.widgets.base import ground


class ScrollColumn(QScrollArea):
    """Content as wide as the column, as tall as it needs. `width` fixes the width."""

    def __init__(
        self, content: QWidget | QLayout | None = None, *, width: int = 0, under: str = "none"
    ) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(24)
        ground(self.viewport(), under)
        self.viewport().setAutoFillBackground(False)
        if width:
            self.setFixedWidth(width)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        if content is not None:
            self.set_content(content)

    def set_content(self, content: QWidget | QLayout) -> None:
        """What scrolls."""
        if isinstance(content, QLayout):
            holder = QWidget()
            holder.setLayout(content)
            content = holder
        ground(content, "none")
        self.setWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest and not self.minimumWidth():
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self):
        hint = super().minimumSizeHint()
        content = self.widget()
        if content is not None:
            hint.setWidth(content.minimumSizeHint().width())
        hint.setHeight(120)
        return hint
