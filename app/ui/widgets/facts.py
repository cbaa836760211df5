"""Facts in two columns: what it is (small, pale) and what it says; and small heads and rows around them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.widgets.base import Label, column, row
from app.ui.widgets.field import Glyph


class FactList(QWidget):
    """(label, value) rows; a value may be a widget, as a badge."""

    def __init__(self, facts: Sequence[tuple[str, str | QWidget]] = (), *, gap: int = 7) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(gap)
        self._grid.setColumnStretch(1, 1)
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[tuple[str, str | QWidget]]) -> None:
        """Show other facts."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, (label, value) in enumerate(facts):
            part = value if isinstance(value, QWidget) else Label(value, wrap=True)
            if isinstance(part, Label):
                part.setAccessibleName(f"{label}: {part.text()}")
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            left = Label(label, "small", "text3")
            self._grid.addWidget(left, at, 0, Qt.AlignmentFlag.AlignTop)
            if isinstance(value, QWidget):
                self._grid.addWidget(part, at, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(part, at, 1)


class SubHead(QWidget):
    """The head of a part of a page: its name, and at the right a count or a link."""

    def __init__(self, text: str, right: str | QWidget = "", *, section: bool = False) -> None:
        super().__init__()
        self.label = Label(text, "section" if section else "base", bold=True)
        self.right = right if isinstance(right, QWidget) else Label(right, "small", "text2")
        self.setLayout(row(self.label, None, self.right, gap=8))

    def set_right(self, text: str) -> None:
        """Change the words at the right."""
        if isinstance(self.right, Label):
            self.right.setText(text)


class NoteRow(QWidget):
    """An icon and a sentence, with an optional second one and something at the right (ledger, missing)."""

    def __init__(
        self,
        icon: str,
        text: str,
        *,
        tone: str = "text2",
        second: str = "",
        right: str = "",
        bold: bool = False,
    ) -> None:
        super().__init__()
        self.glyph = Glyph(icon, tone, 18)
        self.label = Label(text, bold=bold, wrap=True)
        head = row((self.label, 1), gap=12)
        if right:
            head.addWidget(Label(right, "small", "text3"), 0, Qt.AlignmentFlag.AlignTop)
        lines = column(head)
        if second:
            lines.addWidget(Label(second, "small", "text2", wrap=True))
        self.setLayout(row(column(1, self.glyph, None), (_holder(lines), 1), gap=12))


def _holder(layout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made
