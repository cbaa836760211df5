"""What scrolls: a column as tall as its words need, and the place of a page, which scrolls only when it must.

Qt's own resizing takes the least height of wrapped words for their real one; these two ask the layout
how tall it is at the width there is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from app.ui.widgets.base import ground


class _Scroller(QScrollArea):
    """The content gets the width of the area, and its height by `_need`."""

    def __init__(self, under: str = "none") -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(24)
        ground(self.viewport(), under)
        self.viewport().setAutoFillBackground(False)

    def _take(self, content: QWidget) -> None:
        ground(content, "none")
        self.setWidget(content)
        content.setAutoFillBackground(False)
        content.installEventFilter(self)
        self._fit()

    def _need(self, content: QWidget, width: int) -> int:
        layout = content.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.heightForWidth(width)
        return content.sizeHint().height()

    def _fit(self) -> None:
        content = self.widget()
        if content is None:
            return
        room = self.viewport().size()
        wide = max(room.width(), content.minimumSizeHint().width())
        content.resize(wide, max(room.height(), self._need(content, wide)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)


class PagePlace(_Scroller):
    """The place of a page: bars appear only when it is lower or narrower than the page can be."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._take(page)

    def _need(self, content: QWidget, width: int) -> int:
        layout = content.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.minimumHeightForWidth(width)
        return content.minimumSizeHint().height()


class ScrollColumn(_Scroller):
    """Content as wide as the column, as tall as it needs. `width` fixes the width."""

    def __init__(
        self, content: QWidget | QLayout | None = None, *, width: int = 0, under: str = "none"
    ) -> None:
        super().__init__(under)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self._take(content)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        content = self.widget()
        return content.sizeHint() if content is not None else QSize(200, 200)

    def minimumSizeHint(self) -> QSize:
        content = self.widget()
        return QSize(content.minimumSizeHint().width() if content is not None else 60, 120)
