"""The ledger of Gửi – nhận in plain words, and what this version does not exchange yet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.sync.ledger import Line
from app.ui.pages.exchange.work import words_of_day
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import link
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import NoteRow
from app.ui.widgets.scroll import ScrollColumn
from app.words import N_, _

LOOK = {
    "written": ("upload-2", "text2"),
    "confirmed": ("checkbox-circle", "green"),
    "applied": ("checkbox-circle", "green"),
    "already-received": ("checkbox-circle", "green"),
    "waiting": ("time", "amber"),
    "refused": ("forbid", "amber"),
}
SHORT, STEP = 12, 40
"""Lines beside a package; lines shown at once over the whole width, and at each "Xem thêm"."""
NOT_YET = (
    N_("chuyển tiếp gói qua cấp trung gian"),
    N_("nhận gói của sổ đã khôi phục từ bản sao lưu cũ, hoặc ghi trên hai máy"),
    N_("kết nối lại nơi đã kết nối, đổi hoặc thu hồi khóa"),
    N_("bàn giao người giữa hai nơi, xóa nội dung ở nơi khác"),
)


class Ledger(Card):
    """Newest first. `all_asked(wanted)`: the whole width, or back beside what was open."""

    all_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.title = Label(_("Sổ gửi – nhận"), "section", bold=True)
        self.all = link(_("Xem tất cả"))
        self.wide = False
        self.lines: list[Line] = []
        self._several = False
        self._most = STEP
        self._built: object = None
        self.more = link(_("Xem thêm"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._head = box(row(self.title, None, self.all, margins=(19, 12, 13, 11)))
        self.add(self._head)
        self.add_line()
        self.add(ScrollColumn(column(self._rows, row(self.more, None, margins=(17, 4, 17, 10)), None)), 1)
        self.more.clicked.connect(self._longer)
        self.all.clicked.connect(lambda: self.all_asked.emit(not self.wide))

    def set_lines(self, lines: Sequence[Line], several: bool) -> None:
        """Show the packages; with several offices each line names its own."""
        self.lines, self._several = list(lines), several
        self._build()

    def set_wide(self, wide: bool, can_go_back: bool) -> None:
        """All lines, over the whole width; or the newest ones beside a package."""
        self.wide = wide
        self.all.setText(_("Trở lại việc đang làm") if wide else _("Xem tất cả"))
        self.all.updateGeometry()
        shown(self.all, can_go_back or (not wide and len(self.lines) > 0))
        self._build()

    def set_head(self, wanted: bool) -> None:
        """Without its own head inside a drawer, which has one."""
        shown(self._head, wanted)

    def _longer(self) -> None:
        self._most += STEP
        self._build()

    def _build(self) -> None:
        seen = self.lines[: self._most if self.wide else SHORT]
        shown(self.more, self.wide and len(seen) < len(self.lines))
        if self._built == (seen, self._several):
            return
        self._built = (seen, self._several)
        clear(self._rows)
        for line in seen:
            self._rows.addWidget(self._line(line))
            self._rows.addWidget(Hairline())
        if not self.lines:
            self._rows.addWidget(
                EmptyState(
                    "history",
                    _("Chưa gửi, chưa nhận gói nào"),
                    _("Mỗi gói gửi đi, nhận về hay bị từ chối đều được ghi ở đây, kèm ngày."),
                )
            )
        text = _(
            "Bản này chưa làm được: {list}. Gói như vậy bị từ chối, hoặc phần ấy để riêng, có nói lý do."
        ).format(list="; ".join(_(one) for one in NOT_YET))
        note = NoteRow("information", text)
        note.label.setProperty("role", "small")
        note.label.setProperty("tone", "text2")
        self._rows.addWidget(box(column(note, margins=(19, 12, 19, 14))))

    def _line(self, line: Line):
        icon, tone = LOOK.get(line.result, ("information", "text2"))
        named = self._several and line.peer and line.peer not in line.title
        second = f"{line.peer}: {line.text}" if named else line.text
        title = re.sub(r" (?=\d+$)", "\u00a0", line.title)  # a number never stands alone on a line
        made = NoteRow(icon, title, tone=tone, second=second, right=words_of_day(line.day))
        holder = box(column(made, margins=(19, 9, 19, 9)))
        holder.setAccessibleName(f"{words_of_day(line.day)}. {line.title}. {second}")
        return holder
