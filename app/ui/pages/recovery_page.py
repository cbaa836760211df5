"""The recovery sheet of a new workspace, kept before the workspace opens for the first time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.storage.clock import Clock
from app.storage.workspace import Workspace
from app.trouble import Failure
from app.ui.pages.step_form import documents
from app.ui.widgets.base import Label, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.facts import NoteRow
from app.words import _


class SheetPage(QWidget):
    """The recovery sheet is written to a file, and shown to be printed, before the workspace opens."""

    kept = Signal()

    def __init__(self, workspace: Workspace, secret: str, clock: Clock) -> None:
        super().__init__()
        self.workspace, self._secret, self.clock = workspace, secret, clock
        self.file: Path | None = None
        self.save = Button(_("Lưu tờ khôi phục"), "primary", large=True, icon="download-2")
        self.show_button = Button(_("Mở để in"), large=True, icon="printer")
        self.go_on = Button(_("Vào sổ"), "secondary", large=True)
        self.go_on.setEnabled(False)
        self.done = NoteRow("checkbox-circle", "", tone="green")
        self.trouble = NoteRow("error-warning", "", tone="rust")
        for part in (self.done, self.trouble, self.show_button):
            shown(part, False)
        notes = [
            NoteRow(
                "shield-check",
                _("Tờ này mở được sổ khi không ai còn nhớ mật khẩu. Mất cả hai thì không ai mở được."),
            ),
            NoteRow("printer", _("Lưu ra tệp, in một bản, cất trong tủ có khóa, rồi xóa tệp.")),
            NoteRow("lock-2", _("Ai có tờ này là mở được sổ: không để cùng máy tính, không gửi qua mạng.")),
        ]
        card = Card()
        card.add(
            column(
                *[part for note in notes for part in (note, 10)], self.done, self.trouble, 12,
                row(self.save, 8, self.show_button, None, self.go_on), margins=(28, 24, 28, 22),
            )
        )  # fmt: skip
        self.setLayout(
            column(
                Label(_("Sổ đã lập xong. Giữ tờ khôi phục"), "title", bold=True),
                4,
                Label(_("Đây là lần duy nhất chương trình đưa ra tờ này."), "lead", "text2", wrap=True),
                18,
                card,
            )
        )
        self.save.clicked.connect(self._ask)
        self.show_button.clicked.connect(self._show)
        self.go_on.clicked.connect(self._leave)

    def _ask(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Lưu tờ khôi phục"), str(documents() / _("to-khoi-phuc.pdf")), _("Tệp PDF (*.pdf)")
        )
        if name:
            self.write(Path(name))

    def write(self, file: Path) -> None:
        """Write the sheet to a file."""
        from app.exports.recovery_sheet import write_recovery_sheet

        file = file if file.suffix.lower() == ".pdf" else file.with_suffix(".pdf")
        with self.workspace.reading() as session:
            own = self.workspace.own_organisation(session)
            name, code = own.name, own.code
        try:
            write_recovery_sheet(file, workspace=name, code=code, secret=self._secret, day=self.clock.today())
        except Failure as wrong:
            self.trouble.label.setText(f"{wrong.message} {wrong.hint}".strip())
            shown(self.trouble, True)
            return
        self.file = file
        self.done.label.setText(
            _("Đã lưu tờ khôi phục vào {file}. In ra, cất đi, rồi xóa tệp.").format(file=file)
        )
        shown(self.trouble, False)
        for part in (self.done, self.show_button):
            shown(part, True)
        self.save.set_kind("secondary")
        self.save.setText(_("Lưu bản nữa"))
        self.go_on.set_kind("primary")
        self.go_on.setEnabled(True)
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        if self.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file)))

    def _leave(self) -> None:
        self._secret = ""
        self.kept.emit()
