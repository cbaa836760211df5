"""Navigation at the left: icons with words and counts, folded to icons with tooltips when it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui import theme
from app.ui.page import Entry
from app.ui.theme import tokens
from app.ui.widgets.base import CENTRE, column, ground, hairline, rounded, words
from app.words import _


def paint_sign(painter: QPainter, box: QRectF) -> None:
    """The sign of the program: a white book page on the accent."""
    rounded(painter, box, "accent", None, tokens.RADIUS)
    unit = box.width() / 28
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    rounded(painter, QRectF(6.5, 6, 15, 16), "on_accent", None, 2)
    for y, right in ((9.6, 18.5), (13.1, 18.5), (16.6, 15.5)):
        rounded(painter, QRectF(9.5, y, right - 9.5, 1.9), "accent", None, 0.6)
    painter.restore()


class Sign(QWidget):
    """The sign and the name of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.folded = False
        self.setAccessibleName(_("Sổ Chi bộ"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(60, tokens.TOP_BAR_SMALL if self.folded else tokens.TOP_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = (self.width() - 26) / 2 if self.folded else 20
        paint_sign(
            painter, QRectF(x, (self.height() - 28) / 2, 26 if self.folded else 28, 26 if self.folded else 28)
        )
        if not self.folded:
            words(painter, QRectF(60, 0, 150, self.height()), _("Sổ Chi bộ"), "text", "section", True)


class NavEntry(QAbstractButton):
    """One entry: a marker of 3 px when active, a count at the right, rust when something is late."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.folded = False
        self.count, self.late = 0, False
        self.setText(entry.title)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_count(self, count: int, late: bool = False) -> None:
        """The number at the right, 0 for none."""
        self.count, self.late = count, late
        self._name()
        self.update()

    def fold(self, folded: bool) -> None:
        """Icon only, with a tooltip."""
        self.folded = folded
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        plain = self.entry.title.replace("&", "")
        spoken = f"{plain} ({self.count})" if self.count else plain
        self.setAccessibleName(spoken)
        self.setToolTip(spoken if self.folded else "")

    def sizeHint(self) -> QSize:
        return QSize(
            tokens.NAV_FOLDED if self.folded else tokens.NAV, 36 if self.folded else tokens.NAV_ENTRY
        )

    minimumSizeHint = sizeHint

    def nextCheckState(self) -> None:
        """The frame decides which entry is active."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        active, over = self.isChecked(), self.underMouse()
        width, height = self.width(), self.height()
        if active or over:
            painter.fillRect(self.rect(), theme.q("surface" if active else "hover"))
        if active:
            painter.fillRect(0, 0, 3, height, theme.q("accent_mark"))
        side = 20
        x = (width - side) / 2 if self.folded else 17
        tone = "text" if active else "text2"
        theme.icons.paint(painter, self.entry.icon, QRectF(x, (height - side) / 2, side, side), tone)
        if not self.folded:
            painter.setFont(theme.font("base", active))
            painter.setPen(theme.q(tone))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic | Qt.TextFlag.TextDontClip
            painter.drawText(QRectF(49, 0, width - 49, height), int(flags), self.text())
            self._paint_count(painter)
        elif self.count and self.late:
            rounded(painter, QRectF(width - 20, 6, 8, 8), "rust_fill", None, 4)
        if self.hasFocus():
            rounded(painter, QRectF(self.rect()).adjusted(5, 2, -3, -2), None, "focus", tokens.RADIUS, 2)

    def _paint_count(self, painter: QPainter) -> None:
        if not self.count:
            return
        text = str(self.count)
        wide = max(23, theme.width(text, "small", True) + 15)
        box = QRectF(self.width() - 14 - wide, (self.height() - 21) / 2, wide, 21)
        rounded(painter, box, "rust_ground" if self.late else "track", None, 10.5)
        words(painter, box, text, "rust" if self.late else "text", "small", True, CENTRE)


class Navigation(QWidget):
    """All entries; Up and Down go between them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        ground(self, "side")
        self.setAccessibleName(_("Các trang"))
        self.entries: dict[str, NavEntry] = {}
        self.sign = Sign()
        self._main = column(gap=2)
        self._foot = column(gap=0)
        self.setLayout(column(self.sign, 8, self._main, None, self._foot, margins=(0, 0, 1, 8)))
        self.fold(False)

    def add(self, entry: Entry) -> None:
        """List a page."""
        made = NavEntry(entry)
        made.clicked.connect(lambda: self.chosen.emit(entry.id))
        made.installEventFilter(self)
        self.entries[entry.id] = made
        (self._foot if entry.place == "foot" else self._main).addWidget(made)

    def clear(self) -> None:
        """Take all entries away."""
        for made in self.entries.values():
            made.hide()
            made.deleteLater()
        self.entries.clear()

    def set_active(self, page: str) -> None:
        """Mark the page in front."""
        for key, made in self.entries.items():
            made.setChecked(key == page)

    def fold(self, folded: bool) -> None:
        """Icons only, when the window is narrow."""
        self.setFixedWidth(tokens.NAV_FOLDED if folded else tokens.NAV)
        self.sign.folded = folded
        self.sign.updateGeometry()
        self.sign.update()
        self._main.setSpacing(0 if folded else 2)
        for made in self.entries.values():
            made.fold(folded)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if way:
                made = list(self.entries.values())
                made[(made.index(watched) + way) % len(made)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.q("side"))
        hairline(painter, self.width() - 1, 0, self.width() - 1, self.height())
