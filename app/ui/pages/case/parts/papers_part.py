"""The papers of a step as a checklist: what is there, what is missing, one link to record or print each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.widgets.base import Hairline, column, shown
from app.ui.widgets.checklist import Checklist, Paper
from app.ui.widgets.facts import SubHead
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.case.parts.views import PaperView, StepView


class PapersPart(QWidget):
    """The checklist with its head. A tick asks to record the paper, its link to print or record it."""

    paper_asked = Signal(str)
    print_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.list = Checklist()
        self.head = SubHead(_("Giấy tờ"))
        self.view: StepView | None = None
        self._shown: list[Paper] | None = None
        self.list.asked.connect(self._linked)
        self.list.ticked.connect(lambda form, _on: self.paper_asked.emit(form))
        self.setLayout(column(Hairline(), 10, self.head, 4, self.list))

    def show_step(self, view: StepView) -> None:
        """Show the papers of a step; drawn anew only where they differ."""
        self.view = view
        made = [self._row(paper, view.kind == "read") for paper in view.papers]
        if made != self._shown:
            self._shown = made
            self.list.set_papers(made)
        counted = [p for p in view.papers if p.need or p.have]
        have = sum(1 for p in counted if p.have)
        self.head.set_right(_("{have} trên {all} đã có").format(have=have, all=len(counted)))
        shown(self, bool(made))
        for line in self.list.rows:
            line.tick.setEnabled(view.kind != "read")

    def restore(self) -> None:
        """Put the ticks back as the record has them."""
        self._shown = None
        if self.view is not None:
            self.show_step(self.view)

    def set_tight(self, tight: bool) -> None:
        """Lower rows where space is short."""
        if tight != self.list.tight:
            self.list.tight = tight
            self.restore()

    @staticmethod
    def _row(paper: PaperView, read_only: bool) -> Paper:
        name = paper.name if paper.need else _("{name} (nếu có)").format(name=paper.name)
        if paper.copies > 1:
            name = _("{name}, {n} bản").format(name=name, n=paper.copies)
        date = paper.date or (_("đã có") if paper.have else "")
        link = "" if paper.have or read_only else _("In ngay") if paper.prints else _("Thêm")
        if link and paper.prints and paper.written:
            link = _("Soạn tiếp") if paper.data else _("Soạn, in")
        return Paper(paper.form, name, paper.form, paper.have, date, link)

    def _linked(self, form: str) -> None:
        paper = next((p for p in (self.view.papers if self.view else ()) if p.form == form), None)
        at_once = paper is not None and paper.prints and not paper.written
        (self.print_asked if at_once else self.paper_asked).emit(form)
