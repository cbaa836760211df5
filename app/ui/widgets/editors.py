"""Editors that stand in a field: text, several lines, a choice, a number.

All speak alike: `value()`, `set_value(v)`, `set_read_only(b)`, signals `value_changed(object)` when the
user changed it and `complained(str)` with a sentence ("" when it is right again). No editor meddles
with keys while one types: Vietnamese input methods delete and retype letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy

from app.ui import theme
from app.words import _

Parse = Callable[[str], Any]


class LineEdit(QLineEdit):
    """One line of text; the value is trimmed and in composed form (NFC), None when empty."""

    value_changed = Signal(object)
    complained = Signal(str)

    def __init__(self, text: str = "", *, placeholder: str = "", chars: int = 0, parent=None) -> None:
        super().__init__(text, parent)
        self.setCursorPosition(0)
        self.setPlaceholderText(placeholder)
        self._chars = chars
        self.textEdited.connect(lambda _text: self.value_changed.emit(self.value()))

    def value(self) -> Any:
        """The text without blanks at its ends, None when empty."""
        return unicodedata.normalize("NFC", self.text()).strip() or None

    def set_value(self, value: Any) -> None:
        """Show a text; None is empty."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.setReadOnly(read_only)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._chars:
            hint.setWidth(int(theme.metrics("base").averageCharWidth() * self._chars) + 28)
        return hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(min(self.sizeHint().width(), 200 if self._chars else 120))
        return hint


class ParsedEdit(LineEdit):
    """A line whose text means something: parsed when one leaves it, and answered in its written form.

    `parse(text)` gives the value or raises an exception whose words are shown; `write(value)` its text.
    """

    def __init__(self, parse: Parse, write: Callable[[Any], str] = str, **how) -> None:
        super().__init__(**how)
        self._parse, self._write = parse, write
        self._value: Any = None
        self._settled = ""
        self.textEdited.disconnect()
        self.editingFinished.connect(self.settle)

    def value(self) -> Any:
        """The value of the text shown; None when empty or not understood."""
        if self.text() != self._settled:
            self._read()
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value in its written form."""
        self._value = value
        self._settled = "" if value is None else self._write(value)
        self.setText(self._settled)

    def _read(self) -> str:
        text = unicodedata.normalize("NFC", self.text()).strip()
        self._value = None
        if not text:
            return ""
        try:
            self._value = self._parse(text)
        except ValueError as wrong:
            return str(wrong) or _("Không hiểu “{text}”.").format(text=text)
        except Exception as wrong:
            if not hasattr(wrong, "hint"):
                raise
            return str(wrong)
        return ""

    def settle(self) -> bool:
        """Read the text now; says whether it is understood. Called when the line is left."""
        if self.text() == self._settled and self.property("wrong") != "true":
            return True
        before, old_text = self._value, self._settled
        sentence = self._read()
        if sentence:
            self._settled = self.text()
            self.complained.emit(sentence)
            return False
        self.set_value(self._value)
        self.complained.emit("")
        if self._value != before or self._settled != old_text:
            self.value_changed.emit(self._value)
        return True


def parse_number(text: str) -> int:
    """A whole number as people write it: 1.240 or 1 240; raises ValueError with a sentence."""
    plain = text.replace(".", "").replace(" ", "").replace("\u00a0", "")
    if not plain.isascii() or not plain.isdigit():
        raise ValueError(_("Chỉ nhập số, ví dụ 12."))
    return int(plain)


class NumberEdit(ParsedEdit):
    """A whole number between two bounds; `count` shows it large in the middle, as in the vote."""

    def __init__(self, low: int = 0, high: int | None = None, *, count: bool = False, parent=None) -> None:
        super().__init__(self._bounded, self._written, parent=parent)
        self.low, self.high, self._count = low, high, count
        if count:
            self.setProperty("count", "true")
            self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.textEdited.connect(self._typed)

    def _bounded(self, text: str) -> int:
        number = parse_number(text)
        if number < self.low or (self.high is not None and number > self.high):
            if self.high is None:
                raise ValueError(_("Nhập số từ {low} trở lên.").format(low=self.low))
            raise ValueError(_("Nhập số từ {low} đến {high}.").format(low=self.low, high=self.high))
        return number

    @staticmethod
    def _written(value: int) -> str:
        return f"{value:,}".replace(",", ".")

    def _typed(self) -> None:
        # Counts are live: the bar beside them moves with every figure typed.
        if self._count and not self._read():
            self.value_changed.emit(self._value)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(96)
        return hint

    def minimumSizeHint(self) -> QSize:
        return QSize(72, super().minimumSizeHint().height())


class LongText(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field."""

    value_changed = Signal(object)
    complained = Signal(str)

    def __init__(self, text: str = "", *, lines: int = 3, placeholder: str = "", parent=None) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self._quiet = False
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)

    def set_lines(self, lines: int) -> None:
        """Show so many lines at once."""
        self._lines = lines
        self.updateGeometry()

    def _changed(self) -> None:
        if not self._quiet:
            self.value_changed.emit(self.value())

    def value(self) -> Any:
        """The text without blanks at its ends, None when empty."""
        return unicodedata.normalize("NFC", self.toPlainText()).strip() or None

    def set_value(self, value: Any) -> None:
        """Show a text; None is empty."""
        self._quiet = True
        self.setPlainText("" if value is None else str(value))
        self._quiet = False

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.setReadOnly(read_only)

    def sizeHint(self) -> QSize:
        return QSize(280, int(theme.metrics("base").lineSpacing() * self._lines) + 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())


class Choice(QComboBox):
    """One of several: (value, words) pairs; `empty` is shown while nothing is chosen."""

    value_changed = Signal(object)
    complained = Signal(str)

    def __init__(self, options: Sequence[tuple[Any, str]] = (), *, empty: str = "", parent=None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(empty or _("Chọn…"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_options(options)
        self.activated.connect(lambda _index: self.value_changed.emit(self.value()))

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices; a value that is still among them stays chosen."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for value, shown_text in options:
            self.addItem(shown_text, value)
        self.blockSignals(False)
        self.set_value(kept)

    def value(self) -> Any:
        """The value chosen, None for none."""
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Choose a value without a signal; an unknown one chooses nothing."""
        self.blockSignals(True)
        found = [i for i in range(self.count()) if self.itemData(i) == value]
        self.setCurrentIndex(found[0] if found else -1)
        self.blockSignals(False)
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.setEnabled(not read_only)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page; it never changes a record by accident

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        box = QRectF(self.width() - 27, (self.height() - 16) / 2, 16, 16)
        theme.icons.paint(QPainter(self), "arrow-down-s", box, "text" if self.isEnabled() else "text3")
