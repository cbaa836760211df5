"""Large things to press or read: tiles of Gửi – nhận, doors of the first start, avatar, figures, keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import CENTRE, Hairline, Label, column, rounded, row, words
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.field import Glyph
from app.words import _


class Tile(QAbstractButton):
    """A button 88 high: icon, title, a line below, an arrow; the active one has an edge of 2 px."""

    def __init__(self, icon: str, title: str, second: str = "") -> None:
        super().__init__()
        self.icon_name, self.second = icon, second
        self.setText(title)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_second(second)

    def set_second(self, second: str) -> None:
        """The line below the title."""
        self.second = second
        self.setAccessibleName(f"{self.text()}. {second}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        need = max(theme.width(self.text(), "section", True), theme.width(self.second, "small"))
        return QSize(need + 71 + 60, tokens.TILE)

    minimumSizeHint = sizeHint

    def nextCheckState(self) -> None:
        """The page decides which tile is active."""

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        alive, active = self.isEnabled(), self.isChecked()
        fill = "hover" if (self.underMouse() or self.isDown()) and alive else "surface" if alive else "bg"
        if self.hasFocus():
            rounded(painter, self.rect(), fill, "focus", tokens.RADIUS, 2)
        elif active:
            rounded(painter, self.rect(), fill, "text", tokens.RADIUS, 2)
        else:
            rounded(painter, self.rect(), fill, "ctl" if alive else "line")
        tone = "text" if alive else "text3"
        middle = self.height() / 2
        theme.icons.paint(painter, self.icon_name, QRectF(22, middle - 14, 28, 28), tone)
        if self.second:
            words(painter, QRectF(71, middle - 24, 10, 26), self.text(), tone, "section", True)
            words(
                painter, QRectF(71, middle + 2, 10, 22), self.second, "text2" if alive else "text3", "small"
            )
        else:
            words(painter, QRectF(71, 0, 10, self.height()), self.text(), tone, "section", True)
        arrow = "arrow-down-s" if active else "arrow-right-s"
        theme.icons.paint(painter, arrow, QRectF(self.width() - 44, middle - 10, 20, 20), tone)


class Door(Card):
    """One way in at the first start: icon, what you have, what happens, what is needed, button."""

    def __init__(
        self, icon: str, title: str, text: str, needed: str, button: str, primary: bool = False
    ) -> None:
        super().__init__()
        self.button = Button(button, "primary" if primary else "secondary", large=True)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}. {text}")
        self.add(
            column(
                row(Glyph(icon, "text", 32), None), 14,
                Label(title, "section", bold=True, wrap=True), 6, Label(text, "base", "text2", wrap=True), 16,
                Hairline(), 12, Label(_("Cần có"), "small", "text2", bold=True), 3, Label(needed, wrap=True),
                None, 24, self.button, margins=(28, 29, 28, 28),
            ),
            1,
        )  # fmt: skip


def initials(name: str) -> str:
    """The first letters of family and given name: "Phạm Ngọc Diễm" is PD."""
    parts = name.split()
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper() if parts else ""


class Avatar(QWidget):
    """A round ground with initials; nobody's photo is kept."""

    def __init__(self, name: str = "", side: int = 48) -> None:
        super().__init__()
        self.setFixedSize(side, side)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Whose initials."""
        self.letters = initials(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), "grey_ground", None, self.width() / 2)
        words(painter, self.rect(), self.letters, "text2", "section", True, CENTRE)


class Figure(QWidget):
    """One of the four figures of the home page: what, the number, out of what, a note, a small chart."""

    def __init__(
        self, title: str, number: str, of: str = "", note: str = "", chart: QWidget | None = None
    ) -> None:
        super().__init__()
        self.number = Label(number, "figure", bold=True)
        self.of = Label(of, "base", "text2")
        line = row(self.number, self.of, None, gap=9)
        line.setAlignment(self.of, Qt.AlignmentFlag.AlignBottom)
        self.of.setContentsMargins(0, 0, 0, 5)
        left = column(
            None, Label(title, "small", "text2", bold=True), line, Label(note, "small", "text2"), None
        )
        parts: list = [left, None]
        if chart is not None:
            parts.append(chart)
        self.setAccessibleName(f"{title}: {number} {of}. {note}")
        self.setLayout(row(*parts, gap=8, margins=(tokens.CARD_PADDING, 8, 20, 8)))


class KeyLegend(QWidget):
    """Which key does what, above a grid typed from the keyboard; a pair without a key is words alone."""

    def __init__(self, keys: Sequence[tuple[str, str]] = (), lead: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(keys, lead)

    def set(self, keys: Sequence[tuple[str, str]], lead: str = "") -> None:
        """Show other keys."""
        self.keys, self.lead = list(keys), lead or _("Gõ phím")
        said = ", ".join(f"{key} {text}".strip() for key, text in keys)
        self.setAccessibleName(f"{self.lead} {said}")
        self.updateGeometry()
        self.update()

    def _places(self) -> list[tuple[int, int, str, str]]:
        """(where the key's box begins, where its words begin, key, words)."""
        x = theme.width(self.lead, "small") + 8
        found = []
        for key, text in self.keys:
            words_at = x + (max(24, theme.width(key, "small") + 14) + 8 if key else 0)
            found.append((x, words_at, key, text))
            x = words_at + theme.width(text, "small") + 16
        return found

    def sizeHint(self) -> QSize:
        places = self._places()
        end = (
            places[-1][1] + theme.width(places[-1][3], "small") if places else theme.width(self.lead, "small")
        )
        return QSize(end + 4, 30)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tall = self.height()
        words(painter, QRectF(0, 0, 10, tall), self.lead, "text3", "small")
        for x, left, key, text in self._places():
            if key:
                box = QRectF(x, (tall - 24) / 2, left - x - 8, 24)
                rounded(painter, box, "surface", "ctl", 4)
                words(painter, box, key, "text", "small", True, CENTRE)
            words(painter, QRectF(left, 0, 10, tall), text, "text2", "small")
