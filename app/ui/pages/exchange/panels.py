"""The cards of Gửi – nhận: what goes, packages found, a package looked at, how it ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.jobs import Job
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.field import Glyph
from app.ui.widgets.progress import ProgressPanel
from app.ui.widgets.scroll import ScrollColumn

LEAST = 320
"""A card is never lower; the page scrolls then."""


class Panel(Card):
    """A card with head, body and a foot of buttons; `closed` gives the room back to the ledger."""

    closed = Signal()

    def __init__(self, title: str, second: str = "", badge: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.setMinimumHeight(LEAST)
        self.title = Label(title, "section", bold=True, wrap=True)
        self.second = Label(second, "small", "text2", wrap=True)
        self.badge = Badge(*(badge or ("", "grey")))
        head = row((self.title, 1), 12, column(1, self.badge, None))
        self.head = column(head, 1, self.second)
        self.add_padded(self.head, 14, 10)
        shown(self.second, bool(second))
        shown(self.badge, badge is not None)
        self.setAccessibleName(title)
        self.foot = row(gap=10)

    def add_scroll(self, *parts: Any, margins: tuple[int, int, int, int] = (19, 12, 19, 12)) -> None:
        """A body that scrolls."""
        self.add(ScrollColumn(column(*parts, None, margins=margins)), 1)

    def add_foot(self, *parts: Any) -> None:
        """Words at the left, buttons at the right, the primary one last."""
        self.add_line()
        self.foot = row(*parts, gap=10, margins=(19, 12, 18, 14))
        self.add(self.foot)

    def later(self, text: str) -> Button:
        """The button that closes the card."""
        made = Button(text)
        made.clicked.connect(self.closed)
        return made


def fact(text: str, good: bool = True, tone: str = "") -> QWidget:
    """One fact about a file, with its sign."""
    icon, shade = ("checkbox-circle-fill", "green") if good else ("error-warning", tone or "amber")
    made = box(row(Glyph(icon, shade, 18), Label(text), gap=8))
    made.setAccessibleName(text)
    return made


class WorkPanel(Panel):
    """Long work, with its progress."""

    def __init__(self, title: str, job: Job, what: str) -> None:
        super().__init__(title)
        self.progress = ProgressPanel()
        self.add_padded(self.progress, 6, 16)
        self.add_stretch()
        self.progress.follow(job, what)
