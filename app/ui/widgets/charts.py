"""Small charts beside a number: ring, bars, slots, shares and the meter of a cap.

They read the tokens when they paint. `spoken` says the same in words; with `clickable` a click or Enter
asks for the people behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.base import CENTRE, rounded, words


class Chart(QWidget):
    """What all charts share."""

    asked = Signal(int)  # the part clicked, -1 for the whole

    def __init__(self, spoken: str = "", *, clickable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(spoken)
        self.clickable = clickable
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def part_at(self, x: float) -> int:
        """The part under a point, -1 for none."""
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.clickable:
            self.asked.emit(self.part_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.clickable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit(-1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if self.hasFocus():
            rounded(painter, self.rect(), None, "focus", 4, 2)

    def draw(self, painter: QPainter) -> None:
        """Paint the chart itself."""


class Ring(Chart):
    """A share of a whole, with its words in the middle."""

    def __init__(self, share: float, text: str, spoken: str = "", *, fill: str = "text2", **how) -> None:
        super().__init__(spoken or text, **how)
        self.share, self.text, self.fill = share, text, fill

    def set(self, share: float, text: str) -> None:
        """Show another share, between 0 and 1."""
        self.share, self.text = share, text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(68, 68)

    minimumSizeHint = sizeHint

    def draw(self, painter: QPainter) -> None:
        box = QRectF(5, 5, 58, 58)
        pen = QPen(theme.q("track"), 8)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawEllipse(box)
        pen.setColor(theme.q(self.fill))
        painter.setPen(pen)
        painter.drawArc(box, 90 * 16, -round(360 * 16 * max(0.0, min(1.0, self.share))))
        words(painter, QRectF(0, 0, 68, 68), self.text, "text", "small", True, CENTRE)


class Bars(Chart):
    """Bars over labels; the one that matters now is dark. `plan` draws a dashed line over the last bar."""

    def __init__(
        self, values: Sequence[float], labels: Sequence[str], spoken: str = "", *,
        now: Sequence[int] | None = None, plan: float = 0, numbers: bool = False,
        height: int = 66, width: int = 0, **how,
    ) -> None:  # fmt: skip
        super().__init__(spoken, **how)
        self.values, self.labels = list(values), list(labels)
        self.now = set(now) if now is not None else {len(self.values) - 1}
        self.plan, self.numbers = plan, numbers
        self._height, self._width = height, width
        if not width:
            return
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        widest = max((theme.width(text, "chart") for text in self.labels), default=10)
        each = max(18, widest + 4)
        return QSize(self._width or each * len(self.values), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 110), self._height)

    def part_at(self, x: float) -> int:
        return max(0, min(len(self.values) - 1, int(x / (self.width() / max(1, len(self.values))))))

    def draw(self, painter: QPainter) -> None:
        if not self.values:
            return
        each = self.width() / len(self.values)
        top, foot = 20 if self.numbers else 2, self.height() - 20
        highest = max([*self.values, self.plan, 1e-9])
        thick = min(24.0, each * 0.58)
        for i, value in enumerate(self.values):
            middle = (i + 0.5) * each
            tall = (foot - top) * value / highest
            if value:
                bar = QRectF(middle - thick / 2, foot - tall, thick, tall)
                painter.fillRect(bar, theme.q("text2" if i in self.now else "grey_fill"))
            if self.numbers:
                words(painter, QRectF(middle - each / 2, foot - tall - 18, each, 16), f"{value:g}", "text2",
                      "chart", align=CENTRE)  # fmt: skip
            tone = "text" if i in self.now else "text2"
            words(painter, QRectF(middle - each / 2, foot + 3, each, 16), self.labels[i], tone, "chart",
                  align=CENTRE)  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.q("ctl" if self.numbers else "line"), 0))
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        if self.plan:
            y = foot - (foot - top) * self.plan / highest
            painter.setPen(QPen(theme.q("text"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self.width() - each, y), QPointF(self.width(), y))
            if self.plan > self.values[-1]:
                above = QRectF(self.width() - each, y - 18, each, 16)
                words(painter, above, f"{self.plan:g}", "text2", "chart", align=CENTRE)


class Slots(Chart):
    """One slot per person or step: `fills` names a fill for each, "track" the empty; `ceiling` is a mark."""

    def __init__(
        self, fills: Sequence[str], spoken: str = "", *, ceiling: int | None = None, tall: int = 10,
        width: int = 0, **how,
    ) -> None:  # fmt: skip
        super().__init__(spoken, **how)
        self.fills, self.ceiling, self.tall, self._width = list(fills), ceiling, tall, width
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        )

    def set(self, fills: Sequence[str], ceiling: int | None = None) -> None:
        """Show other slots."""
        self.fills, self.ceiling = list(fills), ceiling
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width or 200, self.tall + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width or 90, self.tall + 10)

    def part_at(self, x: float) -> int:
        return max(0, min(len(self.fills) - 1, int(x / (self.width() / max(1, len(self.fills))))))

    def draw(self, painter: QPainter) -> None:
        if not self.fills:
            return
        gap = 6 if len(self.fills) <= 12 else 2
        each = (self.width() - gap * (len(self.fills) - 1)) / len(self.fills)
        top = (self.height() - self.tall) / 2
        for i, fill in enumerate(self.fills):
            rounded(painter, QRectF(i * (each + gap), top, each, self.tall), fill, None, 2)
        if self.ceiling is not None:
            x = max(1.0, min(self.width() - 1.0, self.ceiling * (each + gap) - gap / 2))
            painter.fillRect(QRectF(x - 1, 0, 2, self.height()), theme.q("text"))


class ShareBar(Chart):
    """Parts of a whole in one bar, with a mark of 2 px at a threshold and its words below."""

    def __init__(self, spoken: str = "", *, tall: int = 12, **how) -> None:
        super().__init__(spoken, **how)
        self.parts: list[tuple[float, str]] = []
        self.total, self.mark_text, self.tall = 1.0, "", tall
        self.mark: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(
        self, parts: Sequence[tuple[float, str]], total: float, mark: float | None = None, text: str = ""
    ) -> None:
        """Parts as (value, fill); the rest of `total` stays empty."""
        self.parts, self.total, self.mark, self.mark_text = list(parts), max(total, 1e-9), mark, text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.tall + 6 + (20 if self.mark_text else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        bar = QRectF(0, 4, self.width(), self.tall)
        rounded(painter, bar, "track", None, 2)
        x = 0.0
        for value, fill in self.parts:
            long = self.width() * max(0.0, min(value, self.total)) / self.total
            if long > 0:
                rounded(painter, QRectF(x, bar.y(), max(0.0, long - 1), self.tall), fill, None, 2)
            x += long
        if self.mark is not None:
            at = min(self.width() - 2.0, self.width() * self.mark / self.total)
            painter.fillRect(QRectF(at - 1, bar.y() - 4, 2, self.tall + 8), theme.q("text"))
            need = theme.width(self.mark_text, "small")
            left = max(0.0, min(self.width() - need, at - need / 2))
            words(painter, QRectF(left, bar.bottom() + 3, need, 18), self.mark_text, "text2", "small")


def cap_fills(count: int, ceiling: int, slots: int = 0) -> list[str]:
    """Fills of a cap meter: gold up to the ceiling, rust beyond, the rest empty."""
    room = max(slots, count, ceiling)
    return [
        "gold_fill" if i < min(count, ceiling) else "rust_fill" if i < count else "track" for i in range(room)
    ]
