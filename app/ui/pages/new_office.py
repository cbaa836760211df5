"""Behind the doors of the first start: a new workspace, an invitation, a backup."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from app.storage.clock import Clock
from app.ui.jobs import Task
from app.ui.pages.lock import PasswordEdit
from app.ui.pages.step_form import FolderForm, folder_for
from app.ui.widgets.base import box, row, shown
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.facts import FactList
from app.ui.widgets.field import Field
from app.ui.widgets.segment import Segment
from app.words import _, document_text


class NewOfficeForm(FolderForm):
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
            "name": values["name"],
            "code": values["code"] or "",
            "type": self.kind.value(),
            "place": values["place"],
            "password": values["password"],
            "user": values["user"],
        }
        return True

    def work(self, task: Task) -> Any:
        from app.procedures.office import create_office

        return create_office(self.folder, clock=self.clock, **self._office)


class InvitationForm(FolderForm):
    """First the join code, then what the invitation says, then the password of the new workspace."""

    def __init__(self, clock: Clock, file: Path) -> None:
        super().__init__(
            _("Thư mời của cấp trên"),
            _("Mã kết nối do cấp trên báo trên giấy hoặc qua điện thoại, không nằm trong tệp."),
            _("Mở thư mời"),
            _("Đang mở…"),
        )
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
            "name": note.name,
            "code": note.code,
            "type": note.type,
            "password": self.fields["password"].value(),
            "user": self.fields["user"].value(),
        }
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


class RestoreForm(FolderForm):
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
