"""Rows of duties: who and what, why, source, date with a badge, one button; and the head of a group."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import tokens
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Label, column, row
from app.ui.widgets.buttons import Button
from app.words import _


class TwoWeights(Label):
    """Words in weight 600 and, behind them, words in 400."""

    def __init__(self, strong: str, plain: str, role: str = "base") -> None:
        super().__init__("", role, wrap=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(f'<span style="font-weight:600">{escape(strong)}</span>{escape(plain)}')
        self.setAccessibleName(strong + plain)


class DutyRow(QWidget):
    """One thing to be done until a day. `tone` colours the badge: rust late, amber soon, grey later."""

    opened = Signal()

    def __init__(
        self, who: str, what: str, why: str, source: str, date: str, badge: str, tone: str, button: str,
        *, primary: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.words = TwoWeights(who, f" – {what}" if what else "")
        self.button = Button(button, "primary" if primary else "secondary")
        self.button.setMinimumWidth(tokens.DUTY_BUTTON)
        self.button.setAccessibleName(f"{button}: {who}")
        self.button.clicked.connect(self.opened)
        lines = column(
            self.words,
            2,
            Label(why, "small", "text2", wrap=True),
            2,
            Label(source, "small", "text3", wrap=True),
        )
        left = QWidget()
        left.setLayout(lines)
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        when = column(Label(date, bold=True), 3, Badge(badge, tone), None)
        middle = QWidget()
        middle.setLayout(when)
        middle.setMinimumWidth(113)
        self.setLayout(
            row(
                (left, 1),
                middle,
                column(self.button, None),
                gap=10,
                margins=(tokens.CARD_PADDING, 13, 20, 13),
            )
        )

    def mouseDoubleClickEvent(self, event) -> None:
        self.opened.emit()


class CompactRow(QWidget):
    """Something without a near deadline: who, what, why where a rule says so, the day, a link."""

    opened = Signal()

    def __init__(self, who: str, what: str, why: str, date: str) -> None:
        super().__init__()
        self.button = Button(_("Mở"), "link")
        self.button.setAccessibleName(_("Mở: {who}, {what}").format(who=who, what=what))
        self.button.clicked.connect(self.opened)
        words = column(TwoWeights(who, f" – {what}"))
        if why:
            words.addWidget(Label(why, "small", "text2", wrap=True))
        left = QWidget()
        left.setLayout(words)
        edge = 7 if why else 4
        self.setLayout(
            row(
                (left, 1),
                Label(date, "small", "text2"),
                self.button,
                gap=12,
                margins=(tokens.CARD_PADDING, edge, tokens.CARD_PADDING, edge),
            )
        )

    def mouseDoubleClickEvent(self, event) -> None:
        self.opened.emit()


class GroupHead(QWidget):
    """The head of a group of duties: its name and how many; rust when they are late."""

    def __init__(self, text: str, count: int, late: bool = False) -> None:
        super().__init__()
        self.setFixedHeight(tokens.GROUP_HEAD)
        self.setLayout(
            row(
                Label(text, "small", "rust" if late else "text2", bold=True),
                Label(str(count), "small", "text3"), None, gap=9, margins=(tokens.CARD_PADDING, 0, 20, 0),
            )
        )  # fmt: skip
