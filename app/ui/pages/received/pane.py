"""The pane beside the queue: the dossier in short, what was remarked and changed, what the checks find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout

from app.trouble import Refused
from app.ui.pages.case.parts import words
from app.ui.pages.received import rows as received_rows
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.checks import Check, CheckRow
from app.ui.widgets.facts import FactList, NoteRow
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.tiles import Avatar
from app.words import _, document_text

if TYPE_CHECKING:
    from app.reports.received import Received
    from app.ui.pages.received.rows import Found
    from app.ui.session import Sitting

SHOWN = 12
"""Problems listed at once; the case page has them all."""


class ReceivedPane(Card):
    """Follows the selection."""

    opened = Signal(str)
    """Open this case."""
    jumped = Signal(str, str)
    """Open this case at this place."""
    review_asked = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.line: Received | None = None
        self.avatar = Avatar()
        self.name = Label("", "section", bold=True, wrap=True)
        self.second = Label("", "small", "text2", wrap=True)
        self.facts = FactList()
        self.rows: list[CheckRow] = []
        self.notes: list[NoteRow] = []
        self._below = column(gap=6)
        self.open = Button(_("Mở &hồ sơ"))
        self.open.clicked.connect(lambda: self.line and self.opened.emit(self.line.case))
        self.review = Button(_("&Xem xét…"))
        self.review.clicked.connect(lambda: self.line and self.review_asked.emit(self.line.case))
        head = row(self.avatar, 14, (box(column(None, self.name, 2, self.second, None)), 1))
        body = column(head, 14, Hairline(), 14, self.facts, self._below, None, margins=(20, 20, 18, 12))
        foot = row(self.open, self.review, None, gap=8, margins=(20, 8, 20, 18))
        whole = box(column((ScrollColumn(body), 1), foot))
        nothing = Label(_("Chọn một hồ sơ để xem tóm tắt."), "small", "text3", wrap=True)
        self._stack = QStackedLayout()
        self._stack.addWidget(box(column(nothing, None, margins=20)))
        self._stack.addWidget(whole)
        self.add(self._stack, 1)

    def show_line(self, line: Received | None, found: Found | None, may_write: bool) -> None:
        """Show a dossier, None for none; `found` None while its checks still run."""
        self.line = line
        self.notes, self.rows = [], []
        clear(self._below)
        if line is None:
            self._stack.setCurrentIndex(0)
            return
        self.avatar.set_name(line.name)
        self.name.setText(line.name)
        self.second.setText(line.office_name)
        state = received_rows.state_cell(line).text
        facts = [
            (_("Thủ tục"), received_rows.procedure_title(line)),
            (_("Trạng thái"), state),
            (_("Đang ở"), received_rows.step_title(line)),
            (_("Nhận từ"), words.date_of(line.since) if not line.ended else ""),
            (_("Ngày xong"), words.date_of(line.ended)),
            (_("Hạn"), received_rows.due_cell(line, self.sitting.today).speech if line.due else ""),
        ]
        self.facts.set_facts([(label, value) for label, value in facts if value])
        shown(self.review, line.here and may_write)
        if not line.packages:
            self._note(
                "file-text",
                _("Nơi này không gửi gói: kết quả và nhận xét báo bằng văn bản giấy."),
            )
        self._returned(line)
        if line.here:
            self._checks(line, found)
        self._stack.setCurrentIndex(1)

    def _note(self, icon: str, text: str, second: str = "", tone: str = "text2") -> None:
        made = NoteRow(icon, document_text(text), second=second, tone=tone)
        self.notes.append(made)
        self._below.addWidget(made)

    def _part(self, title: str) -> None:
        head = column(12, Hairline(), 8, Label(title, "small", "text2", bold=True, wrap=True))
        self._below.addWidget(box(head))

    def _returned(self, line: Received) -> None:
        """What was remarked when it was returned, and what came since."""
        if line.state not in ("again", "returned", "looking"):
            return
        try:
            with self.sitting.looking() as unit:
                told = received_rows.answered(unit, line.case)
                unit.session.expunge_all()
        except Refused:
            return
        if told is None:
            return
        self._part(_("Đã trả lại ngày {day}").format(day=told.day))
        for step, text in told.remarks:
            self._note("arrow-left-right", text or _("Làm lại bước này"), step)
        if line.here:
            self._part(_("Chi bộ đã sửa, bổ sung"))
            for change in told.changes:
                self._note("edit", change)
            if not told.changes:
                self._note("error-warning", _("Không thấy thay đổi nào so với bản đã trả lại."), tone="amber")

    def _checks(self, line: Received, found: Found | None) -> None:
        self._part(_("Kiểm tra tại sổ này"))
        if found is None:
            self._note("time", _("Đang kiểm tra…"))
            return
        if not found.findings:
            self._note("checkbox-circle", _("Không thấy lỗi nào."), tone="green")
        for one in found.findings[:SHOWN]:
            state = "blocked" if one.severity == "block" else "reminder"
            made = CheckRow(Check(state, one.text, _("Đến chỗ ấy"), one.place))
            made.jump.connect(lambda place, case=line.case: self.jumped.emit(case, place))
            self.rows.append(made)
            self._below.addWidget(made)
        if len(found.findings) > SHOWN:
            left = len(found.findings) - SHOWN
            self._note("information", _("Còn {n} mục nữa trong hồ sơ.").format(n=left))
