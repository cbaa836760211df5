"""Thu gọn hồ sơ đã đóng: which cases would go, what stays, and the tick without which nothing is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.procedures.condensing import WAITS, Closed, Condense, Condensed, closed_for_nothing
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.widgets.base import Label, box, column
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.tick import Tick
from app.words import _, count_text

if TYPE_CHECKING:
    from app.procedures.deeds import Changed
    from app.ui.session import Sitting


def outcome_words(done: Condensed) -> str:
    """What was done, and where copies still are."""
    said = [_("Đã thu gọn {n} hồ sơ").format(n=count_text(done.cases))]
    if done.sent:
        said.append(_("cấp trên còn giữ bản đã gửi của {n} hồ sơ").format(n=count_text(done.sent)))
    return "; ".join(said)


class CondenseDialog(DeedDialog):
    """Lists the cases kept as long as the office set, then those that stay and why."""

    def __init__(self, parent: QWidget, sitting: Sitting) -> None:
        self.sitting = sitting
        with sitting.looking() as unit:
            found = closed_for_nothing(unit)
        self.now = [one for one in found if not one.waits]
        self.later = [one for one in found if one.waits]
        super().__init__(
            parent,
            _("Thu gọn hồ sơ đã đóng"),
            _(
                "Hồ sơ đã đóng, không phát hiện gì, hết thời gian giữ mà cấp ủy quy định: xóa hẳn nội dung, "
                "chỉ giữ số đếm theo nửa năm, loại hồ sơ, kết quả. Việc này không lấy lại được."
            ),
            _("Thu gọn {n} hồ sơ").format(n=count_text(len(self.now))),
            self._condense,
            icon="error-warning",
            tone="rust",
            width=560,
        )
        self.tick = Tick(_("Tôi đã xem danh sách, hiểu là không lấy lại được"))
        lines: list[QWidget | int] = []
        for one in self.now:
            lines += [self._line(one), 8]
        if not self.now:
            lines += [Label(_("Chưa có hồ sơ nào thu gọn được."), "base", "text2", wrap=True), 8]
        if self.later:
            lines += [4, Label(_("Chưa thu gọn được"), "small", "text2", bold=True), 4]
            for one in self.later:
                lines += [self._line(one), 8]
        listed = ScrollColumn(box(column(*lines, None)))
        listed.setMinimumHeight(min(60 + 46 * len(found), 260))
        self.add(listed)
        self.add(
            Label(
                _(
                    "Bản sao lưu cũ vẫn còn nội dung: khôi phục bản ấy thì hồ sơ trở lại. "
                    "Bản cấp trên đã nhận thì cấp trên giữ."
                ),
                "small",
                "text2",
                wrap=True,
            )
        )
        if self.now:
            self.add(self.tick)
        self.finish()
        self.primary.setEnabled(False)
        self.tick.toggled.connect(self.primary.setEnabled)

    def _condense(self, _dialog: DeedDialog) -> Changed:
        done = self.sitting.do(
            Condense([one.case for one in self.now], self.tick.isChecked()), undoable=False
        )
        self.sitting.forget()
        return done

    def _line(self, one: Closed) -> QWidget:
        said = _("{procedure}: {ending}, đóng ngày {day}").format(
            procedure=one.procedure, ending=one.ending.lower(), day=words.date_of(one.ended)
        )
        if one.waits:
            said += f"; {_(WAITS[one.waits])}"
        elif one.until is not None:
            said += "; " + _("giữ đến {day}").format(day=words.date_of(one.until.due.isoformat()))
        return box(column(Label(one.name, bold=True), Label(said, "small", "text2", wrap=True)))
