"""The pane beside the list of cases: where the case selected stands and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout

from app.trouble import Refused
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.reading import read_step
from app.ui.widgets.base import Hairline, Label, box, clear, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.charts import Slots
from app.ui.widgets.checks import LOOK
from app.ui.widgets.facts import FactList, NoteRow
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.tiles import Avatar
from app.ui.widgets.timeline import ShortTimeline
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.case.list import CaseLine
    from app.ui.session import Sitting


class CasePane(Card):
    """Follows the selection; "Mở hồ sơ" opens the case."""

    opened = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.line: CaseLine | None = None
        self.avatar = Avatar()
        self.name = Label("", "section", bold=True, wrap=True)
        self.second = Label("", "small", "text2", wrap=True)
        self.slots = Slots([], width=244)
        self.facts = FactList()
        self.open = Button(_("Mở &hồ sơ"))
        self.open.clicked.connect(lambda: self.line and self.opened.emit(self.line.id))
        self._below = column(gap=4)
        head = row(self.avatar, 14, (box(column(None, self.name, 2, self.second, None)), 1))
        body = column(
            head, 16, self.slots, 14, Hairline(), 14, self.facts, self._below, None, margins=(20, 20, 18, 12)
        )
        whole = box(column((ScrollColumn(body), 1), row(self.open, None, margins=(20, 8, 20, 18))))
        nothing = Label(_("Chọn một hồ sơ để xem tóm tắt."), "small", "text3", wrap=True)
        self._stack = QStackedLayout()
        self._stack.addWidget(box(column(nothing, None, margins=20)))
        self._stack.addWidget(whole)
        self.add(self._stack, 1)

    def show_case(self, line: CaseLine | None) -> None:
        """Show a case, None for none."""
        self.line = line
        if line is None:
            self._stack.setCurrentIndex(0)
            return
        try:
            with self.sitting.looking() as unit:
                case, step = read_step(unit, line.id, None)
                unit.session.expunge_all()
        except Refused:
            self._stack.setCurrentIndex(0)
            return
        self.avatar.set_name(line.name)
        self.name.setText(line.name)
        self.second.setText(case.summary.partition(";")[0])
        self.slots.set([ShortTimeline.FILLS[e.state] for e in case.entries])
        self.slots.setAccessibleName(
            _("{n} trên {all} bước đã xong").format(
                n=sum(1 for e in case.entries if e.state == "done"), all=len(case.entries)
            )
        )
        facts = [(_("Mở ngày"), words.date_of(line.opened))]
        if line.ended:
            facts += [(_("Kết quả"), line.result), (_("Ngày xong"), words.date_of(line.ended))]
        else:
            facts += [(_("Đang ở"), f"{line.number}. {line.step}"), (_("Đến lượt"), line.turn)]
            facts += [(_("Hạn"), words.date_of(line.due))] if line.due else []
        self.facts.set_facts([(label, value) for label, value in facts if value])
        clear(self._below)
        if case.taken_over:
            self._below.addWidget(NoteRow("archive", _("Hồ sơ làm trên giấy trước khi dùng sổ này")))
        open_ones = [] if line.ended else [c for c in step.checks if c.state in ("blocked", "reminder")]
        missing = [] if line.ended else [p for p in step.papers if p.need and not p.have]
        if open_ones or missing:
            self._below.addWidget(
                box(column(14, Hairline(), 8, Label(_("Cần để ý"), "small", "text2", bold=True)))
            )
        for check in open_ones[:4]:
            icon, tone, _kind = LOOK[check.state]
            self._below.addWidget(NoteRow(icon, check.text, tone=tone))
        for paper in missing[:4]:
            self._below.addWidget(
                NoteRow("file-text", _("Chưa có {name}").format(name=words.lower_first(paper.name)))
            )
        self._stack.setCurrentIndex(1)
