"""Behind the doors of the first start: a new workspace, an invitation, a backup, and the recovery sheet."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.folding import fold
from app.storage.clock import Clock
from app.storage.workspace import Workspace
from app.trouble import Failure
from app.ui.jobs import Job, Task
from app.ui.pages.lock import PasswordEdit
from app.ui.widgets.base import Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.facts import FactList, NoteRow
from app.ui.widgets.field import Field
from app.ui.widgets.segment import Segment
from app.words import _, document_text


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


class _WithFolder(StepForm):
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


class NewOfficeForm(_WithFolder):
    """Name, place and password of a new workspace."""

    def __init__(self, clock: Clock, list_file: Path | None) -> None:
        about = (
            _("Lập sổ trước, rồi xem và nhận danh sách trong tệp {file}.").format(file=list_file.name)
            if list_file else _("Sổ mới chưa có ai; thêm người sau khi mở.")
        )  # fmt: skip
        super().__init__(_("Lập sổ mới"), about, _("Lập sổ"), _("Đang lập sổ…"))
        self.clock = clock
        self.kind = Segment([("cell", _("Chi bộ")), ("committee", _("Đảng ủy"))], "cell")
        self.add("name", Field(_("Tên chi bộ"), LineEdit(placeholder=_("Chi bộ thôn …"))))
        self.add("code", Field(_("Mã tổ chức đảng"), LineEdit(), optional=True))
        self.add(
            "place",
            Field(_("Địa danh ghi trên văn bản"), LineEdit(placeholder=_("tên xã, phường")), optional=True),
        )
        kind = Field(_("Sổ của"), self.kind)
        two = row(self.fields["code"], self.fields["place"], gap=16)
        two.setStretch(0, 1)
        two.setStretch(1, 1)
        first = row(kind, (self.fields["name"], 1), gap=16)
        for part in (box(first), box(two), self.user_fields(), self.folder_row(folder_for(""))):
            self.body.addWidget(part)
        self.fields["name"].changed.connect(lambda value: self.follow_name(value or ""))
        self.kind.value_changed.connect(self._named)

    def _named(self, kind: Any) -> None:
        self.fields["name"].label.setText(_("Tên chi bộ") if kind == "cell" else _("Tên đảng ủy"))

    def ready(self) -> bool:
        if (
            not self.need("name", _("Ghi tên đầy đủ, như trên con dấu hoặc văn bản."))
            or not self.user_ready()
        ):
            return False
        values = {name: part.value() for name, part in self.fields.items()}
        self._office = {
            "name": values["name"], "code": values["code"] or "", "type": self.kind.value(), "place": values["place"],
            "password": values["password"], "user": values["user"],
        }  # fmt: skip
        return True

    def work(self, task: Task) -> Any:
        from app.procedures.office import create_office

        return create_office(self.folder, clock=self.clock, **self._office)


class InvitationForm(_WithFolder):
    """First the join code, then what the invitation says, then the password of the new workspace."""

    def __init__(self, clock: Clock, file: Path) -> None:
        super().__init__(
            _("Thư mời của cấp trên"), _("Mã kết nối do cấp trên báo trên giấy hoặc qua điện thoại, không nằm trong tệp."),
            _("Mở thư mời"), _("Đang mở…"),
        )  # fmt: skip
        self.clock, self.file = clock, file
        self.invitation: Any = None
        self.add("code", Field(_("Mã kết nối"), LineEdit()))
        self.facts = FactList()
        self._user = self.user_fields()
        self._place = self.folder_row(folder_for(""))
        for part in (self.fields["code"], self.facts, self._user, self._place):
            self.body.addWidget(part)
        for part in (self.facts, self._user, self._place):
            shown(part, False)

    def ready(self) -> bool:
        if self.invitation is None:
            self._code = self.fields["code"].value()
            return self.need("code", _("Gõ mã kết nối."))
        if not self.user_ready():
            return False
        note = self.invitation.note
        self._office = {
            "name": note.name, "code": note.code, "type": note.type, "password": self.fields["password"].value(),
            "user": self.fields["user"].value(),
        }  # fmt: skip
        return True

    def work(self, task: Task) -> Any:
        from app.sync.joining import accept, read_invitation

        if self.invitation is None:
            return read_invitation(self.file, self._code)
        from app.procedures.office import create_office

        workspace, secret = create_office(self.folder, clock=self.clock, **self._office)
        try:
            with workspace.unit(self.clock) as unit:
                unit.begin("office.join")
                accept(unit, self.invitation)
        except BaseException:
            workspace.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return workspace, secret

    def finish(self, result: Any) -> None:
        if self.invitation is not None:
            super().finish(result)
            return
        self.invitation = result
        note = result.note
        self.facts.set_facts([
            (_("Cấp trên"), note.superior.name), (_("Tổ chức được mời"), note.name),
            (_("Mã tổ chức"), document_text(note.code)), (_("Dấu khóa của cấp trên"), result.fingerprint),
        ])  # fmt: skip
        self.sentence.setText(
            _("Đọc dấu khóa qua điện thoại với cấp trên để chắc là đúng nơi mời, rồi đặt mật khẩu.")
        )
        self.deed.setText(_("Lập sổ và nối"))
        self.deed.updateGeometry()
        self.working = _("Đang lập sổ…")
        self.follow_name(note.name)
        self.fields["code"].set_read_only(True)
        for part in (self.facts, self._user, self._place):
            shown(part, True)
        self.fields["user"].editor.setFocus()


class RestoreForm(_WithFolder):
    """Password or recovery sheet of a backup, and where to unpack it."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("Khôi phục sổ"), _("Tệp {file}. Sổ được mở lại nguyên như lúc sao lưu.").format(file=file.name),
            _("Khôi phục"), _("Đang khôi phục…"),
        )  # fmt: skip
        self.file = file
        self.way = Segment([(False, _("Mật khẩu")), (True, _("Tờ khôi phục"))], False)
        self.add("password", Field(_("Mật khẩu lúc sao lưu"), PasswordEdit()))
        self.add("sheet", Field(_("Khóa trên tờ khôi phục"), LineEdit()))
        for part in (
            Field(_("Mở bằng"), self.way),
            *self.fields.values(),
            self.folder_row(folder_for("so-khoi-phuc")),
        ):
            self.body.addWidget(part)
        self.way.value_changed.connect(self._ways)
        self._ways(False)

    def _ways(self, by_sheet: Any) -> None:
        shown(self.fields["password"], not by_sheet)
        shown(self.fields["sheet"], bool(by_sheet))
        self.begin()

    def ready(self) -> bool:
        self._by_sheet = bool(self.way.value())
        self._typed = self.fields["sheet" if self._by_sheet else "password"].value()
        if self._by_sheet:
            return self.need("sheet", _("Gõ khóa trên tờ khôi phục."))
        return self.need("password", _("Gõ mật khẩu của sổ lúc sao lưu."))

    def work(self, task: Task) -> Any:
        from app.procedures.office import open_office
        from app.storage.backup import restore

        sheet = self._typed if self._by_sheet else None
        password = "" if self._by_sheet else self._typed
        restore(self.file, self.folder, password, recovery=sheet)
        return open_office(self.folder, password, recovery=sheet), ""


class SheetPage(QWidget):
    """The recovery sheet of a new workspace: it is written before the workspace opens, and shown to be printed."""

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
            NoteRow("shield-check", _("Tờ này mở được sổ khi không ai còn nhớ mật khẩu. Không có tờ này thì không ai giúp được.")),
            NoteRow("printer", _("Lưu ra tệp, in một bản, cất trong tủ có khóa, rồi xóa tệp.")),
            NoteRow("lock-2", _("Ai có tờ này là mở được sổ: không để cùng máy tính, không gửi qua mạng.")),
        ]  # fmt: skip
        card = Card()
        card.add(
            column(
                *[part for note in notes for part in (note, 10)], self.done, self.trouble, 12,
                row(self.save, 8, self.show_button, None, self.go_on), margins=(28, 24, 28, 22),
            )
        )  # fmt: skip
        self.setLayout(
            column(
                Label(_("Sổ đã lập xong. Giữ tờ khôi phục"), "title", bold=True), 4,
                Label(_("Đây là lần duy nhất chương trình đưa ra tờ này."), "lead", "text2", wrap=True), 18, card,
            )
        )  # fmt: skip
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
