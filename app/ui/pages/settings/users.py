"""Parts of the settings about opening the workspace: own password, users, backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy import select

from app.models import User
from app.storage.rights import ROLE_TITLES
from app.trouble import Refused
from app.ui.jobs import Job, Task
from app.ui.pages.lock import PasswordEdit
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Label, box, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import Choice, LineEdit
from app.ui.widgets.facts import NoteRow
from app.ui.widgets.field import Field
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.settings.page import SettingsPage


class _Passwords(QWidget):
    """A new password typed twice."""

    def __init__(self) -> None:
        super().__init__()
        self.first = Field(
            _("Mật khẩu mới"), PasswordEdit(), hint=_("Ít nhất 8 ký tự; nên là một câu dễ nhớ.")
        )
        self.again = Field(_("Gõ lại mật khẩu mới"), PasswordEdit())
        pair = row(self.first, self.again, gap=16)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self.setLayout(pair)

    def ready(self) -> bool:
        """Whether both are right; says so beside the field."""
        if len(self.first.value() or "") < 8:
            self.first.set_error(_("Mật khẩu cần ít nhất 8 ký tự. Nên dùng một câu dễ nhớ."))
            return False
        if self.first.value() != self.again.value():
            self.again.set_error(_("Hai lần gõ không giống nhau; gõ lại."))
            return False
        return True

    def empty(self) -> None:
        """Forget what was typed."""
        self.first.set_value("")
        self.again.set_value("")


class OwnPassword(Card):
    """The password of who is working; the old one is asked first."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__(_("Đổi mật khẩu của tôi"))
        self.page = page
        self.old = Field(_("Mật khẩu đang dùng"), PasswordEdit())
        self.new = _Passwords()
        self.change = Button(_("Đổi mật khẩu"))
        self.change.clicked.connect(self.do)
        who = Label(_("Người dùng: {name}").format(name=page.sitting.workspace.user.name), "small", "text2")
        self.add_padded(column(who, 10, self.old, 8, self.new, 12, row(self.change, None)), 0, 20)

    def do(self) -> Job | None:
        """Change it beside the window."""
        typed, workspace = self.old.value(), self.page.sitting.workspace
        if not typed:
            self.old.set_error(_("Gõ mật khẩu đang dùng."))
            return None
        if not self.new.ready():
            return None
        new, name = self.new.first.value(), workspace.user.name

        def work(_task: Task) -> None:
            from app.storage import keys
            from app.storage.workspace import change_password

            keys.open_with_password(keys.load(workspace.path), typed, name)
            change_password(workspace, name, new)

        job = Job(work)
        self.change.set_working(_("Đang đổi…"))
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(self._over)
        return job.start()

    def _over(self) -> None:
        self.change.set_working(None)

    def _done(self, _none: Any) -> None:
        self.old.set_value("")
        self.new.empty()
        self.page.frame.said(_("Đã đổi mật khẩu"))

    def _failed(self, wrong: BaseException) -> None:
        if isinstance(wrong, Refused) and wrong.code == "wrong_password":
            self.old.set_error(f"{wrong.message} {wrong.hint}")
        else:
            self.page.tell(wrong)


