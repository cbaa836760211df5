"""Field: the label above, the editor, and below it the sentence that says what is wrong and what to do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.widgets.base import Label, column, mark, row, shown
from app.ui.widgets.editors import LineEdit
from app.words import _


class Glyph(QWidget):
    """An icon standing alone: name and tone of the theme, a square of `side` pixels."""

    def __init__(self, icon: str, tone: str = "text2", side: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon, self.tone = icon, tone
        self.setFixedSize(side, side)

    def set(self, icon: str, tone: str = "text2") -> None:
        """Show another icon."""
        self.icon, self.tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.icon:
            theme.icons.paint(QPainter(self), self.icon, QRectF(self.rect()), self.tone)


class Field(QWidget):
    """An editor with its label, hint and error sentence.

    `optional` adds "nếu có" (no field wears a star); `error` is set from outside or, for dates and
    numbers, by the editor itself.
    """

    changed = Signal(object)  # the new value

    def __init__(
        self,
        label: str,
        editor: Any = None,  # any of widgets.editors, date_edit, person_edit, segment
        *,
        hint: str = "",
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor: Any = editor or LineEdit()
        shown_label = _("{label} (nếu có)").format(label=label) if optional else label
        self.label = Label(shown_label, "small", "text2")
        self.label.setBuddy(self.editor)
        self.editor.setAccessibleName(shown_label.replace("&", ""))
        self.hint = Label(hint, "small", "text3", wrap=True)
        self._glyph = Glyph("error-warning", "rust", 16)
        self._error = Label("", "small", "rust", wrap=True)
        self._error_row = QWidget()
        self._error_row.setLayout(row(column(2, self._glyph, None), (self._error, 1), gap=6))
        self.setLayout(column(self.label, 4, self.editor, 3, self._error_row, self.hint, None))
        shown(self._error_row, False)
        shown(self.hint, bool(hint))
        self.setFocusProxy(self.editor)
        self.editor.value_changed.connect(self._changed)
        self.editor.complained.connect(self.set_error)

    def value(self) -> Any:
        """What the editor holds; None where nothing was entered."""
        return self.editor.value()

    def set_value(self, value: Any) -> None:
        """Show a value; an error shown before goes away. Sends no signal."""
        self.editor.set_value(value)
        self.set_error("")

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed."""
        self.editor.set_read_only(read_only)

    @property
    def error(self) -> str:
        """The sentence shown, "" for none."""
        return self._error.text()

    def set_error(self, sentence: str) -> None:
        """Say below the field what is wrong and what to do; "" takes it away."""
        self._error.setText(sentence)
        shown(self._error_row, bool(sentence))
        self._error.setMinimumWidth(min(190, theme.width(sentence, "small")))
        shown(self.hint, bool(self.hint.text()) and not sentence)
        mark(self.editor, wrong=bool(sentence))
        self.editor.setAccessibleDescription(sentence)

    def _changed(self, value: object) -> None:
        if self.error:
            self.set_error("")
        self.changed.emit(value)
