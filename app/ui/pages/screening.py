"""Rà soát: help list, ways out of the Party, discipline, complaints; for those who handle them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.procedures.condensing import Condense, due_now
from app.ui.pages.admissions import CasesPage
from app.ui.pages.condensing import CondenseDialog, outcome_words
from app.ui.widgets.base import shown
from app.ui.widgets.buttons import Button
from app.words import N_, _

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting


PROCEDURES = (
    "help_list", "deletion", "leaving", "discipline", "suspension", "complaint", "restoration", "annulment",
)  # fmt: skip


class ScreeningPage(CasesPage):
    """A tab for each procedure about a member's standing. The program lists what people opened, no more."""

    guide = "screening"
    procedures = PROCEDURES
    begin = "help_list"
    page = "screening"
    icon = "focus-3"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.round_button = Button(_("Đợt &rà soát"), icon="survey")
        self.round_button.clicked.connect(lambda: self.frame.go("review"))
        self.log_button = Button(_("&Nhật ký xem, in"))
        self.log_button.clicked.connect(lambda: self.frame.go("log"))
        self.condense_button = Button(_("&Thu gọn hồ sơ đã đóng"))
        self.condense_button.clicked.connect(self.ask_condense)
        self.kept_long = 0

    @property
    def may(self) -> bool:
        """Whether the user handles restricted cases."""
        return self.sitting.workspace.sees_all

    def opened(
        self, filter: str = "", new: bool = False, person: str = "", procedure: str = "", **where: Any
    ) -> None:
        if self.may:  # to others the page is empty, as if there were no such records
            super().opened(filter, new, person, procedure, **where)
            if where.get("condense"):
                QTimer.singleShot(0, self, self.ask_condense)

    def head_actions(self) -> list[QWidget]:
        for button, page in ((self.round_button, "review"), (self.log_button, "log")):
            shown(button, self.may and page in self.frame.entries)
        if not self.may:
            return []
        shown(self.condense_button, self.kept_long > 0)
        return [self.condense_button, self.log_button, self.round_button, *super().head_actions()]

    def empty_words(self) -> tuple[str, str]:
        return EMPTY[self.kind]

    def read(self) -> None:
        if self.may:
            with self.sitting.looking() as unit:
                self.kept_long = len(due_now(unit)) if unit.user.may(Condense.right) else 0
            super().read()

    def condense_dialog(self) -> CondenseDialog:
        """Shows the closed cases that found nothing, and condenses them when that is agreed to."""
        return CondenseDialog(self, self.sitting)

    def ask_condense(self) -> None:
        """Ask, and say what was done."""
        dialog = self.condense_dialog()
        if dialog.ask() and dialog.outcome is not None:
            self.frame.said(outcome_words(dialog.outcome.result))

    def ask_new(self, person: str = "") -> None:
        if self.may:
            super().ask_new(person)


EMPTY = {
    "help_list": (
        N_("Không có ai trong danh sách giúp đỡ"),
        N_(
            "Bí thư, chi ủy nêu trường hợp và kết luận của nơi có thẩm quyền rồi mới mở hồ sơ; "
            "chương trình không tự đề xuất ai."
        ),
    ),
    "deletion": (
        N_("Chưa có hồ sơ xóa tên nào"),
        N_("Trước khi mở: có căn cứ, kết luận của nơi có thẩm quyền, và đã báo cho đảng viên biết."),
    ),
    "leaving": (N_("Chưa có ai xin ra khỏi Đảng"), N_("Mở hồ sơ khi nhận đơn do đảng viên tự viết.")),
    "discipline": (
        N_("Chưa có hồ sơ kỷ luật nào"),
        N_("Mở hồ sơ khi nơi có thẩm quyền đã kết luận nội dung vi phạm."),
    ),
    "suspension": (
        N_("Chưa có hồ sơ đình chỉ nào"),
        N_("Mở hồ sơ khi có văn bản đề nghị hoặc kết luận của nơi có thẩm quyền."),
    ),
    "complaint": (
        N_("Chưa có khiếu nại nào"),
        N_("Mở hồ sơ khi đảng viên gửi đơn; thời hạn tính từ ngày nhận quyết định."),
    ),
    "restoration": (
        N_("Chưa có hồ sơ khôi phục nào"),
        N_("Mở hồ sơ khi cấp có thẩm quyền kết luận đảng viên bị oan, sai."),
    ),
    "annulment": (
        N_("Chưa có hồ sơ hủy quyết định nào"),
        N_("Mở hồ sơ khi có kết luận quyết định kết nạp, công nhận trước đây không đúng."),
    ),
}
"""What an empty tab says: what has to be there first."""
