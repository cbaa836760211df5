"""The cards of sending: what goes to an office and where it is written; how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.trouble import Failure
from app.ui.pages.exchange.panels import Panel
from app.ui.pages.exchange.rows import Blocked, Item, ItemTable, summary
from app.ui.pages.exchange.work import Line
from app.ui.sticks import Stick
from app.ui.widgets.base import Hairline, Label, box, column, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import Choice
from app.ui.widgets.facts import FactList, NoteRow
from app.ui.widgets.field import Glyph
from app.words import _, count_text


class SendPanel(Panel):
    """What goes to an office, and where it is written."""

    write_asked = Signal(object)  # Path of the folder
    folder_asked = Signal()

    def __init__(self, line: Line, title: str) -> None:
        second = _("Đang xem những gì sẽ gửi…")
        super().__init__(title, second)
        self.line = line
        self.sticks: list[Stick] = []
        self.items: list[Item] = []
        self.warning = NoteRow("error-warning", "", tone="amber")
        self.trouble = NoteRow("error-warning", "", tone="rust", second=" ")
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        self._body.setContentsMargins(0, 0, 0, 0)
        self.where = Choice()
        self.where.setAccessibleName(_("Ghi ra"))
        self.where_label = Label("", "small", "text2", wrap=True)
        self.other = Button(_("Chọn thư mục"), icon="folder-open")
        self.write = Button(_("Ghi ra USB"), "primary")
        self.notes = box(column(self.warning, self.trouble, gap=6, margins=(19, 0, 19, 10)))
        self.add(self.notes)
        self._holder = QWidget()
        self._holder.setLayout(self._body)
        self.add(self._holder, 1)
        self.add_foot(
            Glyph("usb", "text2", 18),
            self.where,
            (self.where_label, 1),
            self.later(_("Để sau")),
            self.other,
            self.write,
        )
        for part in (self.warning, self.trouble, self.notes):
            shown(part, False)
        self.write.clicked.connect(self._write)
        self.other.clicked.connect(self.folder_asked)
        self.write.setEnabled(False)
        self._ready = False
        self.set_sticks([])

    def set_content(self, preview: Any, listed: list[Item], left: int) -> None:
        """What the package carries for the first time."""
        self.items = listed
        line = self.line
        if preview.rows:
            words = summary(preview)
        elif line.unconfirmed:
            words = _("Không có thay đổi mới. Gói này gửi lại những gì bên nhận chưa xác nhận.")
        else:
            words = _("Không có thay đổi mới. Gói này chỉ mang biên nhận.")
        self.second.setText(words)
        found = Blocked.of(listed)
        if found.block:
            self.warning.label.setText(
                _(
                    "{n} hồ sơ còn mục bị chặn. Vẫn gửi được, nhưng cấp trên sẽ thấy và có thể trả lại."
                ).format(n=found.block)
            )
            shown(self.warning, True)
            shown(self.notes, True)
        if preview.rows:
            self._body.addWidget(Hairline())
            self._body.addWidget(ItemTable(listed, left), 1)
        else:
            self._body.addStretch(1)
        self._ready = True
        self.set_sticks(self.sticks)

    def set_sticks(self, sticks: Sequence[Stick]) -> None:
        """The drives there are now."""
        self.sticks = list(sticks)
        several = len(sticks) > 1
        self.where.set_options([(stick.path, stick.name) for stick in sticks])
        if several and self.where.value() is None:
            self.where.set_value(sticks[0].path)
        shown(self.where, several)
        if not sticks:
            words = _("Chưa thấy USB. Cắm USB vào máy, hoặc chọn thư mục.")
        elif several:
            words = ""
        else:
            words = _("Gói được khóa cho nơi nhận")
        self.where_label.setText(words)
        self.write.setText(
            _("Ghi ra {stick}").format(stick=sticks[0].name) if len(sticks) == 1 else _("Ghi ra USB")
        )
        self.write.updateGeometry()
        self.write.setEnabled(self._ready and bool(sticks))

    def _write(self) -> None:
        folder = self.where.value() if len(self.sticks) > 1 else self.sticks[0].path if self.sticks else None
        if folder is not None:
            self.write_asked.emit(folder)

    def set_working(self, working: bool) -> None:
        """While the package is made and written."""
        self.write.set_working(_("Đang ghi…") if working else None)
        self.other.setEnabled(not working)
        if working:
            shown(self.trouble, False)
        else:
            self.set_sticks(self.sticks)

    def say(self, wrong: Failure) -> None:
        """Nothing was sent: why, and what to do."""
        self.trouble.label.setText(f"{wrong.message} {wrong.hint}".strip())
        shown(self.trouble, True)
        shown(self.notes, True)


class SentPanel(Panel):
    """A package was written and read back."""

    def __init__(self, packed: Any, persons: int) -> None:
        super().__init__(
            _("Đã ghi và kiểm tra"),
            _("Gói số {number} gửi {to}: đã ghi ra, đọc lại và khớp từng byte.").format(
                number=packed.number, to=packed.to
            ),
            (_("Chờ biên nhận"), "grey"),
        )
        self.file = packed.file
        changes = (
            _("{n} thay đổi").format(n=count_text(packed.entries))
            if packed.entries
            else _("chỉ có biên nhận")
        )
        self.add_line()
        self.add_scroll(
            FactList(
                [
                    (_("Nội dung"), changes),
                    (_("Tệp"), packed.file.name),
                    (_("Nằm ở"), str(packed.file.parent)),
                ]
            ),
            16,
            NoteRow("usb", _("Tháo USB an toàn rồi đưa cho {to}.").format(to=packed.to)),
            10,
            NoteRow(
                "history",
                _("Mất USB cũng không mất gì: lần gửi sau mang lại mọi thứ bên nhận chưa xác nhận."),
            ),
            *[part for note in packed.notes for part in (10, NoteRow("information", note, tone="amber"))],
            margins=(19, 14, 19, 14),
        )
        self.done = self.later(_("Xong"))
        self.done.set_kind("primary")
        self.folder = Button(_("Mở thư mục"), icon="folder-open")
        self.folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file.parent)))
        )
        self.add_foot(None, self.folder, self.done)
