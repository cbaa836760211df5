"""The first start: three doors to a workspace, text size before anything else, then the recovery sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QStackedWidget, QWidget

from app.storage.clock import Clock
from app.storage.workspace import Workspace
from app.ui import trial
from app.ui.jobs import Job
from app.ui.pages.lock import sign_row
from app.ui.pages.new_office import InvitationForm, NewOfficeForm, RestoreForm
from app.ui.pages.recovery_page import SheetPage
from app.ui.preferences import Preferences
from app.ui.restart import restart
from app.ui.theme import tokens
from app.ui.widgets.base import Hairline, Label, box, column, ground, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Glyph
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.segment import Segment
from app.ui.widgets.tiles import Door
from app.words import N_, _

CHOOSE = N_("Chọn một trong ba cách. Dữ liệu nằm trên máy này, được khóa bằng mật khẩu và không cần mạng.")
WIDTH = 1088
"""Of the three doors together."""


class FirstStart(QWidget):
    """`opened(workspace, list file or None)` when a workspace is there and its recovery sheet was kept."""

    opened = Signal(object, object)
    known_asked = Signal()

    def __init__(self, preferences: Preferences, clock: Clock) -> None:
        super().__init__()
        ground(self, "bg")
        self.preferences, self.clock = preferences, clock
        self.list_file: Path | None = None
        self.job: Job | None = None
        self.text_size = Segment([(n, f"{n}\u00a0%") for n in (100, 125, 150)], preferences.get("scale"))
        self.text_size.setAccessibleName(_("Cỡ chữ"))
        self.size_note = Label(_("Đổi từ lần mở sau."), "small", "text2")
        self.again = Button(_("Mở lại ngay"), "link")
        self.stack = QStackedWidget()
        self._sizing = box(row(self.size_note, self.again, gap=2))
        shown(self._sizing, False)
        top = row(
            sign_row(),
            None,
            self._sizing,
            16,
            Label(_("Cỡ chữ"), "small", "text2"),
            14,
            self.text_size,
            margins=(32, 17, 31, 0),
        )
        self.setLayout(column(top, (self.stack, 1)))
        self.stack.addWidget(self._doors())
        self.text_size.value_changed.connect(self._sized)
        self.again.clicked.connect(restart)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()

    # The doors

    def _doors(self) -> QWidget:
        self.invitation = Door(
            "mail-open", _("Có thư mời của cấp trên"),
            _("Chi bộ nối với đảng ủy cấp trên. Tên, mã chi bộ và quy định được điền sẵn."),
            _("Tệp thư mời do đảng ủy gửi, thường nằm trên USB"), _("Mở thư mời"), True,
        )  # fmt: skip
        self.excel = Door(
            "file-excel-2", _("Có danh sách Excel"),
            _("Đưa danh sách đảng viên đang dùng vào sổ. Chỗ nào chưa rõ, chương trình hỏi lại."),
            _("Tệp Excel có cột họ tên; thiếu các cột khác vẫn dùng được"), _("Chọn tệp Excel"),
        )  # fmt: skip
        self.old = Door(
            "history", _("Khôi phục sổ cũ"),
            _("Mở lại sổ từ bản sao lưu trên USB hay ổ khác, nguyên như lúc sao lưu."),
            _("Tệp sao lưu có đuôi .saoluu, kèm mật khẩu hay tờ khôi phục đã in"), _("Chọn bản sao lưu"),
        )  # fmt: skip
        self.invitation.button.clicked.connect(self.invite)
        self.excel.button.clicked.connect(self.take_list)
        self.old.button.clicked.connect(self.restore)
        self.blank = Button(_("Lập sổ trống"))
        self.blank.clicked.connect(lambda: self.create(None))
        self.known = Button(_("Sổ đã có trên máy này"))
        self.known.clicked.connect(self.known_asked)
        shown(self.known, bool(self.preferences.workspaces))
        self._row = row(self.invitation, self.excel, self.old, gap=24)
        for at in range(3):
            self._row.setStretch(at, 1)
        self.trial = Button(_("Xem thử"))
        self.trial.clicked.connect(self.try_out)
        look = row(
            Glyph("eye", "text2", 18), 12,
            Label(_("Muốn xem trước? Sổ mẫu có đủ người và hồ sơ, không lẫn với sổ thật.")), None, self.trial,
        )  # fmt: skip
        foot = row(
            Glyph("add", "text2", 18),
            12,
            Label(_("Chưa có danh sách nào? Lập sổ trống rồi thêm từng người.")),
            None,
            self.known,
            8,
            self.blank,
        )
        inner = box(
            column(
                Label(_("Mở sổ lần đầu"), "figure", bold=True),
                4,
                Label(_(CHOOSE), "lead", wrap=True),
                22,
                self._row,
                24,
                Hairline(),
                12,
                look,
                6,
                foot,
            )
        )
        inner.setMaximumWidth(WIDTH)
        self._inner = inner
        return ScrollColumn(column(None, row(None, (inner, 100), None), None, None, margins=(32, 24, 32, 24)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # the ring comes with the first Tab

    def try_out(self) -> Job | None:
        """Make the sample workspaces beside the window and open one."""
        if self.job is not None:
            return None
        self.list_file = None
        self.job = Job(trial.make, self.clock.today())
        self.trial.set_working(_("Đang lập…"))
        self.job.done.connect(self._tried)
        self.job.failed.connect(self._not_tried)
        return self.job.start()

    def _tried(self, workspace: Workspace) -> None:
        self.job = None
        self.trial.set_working(None)
        self.opened.emit(workspace, None)

    def _not_tried(self, wrong: BaseException) -> None:
        from app.ui.widgets.dialogs import tell

        self.job = None
        self.trial.set_working(None)
        tell(self, wrong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < 820
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._row.setSpacing(tokens.S4 if self.width() < tokens.NARROW else tokens.S5)

    def _sized(self, value: Any) -> None:
        before = self.preferences.get("scale")
        self.preferences.put("scale", value)
        shown(self._sizing, value != before or not self._sizing.isHidden())

    # What stands behind the doors

    def _front(self, page: QWidget) -> None:
        while (old := self.stack.widget(1)) is not None:
            self.stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        holder = ScrollColumn(column(row(None, (page, 100), None), None, margins=(32, 28, 32, 32)))
        page.setMaximumWidth(640)
        self.stack.addWidget(holder)
        self.stack.setCurrentWidget(holder)

    def back(self) -> None:
        """To the doors."""
        self.stack.setCurrentIndex(0)

    def _begin(self, form: Any) -> None:
        form.back.connect(self.back)
        form.made.connect(self._made)
        self._front(form)
        form.begin()

    def take_list(self) -> None:
        """The door of those who have a list."""
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Chọn danh sách đảng viên"),
            str(Path.home()),
            _("Danh sách (*.xlsx *.csv *.xls);;Mọi tệp (*)"),
        )
        if name:
            self.create(Path(name))

    def create(self, list_file: Path | None) -> NewOfficeForm:
        """A new workspace; the list is taken in afterwards."""
        self.list_file = list_file
        form = NewOfficeForm(self.clock, list_file)
        self._begin(form)
        return form

    def invite(self) -> None:
        """The door of those who were invited."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Mở thư mời"), str(Path.home()), _("Mọi tệp (*)"))
        if name:
            self.join(Path(name))

    def join(self, file: Path) -> InvitationForm:
        """Ask for the join code of an invitation."""
        self.list_file = None
        form = InvitationForm(self.clock, file)
        self._begin(form)
        return form

    def restore(self) -> None:
        """The door of those who have a backup."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn bản sao lưu"), str(Path.home()), _("Bản sao lưu (*.saoluu);;Mọi tệp (*)")
        )
        if name:
            self.restore_file(Path(name))

    def restore_file(self, file: Path) -> RestoreForm:
        """Ask for the password of a backup."""
        self.list_file = None
        form = RestoreForm(file)
        self._begin(form)
        return form

    def _made(self, workspace: Workspace, secret: str) -> None:
        if not secret:
            self.opened.emit(workspace, self.list_file)
            return
        page = SheetPage(workspace, secret, self.clock)
        page.kept.connect(lambda: self.opened.emit(workspace, self.list_file))
        self._front(page)
        page.save.setFocus(Qt.FocusReason.OtherFocusReason)
