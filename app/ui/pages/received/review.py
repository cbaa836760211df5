"""Looking a dossier through: a remark per step, paper or problem found, then back or on to the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.procedures import engine
from app.procedures.reviewing import CHECK, PAPER, STEP, Remarkable, ReturnDossier, remarkable
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.case.parts.fact_fields import WholeDateEdit
from app.ui.widgets.base import Hairline, Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialogs import confirm
from app.ui.widgets.editors import LongText
from app.ui.widgets.field import Glyph
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.tick import Tick
from app.words import N_, _, document_text

if TYPE_CHECKING:
    from app.reports.received import Received
    from app.ui.session import Sitting

GROUPS = (
    (CHECK, N_("Sổ này kiểm tra thấy")),
    (STEP, N_("Các bước chi bộ đã làm")),
    (PAPER, N_("Giấy tờ")),
)


class ItemRow(QWidget):
    """One thing a remark can be about: a tick, and when ticked the remark."""

    changed = Signal()

    def __init__(self, item: Remarkable) -> None:
        super().__init__()
        self.item = item
        words = item.text or item.title
        self.tick = Tick()
        self.tick.setAccessibleName(words)
        self.remark = LongText(item.text, lines=2, placeholder=_("Điều cần làm lại, bổ sung"))
        self.remark.setAccessibleName(_("Nhận xét về {title}").format(title=item.title))
        label = Label(document_text(words), wrap=True)
        label.setBuddy(self.tick)
        lines = column(6, label, gap=0)
        if item.kind == CHECK:
            lines.addWidget(Label(item.title, "small", "text3", wrap=True))
        lines.addWidget(self.remark)
        shown(self.remark, False)
        head: list[Any] = [column(self.tick, None)]
        if item.severity:
            look = ("forbid", "rust") if item.severity == "block" else ("error-warning", "amber")
            head.append(column(7, Glyph(*look, 16), None))
        self.setLayout(row(*head, (box(lines), 1), gap=8))
        self.tick.toggled.connect(self._toggled)

    def _toggled(self, on: bool) -> None:
        shown(self.remark, on)
        if on and self.isVisible():
            self.remark.setFocus()
        self.changed.emit()

    @property
    def typed(self) -> tuple[str, str] | None:
        """(item, remark), None while it is not ticked."""
        return (self.item.item, self.remark.value() or "") if self.tick.isChecked() else None


class ReviewDialog(DeedDialog):
    """Answers "meet" when the dossier goes on to the meeting; `returned` tells of the return."""

    returned = Signal(object)

    def __init__(self, parent: QWidget, sitting: Sitting, line: Received) -> None:
        super().__init__(
            parent,
            _("Xem xét hồ sơ của {name}").format(name=line.name),
            _("Đánh dấu điều chưa đạt và ghi nhận xét; bước có nhận xét thì chi bộ làm lại."),
            _("Trả lại hồ sơ"),
            self._return,
            width=660,
        )
        from app.regulations.dates import PartialDate

        self.sitting, self.line = sitting, line
        with sitting.looking() as unit:
            dossier = engine.load_case(unit, line.case)
            stands = engine.stand(dossier)
            step = dossier.procedure.step(line.step)
            found = remarkable(dossier, stands, step) if step is not None else ()
            can_return = step is not None and any(o.then == "reopen" for o in step.outcomes)
            self.votes = step is not None and bool(step.chain or step.vote)
            unit.session.expunge_all()
        self.items: dict[str, ItemRow] = {}
        parts = column(gap=2)
        for kind, title in GROUPS:
            group = [item for item in found if item.kind == kind]
            if kind == CHECK and not group:
                note = Label(_("Sổ này không thấy lỗi nào phải trả lại."), "small", "text2", wrap=True)
                parts.addWidget(box(row(Glyph("checkbox-circle", "green", 16), (note, 1), gap=8)))
            if not group:
                continue
            if parts.count():
                parts.addWidget(box(column(8, Hairline(), 6)))
            parts.addWidget(Label(_(title), "small", "text2", bold=True))
            for item in group:
                made = ItemRow(item)
                made.changed.connect(self._count)
                self.items[item.item] = made
                parts.addWidget(made)
        scroll = ScrollColumn(box(column(parts, None, margins=(0, 0, 14, 0))))
        scroll.setMinimumHeight(min(300, max(120, parent.window().height() - 330)))
        self.body.addWidget(scroll, 1)
        date = self.field(
            "date", _("Ngày trả lại"), WholeDateEdit(sitting.today.year + 1), PartialDate.of(sitting.today)
        )
        date.editor.setMaximumWidth(150)
        self.body.addLayout(row(date, None))
        self.meet = Button(_("Đạt, đưa ra họp…"))
        self.meet.clicked.connect(lambda: self.close_with("meet"))
        self.buttons.insertWidget(self.buttons.count() - 1, self.meet)
        shown(self.meet, self.votes)
        shown(self.primary, can_return)
        self.finish()
        self._count()

    def typed(self) -> tuple[tuple[str, str], ...]:
        """(item, remark) of all that is ticked."""
        return tuple(t for made in self.items.values() if (t := made.typed) is not None)

    def _count(self) -> None:
        count = len(self.typed())
        self.complain("")
        self.primary.setText(_("Trả lại với {n} nhận xét").format(n=count) if count else _("Trả lại hồ sơ"))
        self.primary.updateGeometry()

    def perform(self) -> None:
        for made in self.items.values():
            typed = made.typed
            if typed is not None and not typed[1]:
                self.complain(_("Ghi nhận xét cho mục đã đánh dấu: {title}.").format(title=made.item.title))
                made.remark.setFocus()
                return
        if not self.typed():
            self.complain(_("Đánh dấu ít nhất một mục và ghi điều cần làm lại."))
            return
        super().perform()

    def _return(self, _dialog: DeedDialog) -> Any:
        command = ReturnDossier(self.line.case, self.line.step, self.text("date"), self.typed())
        done = self.sitting.do(command)
        self.returned.emit(done)
        return done

    def reject(self) -> None:
        """Remarks typed are not lost by a key."""
        if not self.typed() or confirm(
            self, _("Bỏ những nhận xét đã gõ?"), _("Nhận xét chưa được ghi vào sổ."), _("Bỏ, đóng lại")
        ):
            super().reject()
