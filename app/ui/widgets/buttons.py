"""Buttons: primary (one per page), secondary, quiet and link; with icon, caret or arrow; a working state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QPushButton, QScrollArea, QSizePolicy, QWidget
from shiboken6 import isValid

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import rounded
from app.words import _

KINDS = ("primary", "secondary", "quiet", "link")
_ICON = 18


class FocusRing(QWidget):
    """The ring around a primary button: 2 px, with a gap of 2 px, outside the button's own box."""

    REACH = 3  # the button keeps 1 px of room itself

    def __init__(self, button: QWidget) -> None:
        super().__init__(button.parentWidget() or button)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def around(self, button: QWidget) -> None:
        """Lie around the button, in the nearest parent that has room for the ring."""
        reach = self.REACH
        host = button.parentWidget() or button
        while True:
            area = QRect(button.mapTo(host, QPoint(0, 0)), button.size()).adjusted(
                -reach, -reach, reach, reach
            )
            above = host.parentWidget()
            if host.rect().contains(area) or above is None or host.isWindow():
                break
            if isinstance(above.parentWidget(), QScrollArea):
                break  # what scrolls carries the ring along
            host = above
        if self.parentWidget() is not host:
            self.setParent(host)
        self.setGeometry(area)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(QPainter(self), QRectF(self.rect()), None, "focus", tokens.RADIUS + 4, 2)