class Users(QWidget):
    """Who may open the workspace, and adding somebody."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page = page
        with page.sitting.reading() as session:
            users = list(session.scalars(select(User).order_by(User.added)))
            session.expunge_all()
        self.names = [user.name for user in users]
        listed = Card(_("Ai mở được sổ"))
        for user in users:
            listed.add_line()
            me = user.name == page.sitting.workspace.user.name
            role = Label(_(ROLE_TITLES.get(user.role, user.role)), "base", "text2")
            listed.add(row(Label(user.name), 10, *([Badge(_("đang dùng"), "grey")] if me else []), None, role,
                           margins=(20, 9, 20, 9)))  # fmt: skip
        self.name = Field(_("Họ và tên"), LineEdit())
        self.role = Field(_("Vai trò"), Choice([(key, _(words)) for key, words in ROLE_TITLES.items()]))
        self.role.set_value("clerk")
        self.new = _Passwords()
        self.add = Button(_("Thêm người dùng"))
        self.add.clicked.connect(self.do)
        form = Card(_("Thêm người dùng"))
        two = row(self.name, self.role, gap=16)
        two.setStretch(0, 1)
        two.setStretch(1, 1)
        self.by_sheet = not page.sitting.workspace.user.name
        sheet = NoteRow(
            "information",
            _("Sổ đang mở bằng tờ khôi phục: ghi đúng tên người đã có để đặt lại mật khẩu của người đó."),
        )
        parts_of_form = [box(column(sheet, 10))] if self.by_sheet else []
        form.add_padded(column(*parts_of_form, two, 8, self.new, 12, row(self.add, None)), 0, 20)
        parts: list[Any] = [listed]
        parts += (
            [16, form] if page.may else [12, Label(_("Bí thư thêm được người dùng khác."), "small", "text2")]
        )
        self.setLayout(column(*parts))

    def do(self) -> Job | None:
        """Add beside the window: stretching the password takes a moment."""
        name = self.name.value()
        if not name:
            self.name.set_error(_("Ghi họ và tên người dùng."))
            return None
        known = name in self.names
        if known and not self.by_sheet:
            self.name.set_error(_("Đã có người dùng tên này; ghi thêm để phân biệt."))
            return None
        if not self.new.ready():
            return None
        workspace, password = self.page.sitting.workspace, self.new.first.value()
        role = None if known else self.role.value()

        def work(_task: Task) -> str:
            from app.storage.workspace import change_password

            change_password(workspace, name, password, role)
            return name

        job = Job(work)
        self.add.set_working(_("Đang thêm…"))
        job.done.connect(self._done)
        job.failed.connect(self.page.tell)
        job.ended.connect(self._over)
        return job.start()

    def _over(self) -> None:
        self.add.set_working(None)

    def _done(self, name: str) -> None:
        words = _("Đã đặt lại mật khẩu của {name}") if name in self.names else _("Đã thêm người dùng {name}")
        self.page.frame.said(words.format(name=name))
        if self.page.chips.value == "users":
            self.page.show_part("users")


class Backups(Card):
    """An encrypted copy, checked by opening it."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__(_("Sao lưu"))
        self.page = page
        self.now = Button(_("Sao lưu bây giờ"), icon="archive")
        self.elsewhere = Button(_("Sao lưu ra USB hoặc nơi khác"))
        self.now.clicked.connect(lambda: self.do(None))
        self.elsewhere.clicked.connect(self._ask)
        notes = (
            NoteRow("shield-check", _("Bản sao lưu được mã hóa và được mở thử lại ngay sau khi ghi.")),
            NoteRow("history", _("Muốn mở lại: tên sổ ở góc trên, “Mở sổ khác…”, “Lập hoặc khôi phục sổ”.")),
        )
        self.add_padded(
            column(*[box(column(note, 8)) for note in notes], 8, row(self.now, 8, self.elsewhere, None)),
            0,
            20,
        )

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Chọn nơi để bản sao lưu"), str(Path.home()))
        if folder:
            self.do(Path(folder))

    def do(self, out: Path | None) -> Job:
        """Write a backup beside the window."""
        workspace, clock = self.page.sitting.workspace, self.page.sitting.clock

        def work(_task: Task) -> Path:
            from app.storage.backup import backup

            return backup(workspace, out, clock).file

        job = Job(work)
        self.now.set_working(_("Đang sao lưu…"))
        job.done.connect(self._done)
        job.failed.connect(self.page.tell)
        job.ended.connect(self._over)
        return job.start()

    def _over(self) -> None:
        self.now.set_working(None)

    def _done(self, file: Path) -> None:
        self.page.frame.said(_("Đã sao lưu và mở thử: {file}").format(file=file.name))
        read_facts = getattr(self.page.frame, "read_facts", None)
        if read_facts is not None:
            read_facts()
