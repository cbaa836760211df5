"""Small helpers all widgets share: state properties, layouts, labels, hairlines, painting."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TOP = Qt.AlignmentFlag.AlignTop


def mark(widget: QWidget, **states: object) -> None:
    """Set dynamic properties the style sheet looks at, and have the widget dressed again."""
    changed = False
    for name, value in states.items():
        shown = ("true" if value else "false") if isinstance(value, bool) else value
        if widget.property(name) != shown:
            widget.setProperty(name, shown)
            changed = True
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def ground(widget: QWidget, name: str) -> None:
    """Give a plain widget a ground: "bg", "surface", "side", "raised" or "none"."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    mark(widget, ground=name)


def _box(made: QBoxLayout, parts: tuple, gap: int, margins: tuple[int, int, int, int] | int) -> None:
    made.setSpacing(gap)
    sides = (margins,) * 4 if isinstance(margins, int) else margins
    made.setContentsMargins(*sides)
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, int):
            made.addSpacing(part)
        elif isinstance(part, QLayout):
            made.addLayout(part)
        elif isinstance(part, tuple):
            made.addWidget(part[0], part[1])
        else:
            made.addWidget(part)


def column(*parts, gap: int = 0, margins: tuple[int, int, int, int] | int = 0) -> QVBoxLayout:
    """A vertical layout of widgets and layouts; None stretches, a number is a space, (widget, n) grows."""
    made = QVBoxLayout()
    _box(made, parts, gap, margins)
    return made


def row(*parts, gap: int = 0, margins: tuple[int, int, int, int] | int = 0) -> QHBoxLayout:
    """A horizontal layout, written like `column`."""
    made = QHBoxLayout()
    _box(made, parts, gap, margins)
    return made


def box(layout: QLayout, name: str = "none") -> QWidget:
    """A plain widget around a layout, with a ground."""
    made = QWidget()
    made.setLayout(layout)
    if name != "none":
        ground(made, name)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and free it."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.widget()) is not None:
            inner.hide()
            inner.setParent(None)
            inner.deleteLater()
        elif (below := item.layout()) is not None:
            clear(below)


class Label(QLabel):
    """Words in a role and tone of the theme; plain text, never cut. `wrap` lets it take several lines."""

    def __init__(
        self,
        text: str = "",
        role: str = "base",
        tone: str = "text",
        *,
        bold: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        if bold:
            self.setProperty("bold", "true")
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the words."""
        mark(self, tone=tone)

    def set_bold(self, bold: bool) -> None:
        """Weight 600 or 400."""
        mark(self, bold=bold)


class Hairline(QWidget):
    """A line of one device pixel at every scale, across or, with `vertical`, upright."""

    def __init__(self, vertical: bool = False, tone: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vertical, self.tone = vertical, tone
        policy = QSizePolicy.Policy
        if vertical:
            self.setFixedWidth(2)
            self.setSizePolicy(policy.Fixed, policy.Expanding)
        else:
            self.setFixedHeight(2)
            self.setSizePolicy(policy.Expanding, policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.vertical:
            hairline(painter, 1, 0, 1, self.height(), self.tone)
        else:
            hairline(painter, 0, 1, self.width(), 1, self.tone)


def hairline(painter: QPainter, x1: float, y1: float, x2: float, y2: float, tone: str = "line") -> None:
    """Paint a line of one device pixel."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.q(tone), 0))
    painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    painter.restore()


def rounded(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: str | None = None,
    edge: str | None = None,
    radius: float = theme.tokens.RADIUS,
    thick: float = 1,
) -> None:
    """Paint a rounded box that stays wholly inside `rect`; colours are names of tokens."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = QRectF(rect)
    if edge:
        half = thick / 2
        inner.adjust(half, half, -half, -half)
        radius = max(0.0, radius - half)
    painter.setPen(QPen(theme.q(edge), thick) if edge else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.q(fill) if fill else QColor(0, 0, 0, 0))
    painter.drawRoundedRect(inner, radius, radius)
    painter.restore()


def words(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    tone: str = "text",
    role: str = "base",
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
    font: QFont | None = None,
) -> None:
    """Paint words on one line, never cut."""
    painter.setFont(font or theme.font(role, bold))
    painter.setPen(theme.q(tone))
    painter.drawText(QRectF(rect), int(align | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine), text)


def speak(widget: QWidget, spoken: str, description: str = "") -> QWidget:
    """Give a widget the name a screen reader speaks."""
    widget.setAccessibleName(spoken.replace("&", ""))
    if description:
        widget.setAccessibleDescription(description)
    return widget


def shown(widget: QWidget, wanted: bool) -> None:
    """Show or hide a part; one not yet placed anywhere never becomes a window of its own."""
    if widget.parentWidget() is not None or not wanted:
        widget.setVisible(wanted)
    else:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
