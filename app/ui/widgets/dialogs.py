"""Dialogs, only for what cannot be undone, for passwords and for bugs; the one place failures are shown."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.trouble import Failure, Refused
from app.ui.widgets.base import Hairline, Label, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import LongText
from app.ui.widgets.field import Glyph
from app.words import _


class Dialog(QDialog):
    """A modal window: title, what is at stake, a body, and buttons right with the primary one last.

    `add_button(text, kind, result)` closes with `result`; Esc is always the mildest way out.
    """

    def __init__(
        self, parent: QWidget | None, title: str, text: str = "", *, icon: str = "", tone: str = "text2",
        width: int = 460,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setModal(True)
        self.setMinimumWidth(width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.answer: object = None
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        head = Label(title, "section", bold=True, wrap=True)
        if icon:
            self.body.addLayout(row(Glyph(icon, tone, 24), (head, 1), gap=12))
        else:
            self.body.addWidget(head)
        if text:
            self.body.addWidget(Label(text, "base", "text2", wrap=True))
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(24, 14, 23, 16)
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self.body, 1)
        whole.addWidget(Hairline())
        whole.addLayout(self.buttons)

    def add(self, part: QWidget) -> None:
        """Add a part to the body."""
        self.body.addWidget(part)

    def add_button(self, text: str, kind: str = "secondary", answer: object = None) -> Button:
        """A button that closes the dialog with `answer`; None is the mildest way out."""
        made = Button(text, kind)
        made.setAutoDefault(kind == "primary")
        made.setDefault(kind == "primary")
        made.clicked.connect(lambda: self.close_with(answer))
        self.buttons.addWidget(made)
        return made

    def close_with(self, answer: object) -> None:
        """Close with an answer."""
        self.answer = answer
        self.accept() if answer is not None else self.reject()

    def ask(self) -> object:
        """Show, wait, and give the answer: None when it was closed otherwise. The dialog is freed."""
        self.exec()
        self.deleteLater()
        return self.answer


def confirm(parent: QWidget | None, title: str, text: str, deed: str, *, keep: str = "") -> bool:
    """Ask before a deed that cannot be undone; `deed` names it ("Xóa hẳn"). Enter keeps all as it is."""
    dialog = Dialog(parent, title, text, icon="error-warning", tone="amber")
    stay = dialog.add_button(keep or _("Để nguyên"))
    dialog.add_button(deed, "primary", True)
    stay.setDefault(True)
    stay.setFocus()
    return dialog.ask() is True


def bug_report(wrong: BaseException) -> str:
    """What happened, for the makers: kinds, files and lines, never values or messages, so nobody's data."""
    lines = [
        f"{type(wrong).__name__}",
        f"Python {sys.version.split()[0]}, {platform.system()} {platform.release()}",
    ]
    for frame in traceback.extract_tb(wrong.__traceback__):
        path = Path(frame.filename)
        place = "/".join(path.parts[path.parts.index("app") :]) if "app" in path.parts else path.name
        lines.append(f"  {place}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def failure_dialog(parent: QWidget | None, wrong: BaseException) -> Dialog:
    """The dialog for a failure: sentence and remedy for Refused and Trouble, a report for a bug."""
    if isinstance(wrong, Failure):
        refused = isinstance(wrong, Refused)
        icon, tone = ("forbid", "amber") if refused else ("error-warning", "rust")
        dialog = Dialog(parent, wrong.message, wrong.hint, icon=icon, tone=tone)
        dialog.add(Label(_("Mã: {code}").format(code=wrong.code), "small", "text3"))
        dialog.add_button(_("Đã hiểu"), "primary", True)
        return dialog
    dialog = Dialog(
        parent,
        _("Chương trình gặp lỗi"),
        _("Việc vừa làm chưa được ghi; sổ không hỏng. Bản báo lỗi dưới đây không có tên hay dữ liệu của ai, "
          "có thể chép gửi người hỗ trợ."),
        icon="error-warning", tone="rust", width=560,
    )  # fmt: skip
    report = LongText(bug_report(wrong), lines=7)
    report.set_read_only(True)
    report.setAccessibleName(_("Bản báo lỗi"))
    dialog.add(report)
    copy = Button(_("Chép báo lỗi"))
    copy.clicked.connect(lambda: QApplication.clipboard().setText(report.toPlainText()))
    dialog.buttons.addWidget(copy)
    dialog.add_button(_("Đóng"), "primary", True)
    return dialog


def tell(parent: QWidget | None, wrong: BaseException) -> None:
    """Show a failure and wait until it was read; a job stopped by the user says nothing."""
    if getattr(wrong, "code", "") != "stopped":
        failure_dialog(parent, wrong).ask()
