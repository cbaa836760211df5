"""Papers as a checklist: tick, name, form code, date; a missing one offers "In ngay" or "Thêm" instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.theme import tokens
from app.ui.widgets.base import Hairline, Label, clear, rounded, row
from app.ui.widgets.buttons import Button
from app.words import _


@dataclass(frozen=True)
class Paper:
    """One paper: `have` with its date, or missing with the words of a link."""

    key: str
    name: str
    code: str = ""
    have: bool = False
    date: str = ""
    link: str = ""


class RoundTick(QAbstractButton):
    """A round tick: green and full when done, an empty ring when not."""

    def __init__(self, on: bool, text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(24, 24)

    def sizeHint(self) -> QSize:
        return QSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(2, 2, 20, 20)
        if self.isChecked():
            theme.icons.paint(painter, "checkbox-circle-fill", box, "green")
        else:
            tone = "text2" if self.underMouse() else "ctl"
            theme.icons.paint(painter, "checkbox-blank-circle", box, tone)
        if self.hasFocus():
            rounded(painter, QRectF(0, 0, 24, 24), None, "focus", 12, 2)


class PaperRow(QWidget):
    """One row of the checklist."""

    asked = Signal(str)  # the link, or a click on the name: key of the paper
    ticked = Signal(str, bool)

    def __init__(self, paper: Paper, code_width: int, tail_width: int, tall: int) -> None:
        super().__init__()
        self.paper = paper
        self.tick = RoundTick(paper.have, paper.name)
        self.tick.toggled.connect(lambda on: self.ticked.emit(paper.key, on))
        self.name = Label(paper.name, bold=not paper.have, wrap=True)
        code = Label(paper.code.replace("-", "\u2011"), "small", "text3")
        code.setFixedWidth(code_width)
        self.link: Button | None = None
        if paper.have or not paper.link:
            tail: QWidget = Label(paper.date, "small", "text2")
        else:
            self.link = Button(paper.link, "link")
            self.link.setAccessibleName(f"{paper.link}: {paper.name}")
            self.link.clicked.connect(lambda: self.asked.emit(paper.key))
            tail = self.link
        tail.setMinimumWidth(tail_width)
        self.setMinimumHeight(tall)
        self.setLayout(row(self.tick, (self.name, 1), code, tail, gap=10))


class Checklist(QWidget):
    """All papers of a step, divided by hairlines."""

    asked = Signal(str)
    ticked = Signal(str, bool)

    def __init__(self, papers: Sequence[Paper] = (), *, tight: bool = False) -> None:
        super().__init__()
        self.rows: list[PaperRow] = []
        self.tight = tight
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.set_papers(papers)

    def set_papers(self, papers: Sequence[Paper]) -> None:
        """Show papers."""
        clear(self._column)
        self.rows = []
        code = max((theme.width(paper.code, "small") for paper in papers), default=0) + 4
        tail = max(
            [theme.width("00/00/0000", "small")]
            + [theme.width(paper.link, "small", True) + 28 for paper in papers if not paper.have]
        )
        tall = tokens.CHECKLIST_ROW_TIGHT if self.tight else tokens.CHECKLIST_ROW
        for at, paper in enumerate(papers):
            if at:
                self._column.addWidget(Hairline())
            made = PaperRow(paper, code, tail, tall)
            made.asked.connect(self.asked)
            made.ticked.connect(self.ticked)
            self.rows.append(made)
            self._column.addWidget(made)

    def summary(self) -> str:
        """ "6 trên 7 đã có"."""
        have = sum(1 for made in self.rows if made.paper.have)
        return _("{have} trên {all} đã có").format(have=have, all=len(self.rows))
