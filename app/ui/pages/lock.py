"""The password page: before a workspace opens, and over the window while it is locked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.storage.workspace import Workspace
from app.trouble import Failure, Refused
from app.ui.jobs import Job, Task
from app.ui.nav import paint_sign
from app.ui.widgets.base import Hairline, Label, column, ground, mark, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import Choice, LineEdit
from app.ui.widgets.field import Field
from app.words import _

CARD = 424


class PasswordEdit(LineEdit):
    """A line that hides what is typed; `value` keeps blanks, a password may hold them."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def value(self) -> str | None:
        return self.text() or None

    def show_words(self, wanted: bool) -> None:
        """Let the letters be seen."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if wanted else QLineEdit.EchoMode.Password)


class Sign(QWidget):
    """The sign with the name of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_sign(QPainter(self), QRectF(0, 0, 28, 28))


def sign_row() -> QWidget:
    """Sign and name, as at the top of the first start."""
    made = QWidget()
    made.setLayout(row(Sign(), Label(_("Sổ Chi bộ"), "section", bold=True), None, gap=12))
    return made


class LockPage(QWidget):
    """Asks for the password of one workspace and opens it beside the window's thread.

    `still_open`: a workspace whose work still runs; the password is then only compared with its keyring.
    """

    opened = Signal(object)  # Workspace
    others_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self, folder: Path, *, name: str = "", user: str = "", locked: bool = False,
        still_open: Workspace | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        ground(self, "bg")
        self.folder, self.locked, self.still_open = folder, locked, still_open
        self.job: Job | None = None
        self.by_sheet = False
        self.who = Field(_("Người dùng"), Choice())
        self.password = Field(_("Mật khẩu"), PasswordEdit())
        self.sheet = Field(
            _("Khóa trên tờ khôi phục"), LineEdit(placeholder=_("Gõ các nhóm chữ theo thứ tự từng dòng")),
            hint=_("Có dấu cách hay không, chữ hoa hay thường đều được."),
        )  # fmt: skip
        self.open = Button(_("Mở khóa") if locked else _("Mở sổ"), "primary", large=True)
        self.open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.other_way = Button("", "link")
        self.others = Button(_("Mở sổ khác"), "link")
        self.restore = Button(_("Khôi phục từ bản sao lưu"), "link")
        self.trouble = Label("", "small", "rust", wrap=True)
        self.title = Label(name or folder.name, "section", bold=True, wrap=True)
        about = _("Sổ đang khóa. Nhập mật khẩu để làm tiếp.") if locked else str(folder)
        place = Label(about, "small", "text2", wrap=True)
        card = Card()
        card.setFixedWidth(CARD)
        card.add(
            column(
                self.title,
                2,
                place,
                18,
                self.who,
                6,
                self.password,
                self.sheet,
                8,
                self.trouble,
                6,
                self.open,
                margins=(28, 26, 28, 20),
            )
        )
        card.add(Hairline())
        card.add(row(self.other_way, None, self.restore, self.others, gap=12, margins=(26, 8, 24, 10)))
        self.card = card
        self.setLayout(column(sign_row(), None, row(None, card, None), None, 40, margins=(32, 20, 32, 16)))
        shown(self.restore, False)
        shown(self.trouble, False)
        from app.ui import trial

        if trial.is_trial(folder):
            self.password.hint.setText(_("Mật khẩu của sổ mẫu: {password}").format(password=trial.password()))
            shown(self.password.hint, True)
        self._users(user)
        self._way(False)
        self.open.clicked.connect(self.try_open)
        self.other_way.clicked.connect(lambda: self._way(not self.by_sheet))
        self.others.clicked.connect(self.others_asked)
        self.restore.clicked.connect(self.restore_asked)
        for field in (self.password, self.sheet):
            field.editor.returnPressed.connect(self.try_open)

    def _users(self, user: str) -> None:
        from app.storage import keys

        try:
            names = list(keys.load(self.folder).users)
        except Failure as wrong:
            names = []
            self._say(wrong)
        self.who.editor.set_options([(name, name) for name in names])
        self.who.set_value(user if user in names else names[0] if names else None)
        shown(self.who, len(names) > 1)

    def _way(self, by_sheet: bool) -> None:
        self.by_sheet = by_sheet
        shown(self.password, not by_sheet)
        shown(self.who, not by_sheet and self.who.editor.count() > 1)
        shown(self.sheet, by_sheet)
        self.other_way.setText(_("Dùng mật khẩu") if by_sheet else _("Quên mật khẩu: dùng tờ khôi phục"))
        self.other_way.updateGeometry()
        self.begin()

    def begin(self) -> None:
        """Put the keyboard where one types."""
        (self.sheet if self.by_sheet else self.password).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.begin()

    def try_open(self) -> None:
        """Open with what was typed."""
        if self.job is not None:
            return
        field = self.sheet if self.by_sheet else self.password
        typed = field.value()
        if not typed:
            field.set_error(_("Gõ khóa trên tờ khôi phục.") if self.by_sheet else _("Gõ mật khẩu của sổ."))
            return
        shown(self.trouble, False)
        self.open.set_working(_("Đang mở…"))
        self.job = Job(self._open, typed, self.by_sheet, self.who.value())
        self.job.done.connect(self._done)
        self.job.failed.connect(self._failed)
        self.job.start()

    def _open(self, _task: Task, typed: str, by_sheet: bool, user: str | None) -> Workspace:
        if self.still_open is not None:
            from app.storage import keys

            ring = keys.load(self.folder)
            if by_sheet:
                keys.open_with_recovery(ring, typed)
            else:
                keys.open_with_password(ring, typed, self.still_open.user.name or user)
            return self.still_open
        from app.procedures.office import open_office

        if by_sheet:
            return open_office(self.folder, "", recovery=typed)
        return open_office(self.folder, typed, user=user)

    def _done(self, workspace: Workspace) -> None:
        self.job = None
        self.open.set_working(None)
        self.password.editor.clear()
        self.sheet.editor.clear()
        self.opened.emit(workspace)

    def _failed(self, wrong: BaseException) -> None:
        self.job = None
        self.open.set_working(None)
        field = self.sheet if self.by_sheet else self.password
        if isinstance(wrong, Refused) and wrong.code in ("wrong_password", "wrong_recovery_key"):
            field.set_error(f"{wrong.message} {wrong.hint}")
            field.editor.selectAll()
            self.begin()
            return
        self._say(wrong)

    def _say(self, wrong: BaseException) -> None:
        if not isinstance(wrong, Failure):
            from app.ui.widgets.dialogs import tell

            tell(self, wrong)
            return
        self.trouble.setText(f"{wrong.message} {wrong.hint}".strip())
        mark(self.trouble, tone="rust")
        shown(self.trouble, True)
        shown(self.restore, not self.locked and wrong.code in ("damaged", "damaged_keyring"))
