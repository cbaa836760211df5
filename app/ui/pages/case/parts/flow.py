"""Fields side by side which go on below where the row is full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Widgets in their own width; those whose policy expands share what is left of their row."""

    def __init__(self, gap: int = 14, line_gap: int = 10) -> None:
        super().__init__()
        self.gap, self.line_gap = gap, line_gap
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Add a part behind the others."""
        part.setParent(self)
        self._parts.append(part)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, moving=False)

    def sizeHint(self) -> QSize:
        seen = self._seen()
        wide = sum(self._width(part) for part in seen) + self.gap * max(0, len(seen) - 1)
        wide = min(wide, 560)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        seen = self._seen()
        wide = max((part.minimumSizeHint().width() for part in seen), default=0)
        wide = max([wide, *(part.minimumWidth() for part in seen)])
        return QSize(wide, max((self._height(part, self._width(part)) for part in seen), default=0))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place(self.width(), moving=True)
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(self.width(), moving=True)

    def _seen(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    @staticmethod
    def _width(part: QWidget) -> int:
        wide = max(part.sizeHint().width(), part.minimumWidth())
        return min(wide, part.maximumWidth())

    @staticmethod
    def _height(part: QWidget, width: int) -> int:
        layout = part.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.heightForWidth(width)
        return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()

    def _place(self, room: int, moving: bool) -> int:
        line: list[tuple[QWidget, int]] = []
        y, used = 0, 0
        for part in self._seen():
            wide = min(self._width(part), max(room, 1))
            if line and used + self.gap + wide > room:
                y += self._line(line, room, y, moving) + self.line_gap
                line, used = [], 0
            used += wide + (self.gap if line else 0)
            line.append((part, wide))
        if line:
            y += self._line(line, room, y, moving)
        return y

    def _line(self, line: list[tuple[QWidget, int]], room: int, y: int, moving: bool) -> int:
        left = max(0, room - sum(wide for _part, wide in line) - self.gap * (len(line) - 1))
        growing = [part for part, _wide in line if _grows(part)]
        placed, x, tall = [], 0, 0
        for part, wide in line:
            if part in growing:
                wide = min(part.maximumWidth(), wide + left // len(growing))
            placed.append((part, x, wide))
            tall = max(tall, self._height(part, wide))
            x += wide + self.gap
        if moving:
            for part, at, wide in placed:
                part.setGeometry(at, y, wide, tall)
        return tall


def _grows(part: QWidget) -> bool:
    return bool(part.sizePolicy().horizontalPolicy().value & QSizePolicy.PolicyFlag.ExpandFlag.value)
