"""A step of the first start: a titled card of fields, a way back, and one deed beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.folding import fold
from app.trouble import Failure
from app.ui.jobs import Job, Task
from app.ui.pages.lock import PasswordEdit
from app.ui.widgets.base import Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.facts import NoteRow
from app.ui.widgets.field import Field
from app.words import _


def documents() -> Path:
    """The user's folder for documents."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


def folder_for(name: str) -> Path:
    """A folder for a workspace that is not there yet, named after the office in plain letters."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())[:60] or "so-moi"
    wanted = documents() / "So Chi bo" / plain
    number = 1
    while wanted.exists() and any(wanted.iterdir()):
        number += 1
        wanted = wanted.with_name(f"{plain}-{number}")
    return wanted


class StepForm(QWidget):
    """A titled card of fields with a way back and one deed, which runs beside the window."""

    back = Signal()
    made = Signal(object, str)  # Workspace, secret of its recovery sheet ("" when it is not new)

    def __init__(self, title: str, sentence: str, deed: str, working: str) -> None:
        super().__init__()
        self.working = working
        self.fields: dict[str, Field] = {}
        self.job: Job | None = None
        self.body = column(gap=12)
        self.deed = Button(deed, "primary", large=True)
        self.return_button = Button(_("Quay lại"), large=True)
        self.trouble = NoteRow("error-warning", "", tone="rust")
        shown(self.trouble, False)
        card = Card()
        card.add(
            column(
                self.body,
                14,
                self.trouble,
                6,
                row(self.return_button, None, self.deed),
                margins=(28, 22, 28, 22),
            )
        )
        self.sentence = Label(sentence, "lead", "text2", wrap=True)
        self.setLayout(column(Label(title, "title", bold=True), 4, self.sentence, 18, card))
        self.return_button.clicked.connect(self.back)
        self.deed.clicked.connect(self.do)

    def add(self, name: str, field: Field) -> Field:
        """A field of the form; Enter does the deed."""
        self.fields[name] = field
        if isinstance(field.editor, LineEdit):
            field.editor.returnPressed.connect(self.do)
        return field

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        first = next((f for f in self.fields.values() if not f.isHidden() and f.isEnabled()), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def need(self, name: str, sentence: str) -> bool:
        """Whether a field is filled; says so beside it when it is not."""
        part = self.fields[name]
        if part.value():
            return True
        self.wrong(name, sentence)
        return False

    def wrong(self, name: str, sentence: str) -> None:
        """Say beside a field what is wrong."""
        self.fields[name].set_error(sentence)
        self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self) -> None:
        """Check the fields and begin."""
        if self.job is not None or not self.ready():
            return
        shown(self.trouble, False)
        self.deed.set_working(self.working)
        self.return_button.setEnabled(False)
        self.job = Job(self.work)
        self.job.done.connect(self._done)
        self.job.failed.connect(self._failed)
        self.job.start()

    def ready(self) -> bool:
        """Whether all fields are right."""
        raise NotImplementedError

    def work(self, task: Task) -> Any:
        """The deed, in another thread: reads no widget."""
        raise NotImplementedError

    def finish(self, result: Any) -> None:
        """What follows the deed."""
        self.made.emit(*result)

    def _over(self) -> None:
        self.job = None
        self.deed.set_working(None)
        self.return_button.setEnabled(True)

    def _done(self, result: Any) -> None:
        self._over()
        self.finish(result)

    def _failed(self, wrong: BaseException) -> None:
        self._over()
        if not isinstance(wrong, Failure):
            from app.ui.widgets.dialogs import tell

            tell(self, wrong)
            return
        place = {"bad_password": "password", "wrong_password": "password", "wrong_recovery_key": "sheet",
                 "join_code_wrong": "code"}.get(wrong.code, "")  # fmt: skip
        sentence = f"{wrong.message} {wrong.hint}".strip()
        if place in self.fields and not self.fields[place].isHidden():
            self.wrong(place, sentence)
            return
        self.trouble.label.setText(sentence)
        shown(self.trouble, True)


class FolderForm(StepForm):
    """A form that also asks where the workspace lies."""

    def folder_row(self, folder: Path) -> QWidget:
        """The folder with the button that changes it."""
        self.folder = folder
        self._chosen = False
        self.folder_label = Label(str(folder), "small", "text2", wrap=True)
        change = Button(_("Đổi"), "link")
        change.setAccessibleName(_("Đổi thư mục của sổ"))
        change.clicked.connect(self._choose)
        return box(
            column(Label(_("Thư mục của sổ"), "small", "text2"), row((self.folder_label, 1), 8, change))
        )

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Chọn thư mục trống cho sổ"), str(documents()))
        if found:
            self.folder, self._chosen = Path(found), True
            self.folder_label.setText(found)

    def follow_name(self, name: str) -> None:
        """Name the folder after the office, while it was not chosen."""
        if not self._chosen:
            self.folder = folder_for(name)
            self.folder_label.setText(str(self.folder))

    def user_fields(self) -> QWidget:
        """Name, password and the password again."""
        self.add("user", Field(_("Họ và tên người giữ sổ"), LineEdit()))
        self.add(
            "password",
            Field(_("Mật khẩu mở sổ"), PasswordEdit(), hint=_("Ít nhất 8 ký tự; nên là một câu dễ nhớ.")),
        )
        self.add("again", Field(_("Gõ lại mật khẩu"), PasswordEdit()))
        pair = row(self.fields["password"], self.fields["again"], gap=16)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        return box(column(self.fields["user"], 12, pair))

    def user_ready(self) -> bool:
        """Whether name and passwords are right."""
        if not self.need("user", _("Ghi họ và tên người giữ sổ.")):
            return False
        if not self.need("password", _("Đặt mật khẩu để khóa sổ.")):
            return False
        if len(self.fields["password"].value()) < 8:
            self.wrong("password", _("Mật khẩu cần ít nhất 8 ký tự. Nên dùng một câu dễ nhớ."))
            return False
        if self.fields["password"].value() != self.fields["again"].value():
            self.wrong("again", _("Hai lần gõ không giống nhau; gõ lại."))
            return False
        return True