class Button(QPushButton):
    """A button that names its deed. `arrow` puts an arrow behind a link, `menu` a caret behind the words."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        *,
        icon: str = "",
        large: bool = False,
        menu: QMenu | None = None,
        trailing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        if kind not in KINDS:
            raise ValueError(kind)
        self.kind, self.icon_name, self.large = kind, icon, large
        self.trailing = trailing or ("arrow-right-s" if kind == "link" else "")
        self._working = ""
        self._ring: FocusRing | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if not text:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if menu is not None:
            self.set_menu(menu)

    # The words

    def set_menu(self, menu: QMenu) -> None:
        """Make it a menu button: the caret says so."""
        self.trailing = "arrow-down-s"
        self.setMenu(menu)

    def set_kind(self, kind: str) -> None:
        """Change the weight of the button, as when the first duty alone is primary."""
        self.kind = kind
        self.updateGeometry()
        self.update()

    def set_working(self, text: str | None) -> None:
        """While the deed runs: keep the width, say so ("Đang ghi…" for ""), take no clicks; None ends it."""
        if text is None:
            self._working = ""
            self.setMinimumWidth(0)
            self.setEnabled(True)
        else:
            self.setMinimumWidth(self.width())
            self._working = text or _("Đang ghi…")
            self.setEnabled(False)
        self.update()

    @property
    def working(self) -> bool:
        """Whether the deed runs."""
        return bool(self._working)

    @property
    def plain_text(self) -> str:
        """The words without the mark of the mnemonic."""
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    # Measures

    @property
    def _role(self) -> str:
        return "lead" if self.large else "small" if self.kind == "link" else "base"

    @property
    def _bold(self) -> bool:
        return self.kind in ("primary", "link") and not self.large

    @property
    def _padding(self) -> int:
        return {"link": 2, "quiet": 10}.get(self.kind, 14 if self.icon_name or self.trailing else 15)

    def _content_width(self, text: str) -> int:
        total = theme.width(text, self._role, self._bold) if text else 0
        if self.icon_name:
            total += _ICON + (8 if text else 0)
        if self.trailing:
            total += 16 + (6 if self.kind == "link" else 4)
        return total

    def sizeHint(self) -> QSize:
        height = (tokens.CONTROL_LARGE if self.large else tokens.CONTROL) + 2
        if self.kind == "link":
            height = 26
        if not self.text():
            return QSize(height, height)
        return QSize(self._content_width(self.plain_text) + 2 * self._padding + 2, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # Focus and pointer

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_ring(event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_ring(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor
            )

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def _show_ring(self, wanted: bool) -> None:
        wanted = wanted and self.kind == "primary" and self.isVisible()
        ring = self._ring if self._ring is not None and isValid(self._ring) else None
        if wanted:
            if ring is None:
                ring = FocusRing(self)
                self.destroyed.connect(ring.deleteLater)
                self._ring = ring
            ring.around(self)
        elif ring is not None:
            ring.hide()
        self.update()

    def _move_ring(self) -> None:
        if self._ring is not None and isValid(self._ring) and self._ring.isVisible():
            self._ring.around(self)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._move_ring()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._move_ring()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect().adjusted(1, 1, -1, -1)
        self._paint_ground(painter, area)
        self._paint_content(painter, area)

    def _paint_ground(self, painter: QPainter, area: QRect) -> None:
        over = self.underMouse() and self.isEnabled()
        down = self.isDown() or (self.isChecked() and self.isCheckable())
        ring = self.hasFocus() and self.kind != "primary"
        if self.kind == "primary":
            fill = "accent_pressed" if down else "accent_hover" if over else "accent"
            rounded(painter, area, fill if self.isEnabled() else "track")
            return
        if self.kind == "secondary":
            fill = "sel" if down else "hover" if over else "surface"
            if not self.isEnabled():
                rounded(painter, area, "bg", "line")
            elif ring:
                rounded(painter, self.rect(), fill, "focus", tokens.RADIUS + 1, 2)
            else:
                rounded(painter, area, fill, "ctl")
            return
        if down or over:
            rounded(painter, area, "sel" if down else "hover")
        if ring:
            rounded(painter, self.rect(), None, "focus", tokens.RADIUS + 1, 2)

    def _tone(self) -> str:
        if not self.isEnabled():
            return "text3"
        return "on_accent" if self.kind == "primary" else "text"

    def _paint_content(self, painter: QPainter, area: QRect) -> None:
        text = self._working or self.plain_text
        tone = self._tone()
        x = area.x() + (area.width() - self._content_width(text)) / 2
        if self.kind == "link":
            x = area.x() + self._padding - 1
        if self.icon_name:
            top = area.y() + (area.height() - _ICON) / 2
            shade = "text2" if tone == "text" else tone
            theme.icons.paint(painter, self.icon_name, QRectF(x, top, _ICON, _ICON), shade)
            x += _ICON + 8
        advance = theme.width(text, self._role, self._bold) if text else 0
        if text:
            shown = text if self._working else self.text()
            painter.setFont(theme.font(self._role, self._bold))
            painter.setPen(theme.q(tone))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic | Qt.TextFlag.TextDontClip
            painter.drawText(QRectF(x, area.y() - 0.5, advance + 2, area.height()), int(flags), shown)
            x += advance
        if self.trailing:
            gap = 6 if self.kind == "link" else 4
            top = area.y() + (area.height() - 16) / 2 + 0.5
            theme.icons.paint(painter, self.trailing, QRectF(x + gap, top, 16, 16), tone)


class IconButton(Button):
    """A quiet square button showing only an icon of 20 px; `text` is its tooltip and spoken name."""

    def __init__(self, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__("", "quiet", icon=icon, parent=parent)
        self.setToolTip(text.replace("&", ""))
        self.setAccessibleName(text.replace("&", ""))

    def _paint_content(self, painter: QPainter, area: QRect) -> None:
        side = 20
        box = QRectF(area.x() + (area.width() - side) / 2, area.y() + (area.height() - side) / 2, side, side)
        theme.icons.paint(painter, self.icon_name, box, "text2" if self.isEnabled() else "text3")


def link(text: str, parent: QWidget | None = None) -> Button:
    """A link: weight 600 and an arrow, never underlined."""
    return Button(text, "link", parent=parent)


class Menu(QMenu):
    """A menu in the look of the application."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)


__all__ = ["Button", "FocusRing", "IconButton", "Menu", "link"]
