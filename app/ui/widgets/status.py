"""Status bar: saved, last sent, unsent, backup, date; after a deed its first place offers "Hoàn tác"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import Label, ground, hairline, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Glyph
from app.words import _

OFFER = 10_000  # ms a deed can be undone from the bar


class StatusItem(QWidget):
    """An icon of 16 px and words."""

    def __init__(self, icon: str, text: str = "") -> None:
        super().__init__()
        self.glyph = Glyph(icon, "text2", 16)
        self.label = Label(text, "small", "text2")
        self.setLayout(row(self.glyph, self.label, gap=5))
        self.short = ""
        self.full = text

    def set(self, text: str, short: str = "") -> None:
        """Show words, with a shorter form for narrow windows ("" for the same)."""
        self.full, self.short = text, short or text
        self.label.setText(text)
        shown(self, bool(text))


class UndoOffer(QWidget):
    """ "Đã ghi …" with the button that takes it back."""

    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.glyph = Glyph("checkbox-circle-fill", "green", 16)
        self.label = Label("", "small", "text")
        self.button = Button(_("Hoàn tác"), "link")
        self.button.trailing = ""
        self.keys = Label("Ctrl+Z", "small", "text3")
        self.setLayout(row(self.glyph, 5, self.label, 6, self.button, 10, self.keys))
        self.button.clicked.connect(self.undo)


class StatusBar(QWidget):
    """The bar at the foot. `said(text, undo)` shows a deed for ten seconds and covers nothing."""

    undo = Signal()

    PLACES = (
        ("saved", "checkbox-circle"),
        ("sent", "usb"),
        ("unsent", "upload-2"),
        ("backup", "archive"),
    )

    def __init__(self) -> None:
        super().__init__()
        ground(self, "side")
        self.setFixedHeight(tokens.STATUS_BAR)
        self.items = {key: StatusItem(icon) for key, icon in self.PLACES}
        self.date = Label("", "small", "text2")
        self.offer = UndoOffer()
        self.offer.undo.connect(self._undo)
        parts: list = [self.offer, *self.items.values(), None, self.date]
        self._row = row(*parts, gap=30, margins=(25, 1, 24, 0))
        self.setLayout(self._row)
        for item in self.items.values():
            shown(item, False)
        shown(self.offer, False)
        self._deed: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(OFFER)
        self._timer.timeout.connect(self.forget)
        self._narrow = False
        self._dates = ("", "")

    def set(self, place: str, text: str, short: str = "") -> None:
        """Fill a place: saved, sent, unsent, backup; "" takes it away."""
        self.items[place].set(text, short)
        self._arrange()

    def set_date(self, full: str, short: str) -> None:
        """The day, as "Thứ Hai, 17/11/2025" and as "17/11/2025"."""
        self._dates = (full, short)
        self._arrange()

    def said(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done; with `undo` offer to take it back for ten seconds."""
        self._deed = undo
        self.offer.label.setText(text)
        self.offer.button.setVisible(undo is not None)
        self.offer.keys.setVisible(undo is not None and not self._narrow)
        shown(self.offer, True)
        self._timer.start()
        self._arrange()

    @property
    def offered(self) -> str:
        """The deed shown, "" for none."""
        return "" if self.offer.isHidden() else self.offer.label.text()

    def forget(self) -> None:
        """Take the offer away."""
        self._deed = None
        self._timer.stop()
        shown(self.offer, False)
        self._arrange()

    def _undo(self) -> None:
        deed = self._deed
        self.forget()
        if deed is not None:
            deed()
        self.undo.emit()

    def arrange(self, narrow: bool) -> None:
        """Shorter words when it is narrow."""
        self._narrow = narrow
        self._row.setContentsMargins(21 if narrow else 25, 1, 20 if narrow else 24, 0)
        self._arrange()

    def _arrange(self) -> None:
        offering = not self.offer.isHidden()
        for key, item in self.items.items():
            wanted = bool(item.full) and not (key == "saved" and offering)
            if self._narrow and (key == "sent" or (offering and key == "backup")):
                wanted = False
            item.label.setText(item.short if self._narrow else item.full)
            shown(item, wanted)
        self.date.setText(self._dates[1 if self._narrow else 0])
        self._fit()

    def _fit(self) -> None:
        # Words are never cut: what does not fit leaves, the least needed first.
        room = self.width() - 49
        parts = [w for w in (self.offer, *self.items.values(), self.date) if not w.isHidden()]
        for key in ("sent", "backup", "unsent"):
            need = sum(part.sizeHint().width() for part in parts) + 30 * len(parts)
            item = self.items[key]
            if need > room > 200 and item in parts:
                shown(item, False)
                parts.remove(item)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, tokens.STATUS_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.q("side"))
        hairline(painter, 0, 0.5, self.width(), 0.5)


__all__ = ["OFFER", "StatusBar", "StatusItem", "UndoOffer"]
