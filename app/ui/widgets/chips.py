"""Chips: one row of filters, one chosen; what does not fit goes into "Lọc thêm"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QSizePolicy, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import CENTRE, clear, rounded, row, shown, words
from app.ui.widgets.buttons import Menu
from app.words import _, count_text


class Chip(QAbstractButton):
    """One filter: normal, chosen (600) or with the keyboard on it."""

    def __init__(self, text: str, caret: bool = False) -> None:
        super().__init__()
        self.caret = caret
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        # The width of the chosen form, so that nothing moves when one is chosen.
        extra = 20 if self.caret else 0
        return QSize(theme.width(self.text(), "base", True) + 30 + extra, tokens.CHIP + 2)

    minimumSizeHint = sizeHint

    def nextCheckState(self) -> None:
        """The bar decides which chip is chosen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill = "sel" if on or self.isDown() else "hover" if self.underMouse() else "surface"
        if self.hasFocus():
            rounded(painter, self.rect(), fill, "focus", tokens.CHIP_RADIUS + 1, 2)
        else:
            rounded(painter, area, fill, "text2" if on else "line", tokens.CHIP_RADIUS)
        if self.caret:
            side = QRectF(area.right() - 28, area.center().y() - 8, 16, 16)
            theme.icons.paint(painter, "arrow-down-s", side, "text2")
            area.setRight(area.right() - 20)
        words(painter, area.adjusted(0, -1, 0, 0), self.text(), "text" if on else "text2", "base", on, CENTRE)


class ChipBar(QWidget):
    """Filters as (key, words, count or None); `chosen` gives the key."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str, int | None]] = (), spoken: str = "") -> None:
        super().__init__()
        self.setAccessibleName(spoken or _("Lọc nhanh"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips: dict[str, Chip] = {}
        self.more = Chip(_("Lọc thêm"), caret=True)
        self.more.clicked.connect(self._open_more)
        self._row = row(gap=8)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(self._row)
        self.value = ""
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str, int | None]]) -> None:
        """Offer filters; the one chosen stays so if it is still there, else the first is."""
        texts = {
            key: f"{text} ({count_text(count)})" if count is not None else text
            for key, text, count in options
        }
        if list(texts) == list(self.chips):
            for key, text in texts.items():
                self.chips[key].setText(text)
                self.chips[key].setAccessibleName(text)
                self.chips[key].updateGeometry()
            self._fit()
            return
        self._row.removeWidget(self.more)
        clear(self._row)
        self.chips.clear()
        for key, text in texts.items():
            chip = Chip(text)
            chip.clicked.connect(lambda _checked=False, key=key: self.choose(key))
            chip.installEventFilter(self)
            self.chips[key] = chip
            self._row.addWidget(chip)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        shown(self.more, False)
        self.set_value(self.value if self.value in texts else next(iter(texts), ""))
        self._fit()

    def set_value(self, key: str) -> None:
        """Choose without a signal."""
        self.value = key
        for other, chip in self.chips.items():
            chip.setChecked(other == key)
        self._fit()

    def choose(self, key: str) -> None:
        """Choose as the user does."""
        if key != self.value:
            self.set_value(key)
            self.chosen.emit(key)

    def overflow(self) -> list[str]:
        """The filters in "Lọc thêm"."""
        return [key for key, chip in self.chips.items() if chip.isHidden()]

    def _fit(self) -> None:
        gap, room = self._row.spacing(), self.width()
        widths = {key: chip.sizeHint().width() + gap for key, chip in self.chips.items()}
        hidden: list[str] = []
        if sum(widths.values()) - gap > room:
            keys = list(widths)
            while len(keys) > 1:
                hidden.insert(0, keys.pop())
                self._name_more(hidden)
                if sum(widths[key] for key in keys) + self.more.sizeHint().width() <= room:
                    break
        for key, chip in self.chips.items():
            shown(chip, key not in hidden)
        shown(self.more, bool(hidden))

    def _name_more(self, hidden: list[str]) -> None:
        inside = self.value in hidden
        self.more.setText(self.chips[self.value].text() if inside else _("Lọc thêm"))
        self.more.setChecked(inside)
        self.more.setAccessibleName(_("Lọc thêm"))

    def _open_more(self) -> None:
        self.more_menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def more_menu(self) -> Menu:
        """The filters that did not fit."""
        menu = Menu(self)
        for key in self.overflow():
            action = menu.addAction(self.chips[key].text())
            action.triggered.connect(lambda _checked=False, key=key: self.choose(key))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        first = next(iter(self.chips.values()), self.more)
        return QSize(first.sizeHint().width() + self.more.sizeHint().width() + 8, tokens.CHIP + 2)

    def sizeHint(self) -> QSize:
        widths = [chip.sizeHint().width() + self._row.spacing() for chip in self.chips.values()]
        return QSize(sum(widths), tokens.CHIP + 2)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            way = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            seen = [chip for chip in self.chips.values() if not chip.isHidden()]
            if way and watched in seen:
                seen[(seen.index(watched) + way) % len(seen)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        return False
